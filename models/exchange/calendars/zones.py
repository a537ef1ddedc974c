"""How the clocks of a zone go, in the words every calendar program understands.

icalendar lists the days clocks change on; several programs read only rules. Where the days follow
a rule ("the last Sunday of March"), the rule is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import Any

_DAY = timedelta(days=1)
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_BEFORE_ALL = datetime(1970, 1, 1)


@dataclass(frozen=True)
class _Turn:
    """One change of the clocks: the last moment by the old ones is `wall`."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str
    is_summer: bool


def add_zone(calendar: Any, zone: tzinfo, first: int, last: int) -> None:
    """Put a zone into a calendar, as it is in the years from `first` to `last`."""
    turns = [turn for year in range(first, last + 1) for turn in _turns(zone, year)]
    rules = [_rule([turn for turn in turns if turn.is_summer is summer], last - first + 1)
             for summer in (False, True)]  # fmt: skip
    if turns and not all(rules):
        from icalendar import Timezone

        bounds = {"first_date": date(first, 1, 1), "last_date": date(last + 1, 1, 1)}
        calendar.add_component(Timezone.from_tzinfo(zone, str(zone), **bounds))
        return
    calendar.add_component(_component(zone, turns, rules, first))


def _component(zone: tzinfo, turns: list[_Turn], rules: list[str], first: int) -> Any:
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard, vRecur

    made = Timezone()
    made.add("tzid", str(zone))
    if not turns:
        part = TimezoneStandard()
        at = datetime(first, 1, 1, tzinfo=zone)
        _fill(part, _BEFORE_ALL, at.utcoffset(), at.utcoffset(), at.tzname())
        made.add_component(part)
        return made
    for summer, season in ((False, TimezoneStandard()), (True, TimezoneDaylight())):
        turn = next(each for each in turns if each.is_summer is summer)
        _fill(season, turn.wall, turn.before, turn.after, turn.name)
        season.add("rrule", vRecur.from_ical(rules[summer]))
        made.add_component(season)
    return made


def _fill(part: Any, wall: datetime, before: Any, after: Any, name: str | None) -> None:
    part.add("dtstart", wall)
    part.add("tzoffsetfrom", before)
    part.add("tzoffsetto", after)
    if name:
        part.add("tzname", name)


def _turns(zone: tzinfo, year: int) -> Iterator[_Turn]:
    """Yield when the clocks of a zone change in a year."""
    moment, end = datetime(year, 1, 1, tzinfo=UTC), datetime(year + 1, 1, 1, tzinfo=UTC)
    while moment < end:
        before = moment.astimezone(zone)
        if before.utcoffset() != (moment + _DAY).astimezone(zone).utcoffset():
            yield from _turn_within(zone, moment)
        moment += _DAY


def _turn_within(zone: tzinfo, day: datetime) -> Iterator[_Turn]:
    minute = timedelta(minutes=1)
    low, high = 0, 24 * 60
    offset = day.astimezone(zone).utcoffset()
    while high - low > 1:
        middle = (low + high) // 2
        same = (day + middle * minute).astimezone(zone).utcoffset() == offset
        low, high = (middle, high) if same else (low, middle)
    after = (day + high * minute).astimezone(zone)
    later = after.utcoffset()
    if offset is not None and later is not None:
        wall = (day + high * minute + offset).replace(tzinfo=None)
        yield _Turn(wall, offset, later, after.tzname() or "", later > offset)


def _rule(turns: list[_Turn], years: int) -> str:
    """Return the rule these changes follow, one in each year; "" where they follow none."""
    if len(turns) != years:
        return ""
    same = {(turn.wall.month, turn.wall.weekday(), turn.wall.time(), turn.before, turn.after)
            for turn in turns}  # fmt: skip
    if len(same) != 1:
        return ""
    for place in (-1, 1, 2, 3, 4):
        if all(_is_place(turn.wall, place) for turn in turns):
            wall = turns[0].wall
            return f"FREQ=YEARLY;BYMONTH={wall.month};BYDAY={place}{_DAYS[wall.weekday()]}"
    return ""


def _is_place(wall: datetime, place: int) -> bool:
    if place == -1:
        return (wall + 7 * _DAY).month != wall.month
    return (wall.day - 1) // 7 + 1 == place
