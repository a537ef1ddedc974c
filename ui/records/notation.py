"""Values as people type them into a form. Raises ValueError where nothing can be made of them."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation

from models import clock
from models.exchange import dates
from ui.formats import date_text

_THIS_YEAR = re.compile(r"(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?")
_FIRST_BIRTH_YEAR = 1900
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
    text = plain(text).replace(",", "")
    return int(text) if text else None


def read_money(text: str) -> Decimal | None:
    """Read an amount such as 1,286.50, ¥86.5 or 86元; at most two decimals."""
    text = plain(text).strip("¥$€£元 ").replace(",", "")
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
