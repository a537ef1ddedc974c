"""What the events of a month cost and brought in."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from models.metrics.attendance import Attendance, EventFacts


@dataclass(frozen=True)
class Amount:
    """A sum, and from how many events it comes."""

    total: Decimal
    events: int


@dataclass(frozen=True)
class CostFacts:
    """`per_head` comes from the events whose cost and number of people are both known; `heads` are
    these people, with whom they brought."""

    budget: Amount
    cost: Amount
    income: Amount
    per_head: Decimal | None
    heads: int

    @property
    def balance(self) -> Decimal:
        return self.income.total - self.cost.total

    @property
    def known(self) -> bool:
        """Whether any amount was written down at all."""
        return bool(self.budget.events or self.cost.events or self.income.events)


def cost_of(attendance: Attendance) -> CostFacts:
    """Add up the amounts of a month's events, cancelled ones too: they may have cost something."""
    counted = [event for event in attendance.events if event.cost is not None and event.heads]
    heads = sum(event.heads for event in counted)
    spent = sum((event.cost for event in counted if event.cost is not None), Decimal(0))
    return CostFacts(
        budget=_sum([event.budget for event in attendance.events]),
        cost=_sum([event.cost for event in attendance.events]),
        income=_sum([event.income for event in attendance.events]),
        per_head=spent / heads if heads else None,
        heads=heads,
    )


def costly(attendance: Attendance) -> tuple[EventFacts, ...]:
    """Return the events with any amount written down."""
    return tuple(
        event
        for event in attendance.events
        if not event.budget is event.cost is event.income is None
    )


def _sum(amounts: list[Decimal | None]) -> Amount:
    known = [amount for amount in amounts if amount is not None]
    return Amount(sum(known, Decimal(0)), len(known))
