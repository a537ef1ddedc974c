"""Was it worth it: what an event, or all events of a format, brought for what they took.

Only recorded coming counts: nobody without a record is taken for absent. Members in the trash
count nowhere, erased ones as the numbers they left behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta

from models.base import database
from models.metrics.worth_ledger import Held, Ledger, Worth

BEFORE = 365  # days back to which an event is compared with others of its format


@dataclass(frozen=True)
class FormatWorth:
    """The worth of all events of a format in some stretch of time."""

    format: str
    worth: Worth


@dataclass(frozen=True)
class Slot:
    """An hour of a weekday, Monday is 0: how many events began in it, and who came to one."""

    weekday: int
    hour: int
    events: int
    came: float


@dataclass(frozen=True)
class Comparison:
    """An event beside the others of its format in the year before it, and beside another one;
    each is None where there was none. `only_here` names whom nothing else reached; erased ones
    have no name."""

    format: str
    worth: Worth
    usual: Worth | None
    other: Worth | None
    only_here: tuple[str, ...]


@dataclass(frozen=True)
class Season:
    """What the events of some days were worth: each, by format, by the hour of the week."""

    first: date
    last: date
    events: Mapping[bytes, Worth]
    formats: tuple[FormatWorth, ...]
    slots: tuple[Slot, ...]


def compare(event_id: bytes, other_id: bytes | None = None) -> Comparison | None:
    """Set an event beside what is usual for its format, and beside another one; None where there
    is none that has begun."""
    ledger = Ledger()
    event = ledger.events.get(event_id)
    if event is None:
        return None
    since = event.begins - timedelta(days=BEFORE)
    alike = [
        one
        for one in ledger.events.values()
        if one.format == event.format and since <= one.begins <= event.begins
        and one.id != event_id
    ]  # fmt: skip
    other = ledger.events.get(other_id) if other_id else None
    reached = ledger.only([event])
    rows = database.execute_sql(
        "SELECT id, name FROM member WHERE deleted = 0 ORDER BY pinyin, rid"
    )
    return Comparison(
        event.format,
        ledger.worth([event]),
        ledger.worth(alike) if alike else None,
        ledger.worth([other]) if other else None,
        tuple(name for member, name in rows if bytes(member) in reached),
    )


def season_of(first: date, last: date, since: date | None = None) -> Season:
    """Return what the events of these days were worth: by format, the most visited first,
    and by the hour they began; midnight is none, such an event has no time. One by one those from
    `since` on."""
    ledger = Ledger()
    return Season(
        first,
        last,
        {event.id: ledger.worth([event]) for event in _between(ledger, since or first, last)},
        _by_format(ledger, first, last),
        _slots(ledger, first, last),
    )


def best_slot(slots: Sequence[Slot], fewest: int = 2) -> Slot | None:
    """Return the hour most people came in, of those with enough events to tell."""
    told = [slot for slot in slots if slot.events >= fewest]
    return max(told, key=lambda slot: (slot.came, slot.events), default=None)


def _between(ledger: Ledger, first: date, last: date) -> list[Held]:
    return [event for event in ledger.events.values() if first <= event.begins.date() <= last]


def _by_format(ledger: Ledger, first: date, last: date) -> tuple[FormatWorth, ...]:
    by_format: dict[str, list[Held]] = {}
    for event in _between(ledger, first, last):
        by_format.setdefault(event.format, []).append(event)
    found = (FormatWorth(format, ledger.worth(events)) for format, events in by_format.items())
    return tuple(sorted(found, key=lambda each: (-each.worth.came, each.format)))


def _slots(ledger: Ledger, first: date, last: date) -> tuple[Slot, ...]:
    slots: dict[tuple[int, int], list[int]] = {}
    for event in _between(ledger, first, last):
        if event.begins.time() != time() and (came := ledger.came_to(event)):
            slots.setdefault((event.begins.weekday(), event.begins.hour), []).append(len(came))
    return tuple(
        Slot(weekday, hour, len(came), sum(came) / len(came))
        for (weekday, hour), came in sorted(slots.items())
    )
