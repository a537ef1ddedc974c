"""Budget lines: what an event was meant to cost and bring in, and what it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from peewee import SQL, ForeignKeyField, IntegerField

from models.base import MoneyField, Record, WordsField, live, mark, store
from models.errors import Invalid
from models.events.event import Event
from models.journal.transactions import action
from models.vocabulary import BudgetSort, Kind
from resources.i18n import N_

FIELDS = ("sort", "title", "planned", "actual", "number")


class BudgetLine(Record):
    """One line; NULL where nothing was planned, or nothing is known of what it came to."""

    subject = Kind.EVENT
    owner = "event"
    called = "title"

    event = ForeignKeyField(Event, field="id", column_name="event", backref="lines", index=False)
    sort = WordsField(BudgetSort.OTHER.value)
    title = WordsField()
    planned = MoneyField(null=True)
    actual = MoneyField(null=True)
    number = IntegerField(default=0, constraints=[SQL("DEFAULT 0")])

    class Meta:
        indexes = ((("event", "deleted", "number"), False),)


@dataclass(frozen=True)
class Amounts:
    """One line of an event's budget."""

    id: bytes
    sort: str
    title: str
    planned: Decimal | None
    actual: Decimal | None


def lines_of(event_id: bytes) -> tuple[Amounts, ...]:
    """Return an event's budget lines in their own order."""
    rows = live(BudgetLine).where(BudgetLine.event == event_id)
    return tuple(
        Amounts(row.id, row.sort, row.title, row.planned, row.actual)
        for row in rows.order_by(BudgetLine.number, BudgetLine.rid)
    )


def save_line(line_id: bytes | None, event_id: bytes, values: Mapping[str, Any]) -> bytes:
    """Add a line to an event's budget, at the end, or change the given fields of one; return its
    id. Raises Invalid."""
    fields = {name: values[name] for name in FIELDS if name in values}
    if "title" in fields:
        fields["title"] = " ".join(str(fields["title"]).split())
    errors = {
        name: N_("An amount is a number from zero up.")
        for name in ("planned", "actual")
        if (fields.get(name) or 0) < 0
    }
    if fields.get("sort", BudgetSort.OTHER) not in list(BudgetSort):
        errors["sort"] = N_("Choose what the line is for.")
    if errors:
        raise Invalid(errors)
    if line_id is None:
        numbers = [row.number for row in live(BudgetLine).where(BudgetLine.event == event_id)]
        fields = {"event": event_id, "number": max(numbers, default=0) + 1, **fields}
    with action("event.budget"):
        return store(BudgetLine, line_id, fields)


def remove_lines(line_ids: list[bytes]) -> None:
    with action("event.budget", len(line_ids)):
        mark(BudgetLine, line_ids, deleted=True)
