"""Events: the table, and how one is saved."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from peewee import ForeignKeyField, IntegerField

from models.base import MomentField, MoneyField, Record, WordsField, database, live, mark, store
from models.errors import Invalid
from models.events.series import Series
from models.journal.transactions import action
from models.texts import tidied
from models.vocabulary import EventFormat, EventMode, EventStatus, Kind
from resources.i18n import N_


class Event(Record):
    """`format` is a value of EventFormat or the organizer's own word.

    Of a series, `occurs` is when its rule says, wherever the event was moved to since. `uid` is
    what another calendar calls the event, "" where it was planned here. `went_well` and
    `to_change` are written down afterwards.
    """

    subject = Kind.EVENT

    title = WordsField()
    format = WordsField(EventFormat.GATHERING.value)
    mode = WordsField(EventMode.OFFLINE.value)
    begins = MomentField(null=True)
    ends = MomentField(null=True)
    place = WordsField()
    host = WordsField()
    guest = WordsField()
    description = WordsField()
    capacity = IntegerField(null=True)
    budget = MoneyField(null=True)
    cost = MoneyField(null=True)
    income = MoneyField(null=True)
    status = WordsField(EventStatus.PLANNED.value)
    series = ForeignKeyField(
        Series, field="id", column_name="series", backref="events", null=True, index=False
    )
    occurs = MomentField(null=True)
    uid = WordsField()
    link = WordsField()
    went_well = WordsField()
    to_change = WordsField()

    class Meta:
        indexes = (
            (("deleted", "begins"), False),
            (("series", "occurs"), False),
            (("uid",), False),
        )


@dataclass(frozen=True)
class EventValues:
    """An event as a form shows it."""

    id: bytes
    title: str
    format: str
    mode: str
    begins: datetime | None
    ends: datetime | None
    place: str
    host: str
    guest: str
    description: str
    capacity: int | None
    budget: Decimal | None
    cost: Decimal | None
    income: Decimal | None
    status: str
    series: bytes | None = None
    occurs: datetime | None = None
    uid: str = ""
    link: str = ""
    went_well: str = ""
    to_change: str = ""


FIELDS = tuple(name for name in EventValues.__dataclass_fields__ if name != "id")


def load_event(event_id: bytes) -> EventValues | None:
    event = live(Event).where(Event.id == event_id).first()
    return EventValues(event.id, *(_value(event, name) for name in FIELDS)) if event else None


def _value(event: Event, name: str) -> Any:
    return event.__data__["series"] if name == "series" else getattr(event, name)


def formats_in_use() -> tuple[str, ...]:
    """Return the built-in formats and the organizer's own words, the most used first."""
    rows = database.execute_sql(
        "SELECT format FROM event WHERE deleted = 0 AND format <> ''"
        " GROUP BY format ORDER BY count(*) DESC, format"
    )
    return tuple(dict.fromkeys([*(name for (name,) in rows), *map(str, EventFormat)]))


def save_event(event_id: bytes | None, values: Mapping[str, Any]) -> bytes:
    """Add an event, or change the given fields of one; return the id. Raises Invalid."""
    fields = {name: values[name] for name in FIELDS if name in values}
    fields = {name: tidied(value) for name, value in fields.items()}
    check_event(event_id, fields)
    with action("event.edit" if event_id else "event.add"):
        return store(Event, event_id, fields)


def remove_events(event_ids: list[bytes]) -> None:
    """Put events into the trash; their attendance goes out of sight and comes back with them."""
    with action("event.remove", len(event_ids)):
        mark(Event, event_ids, deleted=True)


def restore_events(event_ids: list[bytes]) -> None:
    with action("event.restore", len(event_ids)):
        mark(Event, event_ids, deleted=False)


def check_event(event_id: bytes | None, fields: Mapping[str, Any]) -> None:
    errors = {}
    if not fields.get("title", "" if event_id is None else "kept"):
        errors["title"] = N_("A title is needed.")
    known = Event.get_or_none(Event.id == event_id) if event_id else None
    begins = fields.get("begins", known and known.begins)
    ends = fields.get("ends", known and known.ends)
    if fields.keys() & {"begins", "ends"} and begins and ends and ends < begins:
        errors["ends"] = N_("The end lies before the beginning.")
    if (fields.get("capacity") or 0) < 0:
        errors["capacity"] = N_("A capacity is a number from zero up.")
    for name in ("budget", "cost", "income"):
        if (fields.get(name) or 0) < 0:
            errors[name] = N_("An amount is a number from zero up.")
    if errors:
        raise Invalid(errors)
