"""What papers about one event say: what it is, and who is expected, as far as a table may show it.

A sign-in sheet lies where everybody reads it. No phone number is ever printed on it, not even one
that somebody wrote into a name: there is a column to write one in.
"""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.base import database
from models.errors import UserError
from models.events.attendance import AttendanceLine, attendance_of
from models.events.event import Event, EventValues, load_event
from models.events.guest import names_in
from models.events.places import places_of
from models.events.venue import venues
from models.members.consent import agreed
from models.papers.naming import name_for, shown_to, without_phone
from models.vocabulary import Audience, Came, Purpose, Rsvp
from resources.i18n import N_


@dataclass(frozen=True)
class Gathering:
    """An event as it is announced; `address` is that of its venue, where it is known. `hosts` and
    `guests` are the names that this audience may read."""

    id: bytes
    title: str
    format: str
    mode: str
    begins: datetime | None
    ends: datetime | None
    place: str
    address: str
    hosts: tuple[str, ...]
    guests: tuple[str, ...]
    description: str
    link: str
    capacity: int | None


@dataclass(frozen=True)
class Expected:
    """Somebody on the list; `guests` are whom they bring, `waits` where there is no place yet."""

    member: bytes
    name: str
    guests: int
    waits: bool


@dataclass(frozen=True)
class Expectation:
    """People on the list, in the order of their names; `left_out` did not agree to stand on a
    public paper."""

    people: tuple[Expected, ...]
    left_out: int

    @property
    def heads(self) -> int:
        """How many have a place, with whom they bring."""
        return sum(1 + each.guests for each in self.people if not each.waits)

    @property
    def waiting(self) -> int:
        """How many wait for one, with whom they bring."""
        return sum(1 + each.guests for each in self.people if each.waits)


def gathering_of(event_id: bytes, audience: Audience = Audience.FULL) -> Gathering:
    """Raises UserError where the event is gone."""
    event = load_event(event_id)
    if event is None:
        raise UserError(N_("This event is gone. Perhaps it lies in the trash."))
    return gatherings([event], audience)[0]


def gatherings(events: Sequence[EventValues | Event], audience: Audience) -> tuple[Gathering, ...]:
    """Return events as this audience may read of them.

    The public reads of members no more than the first names they agreed to, also where they host
    or speak; names of others stand there because they are to be announced.
    """
    addresses = {venue.name.casefold(): venue.address for venue in venues()}
    named = [name for event in events for name in names_in(f"{event.host}、{event.guest}")]
    shown = _first_names(named) if audience is Audience.PUBLIC else {}

    def names(line: str) -> tuple[str, ...]:
        return tuple(filter(None, (shown.get(name, name) for name in names_in(line))))

    return tuple(
        Gathering(
            id=event.id, title=event.title, format=event.format, mode=event.mode,
            begins=event.begins, ends=event.ends, place=event.place,
            address=addresses.get(event.place.strip().casefold(), ""),
            hosts=names(event.host), guests=names(event.guest),
            description=event.description, link=event.link.strip(), capacity=event.capacity,
        )
        for event in events
    )  # fmt: skip


def expected_at(event_id: bytes, audience: Audience = Audience.FULL) -> Expectation:
    """Return who said yes, or is still waiting for a place."""
    waiting = places_of(event_id).numbers()
    coming = [line for line in attendance_of(event_id) if line.rsvp == Rsvp.YES]
    return _shown_of(coming, waiting, audience)


def badged_at(
    event_id: bytes, audience: Audience = Audience.FULL, waiting: bool = False
) -> Expectation:
    """Return who wears a badge: who has a place, or has come; with `waiting`, who waits for one."""
    queue = places_of(event_id).numbers()
    wearing = [
        line for line in attendance_of(event_id)
        if line.came == Came.YES
        or (line.rsvp == Rsvp.YES and (waiting or line.member not in queue))
    ]  # fmt: skip
    return _shown_of(wearing, queue, audience)


def _shown_of(
    coming: Sequence[AttendanceLine], waiting: Container[bytes], audience: Audience
) -> Expectation:
    shown = shown_to(audience, [line.member for line in coming])
    allowed = set(shown.ids)
    return Expectation(
        tuple(
            Expected(
                line.member, name_for(audience, without_phone(line.member_name)), line.guests,
                line.member in waiting,
            )
            for line in coming if line.member in allowed
        ),
        shown.left_out,
    )  # fmt: skip


def _first_names(names: Sequence[str]) -> Mapping[str, str]:
    """Return, of those names that are members', what the public may read; "" for nothing."""
    willing = agreed(Purpose.NAME)
    found: dict[str, str] = {}
    for name in dict.fromkeys(names):
        rows = database.execute_sql(
            "SELECT id FROM member WHERE deleted = 0 AND name = ? COLLATE NOCASE", (name,)
        ).fetchall()
        if rows:
            agrees = all(bytes(member) in willing for (member,) in rows)
            found[name] = name_for(Audience.PUBLIC, without_phone(name)) if agrees else ""
    return found
