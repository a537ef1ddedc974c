"""Guests and experts: who can be invited, on what they can speak, and how it was."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from models.base import GONE, Record, WordsField, database, live, mark, read_day, store
from models.errors import Invalid
from models.events.event import Event
from models.events.ratings import COUNT, MEAN
from models.journal.transactions import action
from models.pinyin import sort_key
from models.vocabulary import EventStatus, Kind
from resources.i18n import N_

# An event names several guests in one line; Latin names hold spaces, so these divide nothing.
_BETWEEN = re.compile(r"\s*[,，、;；/／&＆]\s*|\s+(?:and|和|与)\s+")
FIELDS = ("name", "topics", "phone", "wechat_id", "email", "note")


class Guest(Record):
    """Events name their guests in words; the name here is what they are found by."""

    subject = Kind.COMMUNITY
    called = "name"

    name = WordsField()
    topics = WordsField()
    phone = WordsField()
    wechat_id = WordsField()
    email = WordsField()
    note = WordsField()


@dataclass(frozen=True)
class Talk:
    """An event somebody was the guest of; `rating` is the mean of `ratings` marks, or None."""

    event: bytes
    title: str
    day: date | None
    status: str
    rating: float | None
    ratings: int


@dataclass(frozen=True)
class GuestValues:
    """A guest with the events that name them, the newest first."""

    id: bytes
    name: str
    topics: str
    phone: str
    wechat_id: str
    email: str
    note: str
    talks: tuple[Talk, ...] = ()

    @property
    def past(self) -> tuple[Talk, ...]:
        return tuple(talk for talk in self.talks if talk.status == EventStatus.DONE)

    @property
    def ratings(self) -> int:
        return sum(talk.ratings for talk in self.past)

    @property
    def rating(self) -> float | None:
        """The mean of all marks their past talks were given."""
        total = sum(talk.rating * talk.ratings for talk in self.past if talk.rating is not None)
        return total / self.ratings if self.ratings else None


def names_in(text: str) -> tuple[str, ...]:
    """Return the names in the line in which an event names its guests."""
    return tuple(filter(None, (name.strip() for name in _BETWEEN.split(text))))


def guests() -> tuple[GuestValues, ...]:
    """Return the whole directory by name."""
    talks = _talks()
    rows = sorted(live(Guest), key=lambda row: (sort_key(row.name), row.name, row.rid))
    return tuple(_values(row, talks) for row in rows)


def guest_names() -> tuple[str, ...]:
    """Return the names in the directory, without asking the events."""
    return tuple(sorted((row.name for row in live(Guest, Guest.name)), key=sort_key))


def unlisted_guests() -> tuple[str, ...]:
    """Return whom events name as a guest and the directory does not know, the latest first."""
    known = {row.name.casefold() for row in live(Guest, Guest.name)}
    talks = sorted(_talks().values(), key=lambda some: some[1][0].day or date.min, reverse=True)
    return tuple(name for name, _some in talks if name.casefold() not in known)


def save_guest(guest_id: bytes | None, values: Mapping[str, Any]) -> bytes:
    """Add a guest, or change the given fields of one; return the id. Raises Invalid.

    A new name is given to them in all events that name them, also those in the trash, in the same
    action.
    """
    fields = {name: str(values[name]).strip() for name in FIELDS if name in values}
    known = live(Guest).where(Guest.id == guest_id).first() if guest_id else None
    name = fields.get("name", known.name if known else "")
    if not known or name != known.name:
        _check(guest_id, name)
    with action("guest.edit" if guest_id else "guest.add"):
        if known and name != known.name:
            _rename(known.name, name)
        return store(Guest, guest_id, fields)


def remove_guests(guest_ids: list[bytes]) -> None:
    """Take guests out of the directory; events keep their names."""
    with action("guest.remove", len(guest_ids)):
        mark(Guest, guest_ids, deleted=True)


def _values(row: Guest, talks: Mapping[str, tuple[str, list[Talk]]]) -> GuestValues:
    _name, own = talks.get(row.name.casefold(), ("", []))
    return GuestValues(row.id, talks=tuple(own), **{name: getattr(row, name) for name in FIELDS})


def _talks() -> dict[str, tuple[str, list[Talk]]]:
    """Return the events by the names of their guests, without regard to case, newest first."""
    rows = database.execute_sql(
        f"SELECT e.id, e.title, e.begins, e.status, e.guest, {MEAN}, {COUNT}"
        " FROM event e WHERE e.deleted = 0 AND e.guest <> '' ORDER BY e.begins DESC, e.rid DESC"
    )
    talks: dict[str, tuple[str, list[Talk]]] = {}
    for event, title, begins, status, named, rating, ratings in rows:
        talk = Talk(bytes(event), title, read_day(begins), status, rating, ratings)
        for name in dict.fromkeys(names_in(named)):
            talks.setdefault(name.casefold(), (name, []))[1].append(talk)
    return talks


def _rename(old: str, new: str) -> None:
    for event in Event.select().where((Event.guest != "") & (Event.deleted != GONE)):
        parts = re.split(f"({_BETWEEN.pattern})", event.guest)
        renamed = "".join(
            new if part.strip().casefold() == old.casefold() else part for part in parts
        )
        if renamed != event.guest:
            Event.update(guest=renamed).where(Event.id == event.id).execute()


def _check(guest_id: bytes | None, name: str) -> None:
    if not name:
        raise Invalid({"name": N_("A name is needed.")})
    if len(names_in(name)) > 1:
        raise Invalid({"name": N_("Write one person here: commas and strokes divide names.")})
    for row in live(Guest, Guest.id, Guest.name):
        if row.name.casefold() == name.casefold() and row.id != guest_id:
            raise Invalid({"name": N_("This name is in the directory already.")})
