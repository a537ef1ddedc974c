"""A series in words: how it comes again, and when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QLocale

from models import clock
from models.events.recurring import LAST, Frequency, Repetition, read_rule
from resources.i18n import N_
from ui.formats import date_text, day_text, enumeration, joined, locale, time_text, weekday_text
from ui.wording import _, language, n_

PLACES = {
    1: N_("first"),
    2: N_("second"),
    3: N_("third"),
    4: N_("fourth"),
    5: N_("fifth"),
    LAST: N_("last"),
}
_WEEKDAYS = (0, 1, 2, 3, 4)
_MONDAY = date(2024, 1, 1)


def rule_text(rule: str, begins: datetime) -> str:
    """Return "every second Saturday, until 31 December"."""
    repetition = read_rule(rule, begins)
    if repetition is None:
        return _("by a rule of another calendar")
    return repetition_text(repetition, begins)


def repetition_text(repetition: Repetition, begins: datetime) -> str:
    said = _WORDS[repetition.frequency](repetition, begins)
    if repetition.count is not None:
        return n_("{rule}, {count} time", "{rule}, {count} times", repetition.count, rule=said)
    if repetition.until is not None:
        return _("{rule}, until {day}", rule=said, day=near_day_text(repetition.until))
    return said


def near_day_text(day: date) -> str:
    """Return a day without its year where that is this one."""
    return day_text(day) if day.year == clock.today().year else date_text(day)


def moment_line(moment: datetime) -> str:
    """Return a date as a list of dates shows it: "Sat · 2026-11-07 · 07:30"."""
    day = moment.date()
    return joined([weekday_text(day), date_text(day), time_text(moment)])


def weekday_name(weekday: int) -> str:
    """Return "Saturday", in Chinese 周六."""
    chinese = language() == "zh_CN"
    size = QLocale.FormatType.ShortFormat if chinese else QLocale.FormatType.LongFormat
    return locale().dayName(weekday + 1, size)


def short_weekday(weekday: int) -> str:
    return weekday_text(_MONDAY.replace(day=1 + weekday))


def _daily(repetition: Repetition, _begins: datetime) -> str:
    count = repetition.interval
    return _("every day") if count == 1 else _("every {count} days", count=count)


def _weekly(repetition: Repetition, begins: datetime) -> str:
    weekdays = repetition.weekdays or (begins.weekday(),)
    days, count = _days(weekdays), repetition.interval
    if count == 1:
        return _("every {days}", days=days)
    if count == 2 and len(weekdays) == 1:
        return _("every second {day}", day=days)
    return _("every {count} weeks on {days}", count=count, days=days)


def _days(weekdays: Sequence[int]) -> str:
    if tuple(weekdays) == _WEEKDAYS:
        return _("{first} to {last}", first=weekday_name(0), last=weekday_name(4))
    return enumeration([weekday_name(each) for each in weekdays])


def _monthly(repetition: Repetition, begins: datetime) -> str:
    count = repetition.interval
    if repetition.place is not None:
        place, day = _(PLACES[repetition.place]), weekday_name(repetition.weekdays[0])
        if count == 1:
            return _("on the {place} {day} of each month", place=place, day=day)
        return _("on the {place} {day} of every {count} months", place=place, day=day, count=count)
    if repetition.day == LAST:
        if count == 1:
            return _("on the last day of each month")
        return _("on the last day of every {count} months", count=count)
    number = repetition.day or begins.day
    if count == 1:
        return _("on day {day} of each month", day=number)
    return _("on day {day} of every {count} months", day=number, count=count)


def _yearly(repetition: Repetition, begins: datetime) -> str:
    day, count = day_text(begins.date()), repetition.interval
    if count == 1:
        return _("each year on {day}", day=day)
    return _("every {count} years on {day}", count=count, day=day)


_WORDS = {
    Frequency.DAILY: _daily,
    Frequency.WEEKLY: _weekly,
    Frequency.MONTHLY: _monthly,
    Frequency.YEARLY: _yearly,
}
