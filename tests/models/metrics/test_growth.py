from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from models.members.member import remove_members, save_member
from models.metrics.growth import growth_of, members_on
from models.month import Month
from tests.models.metrics.conftest import Population

OCTOBER = Month(2026, 10)


def is_member_on(row: dict[str, Any], day: date) -> bool:
    if row["deleted"] or row["status"] == "applicant":
        return False
    if row["status"] == "left" and row["left"] is None:
        return False
    if row["joined"] is not None and row["joined"] > day:
        return False
    return not (row["left"] is not None and row["left"] <= day)


def test_twelve_months_counted_a_second_time(population: Population) -> None:
    growth = growth_of(OCTOBER)
    assert [count.month for count in growth.series] == [OCTOBER.back(n) for n in range(11, -1, -1)]
    for count in growth.series:
        rows = [row for row in population.members if is_member_on(row, count.month.last)]
        assert count.members == len(rows)
        everyone = [
            row
            for row in population.live(population.members)
            if row["status"] != "applicant" and (row["status"] != "left" or row["left"])
        ]
        assert count.joined == sum(
            row["joined"] is not None and Month.of(row["joined"]) == count.month for row in everyone
        )
        assert count.left == sum(
            row["left"] is not None and Month.of(row["left"]) == count.month for row in everyone
        )
    assert growth.members == growth.series[-1].members
    assert growth.members_before == growth.series[-2].members


def test_members_on_any_day(population: Population) -> None:
    for day in (date(2025, 7, 1), date(2026, 2, 28), date(2026, 10, 31), date(2027, 3, 1)):
        assert members_on(day) == sum(is_member_on(row, day) for row in population.members)


def test_who_joined_and_left_by_name(population: Population) -> None:
    growth = growth_of(OCTOBER)
    assert len(growth.joined) == growth.series[-1].joined
    assert len(growth.left) == growth.series[-1].left
    days = [each.day for each in growth.joined]
    assert days == sorted(days)
    assert all(Month.of(day) == OCTOBER for day in days)


def test_left_on_an_unknown_day_counts_in_no_month_and_is_reported(population: Population) -> None:
    undated = [
        row
        for row in population.live(population.members)
        if row["status"] == "left" and row["left"] is None
    ]
    assert undated
    assert growth_of(OCTOBER).left_undated == len(undated)


def test_applicants_wait_and_are_no_members(book: Path) -> None:
    save_member(None, {"name": "张三", "status": "applicant", "joined": date(2026, 10, 3)})
    growth = growth_of(OCTOBER)
    assert (growth.applicants, growth.members, growth.joined) == (1, 0, ())


def test_the_first_and_the_last_day_of_a_month_belong_to_it(book: Path) -> None:
    save_member(None, {"name": "张三", "joined": date(2026, 10, 1)})
    save_member(
        None,
        {"name": "李四", "joined": date(2026, 9, 30), "left": date(2026, 10, 31), "status": "left"},
    )
    growth = growth_of(OCTOBER)
    assert [each.name for each in growth.joined] == ["张三"]
    assert [each.name for each in growth.left] == ["李四"]
    assert (growth.members_before, growth.members) == (1, 1)


def test_a_member_in_the_trash_never_counts(book: Path) -> None:
    member = save_member(None, {"name": "张三", "joined": date(2026, 10, 1)})
    remove_members([member])
    growth = growth_of(OCTOBER)
    assert (growth.members, growth.joined) == (0, ())
