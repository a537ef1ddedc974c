"""A task in one line: "订场地 周五 @阿梅", "Book the room next friday @mei"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from models import clock

# Reads a day as the window writes it; raises ValueError where a text is none.
ReadDay = Callable[[str], date | None]

_WHO = re.compile(r"(?:^|\s)[@＠](\S+)")
_NEAR = {"后天": 2, "大后天": 3, "next week": 7, "下周": 7}
_DAYS = (
    ("monday", "mon", "周一", "星期一", "礼拜一"),
    ("tuesday", "tue", "周二", "星期二", "礼拜二"),
    ("wednesday", "wed", "周三", "星期三", "礼拜三"),
    ("thursday", "thu", "周四", "星期四", "礼拜四"),
    ("friday", "fri", "周五", "星期五", "礼拜五"),
    ("saturday", "sat", "周六", "星期六", "礼拜六"),
    ("sunday", "sun", "周日", "星期日", "礼拜日", "周天", "星期天", "礼拜天"),
)
_WEEKDAYS = {word: number for number, words in enumerate(_DAYS) for word in words}
_WEEKDAY = re.compile(r"(this |next |这个?|本|下个?)?(.+)")
_BEFORE = re.compile(r"(?:活动)?(?:提?前)(\d{1,3})天|(\d{1,3}) days? before")
_YEAR = re.compile(r"\d{4}|年")
# A day without a year that lies longer ago is meant to come.
_LONG_AGO = timedelta(days=92)
_MOST_WORDS = 3


@dataclass(frozen=True)
class Typed:
    """What a line says: what is to be done, until when, and who as it was written."""

    title: str
    due: date | None
    who: str


def read_task(text: str, begins: date | None, read_day: ReadDay | None) -> Typed:
    """Take the day and the owner out of a line; `begins` is when the event does.

    A day is told by the last words, or by the first; what stands in between is the title's.
    Without `read_day` it was said elsewhere, and all words but the owner are the title's.
    """
    found = _WHO.search(text)
    who = found[1] if found else ""
    words = _WHO.sub(" ", text, count=1).split()
    if read_day is None:
        return Typed(" ".join(words), None, who)
    for count in range(min(_MOST_WORDS, len(words) - 1), 0, -1):
        for day_words, rest in ((words[-count:], words[:-count]), (words[:count], words[count:])):
            if day := _read_due(" ".join(day_words), begins, read_day):
                return Typed(" ".join(rest), day, who)
    return Typed(" ".join(words), None, who)


def _read_due(text: str, begins: date | None, read_day: ReadDay) -> date | None:
    text = unicodedata.normalize("NFKC", text).strip().lower()
    today = clock.today()
    if text in _NEAR:
        return today + timedelta(days=_NEAR[text])
    if (found := _BEFORE.fullmatch(text)) is not None:
        return begins - timedelta(days=int(found[1] or found[2])) if begins else None
    if (day := _read_weekday(text, today)) is not None:
        return day
    if text.isdecimal():
        return None
    try:
        read = read_day(text)
    except ValueError:
        return None
    if read is not None and not _YEAR.search(text) and today - read > _LONG_AGO:
        return _next_year(read)
    return read


def _read_weekday(text: str, today: date) -> date | None:
    found = _WEEKDAY.fullmatch(text)
    if found is None or found[2] not in _WEEKDAYS:
        return None
    monday = today - timedelta(days=today.weekday())
    number, which = _WEEKDAYS[found[2]], (found[1] or "").strip()
    if which in ("next", "下", "下个"):
        return monday + timedelta(days=7 + number)
    if which:
        return monday + timedelta(days=number)
    return today + timedelta(days=(number - today.weekday()) % 7)


def _next_year(day: date) -> date | None:
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return None
