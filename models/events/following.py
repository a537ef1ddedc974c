"""Changing one event of a series and all that follow it: when, what, whether at all.

Where earlier events stay as they are, the series is parted in two: the rule of the first ends
before the change, a second begins with it. Events keep their ids, and so whoever signed up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from models.base import GONE, LIVE, database, link_id, mark, write_moment
from models.events import recurring
from models.events.event import FIELDS, Event, EventValues, check_event, load_event, save_event
from models.events.repeating import AHEAD, MOST, OWN_FIELDS, events_of
from models.events.series import Series, SeriesValues, load_series, write_row
from models.journal.transactions import action

_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True)
class Following:
    """How many events a series has before one and from it on, itself included; `with_people`
    counts those of the latter that somebody is on the list of."""

    earlier: int
    following: int
    with_people: int


@dataclass(frozen=True)
class Place:
    """An event in its series: what it says, and when its rule meant it."""

    event: EventValues
    series: SeriesValues
    occurs: datetime


def what_follows(event_id: bytes) -> Following | None:
    """Return how many events an event's series has; None where it belongs to none."""
    place = place_of(event_id)
    if place is None:
        return None
    since = write_moment(place.occurs)
    counted = database.execute_sql(
        "SELECT total(occurs < ?), total(occurs >= ?), total(occurs >= ? AND EXISTS (SELECT 1"
        " FROM attendance a WHERE a.event = e.id AND a.deleted = 0)) FROM event e"
        " WHERE series = ? AND deleted = 0",
        (since, since, since, place.series.id),
    ).fetchone()
    return Following(*map(int, counted))


def is_followed(event_id: bytes) -> bool:
    """Say whether others follow an event in its series."""
    found = what_follows(event_id)
    return found is not None and found.following > 1


def move_event(event_id: bytes, begins: datetime, following: bool = False) -> None:
    """Let an event begin at another moment and take as long as before; with `following` all after
    it move by as much. Raises Invalid."""
    event = load_event(event_id)
    if event is None or event.begins == begins:
        return
    values = {"begins": begins, "ends": moved_end(event, begins)}
    if following:
        save_following(event_id, values)
    else:
        save_event(event_id, values)


def save_following(event_id: bytes, values: Mapping[str, Any]) -> bytes:
    """Change an event, and what was changed of it in all that follow; return its id.

    A new time or day moves them all by as much. What one evening has of its own (guest, cost, what
    was written afterwards) is not carried over. Raises Invalid.
    """
    place = place_of(event_id)
    if place is None:
        return save_event(event_id, values)
    said = {
        name: value.strip() if isinstance(value, str) else value
        for name, value in values.items()
        if name in FIELDS
    }
    check_event(event_id, said)
    changed = {name: value for name, value in said.items() if getattr(place.event, name) != value}
    begins = changed.get("begins")
    others = [each for each in following_rows(place) if bytes(each.id) != event_id]
    living = [each for each in others if each.deleted == LIVE]
    with action("event.edit", len(living) + 1):
        _carry(place, changed, living)
        if isinstance(begins, datetime) and place.event.begins:
            left_out = [bytes(each.id) for each in others if each.deleted != LIVE]
            _shift(place, begins - place.event.begins, others)
            # Put there anew, who deleted them is seen to have known of the new date: no conflict.
            mark(Event, left_out, deleted=False)
            mark(Event, left_out, deleted=True)
        save_event(event_id, changed)
        _resize(place.event, living)
    return event_id


def remove_following(event_id: bytes) -> int:
    """Put an event and all that follow it into the trash; return how many.

    The rule ends before it, so nobody makes them anew.
    """
    place = place_of(event_id)
    rows = following_rows(place) if place else ()
    gone = [bytes(each.id) for each in rows if each.deleted == LIVE] or [event_id]
    with action("event.remove", len(gone)):
        mark(Event, gone, deleted=True)
        if place:
            _end_before(place)
            mark(Series, [] if _has_earlier(place) else [place.series.id], deleted=True)
    return len(gone)


def place_of(event_id: bytes) -> Place | None:
    event = load_event(event_id)
    series = load_series(event.series) if event else None
    occurs = event and (event.occurs or event.begins)
    return Place(event, series, occurs) if event and series and occurs else None


def following_rows(place: Place) -> list[Event]:
    """Return the events of a series from one on, as its rule has them, those in the trash too."""
    since = write_moment(place.occurs)
    rows = Event.select().where(
        (Event.series == place.series.id) & (Event.occurs >= since) & (Event.deleted != GONE)
    )
    return list(rows.order_by(Event.occurs, Event.id))


def moved_end(event: EventValues | Event, begins: datetime) -> datetime | None:
    """Return when an event ends that begins then and takes as long as it does now."""
    if event.begins is None or event.ends is None:
        return event.ends
    return begins + (event.ends - event.begins)


def part_series(place: Place, rule: str, begins: datetime) -> bytes:
    """Return the series for an event and what follows it: its own where nothing goes before, else
    one that takes its place, which is the same on every copy. Called inside an action."""
    series = place.series
    fields = {"rule": rule, "begins": begins}
    if not _has_earlier(place):
        write_row(Series, series.id, fields)
        return series.id
    made = heir_id(series.id, place.occurs)
    write_row(Series, made, {**fields, "title": place.event.title, "deleted": LIVE})
    _end_before(place)
    return made


def heir_id(series: bytes, occurs: datetime) -> bytes:
    """Return the id of the series that takes the place of another from a date on."""
    return link_id("series", series, write_moment(occurs))


def remaining_rule(series: SeriesValues, occurs: datetime) -> str:
    """Return the rule as it goes on from a date: of ten times, those that are left."""
    said = recurring.parts_of(series.rule)
    if not said.get("COUNT", "").isdecimal():
        return series.rule
    done = recurring.occurrences(series.rule, series.begins, occurs - _MINUTE, MOST * 9)
    said["COUNT"] = str(max(int(said["COUNT"]) - len(done), 1))
    return ";".join(f"{name}={value}" for name, value in said.items())


# Inside


def _carry(place: Place, changed: Mapping[str, Any], others: Sequence[Event]) -> None:
    common = {name: value for name, value in changed.items() if name not in OWN_FIELDS}
    for each in others if common else ():
        write_row(Event, bytes(each.id), common)
    if "title" in common and not _has_earlier(place):
        write_row(Series, place.series.id, {"title": common["title"]})


def _resize(before: EventValues, others: Iterable[Event]) -> None:
    """Let the others take as long as the event does by now, where that has changed."""
    now = load_event(before.id)
    if now is None or now.begins is None or moved_end(before, now.begins) == now.ends:
        return
    length = now.ends - now.begins if now.ends else None
    for each in others:
        event = load_event(bytes(each.id))
        if event and event.begins:
            write_row(Event, event.id, {"ends": event.begins + length if length else None})


def _shift(place: Place, delta: timedelta, others: Sequence[Event]) -> None:
    """Move the events after one with it, each from its old date to that of the moved rule.

    A rule of another calendar that cannot be moved stays: then each of them is a moved one.
    """
    first = place.occurs + delta
    rule = recurring.shift_rule(
        remaining_rule(place.series, place.occurs), place.series.begins, place.occurs, first
    )
    if rule is None:
        for each in others:
            _move(each, delta, {})
        return
    slots = _slots(place, rule, first, others)
    made = part_series(place, rule, first)
    write_row(Event, place.event.id, {"series": made, "occurs": slots.get(place.occurs, first)})
    for each in others:
        slot = slots.get(each.occurs, each.occurs + delta)
        _move(each, slot - each.occurs, {"series": made, "occurs": slot})


def _move(event: Event, delta: timedelta, fields: Mapping[str, Any]) -> None:
    begins = event.begins and event.begins + delta
    moved = {"begins": begins, "ends": moved_end(event, begins)} if begins else {}
    write_row(Event, bytes(event.id), {**fields, **moved})


def _slots(
    place: Place, rule: str, first: datetime, others: Sequence[Event]
) -> dict[datetime, datetime]:
    """Return the new date of each old one, counted off against each other."""
    last = max([place.occurs, *(each.occurs for each in others)])
    since = place.occurs - _MINUTE
    old_rule, new_rule = recurring.endless(place.series.rule), recurring.endless(rule)
    old = recurring.occurrences(old_rule, place.series.begins, last, MOST * 9, since)
    bound = last + abs(first - place.occurs) + AHEAD
    return dict(zip(old, recurring.occurrences(new_rule, first, bound, len(old)), strict=False))


def _has_earlier(place: Place) -> bool:
    return any(each < place.occurs for each in events_of(place.series.id))


def _end_before(place: Place) -> None:
    rule = recurring.ending(place.series.rule, place.occurs - _MINUTE)
    write_row(Series, place.series.id, {"rule": rule})
