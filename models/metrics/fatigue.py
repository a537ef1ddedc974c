"""Whether a community is asked too much, or always the same: the parts, each with its figures.

The four weeks that end with the day are held against the twelve before them. Calls are the events
people were asked to, turnout is how many came to those with a record of coming. Nobody is warned
of what is too little to tell: the least of each is below. A part is never hidden in an index.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from statistics import mean

from models.base import TRASHED, database
from models.clock import days_before
from models.events.quiet_week import Quiet, quiet_week_of
from models.metrics.attendance import EventFacts, events_between
from models.vocabulary import EventFormat, EventStatus

RECENT, USUAL = 28, 84  # days
MANY = 1.5  # times the usual number of events a week
FEWEST_EVENTS = 3  # before a usual, or a turnout, can be told
DROP = 0.2  # of the turnout
STREAK = 4  # events of one format, one after the other
HEAVY = 3  # things one person takes care of in the four weeks


class Part(StrEnum):
    CALLS = "calls"
    TURNOUT = "turnout"
    STREAK = "streak"
    LOAD = "load"
    QUIET = "quiet"


class Advice(StrEnum):
    SKIP = "skip"  # a week
    OTHER_FORMAT = "other_format"
    SHARE = "share"  # the work


@dataclass(frozen=True)
class Load:
    """How much one member takes care of: tasks that are theirs, and events they host."""

    member: bytes
    name: str
    amount: int


@dataclass(frozen=True)
class Fatigue:
    """`calls` and `usual_calls` are events a week, `usual_calls` None where too few are known;
    `turnout` and `usual_turnout` are people an event. `streak` counts the events of `format` one
    after the other, the planned one among them. `other` is a format that was rare of late.
    """

    day: date
    calls: float
    usual_calls: float | None
    turnout: float | None
    usual_turnout: float | None
    format: str
    streak: int
    other: str
    loads: tuple[Load, ...]
    quiet: Quiet | None

    @property
    def drop(self) -> float | None:
        """By what share fewer people come than usually; None where that cannot be told."""
        if self.turnout is None or not self.usual_turnout:
            return None
        return 1 - self.turnout / self.usual_turnout

    @property
    def warnings(self) -> tuple[Part, ...]:
        """The parts that are too much, the weightiest first."""
        found = {
            Part.QUIET: self.quiet is not None,
            Part.CALLS: self.usual_calls is not None and self.calls >= MANY * self.usual_calls,
            Part.TURNOUT: self.drop is not None and self.drop >= DROP,
            Part.STREAK: self.streak >= STREAK,
            Part.LOAD: bool(self.loads),
        }
        return tuple(part for part, warns in found.items() if warns)

    @property
    def advice(self) -> Advice | None:
        """What would help most; None where nothing is too much."""
        warnings = self.warnings
        if Part.QUIET in warnings or Part.CALLS in warnings:
            return Advice.SKIP
        if Part.STREAK in warnings and self.other:
            return Advice.OTHER_FORMAT
        if Part.TURNOUT in warnings:
            return Advice.SKIP
        return Advice.SHARE if Part.LOAD in warnings else None


def fatigue_on(begins: datetime, format: str = "", event: bytes | None = None) -> Fatigue:
    """Return how it stands with the community if an event of a format were to begin then.

    `event` is the event itself where it is stored already: it is counted once.
    """
    day = begins.date()
    events = [each for each in _asked(day) if each.id != event]
    since = days_before(day, RECENT - 1)
    recent = [each for each in events if each.begins.date() >= since]
    before = [each for each in events if each not in recent]
    weeks = RECENT / 7
    return Fatigue(
        day=day,
        calls=(len(recent) + 1) / weeks,
        usual_calls=len(before) / (USUAL / 7) if len(before) >= FEWEST_EVENTS else None,
        turnout=_turnout(recent),
        usual_turnout=_turnout(before),
        format=format,
        streak=_streak(events, begins, format),
        other=_unused(events, format),
        loads=_loads(day),
        quiet=quiet_week_of(day),
    )


def _asked(day: date) -> tuple[EventFacts, ...]:
    return events_between(
        "e.begins BETWEEN ? AND ? AND e.status NOT IN (?, ?)",
        (days_before(day, RECENT + USUAL - 1).isoformat(), f"{day.isoformat()}~",
         str(EventStatus.IDEA), str(EventStatus.CANCELLED)),
    )  # fmt: skip


def _turnout(events: Sequence[EventFacts]) -> float | None:
    came = [event.came for event in events if event.recorded]
    return mean(came) if len(came) >= FEWEST_EVENTS else None


def _streak(events: Sequence[EventFacts], begins: datetime, format: str) -> int:
    if not format:
        return 0
    streak = 1
    for event in sorted(events, key=lambda each: each.begins, reverse=True):
        if event.begins <= begins:
            if event.format != format:
                break
            streak += 1
    return streak


def _unused(events: Sequence[EventFacts], format: str) -> str:
    """Return the format least used of late, which this community or every one knows."""
    used = Counter(event.format for event in events if event.format)
    known = dict.fromkeys([*used, *map(str, EventFormat)])
    others = [each for each in known if each != format]
    return min(others, key=lambda each: used[each], default="")


def _loads(day: date) -> tuple[Load, ...]:
    """Return who takes care of much in the four weeks that end with the day, the most first."""
    since, until = days_before(day, RECENT - 1).isoformat(), f"{day.isoformat()}~"
    rows = database.execute_sql(
        "SELECT m.id, m.name, count(*) AS amount FROM ("
        " SELECT t.member FROM task t JOIN event e ON e.id = t.event"
        " WHERE t.deleted = 0 AND e.deleted = 0 AND e.status <> 'cancelled'"
        " AND coalesce(t.due, e.begins) BETWEEN ? AND ?"
        " UNION ALL SELECT h.id FROM event e JOIN member h ON h.name = e.host AND h.deleted = 0"
        " WHERE e.deleted = 0 AND e.status NOT IN ('idea', 'cancelled')"
        " AND e.begins BETWEEN ? AND ?) w"
        f" JOIN member m ON m.id = w.member AND m.deleted < {TRASHED}"
        " GROUP BY m.id HAVING amount >= ? ORDER BY amount DESC, m.pinyin, m.rid LIMIT 3",
        (since, until, since, until, HEAVY),
    )
    return tuple(Load(bytes(member), name, amount) for member, name, amount in rows)
