"""Rules by which something comes again: RFC 5545, read, written and counted out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import islice

from models.errors import Invalid
from models.vocabulary import Choice
from resources.i18n import N_

LAST = -1
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_PLACES = (1, 2, 3, 4, 5, LAST)
_FIFTH = 5  # not every month has one
_MOST_INTERVAL = 99
# A rule that names no date at all is searched this far, not to the end of the calendar.
_FURTHEST = timedelta(days=366 * 60)
_BY_DAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_UNTIL = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})(Z?))?")
_SPOKEN = {"FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "UNTIL", "COUNT"}
_UNREADABLE = (ValueError, TypeError, IndexError, OverflowError)


class Frequency(Choice):
    DAILY = "DAILY", N_("Daily")
    WEEKLY = "WEEKLY", N_("Weekly")
    MONTHLY = "MONTHLY", N_("Monthly")
    YEARLY = "YEARLY", N_("Yearly")


@dataclass(frozen=True)
class Repetition:
    """What a window can ask for. Weekdays count from Monday, 0.

    Weekly: on these `weekdays`. Monthly: on the `place`-th of its one weekday (LAST: the last), or
    without a place on the `day` of the month (LAST: the last). Yearly: on the day it begins.
    Neither `until`, its last day, nor `count`: without an end.
    """

    frequency: Frequency
    interval: int = 1
    weekdays: tuple[int, ...] = ()
    place: int | None = None
    day: int | None = None
    until: date | None = None
    count: int | None = None


def write_rule(repetition: Repetition) -> str:
    """Return the value of an RRULE. Raises Invalid where there is no such rule."""
    _check(repetition)
    parts = [f"FREQ={repetition.frequency}"]
    if repetition.interval != 1:
        parts.append(f"INTERVAL={repetition.interval}")
    if repetition.frequency is Frequency.WEEKLY and repetition.weekdays:
        parts.append("BYDAY=" + ",".join(_DAYS[each] for each in sorted(repetition.weekdays)))
    if repetition.frequency is Frequency.MONTHLY:
        if repetition.place is not None:
            parts.append(f"BYDAY={repetition.place}{_DAYS[repetition.weekdays[0]]}")
        elif repetition.day is not None:
            parts.append(f"BYMONTHDAY={repetition.day}")
    if repetition.count is not None:
        parts.append(f"COUNT={repetition.count}")
    elif repetition.until is not None:
        parts.append(f"UNTIL={_write_until(repetition.until)}")
    return ";".join(parts)


def read_rule(rule: str, begins: datetime) -> Repetition | None:
    """Return what a rule says, counted from `begins`; None where it says more than a Repetition
    can, or nothing that can be understood."""
    said = parts_of(rule)
    try:
        frequency = Frequency(said.get("FREQ", ""))
        interval = int(said.get("INTERVAL", 1))
        count = int(said["COUNT"]) if "COUNT" in said else None
        ended = read_until(said["UNTIL"]) if "UNTIL" in said else None
        base = Repetition(frequency, interval, count=count, until=ended and ended.date())
        if not said.keys() <= _SPOKEN | {"WKST"} or not _is_same_week(said, interval):
            return None
        found = _READERS[frequency](base, said, begins)
        if found is None:
            return None
        _check(found)
    except (ValueError, Invalid):
        return None
    # A last day is meant whole; an hour before the meeting's ends the series a day earlier.
    if found.until and ended and ended.time() < begins.time():
        found = replace(found, until=found.until - timedelta(days=1))
    return found


def occurrences(
    rule: str, begins: datetime, last: datetime, most: int, after: datetime | None = None
) -> tuple[datetime, ...]:
    """Return when a rule counted from `begins` says, later than `after`, up to `last`, and no more
    than `most`; nothing where the rule cannot be understood."""
    return tuple(islice(_walk(rule, begins, last, after), most))


def is_endless(rule: str) -> bool:
    return not parts_of(rule).keys() & {"UNTIL", "COUNT"}


def is_understood(rule: str, begins: datetime) -> bool:
    """Say whether a rule can be counted out."""
    from dateutil.rrule import rrulestr  # not at start: most days nothing is repeated

    said = parts_of(rule)
    try:
        if said.get("FREQ", "") not in list(Frequency) or int(said.get("INTERVAL", 1)) < 1:
            return False
        if said["FREQ"] == Frequency.MONTHLY and any(
            place not in (0, *_PLACES, *(-each for each in _PLACES))
            for place, _day in _read_days(said.get("BYDAY", ""))
        ):
            return False
        rrulestr(without_zone(rule), dtstart=begins)
    except _UNREADABLE:
        return False
    return True


def ending(rule: str, last: datetime) -> str:
    """Return the rule with another end: `last` is the last it may name."""
    kept = [f"{name}={value}" for name, value in parts_of(rule).items() if name not in _ENDS]
    return ";".join([*kept, f"UNTIL={last:%Y%m%dT%H%M%S}"])


def endless(rule: str) -> str:
    """Return the rule without its end."""
    return ";".join(
        f"{name}={value}" for name, value in parts_of(rule).items() if name not in _ENDS
    )


def shift_rule(rule: str, begins: datetime, occurs: datetime, first: datetime) -> str | None:
    """Return a rule counted from `begins` as it is when one of its dates is moved: from Saturdays
    to Sundays, from the last Friday to the last Monday; None where it cannot be."""
    if not is_understood(rule, begins):
        return None
    days = (first.date() - occurs.date()).days
    said = parts_of(rule)
    if not days:
        if "UNTIL" not in said:
            return rule
        until = read_until(said["UNTIL"])
        return ending(rule, max(until, until + (first - occurs)))
    meant = read_rule(rule, begins)
    if meant is None:
        return None
    if meant.frequency is Frequency.WEEKLY:
        meant = replace(meant, weekdays=tuple(sorted((day + days) % 7 for day in meant.weekdays)))
    elif meant.frequency is Frequency.MONTHLY and meant.place is not None:
        nth = (first.day - 1) // 7 + 1
        is_last = meant.place == LAST and (first + timedelta(days=7)).month != first.month
        place = LAST if is_last or nth == _FIFTH else nth
        meant = replace(meant, weekdays=(first.weekday(),), place=place)
    elif meant.frequency is Frequency.MONTHLY:
        meant = replace(meant, day=first.day)
    until_day = meant.until + timedelta(days=days) if meant.until else None
    return write_rule(replace(meant, until=until_day))


def parts_of(rule: str) -> dict[str, str]:
    """Return what a rule says by name, in capitals."""
    pairs = (part.partition("=") for part in rule.upper().replace(" ", "").split(";"))
    return {name: value for name, _equals, value in pairs if name and value}


def read_until(value: str) -> datetime:
    """Return the moment an UNTIL names; a day is meant whole. Raises ValueError."""
    found = _UNTIL.fullmatch(value)
    if not found:
        raise ValueError(f"no UNTIL: {value}")
    year, month, day, hour, minute, second, _zone = found.groups()
    if hour is None:
        return datetime.combine(date(int(year), int(month), int(day)), time(23, 59, 59))
    return datetime(int(year), int(month), int(day), int(hour), int(minute), int(second))


def without_zone(rule: str) -> str:
    """Return the rule with its end as local time: moments here have no zone."""
    said = parts_of(rule)
    if "UNTIL" in said:
        said["UNTIL"] = f"{read_until(said['UNTIL']):%Y%m%dT%H%M%S}"
    return ";".join(f"{name}={value}" for name, value in said.items())


_ENDS = ("UNTIL", "COUNT")


def _walk(
    rule: str, begins: datetime, last: datetime, after: datetime | None
) -> Iterator[datetime]:
    from dateutil.rrule import rrulestr

    if not is_understood(rule, begins):
        return
    # Without an end of its own a rule that names no date would be searched for seconds.
    bound = min(last, begins + _FURTHEST)
    text = without_zone(rule)
    if is_endless(rule):
        text = ending(text, bound)
    for each in rrulestr(text, dtstart=begins):
        if each > bound:
            return
        if after is None or each > after:
            yield each


def _is_same_week(said: Mapping[str, str], interval: int) -> bool:
    """Say whether it makes no difference with which day the week of the rule begins."""
    every_week = interval == 1 or said.get("FREQ") != Frequency.WEEKLY
    return every_week or said.get("WKST", "MO") == "MO" or "," not in said.get("BYDAY", "")


def _read_daily(base: Repetition, said: Mapping[str, str], begins: datetime) -> Repetition | None:
    return None if said.keys() & {"BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"} else base


def _read_weekly(base: Repetition, said: Mapping[str, str], begins: datetime) -> Repetition | None:
    if said.keys() & {"BYMONTHDAY", "BYMONTH", "BYSETPOS"}:
        return None
    days = _read_days(said.get("BYDAY", ""))
    if any(place for place, _day in days):
        return None
    weekdays = sorted({day for _place, day in days}) or [begins.weekday()]
    return replace(base, weekdays=tuple(weekdays))


def _read_monthly(base: Repetition, said: Mapping[str, str], begins: datetime) -> Repetition | None:
    if "BYMONTH" in said:
        return None
    if "BYDAY" in said:
        days = _read_days(said["BYDAY"])
        if "BYMONTHDAY" in said or len(days) != 1:
            return None
        place, weekday = days[0]
        place = int(said["BYSETPOS"]) if "BYSETPOS" in said and not place else place
        return replace(base, place=place, weekdays=(weekday,)) if place else None
    if "BYSETPOS" in said:
        return None
    return replace(base, day=int(said.get("BYMONTHDAY", begins.day)))


def _read_yearly(base: Repetition, said: Mapping[str, str], begins: datetime) -> Repetition | None:
    if said.keys() & {"BYDAY", "BYSETPOS"}:
        return None
    month, day = int(said.get("BYMONTH", begins.month)), int(said.get("BYMONTHDAY", begins.day))
    if "BYMONTHDAY" in said and "BYMONTH" not in said:
        return None  # a day of every month of the year
    return base if (month, day) == (begins.month, begins.day) else None


_READERS = {
    Frequency.DAILY: _read_daily,
    Frequency.WEEKLY: _read_weekly,
    Frequency.MONTHLY: _read_monthly,
    Frequency.YEARLY: _read_yearly,
}


def _read_days(value: str) -> list[tuple[int, int]]:
    """Return (place, weekday) pairs; the place is 0 where none is said. Raises ValueError."""
    found = [_BY_DAY.fullmatch(part) for part in value.split(",") if part]
    if not all(found):
        raise ValueError(f"no BYDAY: {value}")
    return [(int(each[1] or 0), _DAYS.index(each[2])) for each in found if each]


def _write_until(day: date) -> str:
    return f"{datetime.combine(day, time(23, 59, 59)):%Y%m%dT%H%M%S}"


def _check(repetition: Repetition) -> None:
    errors = {}
    monthly = repetition.frequency is Frequency.MONTHLY
    if not 1 <= repetition.interval <= _MOST_INTERVAL:
        errors["interval"] = N_("Write a number from 1 to 99.")
    if repetition.count is not None and repetition.count < 1:
        errors["count"] = N_("Write how often, from 1 up.")
    if any(day not in range(7) for day in repetition.weekdays):
        errors["weekdays"] = N_("Choose at least one day of the week.")
    if monthly and repetition.place is not None:
        if repetition.place not in _PLACES or len(repetition.weekdays) != 1:
            errors["weekdays"] = N_("Choose at least one day of the week.")
    elif monthly and repetition.day is not None and repetition.day not in (LAST, *range(1, 32)):
        errors["day"] = N_("A day of the month is a number from 1 to 31.")
    if errors:
        raise Invalid(errors)
