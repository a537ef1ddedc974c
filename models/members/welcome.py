"""What is done for a new member, and by when: the template, and everybody's own checklist."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from peewee import SQL, ForeignKeyField, IntegerField

from models import clock
from models.base import DayField, Record, WordsField, database, link_id, live, read_day
from models.errors import Invalid
from models.journal.transactions import action
from models.members.tables import Member
from models.setting import read_settings, save_setting
from models.texts import tidy
from models.vocabulary import Kind
from resources.i18n import N_, Catalogue

LATEST = 365
_REMINDING = 60  # days
_TEMPLATE = "welcome.steps"
_USUAL = (
    (0, N_("Welcome them in the group and say in a sentence who they are")),
    (3, N_("Ask whether they find their way, and what they hope for")),
    (14, N_("Invite them personally to the next event")),
    (30, N_("Ask how their first month was, and write down what they say")),
)


class WelcomeStep(Record):
    """One line of a member's checklist: due on a day, until it is `done`. `number` is its place
    in the template, so that two copies on which somebody is accepted make one row of it."""

    subject = Kind.MEMBER
    keys = ("member", "number")
    shared_id = True
    owner = "member"
    called = "title"

    member = ForeignKeyField(Member, field="id", column_name="member", backref="welcome_steps")
    number = IntegerField(default=0, constraints=[SQL("DEFAULT 0")])
    title = WordsField()
    due = DayField(null=True)
    done = DayField(null=True)


@dataclass(frozen=True)
class Planned:
    """A line of the template: so many days after somebody joined."""

    day: int
    title: str


@dataclass(frozen=True)
class Step:
    """A line of a member's checklist."""

    id: bytes
    title: str
    due: date | None
    done: date | None


@dataclass(frozen=True)
class Due:
    """A step that is due, and whose it is."""

    member: bytes
    name: str
    title: str
    day: date


def template(words: Catalogue) -> tuple[Planned, ...]:
    """Return what new members get: what the organizer wrote, else the usual in a language."""
    written = read_settings(_TEMPLATE).get("")
    if written is None:
        return tuple(Planned(day, words._(title)) for day, title in _USUAL)
    return tuple(filter(None, map(_read, written.split("\n"))))


def save_template(steps: Sequence[Planned]) -> None:
    """Make this what members get who are accepted from now on. Raises Invalid."""
    for each in steps:
        if not tidy(each.title):
            raise Invalid({"title": N_("Write what is to be done.")})
        if not 0 <= each.day <= LATEST:
            raise Invalid({"day": N_("Write a number of days from 0 to 365.")})
    lines = [f"{each.day} {' '.join(tidy(each.title).split())}" for each in _in_order(steps)]
    with action("community.welcome"):
        save_setting(_TEMPLATE, "\n".join(lines))


def begin_welcome(member_id: bytes, joined: date, steps: Sequence[Planned]) -> None:
    """Give somebody who joins their checklist, inside an action; an earlier one makes room."""
    known = {row.number: row for row in WelcomeStep.select().where(WelcomeStep.member == member_id)}
    for number, each in enumerate(_in_order(steps), 1):
        values = {"title": each.title, "due": joined + timedelta(days=each.day), "done": None}
        if number in known:
            of_step = WelcomeStep.id == known.pop(number).id
            WelcomeStep.update(deleted=0, **values).where(of_step).execute()
        else:
            step_id = link_id("welcome_step", member_id, str(number))
            WelcomeStep.create(id=step_id, member=member_id, number=number, **values)
    for row in known.values():
        if not row.deleted:
            WelcomeStep.update(deleted=1).where(WelcomeStep.id == row.id).execute()


def steps_of(member_id: bytes) -> tuple[Step, ...]:
    """Return a member's checklist, in the order it is due."""
    rows = live(WelcomeStep).where(WelcomeStep.member == member_id)
    ordered = sorted(rows, key=lambda row: (row.due or date.max, row.number))
    return tuple(Step(row.id, row.title, row.due, row.done) for row in ordered)


def tick(step_id: bytes, done: bool = True) -> None:
    """Write down that a step was done today, or that it was not."""
    with action("member.welcome"):
        day = clock.today() if done else None
        WelcomeStep.update(done=day).where(WelcomeStep.id == step_id).execute()


def due_on(day: date) -> tuple[Due, ...]:
    """Return the steps that are due by a day and not done, the longest due first: only of those
    who are members and are not to be left alone. Nobody is welcomed after two months: what is
    due longer than that reminds nobody."""
    rows = database.execute_sql(
        "SELECT m.id, m.name, w.title, w.due FROM welcome_step w JOIN member m ON m.id = w.member"
        " WHERE w.deleted = 0 AND w.done IS NULL AND w.due BETWEEN ? AND ?"
        " AND m.deleted = 0 AND m.status = 'active' AND coalesce(m.rest_until, '') < ?"
        " ORDER BY w.due, m.pinyin, m.rid, w.number",
        ((day - timedelta(days=_REMINDING)).isoformat(), day.isoformat(), day.isoformat()),
    )
    return tuple(
        Due(bytes(member), name, title, due)
        for member, name, title, stored in rows
        if (due := read_day(stored))
    )


def _in_order(steps: Sequence[Planned]) -> list[Planned]:
    return sorted(steps, key=lambda each: each.day)


def _read(line: str) -> Planned | None:
    day, _space, title = line.partition(" ")
    return Planned(int(day), title) if day.isdecimal() and title.strip() else None
