"""Venues: where events take place, and how often they did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import IntegerField

from models.base import GONE, Record, WordsField, database, live, mark, read_day, store
from models.errors import Invalid
from models.events.event import Event
from models.events.template import Template
from models.journal.transactions import action
from models.pinyin import sort_key
from models.vocabulary import Kind
from resources.i18n import N_

FIELDS = ("name", "address", "capacity", "contact", "note")


class Venue(Record):
    """Events name their place in words; the name here is what it is found by."""

    subject = Kind.COMMUNITY
    called = "name"

    name = WordsField()
    address = WordsField()
    capacity = IntegerField(null=True)
    contact = WordsField()
    note = WordsField()


@dataclass(frozen=True)
class VenueValues:
    """A venue; `events` took or will take place there, the last on the day `latest`."""

    id: bytes
    name: str
    address: str
    capacity: int | None
    contact: str
    note: str
    events: int = 0
    latest: date | None = None


def venues() -> tuple[VenueValues, ...]:
    """Return the whole directory by name."""
    used = _used()
    rows = sorted(live(Venue), key=lambda row: (sort_key(row.name), row.name, row.rid))
    return tuple(_values(row, used) for row in rows)


def venue_called(name: str) -> VenueValues | None:
    """Return the venue an event's place names, without regard to case; None where none does."""
    sought = name.strip().casefold()
    return next((each for each in venues() if each.name.casefold() == sought), None)


def venue_names() -> tuple[str, ...]:
    """Return the names in the directory, without asking the events."""
    return tuple(sorted((row.name for row in live(Venue, Venue.name)), key=sort_key))


def unlisted_places() -> tuple[str, ...]:
    """Return the places of events that the directory does not know, the most used first."""
    known = {row.name.casefold() for row in live(Venue, Venue.name)}
    used = sorted(_used().values(), key=lambda each: -each[1])
    return tuple(name for name, _count, _day in used if name.casefold() not in known)


def save_venue(venue_id: bytes | None, values: Mapping[str, Any]) -> bytes:
    """Add a venue, or change the given fields of one; return the id. Raises Invalid.

    A new name is given to it in all events that take place there, also those in the trash, and in
    templates, in the same action.
    """
    fields = {name: values[name] for name in FIELDS if name in values}
    fields = {
        name: value.strip() if isinstance(value, str) else value for name, value in fields.items()
    }
    known = live(Venue).where(Venue.id == venue_id).first() if venue_id else None
    name = fields.get("name", known.name if known else "")
    _check(venue_id, name, fields, renames=not known or name != known.name)
    with action("venue.edit" if venue_id else "venue.add"):
        if known and name != known.name:
            _rename(known.name, name)
        return store(Venue, venue_id, fields)


def remove_venues(venue_ids: list[bytes]) -> None:
    """Take venues out of the directory; events keep their places."""
    with action("venue.remove", len(venue_ids)):
        mark(Venue, venue_ids, deleted=True)


def _values(row: Venue, used: Mapping[str, tuple[str, int, date | None]]) -> VenueValues:
    _name, count, latest = used.get(row.name.casefold(), ("", 0, None))
    known = {name: getattr(row, name) for name in FIELDS}
    return VenueValues(row.id, events=count, latest=latest, **known)


def _used() -> dict[str, tuple[str, int, date | None]]:
    """Return how many events take place where, by place without regard to case, and the last."""
    rows = database.execute_sql(
        "SELECT trim(place), begins FROM event WHERE deleted = 0 AND trim(place) <> ''"
        " AND status <> 'cancelled' ORDER BY begins, rid"
    )
    used: dict[str, tuple[str, int, date | None]] = {}
    for place, begins in rows:
        _name, count, _day = used.get(place.casefold(), (place, 0, None))
        used[place.casefold()] = (place, count + 1, read_day(begins))
    return used


def _rename(old: str, new: str) -> None:
    for record in (Event, Template):
        for row in record.select().where((record.place != "") & (record.deleted != GONE)):
            if row.place.strip().casefold() == old.casefold():
                store(record, row.id, {"place": new})


def _check(venue_id: bytes | None, name: str, fields: Mapping[str, Any], renames: bool) -> None:
    errors = {}
    if not name:
        errors["name"] = N_("A name is needed.")
    for row in live(Venue, Venue.id, Venue.name) if renames else ():
        if row.name.casefold() == name.casefold() and row.id != venue_id:
            errors["name"] = N_("This name is in the directory already.")
    if (fields.get("capacity") or 0) < 0:
        errors["capacity"] = N_("A capacity is a number from zero up.")
    if errors:
        raise Invalid(errors)
