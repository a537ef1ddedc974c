"""What an event was meant to cost and bring in, and what it did: from its lines, else its totals.

A figure comes from the lines as soon as one line says something of it; what stands in the event's
own field is then no longer asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from models.base import TRASHED, database, read_money
from models.vocabulary import BudgetSort, EventStatus, InteractionSort

_INCOME = str(BudgetSort.INCOME)


def _sum(column: str, of: str) -> str:
    return (
        f"(SELECT sum(l.{column}) FROM budget_line l WHERE l.deleted = 0 AND l.sort {of}"
        " AND l.event = e.id)"
    )


# SQL for an event `e`, in hundredths; NULL where nothing is known.
_LINES = {
    "budget": _sum("planned", f"<> '{_INCOME}'"),
    "cost": _sum("actual", f"<> '{_INCOME}'"),
    "income": _sum("actual", f"= '{_INCOME}'"),
}
BUDGET, COST, INCOME = (f"coalesce({lines}, e.{name})" for name, lines in _LINES.items())
HEADS = (
    "(SELECT coalesce(sum(1 + a.guests), 0) FROM attendance a JOIN member m ON m.id = a.member"
    f" AND m.deleted <> {TRASHED} WHERE a.event = e.id AND a.deleted = 0 AND a.came = 'yes')"
)
MINUTES = (
    "(SELECT total(i.minutes) FROM interaction i WHERE i.event = e.id AND i.deleted = 0"
    f" AND i.sort = '{InteractionSort.VOLUNTEERED}')"
)


@dataclass(frozen=True)
class EventMoney:
    """`heads` are all who came, with those they brought; `minutes` what volunteers gave."""

    budget: Decimal | None
    cost: Decimal | None
    income: Decimal | None
    heads: int
    minutes: int

    @property
    def balance(self) -> Decimal | None:
        """What is left over; None where neither a cost nor an income is known."""
        if self.cost is None and self.income is None:
            return None
        return (self.income or Decimal(0)) - (self.cost or Decimal(0))

    @property
    def per_head(self) -> Decimal | None:
        """What it cost for each of those who came."""
        return self.cost / self.heads if self.cost is not None and self.heads else None


def money_of(event_id: bytes) -> EventMoney:
    """Return the figures of one event; all unknown where there is none."""
    row = database.execute_sql(
        f"SELECT {BUDGET}, {COST}, {INCOME}, {HEADS}, {MINUTES} FROM event e WHERE e.id = ?",
        (event_id,),
    ).fetchone()
    budget, cost, income, heads, minutes = row or (None, None, None, 0, 0)
    return EventMoney(
        read_money(budget), read_money(cost), read_money(income), int(heads), int(minutes)
    )


@dataclass(frozen=True)
class LineSums:
    """What the lines of an event alone say; None where none of them says anything of it."""

    budget: Decimal | None
    cost: Decimal | None
    income: Decimal | None


def line_sums(event_id: bytes) -> LineSums:
    row = database.execute_sql(
        f"SELECT {', '.join(_LINES.values())} FROM event e WHERE e.id = ?", (event_id,)
    ).fetchone()
    return LineSums(*(read_money(amount) for amount in row or (None, None, None)))


@dataclass(frozen=True)
class UsualCost:
    """What events of a format cost for each who came, from so many of them and their people."""

    per_head: Decimal
    events: int
    heads: int


def usual_cost(event_id: bytes) -> UsualCost | None:
    """Return what the other events of an event's format cost, where that is known of any."""
    rows = database.execute_sql(
        f"SELECT {COST}, {HEADS} FROM event e WHERE e.deleted = 0 AND e.id <> ? AND e.status <> ?"
        " AND e.format = (SELECT format FROM event WHERE id = ?)",
        (event_id, str(EventStatus.CANCELLED), event_id),
    )
    known = [(read_money(cost) or Decimal(0), int(heads)) for cost, heads in rows
             if cost is not None and heads]  # fmt: skip
    if not known:
        return None
    heads = sum(count for _cost, count in known)
    return UsualCost(sum((cost for cost, _count in known), Decimal(0)) / heads, len(known), heads)
