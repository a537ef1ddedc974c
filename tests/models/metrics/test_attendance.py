from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pytest

from models.erasing import erase_member
from models.events.attendance import save_attendance
from models.events.event import save_event
from models.members.member import remove_members, save_member
from models.metrics.attendance import attendance_of
from models.metrics.cost import cost_of
from models.month import Month
from tests.conftest import FixedClock
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


def test_guests_take_places_and_the_erased_take_none(book: Path) -> None:
    event = save_event(None, {"title": "夜跑", "begins": datetime(2026, 10, 3, 19), "capacity": 5})
    for rsvp, guests in (("yes", 2), ("yes", 0), ("maybe", 1), ("no", 0), ("yes", 1)):
        person = save_member(None, {"name": "张三"})
        save_attendance(event, person, rsvp=rsvp, guests=guests)
    erase_member(person)
    (facts,) = attendance_of(OCTOBER).events
    assert (facts.rsvp, facts.claimed) == (3, 4)


def test_what_is_still_to_come_this_month_was_not_held(book: Path, clock: FixedClock) -> None:
    for day, status in ((3, "done"), (9, "cancelled"), (10, "planned"), (11, "announced")):
        save_event(None, {"title": "夜跑", "begins": datetime(2026, 10, day, 19), "status": status})
    clock.set(datetime(2026, 10, 10, 8))
    found = attendance_of(OCTOBER)
    assert [event.begins.day for event in found.events] == [3, 9, 10, 11]
    assert [event.begins.day for event in found.held] == [3, 10] and found.cancelled == 1


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


def test_whom_people_bring_share_the_cost(book: Path) -> None:
    begins = datetime(2026, 10, 3, 19)
    event = save_event(None, {"title": "聚餐", "begins": begins, "cost": Decimal(120)})
    came, late = (save_member(None, {"name": name}) for name in ("甲", "乙"))
    save_attendance(event, came, came="yes", guests=2)
    save_attendance(event, late, came="no", guests=3)
    (facts,) = attendance_of(OCTOBER).events
    assert (facts.came, facts.heads, facts.cost_per_head) == (1, 3, Decimal(40))
    cost = cost_of(attendance_of(OCTOBER))
    assert (cost.heads, cost.per_head) == (3, Decimal(40))
