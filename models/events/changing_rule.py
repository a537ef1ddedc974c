"""Another rule for a series: what happens with the events there are; and what follows of it on
copies that had not heard of it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from models.base import LIVE, Record, database, live, mark, write_moment
from models.events import recurring
from models.events.attendance import Attendance
from models.events.event import FIELDS, Event
from models.events.following import following_rows, heir_id, moved_end, part_series, place_of
from models.events.preparing import COPIED, is_as_copied, prepare_alike
from models.events.recurring import Repetition
from models.events.repeating import (
    MOST,
    dates_of,
    events_of,
    make_occurrences,
    occurrence_id,
)
from models.events.series import SeriesValues, load_series, write_row
from models.feedback.feedback import Feedback
from models.journal.transactions import action
from models.journal.undo import belong_to_last_merge
from models.records import OF_EVENTS

# A meeting of Saturdays is that of the Sunday, or of the Wednesday; not that of the next Saturday.
_NEAR = timedelta(days=3, hours=12)


def change_rule(
    event_id: bytes, repetition: Repetition, left_out: Collection[datetime] = ()
) -> int:
    """Let an event and all that follow it come by another rule; return how many there are then.

    Each becomes the one of the nearest date the new rule names, with whoever signed up; those for
    which there is none go to the trash. Raises Invalid and UserError.
    """
    place = place_of(event_id)
    if place is None or place.event.begins is None:
        return 0
    dates = dates_of(place.event.begins, repetition).dates
    rows = following_rows(place)
    values = {name: getattr(place.event, name) for name in FIELDS}
    amount = len(dates) - len({*dates} & {*left_out})
    with action("series.edit", amount):
        series = part_series(place, recurring.write_rule(repetition), dates[0])
        taken = _pair(rows, dates)
        for each in rows:
            slot = taken.get(bytes(each.id))
            if slot is not None:
                _put(each, series, slot)
        _sort_out(rows, taken, left_out)
        made = make_occurrences(series, values, dates, left_out)
        prepare_alike(event_id, place.event.begins, made)
    return amount


def left_out_of(event_id: bytes) -> frozenset[date]:
    """Return the days from an event on that are left out of its series."""
    place = place_of(event_id)
    rows = following_rows(place) if place else ()
    return frozenset(each.occurs.date() for each in rows if each.deleted != LIVE)


def follow_series() -> int:
    """After a merge: let events that another copy made by a former rule come by the present one;
    return how many. What is then there twice, and nobody touched, goes to the trash.

    Follows from the records alone, so copies that hold the same come to the same. One action,
    taken back together with the merge.
    """
    count = 0
    with action("series.follow") as written:
        for (series_id,) in database.execute_sql(
            "SELECT id FROM series WHERE deleted = 0 ORDER BY id"
        ).fetchall():
            series = load_series(bytes(series_id))
            if series and recurring.is_understood(series.rule, series.begins):
                count += sum(_settle(series, stray) for stray in _strays(series))
        written.amount = max(count, 1)
        number = written.id
    belong_to_last_merge(number)
    return count


def _sort_out(
    rows: Sequence[Event], taken: Mapping[bytes, datetime], left_out: Collection[datetime]
) -> None:
    """Put into the trash what is left out, and what has no date any more; take out the others."""
    kept = [each for each, slot in taken.items() if slot not in left_out]
    gone = [bytes(each.id) for each in rows if bytes(each.id) not in kept]
    for each in gone:
        if each not in taken:
            write_row(Event, each, {"series": None, "occurs": None})
    mark(Event, gone, deleted=True)
    mark(Event, kept, deleted=False)


def _pair(rows: Sequence[Event], dates: Sequence[datetime]) -> dict[bytes, datetime]:
    """Return the date of each event that gets one: first those of the same day."""
    free, taken = list(dates), {}
    for near in (False, True):
        for each in rows:
            if bytes(each.id) in taken or (near and each.deleted != LIVE):
                continue
            slot = _nearest(free, each.occurs)
            if slot and (near or slot.date() == each.occurs.date()):
                taken[bytes(each.id)] = slot
                free.remove(slot)
    return taken


def _nearest(slots: Iterable[datetime], occurs: datetime) -> datetime | None:
    slot = min(slots, key=lambda each: (abs(each - occurs), each), default=None)
    return slot if slot and abs(slot - occurs) <= _NEAR else None


def _put(event: Event, series: bytes, slot: datetime) -> None:
    """Make an event the one of another date. A day it was moved to by hand stays."""
    fields: dict[str, Any] = {"series": series, "occurs": slot}
    if event.begins == event.occurs:
        fields |= {"begins": slot, "ends": moved_end(event, slot)}
    write_row(Event, bytes(event.id), fields)


def _strays(series: SeriesValues) -> list[Event]:
    """Return the live events that were made for a date the rule does not name."""
    rows = live(Event).where(
        (Event.series == series.id) & (Event.occurs >= write_moment(series.begins))
    )
    made = [each for each in rows.order_by(Event.occurs, Event.id) if _is_made(series.id, each)]
    if not made:
        return []
    named = {*recurring.occurrences(series.rule, series.begins, made[-1].occurs, MOST * 9)}
    return [each for each in made if each.occurs not in named]


def _is_made(series: bytes, event: Event) -> bool:
    return bytes(event.id) == occurrence_id(series, event.occurs)


def _settle(series: SeriesValues, stray: Event) -> int:
    """Make a stray the event of the date that took the place of its own; return 1 where anything
    changed."""
    heir = _heir(series, stray.occurs)
    if heir is None:
        return 0
    earliest, latest = stray.occurs - _NEAR, stray.occurs + _NEAR
    dates = recurring.occurrences(heir.rule, heir.begins, latest, MOST * 9, earliest)
    slot = _nearest(dates, stray.occurs)
    if slot is not None and slot not in events_of(heir.id):
        _put(stray, heir.id, slot)
    elif _is_bare(stray):
        mark(Event, [bytes(stray.id)], deleted=True)
    else:
        return 0
    return 1


def _heir(series: SeriesValues, occurs: datetime) -> SeriesValues | None:
    """Return the series a date belongs to: this one, or where that ends the one that follows."""
    heir: SeriesValues | None = series
    while heir is not None:
        said = recurring.parts_of(heir.rule)
        until = recurring.read_until(said["UNTIL"]) if "UNTIL" in said else None
        if until is None or occurs <= until:
            return heir
        endless = recurring.endless(heir.rule)
        first = recurring.occurrences(endless, heir.begins, occurs, 1, until)
        heir = load_series(heir_id(heir.id, first[0])) if first else None
    return None


def _is_bare(event: Event) -> bool:
    """Say whether nothing hangs on an event but what came with its date, and nobody moved it."""
    hanging: tuple[type[Record], ...] = (Attendance, Feedback, *OF_EVENTS)
    tables = [model._meta.table_name for model in hanging if model not in COPIED]
    if event.begins != event.occurs or not is_as_copied(bytes(event.id)):
        return False
    return not any(
        database.execute_sql(
            f'SELECT 1 FROM "{table}" WHERE event = ? AND deleted = 0 LIMIT 1', (event.id,)
        ).fetchone()
        for table in tables
    )
