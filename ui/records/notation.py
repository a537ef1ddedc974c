"""Values as people type them into a form. Raises ValueError where nothing can be made of them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from models import clock
from models.exchange import dates
from models.texts import decimal_point
from ui.formats import date_text

_THIS_YEAR = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_FIRST_BIRTH_YEAR = 1900
_CLOCK = re.compile(r"(\d{1,2}):([0-5]\d)")
_NUMBER = re.compile(r"\d{1,4}(\.\d+)?")
_MOST_HOURS = 24
_HANZI = str.maketrans("一二两三四五六七八九", "1223456789")
_HALVES = (
    (re.compile(r"(\d+)(?:个?半(?:小时|钟头?)|(?:个?小时|个?钟头?)半)"), r"\1.5小时"),
    (re.compile(r"^半个?(?=小时|钟)"), "0.5"),
)
_LENGTH = re.compile(
    r"(?:(?P<hours>\d{1,3}(?:\.\d+)?)\s*(?:个?小时|个?钟头?|hours?|hrs?|h))"
    r"\s*(?:(?P<rest>\d{1,2})\s*(?:分钟?|minutes?|mins?|m)?)?"
    r"|(?P<minutes>\d{1,4})\s*(?:分钟?|minutes?|mins?|m)"
)
_ON_THE_DAY = ("0", "当天", "当日", "on the day")
_BEFORE = re.compile(r"-?(\d{1,3})|(?:提?前)(\d{1,3})天?|(\d{1,3})\s*天前|(\d{1,3}) days? before")
_AFTER = re.compile(r"\+(\d{1,3})|(?:之?后)(\d{1,3})天?|(\d{1,3})\s*天后|(\d{1,3}) days? after")
_NEAR = {
    "today": 0, "今天": 0, "今日": 0,
    "yesterday": -1, "昨天": -1, "昨日": -1,
    "tomorrow": 1, "明天": 1, "明日": 1,
}  # fmt: skip


def plain(text: str) -> str:
    """Return the text with full-width letters, digits and signs made ordinary."""
    return unicodedata.normalize("NFKC", text).strip()


def read_date(text: str) -> date | None:
    """Read a day; None for an empty text. A day without a year is one of this year."""
    text = plain(text)
    if not text:
        return None
    if text.lower() in _NEAR:
        return clock.today() + timedelta(days=_NEAR[text.lower()])
    if found := _THIS_YEAR.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        month, day = (second, first) if _day_first() else (first, second)
        return date(clock.today().year, month, day)
    order = dates.Order.DAY if _day_first() else dates.Order.MONTH
    day_read = dates.read_day(text, order)
    if isinstance(day_read, dates.Unreadable):
        raise ValueError(text)
    return date.fromisoformat(day_read)


def read_time(text: str) -> time | None:
    """Read a time of day such as 19:00, 晚上7点半, 1900, 9; None for an empty text."""
    text = plain(text)
    if not text:
        return None
    if text.isdecimal():
        hour, minute = (text[:-2], text[-2:]) if len(text) > 2 else (text, "0")
        return time(int(hour), int(minute))
    moment = dates.read_moment(text)
    if isinstance(moment, dates.Unreadable) or moment.day or not moment.time:
        raise ValueError(text)
    return time.fromisoformat(moment.time)


def read_moment(day: str, hour: str) -> datetime | None:
    """Read a day and a time; a day alone begins at midnight."""
    date_part, time_part = read_date(day), read_time(hour)
    if date_part is None:
        if time_part is not None:
            raise ValueError(hour)
        return None
    return datetime.combine(date_part, time_part or time())


def read_born(text: str) -> str:
    """Read a birth date that may be unknown, a year, or a full date, into its stored form."""
    if not plain(text):
        return ""
    born = dates.read_born(text, dates.Order.DAY if _day_first() else dates.Order.MONTH)
    if isinstance(born, dates.Unreadable) or int(born[:4]) < _FIRST_BIRTH_YEAR:
        raise ValueError(text)
    return born


def read_number(text: str) -> int | None:
    text = decimal_point(plain(text))
    return int(text) if text else None


def read_minutes(text: str) -> int | None:
    """Read how long something takes: "2" and "1.5" are hours, as are 1:30, 2h and 1小时30分; a
    number above 24 is minutes, as are 45 min and 45分钟. None for an empty text."""
    text = plain(text).lower()
    if not text:
        return None
    if found := _CLOCK.fullmatch(text):
        return int(found[1]) * 60 + int(found[2])
    if _NUMBER.fullmatch(text):
        number = float(text)
        return round(number if number > _MOST_HOURS else number * 60)
    text = text.translate(_HANZI)
    for pattern, plainly in _HALVES:
        text = pattern.sub(plainly, text)
    found = _LENGTH.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return round(float(found["hours"] or 0) * 60) + int(found["rest"] or found["minutes"] or 0)


def read_days(text: str) -> int | None:
    """Read how many days after the event begins: "7" and "前7天" are before it, "+1" is after.

    Raises ValueError where it is none of these.
    """
    text = plain(text).lower().replace("−", "-")
    if not text:
        return None
    if text in _ON_THE_DAY:
        return 0
    for pattern, sign in ((_BEFORE, -1), (_AFTER, 1)):
        if found := pattern.fullmatch(text):
            return sign * int(next(filter(None, found.groups())))
    raise ValueError(text)


def read_money(text: str) -> Decimal | None:
    """Read an amount such as 1,286.50, 1.286,50, ¥86.5, 86,5 or 86元; at most two decimals."""
    text = decimal_point(plain(text).strip("¥$€£元 "))
    if not text:
        return None
    try:
        amount = Decimal(text)
    except InvalidOperation as error:
        raise ValueError(text) from error
    if not amount.is_finite() or amount != round(amount, 2):
        raise ValueError(text)
    return amount


def _day_first() -> bool:
    """Whether the reader writes 31/10: told by how a date is shown to them."""
    shown = date_text(date(2003, 11, 22))
    return 0 <= shown.find("22") < shown.find("11")
