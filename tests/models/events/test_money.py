from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.base import database
from models.errors import Invalid
from models.events.attendance import save_attendance
from models.events.budget_line import lines_of, remove_lines, save_line
from models.events.event import save_event
from models.events.money import line_sums, money_of, usual_cost
from models.members.interaction import add_interactions
from models.members.member import save_member
from models.metrics.attendance import attendance_of
from models.metrics.cost import cost_of
from models.month import Month


def an_event() -> bytes:
    return save_event(None, {
        "title": "聚会", "begins": datetime(2026, 10, 3, 15), "status": "done",
        "budget": Decimal(900), "cost": Decimal(800), "income": Decimal(300),
    })  # fmt: skip


def test_without_lines_the_totals_stand(book: Path) -> None:
    found = money_of(an_event())
    assert (found.budget, found.cost, found.income) == (Decimal(900), Decimal(800), Decimal(300))
    assert (found.balance, found.per_head) == (Decimal(-500), None)


def test_what_lines_say_takes_the_place_of_the_totals(book: Path) -> None:
    event = an_event()
    room = save_line(None, event, {"sort": "venue", "title": "场地", "planned": Decimal(500)})
    found = money_of(event)
    assert (found.budget, found.cost, found.income) == (Decimal(500), Decimal(800), Decimal(300))
    save_line(room, event, {"actual": Decimal("450.50")})
    save_line(None, event, {"sort": "food", "actual": Decimal("49.50")})
    fees = save_line(None, event, {"sort": "income", "actual": Decimal(250)})
    found = money_of(event)
    assert (found.budget, found.cost, found.income) == (Decimal(500), Decimal(500), Decimal(250))
    month = cost_of(attendance_of(Month(2026, 10)))
    assert (month.cost.total, month.income.total) == (Decimal(500), Decimal(250))
    remove_lines([fees])
    assert money_of(event).income == Decimal(300)
    assert [line.sort for line in lines_of(event)] == ["venue", "food"]


def test_heads_are_all_who_came_and_whom_they_brought(book: Path) -> None:
    event = an_event()
    people = [save_member(None, {"name": name}) for name in ("甲", "乙", "丙")]
    save_attendance(event, people[0], came="yes", guests=2)
    save_attendance(event, people[1], came="yes")
    save_attendance(event, people[2], came="no", guests=5)
    add_interactions(people[:2], {"sort": "volunteered", "event": event, "minutes": 90})
    found = money_of(event)
    assert (found.heads, found.per_head, found.minutes) == (4, Decimal(200), 180)


def test_an_amount_below_zero_is_refused(book: Path) -> None:
    with pytest.raises(Invalid):
        save_line(None, an_event(), {"planned": Decimal(-1)})
    with pytest.raises(Invalid):
        save_line(None, an_event(), {"sort": "party"})


def test_every_figure_counted_a_second_time_from_the_rows(book: Path) -> None:
    """Several events, some with lines, some with totals, some with both and rows in the trash."""
    people = [save_member(None, {"name": name}) for name in ("甲", "乙", "丙", "丁")]
    events = []
    for number in range(6):
        event = save_event(None, {
            "title": f"聚会{number}", "format": "gathering" if number % 2 else "livestream",
            "begins": datetime(2026, 10, 1 + number, 15), "status": "done",
            "budget": Decimal(100 * number) or None, "cost": Decimal(70 * number) or None,
        })  # fmt: skip
        events.append(event)
        for place, sort in enumerate(["venue", "food", "income", "other"][: number % 5]):
            line = save_line(None, event, {
                "sort": sort, "planned": Decimal(10 * place) if place != 1 else None,
                "actual": Decimal("7.25") * place if number != 3 else None,
            })  # fmt: skip
            if place == 3:
                remove_lines([line])
        for place, person in enumerate(people[: number + 1]):
            save_attendance(event, person, came="yes" if place != 2 else "no", guests=place)
        add_interactions(people[:1], {"sort": "volunteered", "event": event, "minutes": 30})
        add_interactions(people[:1], {"sort": "helped", "event": event, "minutes": 45})
    for event in events:
        told, again = money_of(event), counted(event)
        assert (told.budget, told.cost, told.income) == again
        assert told.heads == heads(event) and told.minutes == 30
        sums = line_sums(event)
        assert sums.budget == _total(event, "planned", earned=False)
        of_format = [
            other for other in events if other != event and formats(other) == formats(event)
        ]
        known = [(counted(other)[1], heads(other)) for other in of_format]
        paid = [(cost, count) for cost, count in known if cost is not None and count]
        usual = usual_cost(event)
        assert usual is not None
        people_paid = sum(count for _cost, count in paid)
        assert (usual.events, usual.heads) == (len(paid), people_paid)
        assert usual.per_head == sum(cost for cost, _count in paid) / people_paid
    month = attendance_of(Month(2026, 10)).events
    assert {each.id: (each.budget, each.cost, each.income) for each in month} == {
        event: counted(event) for event in events
    }


def _rows(query: str, event: bytes) -> list[tuple[Any, ...]]:
    return [row[1:] for row in database.execute_sql(query).fetchall() if bytes(row[0]) == event]


def _total(event: bytes, field: str, *, earned: bool) -> Decimal | None:
    rows = _rows(f"SELECT event, sort, {field}, deleted FROM budget_line", event)
    amounts = [
        Decimal(amount) / 100
        for sort, amount, deleted in rows
        if not deleted and amount is not None and (sort == "income") is earned
    ]
    return sum(amounts, Decimal(0)) if amounts else None


def counted(event: bytes) -> tuple[Decimal | None, ...]:
    ((*own,),) = _rows("SELECT id, budget, cost, income FROM event", event)
    lines = (
        _total(event, "planned", earned=False), _total(event, "actual", earned=False),
        _total(event, "actual", earned=True),
    )  # fmt: skip
    return tuple(
        line if line is not None else None if amount is None else Decimal(amount) / 100
        for line, amount in zip(lines, own, strict=True)
    )


def heads(event: bytes) -> int:
    rows = _rows("SELECT event, came, guests, deleted FROM attendance", event)
    return sum(1 + guests for came, guests, deleted in rows if came == "yes" and not deleted)


def formats(event: bytes) -> str:
    return str(_rows("SELECT id, format FROM event", event)[0][0])
