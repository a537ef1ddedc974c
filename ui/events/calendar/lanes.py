"""Which bar lies where in a week: whole events above each other, and how many find no room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from models.events.calendar import DayEvent, Span
from models.events.quiet_week import Quiet


@dataclass(frozen=True)
class Bar:
    """What lies in one lane of a week from its `first` to its `last` column: an event, or that
    the week is quiet. It may have begun in the week before, and go on in the next."""

    what: DayEvent | Quiet
    lane: int
    first: int
    last: int
    begins_here: bool = True
    ends_here: bool = True

    @property
    def event(self) -> DayEvent | None:
        return self.what if isinstance(self.what, DayEvent) else None


@dataclass(frozen=True)
class Lanes:
    """The bars there is room for, and by column how many events there are besides."""

    bars: tuple[Bar, ...]
    more: Mapping[int, int]


def bars_of(week: Sequence[date], span: Span) -> tuple[Bar, ...]:
    """Return the bars of a week: that it is quiet, then the longest events, then by time."""
    found: dict[bytes, DayEvent] = {}
    for day in week:
        for event in span.days[day].events if day in span.days else ():
            found.setdefault(event.id, event)
    ordered = sorted(found.values(), key=lambda event: (-len(event.days), event.begins))
    taken: list[set[int]] = []  # by lane, the columns where something lies
    bars = []
    for quiet in dict.fromkeys(span.quiet[day] for day in week if day in span.quiet):
        days = [day for day in span.quiet if span.quiet[day] == quiet]
        bars.append(_placed(quiet, week, days, taken))
    bars += [_placed(event, week, event.days, taken) for event in ordered]
    return tuple(bars)


def fit(bars: Sequence[Bar], room: int) -> Lanes:
    """Return what fits into so many lanes; where not all does, the last one says how many more."""
    crowded = {
        column for bar in bars if bar.lane >= room for column in range(bar.first, bar.last + 1)
    }
    shown, more = [], dict.fromkeys(sorted(crowded), 0)
    for bar in bars:
        columns = range(bar.first, bar.last + 1)
        if bar.lane < room - 1 or (bar.lane < room and not crowded.intersection(columns)):
            shown.append(bar)
        elif bar.event is not None:
            for column in columns:
                more[column] = more.get(column, 0) + 1
    return Lanes(tuple(shown), {column: count for column, count in more.items() if count})


def _placed(
    what: DayEvent | Quiet, week: Sequence[date], days: Sequence[date], taken: list[set[int]]
) -> Bar:
    columns = {column for column, day in enumerate(week) if days[0] <= day <= days[-1]}
    lane = next((lane for lane, used in enumerate(taken) if not used & columns), len(taken))
    taken[lane:] = [taken[lane] | columns if lane < len(taken) else columns, *taken[lane + 1 :]]
    first, last = min(columns), max(columns)
    return Bar(what, lane, first, last, week[first] == days[0], week[last] == days[-1])
