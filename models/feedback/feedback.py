"""The feedback log: what was said, what was answered, and whether the member was told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date as Day
from typing import Any

from peewee import ForeignKeyField, IntegerField

from models import clock
from models.base import DayField, Record, WordsField, database, live, mark, store
from models.errors import Invalid
from models.events.event import Event
from models.journal.erasure import erased_among
from models.journal.transactions import action
from models.members.member import Member
from models.rules.rule import Rule
from models.texts import tidied
from models.vocabulary import OPEN_FEEDBACK, FeedbackKind, FeedbackStatus, Kind
from resources.i18n import N_


class Feedback(Record):
    """`member` is NULL where it came without a name; `event` or `rule` is what it is about."""

    subject = Kind.FEEDBACK
    follows = ("member",)
    kept = (
        "date",
        "member",
        "kind",
        "satisfaction",
        "event",
        "rule",
        "status",
        "answered_on",
        "told_on",
    )

    date = DayField()
    member = ForeignKeyField(
        Member, field="id", column_name="member", null=True, backref="feedback"
    )
    kind = WordsField(FeedbackKind.QUESTION.value)
    channel = WordsField()
    text = WordsField()
    satisfaction = IntegerField(null=True)
    event = ForeignKeyField(Event, field="id", column_name="event", null=True, backref="feedback")
    rule = ForeignKeyField(Rule, field="id", column_name="rule", null=True, backref="feedback")
    status = WordsField(FeedbackStatus.NEW.value)
    answer = WordsField()
    answered_on = DayField(null=True)
    told_on = DayField(null=True)

    class Meta:
        indexes = ((("deleted", "date"), False), (("deleted", "status", "date"), False))


@dataclass(frozen=True)
class FeedbackValues:
    """A piece of feedback as a form shows it. What is erased has no texts and takes none."""

    id: bytes
    date: Day
    member: bytes | None
    member_name: str
    kind: str
    channel: str
    text: str
    satisfaction: int | None
    event: bytes | None
    event_title: str
    rule: bytes | None
    rule_title: str
    status: str
    answer: str
    answered_on: Day | None
    told_on: Day | None
    erased: bool = False


FIELDS = tuple(
    name
    for name in FeedbackValues.__dataclass_fields__
    if name not in ("id", "member_name", "event_title", "rule_title", "erased")
)


def load_feedback(feedback_id: bytes) -> FeedbackValues | None:
    row = live(Feedback).where(Feedback.id == feedback_id).first()
    if row is None:
        return None
    member = Member.get_or_none(Member.id == row.member_id) if row.member_id else None
    event = Event.get_or_none(Event.id == row.event_id) if row.event_id else None
    rule = Rule.get_or_none(Rule.id == row.rule_id) if row.rule_id else None
    return FeedbackValues(
        id=row.id,
        date=row.date,
        member=row.member_id,
        member_name=member.name if member else "",
        kind=row.kind,
        channel=row.channel,
        text=row.text,
        satisfaction=row.satisfaction,
        event=row.event_id,
        event_title=event.title if event else "",
        rule=row.rule_id,
        rule_title=rule.title if rule else "",
        status=row.status,
        answer=row.answer,
        answered_on=row.answered_on,
        told_on=row.told_on,
        erased=bool(erased_among(Feedback, [row.id])),
    )


def save_feedback(feedback_id: bytes | None, values: Mapping[str, Any]) -> bytes:
    """Add a piece of feedback, or change the given fields of one; return the id.

    An answer makes open feedback answered, today where no day is given. What is erased takes no
    texts any more. Raises Invalid.
    """
    fields = {name: values[name] for name in FIELDS if name in values}
    fields = {name: tidied(value) for name, value in fields.items()}
    if feedback_id is None:
        fields.setdefault("date", clock.today())
    elif erased_among(Feedback, [feedback_id]):
        fields = {name: value for name, value in fields.items() if name in Feedback.kept}
    _check(feedback_id, fields)
    _complete_answer(feedback_id, fields)
    with action("feedback.edit" if feedback_id else "feedback.add"):
        return store(Feedback, feedback_id, fields)


def channels_in_use() -> tuple[str, ...]:
    rows = database.execute_sql(
        "SELECT channel FROM feedback WHERE deleted = 0 AND channel <> ''"
        " GROUP BY channel ORDER BY count(*) DESC, channel LIMIT 50"
    )
    return tuple(channel for (channel,) in rows)


def remove_feedback(feedback_ids: list[bytes]) -> None:
    with action("feedback.remove", len(feedback_ids)):
        mark(Feedback, feedback_ids, deleted=True)


def restore_feedback(feedback_ids: list[bytes]) -> None:
    with action("feedback.restore", len(feedback_ids)):
        mark(Feedback, feedback_ids, deleted=False)


def _check(feedback_id: bytes | None, fields: Mapping[str, Any]) -> None:
    errors = {}
    if not fields.get("text", "" if feedback_id is None else "kept"):
        errors["text"] = N_("Write down what was said.")
    if "date" in fields and fields["date"] is None:
        errors["date"] = N_("A date is needed.")
    satisfaction = fields.get("satisfaction")
    if satisfaction is not None and not 1 <= satisfaction <= 5:
        errors["satisfaction"] = N_("Satisfaction is a number from 1 to 5.")
    if errors:
        raise Invalid(errors)


def _complete_answer(feedback_id: bytes | None, fields: dict[str, Any]) -> None:
    """Fill in what an answer implies, unless the form says otherwise."""
    known = Feedback.get_or_none(Feedback.id == feedback_id) if feedback_id else None
    new_answer = fields.get("answer") and (known is None or not known.answer)
    status = fields.get("status", known.status if known else FeedbackStatus.NEW)
    if new_answer and status in OPEN_FEEDBACK:
        fields["status"] = FeedbackStatus.ANSWERED.value
    if new_answer and not fields.get("answered_on"):
        fields["answered_on"] = clock.today()
