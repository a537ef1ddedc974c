"""Everything that is kept about one person, to show them on their request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from models.base import database, live, read_day
from models.errors import UserError
from models.events.attendance import Attendance
from models.events.event import Event
from models.exchange.records import Stored, fetch
from models.feedback.feedback import Feedback
from models.members.alias import aliases_of
from models.members.chats import ChatDays, months_of
from models.members.consent import Agreement, consents_of
from models.members.contact import Contact
from models.members.guardian import Relative, guardians_of, wards_of
from models.members.interaction import Interaction
from models.members.member import MemberValues, load_member
from models.members.photo import photo_of
from models.members.points import Balance, PointsLine, balance_of, ledger_of
from models.members.reasons import Grounds, reason_of
from models.members.violation import ViolationValues, violations_of
from models.members.welcome import Step, steps_of
from models.vocabulary import Kind
from resources.i18n import N_


@dataclass(frozen=True)
class Attended:
    """An event they were on the list of."""

    day: date | None
    title: str
    rsvp: str
    came: str
    rating: int | None
    comment: str


@dataclass(frozen=True)
class Said:
    """Feedback of theirs, and what became of it."""

    day: date | None
    kind: str
    channel: str
    text: str
    satisfaction: int | None
    status: str
    answer: str


@dataclass(frozen=True)
class Spoken:
    """A contact note; `reached` is false where nobody answered."""

    day: date | None
    channel: str
    who: str
    needs: str
    mood: int | None
    note: str
    follow_up: date | None
    done: date | None
    reached: bool


@dataclass(frozen=True)
class Done:
    """Something they did for others."""

    day: date | None
    sort: str
    amount: int
    note: str


@dataclass(frozen=True)
class Weighed:
    """What was found about an admission criterion."""

    criterion: str
    verdict: str
    note: str


@dataclass(frozen=True)
class EarlierStay:
    joined: date | None
    left: date | None
    reason: str
    note: str


@dataclass(frozen=True)
class Held:
    """`stored` is their own record as an export has it, `changes` how often something about them
    was written down; the history keeps each."""

    member: MemberValues
    stored: Mapping[str, Stored]
    photo: bytes
    aliases: tuple[str, ...]
    guardians: tuple[Relative, ...]
    wards: tuple[Relative, ...]
    introduced: tuple[str, ...]
    consents: tuple[Agreement, ...]
    events: tuple[Attended, ...]
    feedback: tuple[Said, ...]
    contacts: tuple[Spoken, ...]
    interactions: tuple[Done, ...]
    messages: tuple[ChatDays, ...]
    violations: tuple[ViolationValues, ...]
    points: tuple[PointsLine, ...]
    balance: Balance
    findings: tuple[Weighed, ...]
    welcome: tuple[Step, ...]
    stays: tuple[EarlierStay, ...]
    grounds: Grounds | None
    changes: int


def held_of(member_id: bytes) -> Held:
    """Gather it. Raises UserError where there is nobody."""
    member = load_member(member_id)
    if member is None:
        raise UserError(N_("This person is not in the file any more."))
    reason = reason_of(member_id)
    return Held(
        member=member,
        stored=next(fetch(Kind.MEMBER, [member_id])),
        photo=photo_of(member_id),
        aliases=aliases_of(member_id),
        guardians=guardians_of(member_id),
        wards=wards_of(member_id),
        introduced=_introduced(member_id),
        consents=consents_of(member_id),
        events=_events(member_id),
        feedback=_feedback(member_id),
        contacts=_contacts(member_id),
        interactions=_interactions(member_id),
        messages=months_of(member_id),
        violations=violations_of(member_id),
        points=ledger_of(member_id),
        balance=balance_of(member_id),
        findings=_findings(member_id),
        welcome=steps_of(member_id),
        stays=_stays(member_id),
        grounds=reason.grounds if reason else None,
        changes=_changes(member_id),
    )


def _introduced(member_id: bytes) -> tuple[str, ...]:
    rows = database.execute_sql(
        "SELECT name FROM member WHERE introduced_by = ? AND deleted = 0 ORDER BY pinyin, rid",
        (member_id,),
    )
    return tuple(name for (name,) in rows)


def _events(member_id: bytes) -> tuple[Attended, ...]:
    rows = (
        live(Attendance, Attendance, Event)
        .join(Event)
        .where((Attendance.member == member_id) & (Event.deleted == 0))
        .order_by(Event.begins.desc(), Event.rid.desc())
    )
    return tuple(
        Attended(
            row.event.begins.date() if row.event.begins else None,
            row.event.title, row.rsvp, row.came, row.rating, row.comment,
        )
        for row in rows
    )  # fmt: skip


def _feedback(member_id: bytes) -> tuple[Said, ...]:
    rows = live(Feedback).where(Feedback.member == member_id)
    return tuple(
        Said(row.date, row.kind, row.channel, row.text, row.satisfaction, row.status, row.answer)
        for row in rows.order_by(Feedback.date.desc(), Feedback.rid.desc())
    )


def _contacts(member_id: bytes) -> tuple[Spoken, ...]:
    rows = live(Contact).where(Contact.member == member_id)
    return tuple(
        Spoken(
            row.day, row.channel, row.who, row.needs, row.mood, row.note, row.follow_up, row.done,
            bool(row.reached),
        )
        for row in rows.order_by(Contact.day.desc(), Contact.rid.desc())
    )  # fmt: skip


def _interactions(member_id: bytes) -> tuple[Done, ...]:
    rows = live(Interaction).where(Interaction.member == member_id)
    return tuple(
        Done(row.day, row.sort, row.amount, row.note)
        for row in rows.order_by(Interaction.day.desc(), Interaction.rid.desc())
    )


def _findings(member_id: bytes) -> tuple[Weighed, ...]:
    rows = database.execute_sql(
        "SELECT c.title, f.verdict, f.note FROM finding f JOIN criterion c ON c.id = f.criterion"
        " WHERE f.member = ? AND f.deleted = 0 ORDER BY c.number, c.rid",
        (member_id,),
    )
    return tuple(Weighed(title, verdict, note) for title, verdict, note in rows)


def _stays(member_id: bytes) -> tuple[EarlierStay, ...]:
    rows = database.execute_sql(
        'SELECT joined, "left", reason, note FROM stay WHERE member = ? AND deleted = 0'
        ' ORDER BY joined, "left"',
        (member_id,),
    )
    return tuple(
        EarlierStay(read_day(joined), read_day(left), reason, note)
        for joined, left, reason, note in rows
    )


def _changes(member_id: bytes) -> int:
    row = database.execute_sql("SELECT count(*) FROM _change WHERE row = ?", (member_id,))
    return int(row.fetchone()[0])
