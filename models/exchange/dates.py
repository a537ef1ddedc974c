"""Days and times as people write them.

03/04/2025 is two different days in two countries. It is read only where the whole column shows
which order it follows; otherwise it stays unread and the user is asked.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

from models import clock
from resources.i18n import N_


@dataclass(frozen=True)
class Unreadable:
    """A cell that cannot be taken as it stands. `reason` has the fields {text} and {heading}."""

    reason: str


@dataclass(frozen=True)
class Moment:
    """What a cell says about a time: "2025-06-03", "19:00", and where it ends, each maybe ""."""

    day: str
    time: str
    until: str = ""


class Order(Enum):
    """What comes first in the dates of a column that do not begin with the year."""

    DAY = "day"
    MONTH = "month"
    UNCLEAR = "unclear"


NO_DATE = Unreadable(
    N_("“{text}” under “{heading}” is no date we can read. Write it like 2026-10-03.")
)
NO_SUCH_DAY = Unreadable(N_("“{text}” under “{heading}” is no day of the calendar."))
NO_YEAR = Unreadable(
    N_("“{text}” under “{heading}” lacks the year. Write the date like 2026-10-03.")
)
ONLY_YEAR = Unreadable(
    N_("“{text}” under “{heading}” is only a year. Write the whole date like 2026-10-03.")
)
TWO_DAYS = Unreadable(
    N_("“{text}” under “{heading}” can mean two different days. Write it like 2026-10-03.")
)
NOT_BORN = Unreadable(N_("“{text}” under “{heading}” lies in the future."))
NO_TIME = Unreadable(
    N_("“{text}” under “{heading}” is no time we can read. Write it like 2026-10-03 19:00.")
)

_FIRST_YEAR, _LAST_YEAR = 1850, 2150
_SERIAL_START = date(1899, 12, 30)  # what spreadsheets count their days from
_SERIALS = range(10_000, 75_000)

_YEAR_FIRST = re.compile(r"(\d{4})\s*[-./年_]\s*(\d{1,2})\s*[-./月_]\s*(\d{1,2})\s*[日号]?")
_YEAR_MONTH = re.compile(r"(\d{4})\s*[-./年]\s*(\d{1,2})\s*月?")
_YEAR_LAST = re.compile(r"(\d{1,2})\s*[-./]\s*(\d{1,2})\s*[-./]\s*(\d{4})")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL = re.compile(r"(\d{5})(?:\.(\d+))?")
_YEAR = re.compile(r"(\d{4})\s*年?")
_NO_YEAR = re.compile(r"\d{1,2}\s*[-./月]\s*\d{1,2}\s*[日号]?")
_DAY_NAME = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?[\s-]+([a-z]{3,9})\.?,?[\s-]+(\d{4})")
_NAME_DAY = re.compile(r"([a-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?,?\s+(\d{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAY = re.compile(
    r"[(\[]?\s*(?:星期|周|礼拜)[一二三四五六日天][)\]]?|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\b\.?,?"
)
_CLOCK = (
    r"(上午|早上|早晨|中午|下午|晚上|晚|am|pm)?\s*(\d{1,2})"
    r"(?:[:点时](半|\d{1,2})?分?(?::\d{1,2}(?:\.\d+)?)?)\s*(am|pm|a\.m\.|p\.m\.)?"
)
_TIME = re.compile(_CLOCK + r"(?:z|[+-]\d{2}:?\d{2})?")
_RANGE = re.compile(rf"(.*?{_CLOCK})\s*(?:-|~|–|—|至|到|to)+\s*({_CLOCK})")
_AFTERNOON = ("下午", "晚上", "晚", "pm", "p.m.")


def day_order(texts: Iterable[str]) -> Order:
    """Return the order all dates of a column follow: a number above 12 is no month."""
    orders = set()
    for text in texts:
        found = _YEAR_LAST.match(text.strip() if text.isascii() else _plain(text))
        if found and int(found[1]) != int(found[2]):
            if int(found[1]) > 12:
                orders.add(Order.DAY)
            elif int(found[2]) > 12:
                orders.add(Order.MONTH)
    return orders.pop() if len(orders) == 1 else Order.UNCLEAR


def read_day(text: str, order: Order = Order.UNCLEAR) -> str | Unreadable:
    """Return "2025-06-03". A month alone stands for its first day; a time behind it is let go."""
    if usual := _YEAR_FIRST.fullmatch(text):
        return _checked(usual[1], usual[2], usual[3])
    moment = read_moment(text, order)
    if isinstance(moment, Unreadable):
        return NO_DATE if moment is NO_TIME else moment
    return moment.day or NO_DATE


def read_born(text: str, order: Order = Order.UNCLEAR) -> str | Unreadable:
    """Return a whole date, or the year alone where no day is given."""
    born = read_day(text, order) if _YEAR_FIRST.match(text) else _read_year(text, order)
    if isinstance(born, str) and born > clock.today().isoformat():
        return NOT_BORN
    return born


def _read_year(text: str, order: Order) -> str | Unreadable:
    plain = _plain(text)
    year = _YEAR.fullmatch(plain) or _YEAR_MONTH.fullmatch(plain)
    if year and _FIRST_YEAR <= int(year[1]) <= _LAST_YEAR:
        return year[1]
    return read_day(text, order)


def read_moment(text: str, order: Order = Order.UNCLEAR) -> Moment | Unreadable:
    """Read a day, a time, both, or both with the time it ends ("2025-06-03 19:00-21:00")."""
    plain = _WEEKDAY.sub(" ", _plain(text)).strip()
    until = ""
    if between := _RANGE.fullmatch(plain):
        until = _read_time(_TIME.fullmatch(between[6].strip()))
        plain = between[1]
    if serial := _SERIAL.fullmatch(plain):
        return _from_serial(serial)
    for pattern, make in _NOTATIONS:
        if found := pattern.match(plain):
            day = make(found, order)
            rest = plain[found.end() :].strip(" t,")
            if isinstance(day, Unreadable) or not rest:
                return day if isinstance(day, Unreadable) else Moment(day, "", until)
            time = _read_time(_TIME.fullmatch(rest))
            return Moment(day, time, until) if time else NO_TIME
    if time := _read_time(_TIME.fullmatch(plain)):
        return Moment("", time, until)
    if _YEAR.fullmatch(plain):
        return ONLY_YEAR
    return NO_YEAR if _NO_YEAR.fullmatch(plain) else NO_DATE


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip().lower()


def _checked(year: str, month: str, day: str) -> str | Unreadable:
    if not _FIRST_YEAR <= int(year) <= _LAST_YEAR:
        return NO_DATE
    try:
        return date(int(year), int(month), int(day)).isoformat()
    except ValueError:
        return NO_SUCH_DAY


def _year_last(found: re.Match[str], order: Order) -> str | Unreadable:
    first, second = int(found[1]), int(found[2])
    if first > 12 or (first == second):
        order = Order.DAY
    elif second > 12:
        order = Order.MONTH
    if order is Order.UNCLEAR:
        return TWO_DAYS
    day, month = (found[1], found[2]) if order is Order.DAY else (found[2], found[1])
    return _checked(found[3], month, day)


def _named(year: str, name: str, day: str) -> str | Unreadable:
    if name[:3] not in _MONTHS:
        return NO_DATE
    return _checked(year, str(_MONTHS.index(name[:3]) + 1), day)


def _from_serial(found: re.Match[str]) -> Moment | Unreadable:
    """Read the number a spreadsheet keeps a date as: days, and the time as a fraction."""
    days = int(found[1])
    if days not in _SERIALS:
        return NO_DATE
    minutes = round(float(f"0.{found[2] or 0}") * 1440) % 1440
    day = (_SERIAL_START + timedelta(days=days)).isoformat()
    return Moment(day, f"{minutes // 60:02d}:{minutes % 60:02d}" if minutes else "")


def _read_time(found: re.Match[str] | None) -> str:
    """Return "19:00" for "19:00:00", "7:00 pm", "晚上7点半"; "" for what is no time."""
    if found is None:
        return ""
    hour, part = int(found[2]), found[1] or found[4] or ""
    minute = 30 if found[3] == "半" else int(found[3] or 0)
    if part in _AFTERNOON and hour < 12:
        hour += 12
    elif part in ("am", "a.m.") and hour == 12:
        hour = 0
    return f"{hour:02d}:{minute:02d}" if hour < 24 and minute < 60 else ""


_Maker = Callable[[re.Match[str], Order], str | Unreadable]
_NOTATIONS: tuple[tuple[re.Pattern[str], _Maker], ...] = (
    (_YEAR_FIRST, lambda found, order: _checked(found[1], found[2], found[3])),
    (_YEAR_LAST, _year_last),
    (re.compile(_COMPACT.pattern + r"(?!\d)"), lambda found, order: _checked(*found.groups())),
    (_DAY_NAME, lambda found, order: _named(found[3], found[2], found[1])),
    (_NAME_DAY, lambda found, order: _named(found[3], found[1], found[2])),
    (re.compile(_YEAR_MONTH.pattern + "$"), lambda found, order: _checked(found[1], found[2], "1")),
)
