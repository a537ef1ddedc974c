from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from models.events.attendance import save_attendance
from models.events.event import save_event
from models.members.member import remove_members, save_member
from models.metrics.attendance import attendance_of
from models.month import Month
from tests.models.metrics.conftest import Population

OCTOBER = Month(2026, 10)


def test_events_of_every_month_counted_a_second_time(population: Population) -> None:
    for back in range(14):
        month = OCTOBER.back(back)
        expected = [
            row
            for row in population.live(population.events)
            if row["begins"] and Month.of(row["begins"].date()) == month and row["status"] != "idea"
        ]
        found = attendance_of(month)
        assert {event.id for event in found.events} == {row["id"] for row in expected}
        assert found.cancelled == sum(row["status"] == "cancelled" for row in expected)
        for event in found.events:
            rows = [row for row in population.live_attendances() if row["event"] == event.id]
            ratings = [row["rating"] for row in rows if row["rating"] is not None]
            recorded = [row for row in rows if row["came"] != "no_record"]
            assert event.rsvp == sum(row["rsvp"] == "yes" for row in rows)
            assert event.came == sum(row["came"] == "yes" for row in rows)
            assert event.recorded == len(recorded)
            assert event.ratings == len(ratings)
            assert event.rating == (sum(ratings) / len(ratings) if ratings else None)
        everybody = [event.rating * event.ratings for event in found.events if event.rating]
        if found.ratings:
            assert found.rating == pytest.approx(sum(everybody) / found.ratings)


def test_no_record_is_not_absent(book: Path) -> None:
    event = save_event(None, {"title": "夜跑", "begins": datetime(2026, 10, 3, 19)})
    for came in ("yes", "yes", "no", "no_record", "no_record"):
        save_attendance(event, save_member(None, {"name": "张三"}), came=came)
    (facts,) = attendance_of(OCTOBER).events
    assert (facts.came, facts.recorded, facts.rate) == (2, 3, 2 / 3)


def test_without_any_record_there_is_no_rate(book: Path) -> None:
    event = save_event(
        None, {"title": "夜跑", "begins": datetime(2026, 10, 3, 19), "cost": Decimal(100)}
    )
    save_attendance(event, save_member(None, {"name": "张三"}), rsvp="yes")
    (facts,) = attendance_of(OCTOBER).events
    assert (facts.rsvp, facts.rate, facts.cost_per_head) == (1, None, None)


def test_cost_per_head_is_exact(book: Path) -> None:
    event = save_event(
        None, {"title": "夜跑", "begins": datetime(2026, 10, 3, 19), "cost": Decimal("100.10")}
    )
    for _number in range(4):
        save_attendance(event, save_member(None, {"name": "张三"}), came="yes")
    (facts,) = attendance_of(OCTOBER).events
    assert facts.cost_per_head == Decimal("25.025")


def test_a_member_in_the_trash_takes_the_attendance_along(book: Path) -> None:
    event = save_event(None, {"title": "夜跑", "begins": datetime(2026, 10, 31, 23, 59)})
    member = save_member(None, {"name": "张三"})
    save_attendance(event, member, came="yes", rsvp="yes", rating=5)
    remove_members([member])
    (facts,) = attendance_of(OCTOBER).events
    assert (facts.came, facts.rsvp, facts.recorded, facts.ratings) == (0, 0, 0, 0)
