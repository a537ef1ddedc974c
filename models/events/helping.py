"""Hours that volunteers gave to an event: interactions with the event and how long it took."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models import clock
from models.base import database, live, read_day
from models.errors import Invalid
from models.events.event import Event
from models.members.interaction import add_interactions, save_interaction
from models.vocabulary import InteractionSort
from resources.i18n import N_


@dataclass(frozen=True)
class Help:
    """Who helped with an event, "" and None where they were erased; what they did, how long."""

    id: bytes
    member: bytes | None
    name: str
    minutes: int
    note: str
    day: date | None


def helpers_of(event_id: bytes) -> tuple[Help, ...]:
    """Return the hours given to an event, in the order they were written down."""
    rows = database.execute_sql(
        "SELECT i.id, m.id, coalesce(m.name, ''), coalesce(i.minutes, 0), i.note, i.day"
        " FROM interaction i LEFT JOIN member m ON m.id = i.member AND m.deleted = 0"
        " WHERE i.event = ? AND i.deleted = 0 AND i.sort = ? ORDER BY i.rid",
        (event_id, str(InteractionSort.VOLUNTEERED)),
    )
    return tuple(
        Help(bytes(each), member and bytes(member), name, minutes, note, read_day(day))
        for each, member, name, minutes, note, day in rows
    )


def note_help(event_id: bytes, member_id: bytes, minutes: int | None, note: str = "") -> bytes:
    """Write down that somebody helped with an event; return the row's id.

    It is of the event's day, or of today while that is yet to come. Raises Invalid, and UserError
    where they were erased meanwhile.
    """
    _check(minutes)
    event = live(Event).where(Event.id == event_id).first()
    if event is None:
        raise Invalid({"member": N_("This event is gone.")})
    begins = event.begins.date() if event.begins else clock.today()
    return add_interactions([member_id], {
        "sort": InteractionSort.VOLUNTEERED, "event": event_id, "minutes": minutes, "note": note,
        "day": min(begins, clock.today()),
    })[0]  # fmt: skip


def change_help(help_id: bytes, minutes: int | None, note: str) -> None:
    """Correct how long somebody helped, and with what. Raises as note_help does."""
    _check(minutes)
    save_interaction(help_id, {"minutes": minutes, "note": note})


def _check(minutes: int | None) -> None:
    if not minutes:
        raise Invalid({"minutes": N_("Write how long it took, like 2, 1:30 or 45 min.")})
