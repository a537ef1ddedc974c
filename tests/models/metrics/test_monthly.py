from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from models.events.event import save_event
from models.members.member import save_member
from models.metrics.monthly import facts_of
from models.metrics.overview import overview_now
from models.metrics.planned import planned_in, upcoming
from models.month import Month
from tests.conftest import FixedClock
from tests.models.metrics.conftest import Population

OCTOBER = Month(2026, 10)


def test_an_empty_file_has_facts(book: Path) -> None:
    facts = facts_of(OCTOBER)
    assert facts.heading.community == "江边慢跑团"
    assert (facts.growth.members, facts.activity.interactions, facts.attendance.events) == (
        0,
        0,
        (),
    )
    assert facts.feedback.median_days is None
    assert not facts.cost.known
    assert overview_now().is_empty


def test_a_running_month_is_told_as_of_today(book: Path, clock: FixedClock) -> None:
    clock.set(datetime(2026, 10, 12, 9, 0))
    assert (facts_of(OCTOBER).day, facts_of(OCTOBER).is_running) == (date(2026, 10, 12), True)
    clock.set(datetime(2026, 11, 12, 9, 0))
    assert (facts_of(OCTOBER).day, facts_of(OCTOBER).is_running) == (date(2026, 10, 31), False)


def test_last_month_stands_beside_this_one(population: Population) -> None:
    facts, before = facts_of(OCTOBER), facts_of(OCTOBER.previous)
    assert facts.growth.members_before == before.growth.members
    assert facts.activity.interactions_before == before.activity.interactions
    assert facts.attendance_before == before.attendance
    assert facts.cost_before == before.cost
    assert facts.feedback.received_before == before.feedback.received
    assert facts.feedback.open_before == len(before.feedback.open_items)
    assert facts.feedback.answer_days_before == before.feedback.answer_days


def test_the_overview_agrees_with_the_report(population: Population) -> None:
    facts, overview = facts_of(OCTOBER), overview_now()
    assert overview.members.now == facts.growth.members
    assert overview.members.before == facts.growth.members_before
    assert overview.interactions.now == facts.activity.interactions
    assert overview.open_feedback.now == len(facts.feedback.open_items)
    assert overview.overdue == facts.feedback.overdue
    assert overview.satisfaction == facts.feedback.satisfaction[-1]
    assert len(overview.member_series) == len(overview.interaction_series) == 12
    assert not overview.is_empty


def test_what_is_planned(book: Path) -> None:
    for title, status, day in (
        ("想法", "idea", 3),
        ("计划", "planned", 5),
        ("取消", "cancelled", 6),
        ("发布", "announced", 28),
    ):
        save_event(None, {"title": title, "status": status, "begins": datetime(2026, 11, day, 9)})
    assert [event.title for event in planned_in(OCTOBER.next)] == ["想法", "计划", "发布"]
    assert [event.title for event in upcoming(date(2026, 10, 31))] == ["计划"]
    assert [event.title for event in upcoming(date(2026, 11, 14))] == ["发布"]


def test_a_community_of_one(book: Path) -> None:
    save_member(None, {"name": "王䶮", "joined": date(2026, 10, 5)})
    facts = facts_of(OCTOBER)
    assert (facts.growth.members, facts.growth.members_before) == (1, 0)
