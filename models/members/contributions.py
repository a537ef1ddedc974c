"""Who made an event possible: hosted, spoke, helped; and who was thanked for it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models import clock
from models.base import GONE, LIVE, database, read_day
from models.errors import UserError
from models.events.event import Event
from models.events.guest import names_in
from models.journal.transactions import action
from models.members.contact import THANKS
from models.members.interaction import add_interactions
from models.vocabulary import InteractionSort
from resources.i18n import N_


@dataclass(frozen=True)
class Contribution:
    """An interaction at an event; `thanked` is the last time since the event, if there is one."""

    id: bytes
    member: bytes
    name: str
    sort: str
    minutes: int | None
    thanked: date | None


@dataclass(frozen=True)
class Part:
    """What somebody did at an event, before it is noted."""

    member: bytes
    name: str
    sort: InteractionSort
    minutes: int | None = None


def contributions_of(event_id: bytes) -> tuple[Contribution, ...]:
    """Return what was noted of an event, by name; who was erased since is not among them."""
    event = Event.get_or_none(Event.id == event_id)
    since = event.begins.date().isoformat() if event and event.begins else ""
    rows = database.execute_sql(
        "SELECT i.id, m.id, m.name, i.sort, i.minutes, (SELECT max(c.day) FROM contact c"
        f" WHERE c.member = m.id AND c.deleted = 0 AND c.channel = '{THANKS}' AND c.day >= ?)"
        " FROM interaction i JOIN member m ON m.id = i.member AND m.deleted = ?"
        " WHERE i.event = ? AND i.deleted = 0 ORDER BY m.pinyin, m.rid, i.rid",
        (since, LIVE, event_id),
    )
    return tuple(
        Contribution(bytes(row), bytes(member), name, sort, minutes, read_day(thanked))
        for row, member, name, sort, minutes, thanked in rows
    )


def erased_contributors(event_id: bytes) -> int:
    """Count what was noted of people who were erased since."""
    row = database.execute_sql(
        "SELECT count(*) FROM interaction i JOIN member m ON m.id = i.member AND m.deleted = ?"
        " WHERE i.event = ? AND i.deleted = 0",
        (GONE, event_id),
    ).fetchone()
    return int(row[0])


def suggested_parts(event_id: bytes) -> tuple[Part, ...]:
    """Return the members an event names as host or guest, as far as this is not noted yet. A name
    that nobody or more than one member bears suggests nothing."""
    event = Event.get_or_none((Event.id == event_id) & (Event.deleted == LIVE))
    if event is None:
        return ()
    noted = {(each.member, each.sort) for each in contributions_of(event_id)}
    named = [(name, InteractionSort.HOSTED) for name in names_in(event.host)]
    named += [(name, InteractionSort.SPOKE) for name in names_in(event.guest)]
    parts = [Part(*found, sort) for name, sort in named if (found := _member_called(name))]
    return tuple(dict.fromkeys(each for each in parts if (each.member, each.sort) not in noted))


def add_parts(event_id: bytes, parts: Sequence[Part]) -> list[bytes]:
    """Note what people did at an event, on its day, in one action; return the rows' ids.

    Raises Invalid, and UserError where the event is gone or has not begun.
    """
    event = Event.get_or_none((Event.id == event_id) & (Event.deleted == LIVE))
    if event is None:
        raise UserError(N_("This event is gone. Perhaps it lies in the trash."))
    day = event.begins.date() if event.begins else clock.today()
    if day > clock.today():
        raise UserError(N_("This event is yet to come. Note who helped when it is over."))
    rows: list[bytes] = []
    with action("interaction.add", len(parts)):
        for part in parts:
            values = {"sort": str(part.sort), "day": day, "event": event_id}
            rows += add_interactions([part.member], {**values, "minutes": part.minutes})
    return rows


def _member_called(name: str) -> tuple[bytes, str] | None:
    rows = database.execute_sql(
        "SELECT id, name FROM member WHERE deleted = 0 AND (name = ? COLLATE NOCASE"
        " OR group_name = ? COLLATE NOCASE OR wechat_name = ? COLLATE NOCASE"
        " OR id IN (SELECT member FROM alias WHERE deleted = 0 AND name = ? COLLATE NOCASE))"
        " ORDER BY name = ? COLLATE NOCASE DESC LIMIT 3",
        (name,) * 5,
    ).fetchall()
    exact = [row for row in rows if row[1].casefold() == name.casefold()] or rows
    return (bytes(exact[0][0]), exact[0][1]) if len(exact) == 1 else None
