"""Evaluation slips: what people said of an event without saying who they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from peewee import ForeignKeyField, IntegerField

from models.base import Record, WordsField, live, mark, store
from models.errors import Invalid
from models.events.event import Event
from models.journal.transactions import action
from models.vocabulary import Kind
from resources.i18n import N_

FIELDS = ("rating", "comment")


class Evaluation(Record):
    """One slip without a name, with a mark from 1 to 5 or a comment or both. What a known person
    said stands in their attendance."""

    subject = Kind.EVENT
    owner = "event"
    called = "comment"

    event = ForeignKeyField(
        Event, field="id", column_name="event", backref="evaluations", index=False
    )
    rating = IntegerField(null=True)
    comment = WordsField()

    class Meta:
        indexes = ((("event", "deleted", "rating"), False),)


@dataclass(frozen=True)
class Slip:
    """A slip as it lies there."""

    id: bytes
    rating: int | None
    comment: str


@dataclass(frozen=True)
class Said:
    """What stands on a slip that is to be written down."""

    rating: int | None
    comment: str = ""


def slips_of(event_id: bytes) -> tuple[Slip, ...]:
    """Return an event's slips in the order in which they were written down."""
    rows = live(Evaluation).where(Evaluation.event == event_id).order_by(Evaluation.rid)
    return tuple(Slip(row.id, row.rating, row.comment) for row in rows)


def add_slips(event_id: bytes, said: Sequence[Said]) -> list[bytes]:
    """Write slips down in one action; return their ids. Raises Invalid."""
    rows = [{"rating": each.rating, "comment": each.comment.strip()} for each in said]
    for row in rows:
        _check(row)
    with action("evaluation.add", len(rows)):
        return [store(Evaluation, None, {"event": event_id, **row}) for row in rows]


def save_slip(slip_id: bytes, values: Mapping[str, Any]) -> None:
    """Change the given fields of a slip. Raises Invalid."""
    known = Evaluation.get(Evaluation.id == slip_id)
    fields = {name: values[name] for name in FIELDS if name in values}
    if "comment" in fields:
        fields["comment"] = str(fields["comment"]).strip()
    _check({"rating": known.rating, "comment": known.comment, **fields})
    with action("evaluation.edit"):
        store(Evaluation, slip_id, fields)


def remove_slips(slip_ids: list[bytes]) -> None:
    with action("evaluation.remove", len(slip_ids)):
        mark(Evaluation, slip_ids, deleted=True)


def _check(fields: Mapping[str, Any]) -> None:
    rating = fields["rating"]
    if rating is not None and not 1 <= rating <= 5:
        raise Invalid({"rating": N_("A rating is a number from 1 to 5.")})
    if rating is None and not fields["comment"]:
        raise Invalid({"comment": N_("A slip needs a mark or a comment. Delete it instead.")})
