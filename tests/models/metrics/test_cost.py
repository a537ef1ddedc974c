from __future__ import annotations

from decimal import Decimal

from models.metrics.attendance import attendance_of
from models.metrics.cost import cost_of, costly
from models.month import Month
from tests.models.metrics.conftest import Population

OCTOBER = Month(2026, 10)


def test_amounts_counted_a_second_time(population: Population) -> None:
    for back in range(14):
        month = OCTOBER.back(back)
        rows = [
            row
            for row in population.live(population.events)
            if row["begins"] and Month.of(row["begins"].date()) == month and row["status"] != "idea"
        ]
        facts = cost_of(attendance_of(month))
        for name in ("budget", "cost", "income"):
            known = [row[name] for row in rows if row[name] is not None]
            amount = getattr(facts, name)
            assert (amount.total, amount.events) == (sum(known, Decimal(0)), len(known))
        assert facts.balance == facts.income.total - facts.cost.total
        came = [row for row in population.live_attendances() if row["came"] == "yes"]
        spent = [
            (row["cost"], heads)
            for row in rows
            if row["cost"] is not None
            and (heads := sum(each["event"] == row["id"] for each in came))
        ]
        heads = sum(count for _cost, count in spent)
        assert facts.heads == heads
        total = sum((cost for cost, _count in spent), Decimal(0))
        assert facts.per_head == (total / heads if heads else None)


def test_events_without_any_amount_are_left_out(population: Population) -> None:
    attendance = attendance_of(OCTOBER)
    for event in costly(attendance):
        assert (event.budget, event.cost, event.income) != (None, None, None)
    bare = set(attendance.events) - set(costly(attendance))
    assert all((event.budget, event.cost, event.income) == (None, None, None) for event in bare)
