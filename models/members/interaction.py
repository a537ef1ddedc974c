"""What members do for each other: entered by hand, or counted from a chat."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import SQL, ForeignKeyField, IntegerField

from models import clock
from models.base import DayField, Record, WordsField, live, mark, store
from models.errors import Invalid
from models.events.event import Event
from models.journal.transactions import action
from models.members.member import refuse_erased
from models.members.tables import Member
from models.texts import tidied
from models.vocabulary import InteractionSort, Kind
from resources.i18n import N_

MOST = 1_000  # times a day: more is a slip of the finger
MOST_MINUTES = 24 * 60


class Interaction(Record):
    """Entered by hand: somebody did something so many times on a day, or at an event; `minutes` is
    how long it took them, where somebody counts the hours."""

    subject = Kind.MEMBER
    owner = "member"
    kept = ("day", "sort", "amount", "event", "minutes")
    called = "sort"

    member = ForeignKeyField(Member, field="id", column_name="member", backref="interactions")
    day = DayField(null=True)
    sort = WordsField(InteractionSort.HELPED.value)
    amount = IntegerField(default=1, constraints=[SQL("DEFAULT 1")])
    note = WordsField()
    event = ForeignKeyField(Event, field="id", column_name="event", null=True, index=False)
    minutes = IntegerField(null=True)

    class Meta:
        indexes = (
            (("member", "deleted", "day"), False),
            (("event",), False),
        )


class ChatDay(Record):
    """That a member wrote so many messages in one chat on one day, between two minutes of it.

    `since` and `until` are what an export covered of the day, 0 and 1440 for all of it; the minute
    `until` is the first that is not covered. The amount is part of the id: a row says what one
    export showed and never changes, so exports that show the same make the same row on every copy,
    and those that show something else stand beside it. What is counted of them all says
    models/members/chats.py.
    """

    subject = Kind.MEMBER
    keys = ("member", "chat", "day", "since", "until", "amount")
    shared_id = True
    owner = "member"
    kept = ("day", "since", "until", "amount")
    called = "chat"

    member = ForeignKeyField(Member, field="id", column_name="member", backref="chat_days")
    chat = WordsField()
    day = WordsField()
    since = IntegerField(default=0, constraints=[SQL("DEFAULT 0")])
    until = IntegerField(default=1440, constraints=[SQL("DEFAULT 1440")])
    amount = IntegerField(default=0, constraints=[SQL("DEFAULT 0")])

    class Meta:
        indexes = ((("member", "deleted", "day"), False),)


@dataclass(frozen=True)
class InteractionValues:
    """An interaction as a form shows it."""

    id: bytes
    member: bytes
    day: date | None
    sort: str
    amount: int
    note: str
    event: bytes | None = None
    minutes: int | None = None


FIELDS = ("day", "sort", "amount", "note", "event", "minutes")


def load_interaction(interaction_id: bytes) -> InteractionValues | None:
    found = live(Interaction).where(Interaction.id == interaction_id).first()
    if found is None:
        return None
    return InteractionValues(
        found.id, found.member_id, **{name: found.__data__[name] for name in FIELDS}
    )


def add_interactions(member_ids: Sequence[bytes], values: Mapping[str, Any]) -> list[bytes]:
    """Write down the same of several members, as one action; return the new rows' ids.

    Without a day it was today. Raises Invalid where the values cannot stand, UserError where one
    of the members was erased meanwhile.
    """
    for member_id in member_ids:
        refuse_erased(member_id)
    fields = {"day": clock.today(), **_cleaned(values)}
    _check(fields)
    with action("interaction.add", len(member_ids)):
        return [store(Interaction, None, {"member": each, **fields}) for each in member_ids]


def save_interaction(interaction_id: bytes, values: Mapping[str, Any]) -> None:
    """Change the given fields of one. Raises as add_interactions does."""
    known = Interaction.get(Interaction.id == interaction_id)
    refuse_erased(known.__data__["member"])
    fields = _cleaned(values)
    _check({"day": known.day, **fields})
    with action("interaction.edit"):
        store(Interaction, interaction_id, fields)


def remove_interactions(interaction_ids: list[bytes]) -> None:
    with action("interaction.remove", len(interaction_ids)):
        mark(Interaction, interaction_ids, deleted=True)


def _cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tidied(values[name]) for name in FIELDS if name in values}


def _check(fields: Mapping[str, Any]) -> None:
    errors = {}
    if fields.get("day") is None:
        errors["day"] = N_("Write on which day it was.")
    elif fields["day"] > clock.today():
        errors["day"] = N_("This day is yet to come.")
    if fields.get("amount", 1) is None or not 1 <= fields.get("amount", 1) <= MOST:
        errors["amount"] = N_("Write how often, at least once.")
    if not 0 <= (fields.get("minutes") or 0) <= MOST_MINUTES:
        errors["minutes"] = N_("Write how many minutes it took, a day at most.")
    if fields.get("sort", InteractionSort.HELPED) not in list(InteractionSort):
        errors["sort"] = N_("Choose what they did.")
    if errors:
        raise Invalid(errors)
