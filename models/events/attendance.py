"""Who was asked, who said they would come, who came. No record is never the same as absent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from peewee import SQL, ForeignKeyField, IntegerField

from models import clock
from models.base import (
    GONE,
    InstantField,
    Record,
    WordsField,
    database,
    link_id,
    mark,
    read_day,
    read_moment,
    write_moment,
)
from models.errors import Invalid
from models.events.event import Event
from models.journal.transactions import action
from models.members.member import Member, refuse_erased, save_member
from models.vocabulary import Came, Kind, Listing, MemberStatus, Rsvp
from resources.i18n import N_


class Attendance(Record):
    """One member at one event. Its id comes from both, so two copies make one row of it.

    `guests` is how many more they bring, `note` what they said as they signed up. `signed` is when
    that was, and puts those who wait into order; `arrived` is when they were checked in. `source`
    is a value of Listing.
    """

    subject = Kind.ATTENDANCE
    keys = ("event", "member")
    shared_id = True
    owner = "member"
    kept = ("rsvp", "came", "rating", "guests", "signed", "arrived", "source")
    unasked = ("signed", "arrived", "source")

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
    guests = IntegerField(default=0, constraints=[SQL("DEFAULT 0")])
    note = WordsField()
    signed = InstantField(null=True)
    arrived = InstantField(null=True)
    source = WordsField()

    class Meta:
        # They hold all that is counted of an event and of a member: no row need be read for it.
        indexes = (
            (("event", "deleted", "member", "rsvp", "came", "rating"), False),
            (("member", "deleted", "came", "event"), False),
        )


MOST_GUESTS = 99
# What is done at a door.
ARRIVING = "attendance.arrive"
WALKING_IN = "attendance.walk_in"
_BLANK = {
    "rsvp": Rsvp.NONE,
    "came": Came.NO_RECORD,
    "rating": None,
    "comment": "",
    "guests": 0,
    "note": "",
    "signed": None,
    "arrived": None,
    "source": "",
}


@dataclass(frozen=True)
class AttendanceLine:
    id: bytes
    member: bytes
    member_name: str
    rsvp: str
    came: str
    rating: int | None
    comment: str
    guests: int = 0
    note: str = ""
    signed: datetime | None = None
    arrived: datetime | None = None
    source: str = ""

    @property
    def heads(self) -> int:
        """Them and whom they bring."""
        return 1 + self.guests


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
        "SELECT a.id, a.member, m.name, a.rsvp, a.came, a.rating, a.comment, a.guests, a.note,"
        " a.signed, a.arrived, a.source FROM attendance a"
        " JOIN member m ON m.id = a.member WHERE a.event = ? AND a.deleted = 0 AND m.deleted = 0"
        " ORDER BY m.pinyin, m.name, m.rid",
        (event_id,),
    )
    return [_line(row) for row in rows]


def _line(row: tuple[Any, ...]) -> AttendanceLine:
    id_, member, name, rsvp, came, rating, comment, guests, note, signed, arrived, source = row
    return AttendanceLine(
        bytes(id_),
        bytes(member),
        name,
        rsvp,
        came,
        rating,
        comment,
        guests,
        note,
        read_moment(signed),
        read_moment(arrived),
        source,
    )


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


def save_attendance(
    event_id: bytes, member_id: bytes, *, at: datetime | None = None, **values: Any
) -> bytes:
    """Put a member on an event's list, or change what is said of them there; return the id.

    Who says yes is `signed` and who came has `arrived` now (or `at`), unless the values say when.
    Raises Invalid, and UserError where the member was erased meanwhile.
    """
    refuse_erased(member_id)
    _check(values)
    known = attendance_id(event_id, member_id)
    row = Attendance.get_or_none(Attendance.id == known)
    values = {**values, **_moments(row, values, at or clock.exact())}
    with action("attendance.add" if row is None or row.deleted else "attendance.edit"):
        if row is None:
            Attendance.create(id=known, event=event_id, member=member_id, **values)
        else:
            # Who was taken off the list and comes back starts afresh.
            changes = {"deleted": 0, **(_BLANK if row.deleted else {}), **values}
            Attendance.update(**changes).where(Attendance.id == known).execute()
    return known


def _check(values: Mapping[str, Any]) -> None:
    rating, guests = values.get("rating"), values.get("guests", 0)
    if rating is not None and not 1 <= rating <= 5:
        raise Invalid({"rating": N_("A rating is a number from 1 to 5.")})
    if not 0 <= guests <= MOST_GUESTS:
        raise Invalid({"guests": N_("Guests are a number from 0 to 99.")})


def _moments(
    row: Attendance | None, values: Mapping[str, Any], at: datetime
) -> dict[str, datetime | None]:
    """Return when somebody signed up and arrived, as far as these values make it so."""
    known = None if row is None or row.deleted else row
    told: dict[str, datetime | None] = {}
    for answer, yes, moment in (("rsvp", Rsvp.YES, "signed"), ("came", Came.YES, "arrived")):
        before = known.__data__[answer] if known else None
        if answer not in values or moment in values:
            continue
        if values[answer] == yes and before != yes:
            told[moment] = at
        elif values[answer] != yes and before == yes:
            told[moment] = None
    return told


def add_attendees(event_id: bytes, member_ids: Iterable[bytes], **values: Any) -> None:
    """Put several members on an event's list in one action, signed up in this order."""
    members = list(member_ids)
    # A clock may stand still for some milliseconds; their order must not.
    begun = clock.exact()
    with action("attendance.add", len(members)):
        for place, member_id in enumerate(members):
            at = begun + timedelta(microseconds=place)
            save_attendance(event_id, member_id, at=at, **values)


def sign_up_in_order(attendance_ids: Sequence[bytes]) -> None:
    """Let those who say yes in a list that was read in stand behind all who said so before, in its
    order, where the event is still to come. Inside an action."""
    begun = clock.exact()
    now = write_moment(clock.now())
    database.connection().executemany(
        "UPDATE attendance SET signed = ?, source = iif(source = '', ?, source) WHERE id = ?"
        " AND rsvp = 'yes' AND signed IS NULL AND EXISTS (SELECT 1 FROM event e"
        " WHERE e.id = attendance.event AND coalesce(nullif(e.begins, ''), ?) >= ?)",
        [
            ((begun + timedelta(microseconds=place)).isoformat(" ", "microseconds"),
             str(Listing.FILE), row, now, now)
            for place, row in enumerate(attendance_ids)
        ],
    )  # fmt: skip


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
    """Give everyone on a list who has no record the same one, in one action; return how many.

    Whoever came so was not seen to arrive: nobody knows when that was.
    """
    rest = [line for line in attendance_of(event_id) if line.came == Came.NO_RECORD]
    with action("attendance.edit", len(rest)):
        for line in rest:
            save_attendance(event_id, line.member, came=str(came), arrived=None)
    return len(rest)


def remove_attendance(attendance_ids: list[bytes]) -> None:
    with action("attendance.remove", len(attendance_ids)):
        mark(Attendance, attendance_ids, deleted=True)
