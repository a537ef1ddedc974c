"""Who was asked, who said they would come, who came. No record is never the same as absent."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import ForeignKeyField, IntegerField

from models import clock
from models.base import GONE, Record, WordsField, database, link_id, mark, read_day
from models.errors import Invalid
from models.events.event import Event
from models.journal.transactions import action
from models.members.member import Member, refuse_erased, save_member
from models.vocabulary import Came, Kind, MemberStatus, Rsvp
from resources.i18n import N_


class Attendance(Record):
    """One member at one event. Its id comes from both, so two copies make one row of it."""

    subject = Kind.ATTENDANCE
    keys = ("event", "member")
    shared_id = True
    owner = "member"
    kept = ("rsvp", "came", "rating")

    event = ForeignKeyField(
        Event, field="id", column_name="event", backref="attendances", index=False
    )
    member = ForeignKeyField(
        Member, field="id", column_name="member", backref="attendances", index=False
    )
    rsvp = WordsField(Rsvp.NONE.value)
    came = WordsField(Came.NO_RECORD.value)
    rating = IntegerField(null=True)
    comment = WordsField()

    class Meta:
        # They hold all that is counted of an event and of a member: no row need be read for it.
        indexes = (
            (("event", "deleted", "member", "rsvp", "came", "rating"), False),
            (("member", "deleted", "came", "event"), False),
        )


_BLANK = {"rsvp": Rsvp.NONE, "came": Came.NO_RECORD, "rating": None, "comment": ""}


@dataclass(frozen=True)
class AttendanceLine:
    id: bytes
    member: bytes
    member_name: str
    rsvp: str
    came: str
    rating: int | None
    comment: str


@dataclass(frozen=True)
class Erased:
    """Those on an event's list who were erased since: they have no line, but they count."""

    people: int
    said_yes: int
    came: int


@dataclass(frozen=True)
class Participation:
    """One event in a member's record."""

    event: bytes
    title: str
    day: date | None
    rsvp: str
    came: str
    rating: int | None


def attendance_id(event_id: bytes, member_id: bytes) -> bytes:
    return link_id("attendance", event_id, member_id)


def attendance_of(event_id: bytes) -> list[AttendanceLine]:
    """Return everybody on an event's list, by name; see erased_of for those who have none."""
    rows = database.execute_sql(
        "SELECT a.id, a.member, m.name, a.rsvp, a.came, a.rating, a.comment FROM attendance a"
        " JOIN member m ON m.id = a.member WHERE a.event = ? AND a.deleted = 0 AND m.deleted = 0"
        " ORDER BY m.pinyin, m.name, m.rid",
        (event_id,),
    )
    return [
        AttendanceLine(bytes(row), bytes(member), name, rsvp, came, rating, comment)
        for row, member, name, rsvp, came, rating, comment in rows
    ]


def erased_of(event_id: bytes) -> Erased:
    """Count those on an event's list who were erased since."""
    row = database.execute_sql(
        "SELECT count(*), total(a.rsvp = 'yes'), total(a.came = 'yes') FROM attendance a"
        f" JOIN member m ON m.id = a.member AND m.deleted = {GONE}"
        " WHERE a.event = ? AND a.deleted = 0",
        (event_id,),
    ).fetchone()
    return Erased(*map(int, row))


def recent_attendance(member_id: bytes, limit: int = 8) -> list[Participation]:
    """Return a member's latest events, newest first."""
    rows = database.execute_sql(
        "SELECT e.id, e.title, e.begins, a.rsvp, a.came, a.rating FROM attendance a"
        " JOIN event e ON e.id = a.event WHERE a.member = ? AND a.deleted = 0 AND e.deleted = 0"
        " ORDER BY e.begins DESC, e.rid DESC LIMIT ?",
        (member_id, limit),
    )
    return [
        Participation(bytes(event), title, read_day(begins), rsvp, came, rating)
        for event, title, begins, rsvp, came, rating in rows
    ]


def save_attendance(event_id: bytes, member_id: bytes, **values: Any) -> bytes:
    """Put a member on an event's list, or change rsvp, came, rating or comment; return the id.

    Raises Invalid, and UserError where the member was erased meanwhile.
    """
    refuse_erased(member_id)
    rating = values.get("rating")
    if rating is not None and not 1 <= rating <= 5:
        raise Invalid({"rating": N_("A rating is a number from 1 to 5.")})
    known = attendance_id(event_id, member_id)
    row = Attendance.get_or_none(Attendance.id == known)
    with action("attendance.add" if row is None or row.deleted else "attendance.edit"):
        if row is None:
            Attendance.create(id=known, event=event_id, member=member_id, **values)
        else:
            # Who was taken off the list and comes back starts afresh.
            changes = {"deleted": 0, **(_BLANK if row.deleted else {}), **values}
            Attendance.update(**changes).where(Attendance.id == known).execute()
    return known


def add_attendees(event_id: bytes, member_ids: Iterable[bytes], **values: Any) -> None:
    """Put several members on an event's list in one action."""
    members = list(member_ids)
    with action("attendance.add", len(members)):
        for member_id in members:
            save_attendance(event_id, member_id, **values)


def add_new_attendee(event_id: bytes, name: str, **values: Any) -> bytes:
    """Make a member of a name and put them on an event's list, in one action; return the member.

    Raises Invalid.
    """
    with action("attendance.add"):
        member = {"name": name, "status": MemberStatus.ACTIVE, "joined": clock.today()}
        member_id = save_member(None, member)
        save_attendance(event_id, member_id, **values)
    return member_id


def settle_rest(event_id: bytes, came: Came) -> int:
    """Give everyone on a list who has no record the same one, in one action; return how many."""
    rest = [line for line in attendance_of(event_id) if line.came == Came.NO_RECORD]
    with action("attendance.edit", len(rest)):
        for line in rest:
            save_attendance(event_id, line.member, came=str(came))
    return len(rest)


def remove_attendance(attendance_ids: list[bytes]) -> None:
    with action("attendance.remove", len(attendance_ids)):
        mark(Attendance, attendance_ids, deleted=True)
