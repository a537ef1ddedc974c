"""Leaving is kept for the figures; coming back loses nothing of what was before."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.base import database
from models.book import close_book, create_book
from models.errors import Invalid
from models.journal.transactions import Author
from models.journal.undo import undo, undo_step
from models.members.leaving import come_back, earlier_stays, leave, reasons_in_use
from models.members.member import load_member, save_member
from models.members.stay import Stay
from models.metrics.growth import growth_of, joined_in, left_in, members_on, monthly_counts
from models.month import Month
from tests.conftest import FixedClock
from tests.models.merging.conftest import Laptops, laptops, take_back

__all__ = ["laptops"]


def test_leaving_is_one_action(book: object) -> None:
    people = [save_member(None, {"name": name, "joined": date(2026, 1, 5)}) for name in "甲乙"]
    assert leave(people, date(2026, 10, 20), "搬走了", "说会想我们") == 2
    found = load_member(people[0])
    assert found is not None
    assert (found.status, found.left, found.left_reason, found.exit_note) == (
        "left", date(2026, 10, 20), "搬走了", "说会想我们",
    )  # fmt: skip
    assert reasons_in_use() == ("搬走了",)
    assert leave(people, date(2026, 10, 21), "again") == 0
    take_back("member.leave")
    assert [load_member(each).status for each in people] == ["active", "active"]  # type: ignore[union-attr]


def test_nobody_leaves_before_they_came(book: object) -> None:
    member = save_member(None, {"name": "甲", "joined": date(2026, 10, 5)})
    with pytest.raises(Invalid) as refused:
        leave([member], date(2026, 10, 4), "")
    assert set(refused.value.errors) == {"left"}


def test_nobody_has_left_on_a_day_that_is_yet_to_come(book: object) -> None:
    member = save_member(None, {"name": "甲", "joined": date(2026, 10, 5)})
    with pytest.raises(Invalid) as refused:
        leave([member], date(2026, 11, 1), "搬走了")
    assert set(refused.value.errors) == {"left"}
    assert load_member(member).status == "active"  # type: ignore[union-attr]
    leave([member], date(2026, 10, 31), "搬走了")
    assert load_member(member).status == "left"  # type: ignore[union-attr]


def test_coming_back_keeps_the_stay_before(book: object, clock: FixedClock) -> None:
    member = save_member(None, {"name": "甲", "joined": date(2026, 1, 5), "tags": ["跑步"]})
    leave([member], date(2026, 3, 1), "没时间", "累了")
    assert come_back(member)
    found = load_member(member)
    assert found is not None
    assert (found.status, found.joined, found.left, found.left_reason, found.exit_note) == (
        "active", date(2026, 10, 31), None, "", "",
    )  # fmt: skip
    assert found.tags == ("跑步",)
    (past,) = earlier_stays(member)
    assert (past.joined, past.left, past.reason, past.note) == (
        date(2026, 1, 5), date(2026, 3, 1), "没时间", "累了",
    )  # fmt: skip
    assert not come_back(member)
    assert [members_on(date(2026, month, 15)) for month in (1, 2, 3, 10)] == [1, 1, 0, 0]
    assert members_on(date(2026, 10, 31)) == 1
    (back,) = joined_in(Month(2026, 10))
    assert (back.name, back.is_back) == ("甲", True)
    assert [each.is_back for each in joined_in(Month(2026, 1))] == [False]
    assert [each.reason for each in left_in(Month(2026, 3))] == ["没时间"]
    take_back("member.return")
    assert earlier_stays(member) == ()
    assert load_member(member).left == date(2026, 3, 1)  # type: ignore[union-attr]


def test_applying_again_makes_an_applicant_of_whoever_left(book: object) -> None:
    member = save_member(None, {"name": "甲", "joined": date(2026, 1, 5)})
    leave([member], date(2026, 3, 1), "")
    assert come_back(member, as_applicant=True)
    found = load_member(member)
    assert found is not None
    assert (found.status, found.applied, found.joined) == ("applicant", date(2026, 10, 31), None)
    assert members_on(date(2026, 2, 1)) == 1
    assert growth_of(Month(2026, 10)).applicants == 1


def test_two_copies_bring_the_same_person_back_once(laptops: Laptops) -> None:
    with laptops.at("lin"):
        leave([laptops.zhang], date(2026, 10, 31), "搬走了")
    laptops.copy("lin", "mei")
    with laptops.at("mei"):
        come_back(laptops.zhang)
    with laptops.at("lin"):
        come_back(laptops.zhang)
        laptops.merge("mei")
        assert len(earlier_stays(laptops.zhang)) == Stay.select().count() == 1


DAYS = st.dates(date(2026, 1, 1), date(2026, 12, 28))


@settings(max_examples=12, suppress_health_check=list(HealthCheck), deadline=None)
@given(st.lists(st.lists(DAYS, min_size=1, max_size=5, unique=True), min_size=1, max_size=6))
def test_growth_with_returns_counted_otherwise(
    tmp_path_factory: pytest.TempPathFactory, clock: FixedClock, lives: list[list[date]]
) -> None:
    """Each life is days of joining and leaving by turns; counted day by day."""
    path: Path = tmp_path_factory.mktemp("growth") / "club.guildbook"
    create_book(path, "跑团", author=Author("laptop", "Lin"))
    try:
        spans = [live(days, clock) for days in map(sorted, lives)]
        everything = [span for each in spans for span in each]
        for month in (Month(2026, number) for number in (1, 4, 7, 12)):
            there = [
                s for s in everything if s[0] <= month.last and not (s[1] and s[1] <= month.last)
            ]
            assert members_on(month.last) == len(there)
            (count,) = monthly_counts(month, 1)
            assert count.members == len(there)
            assert count.joined == sum(Month.of(s[0]) == month for s in everything)
            assert count.left == sum(
                s[1] is not None and Month.of(s[1]) == month for s in everything
            )
            assert len(joined_in(month)) == count.joined
            assert len(left_in(month)) == count.left
        while step := undo_step():
            undo(step)
        assert (
            database.execute_sql("SELECT count(*) FROM stay WHERE deleted = 0").fetchone()[0] == 0
        )
    finally:
        close_book()


def live(days: list[date], clock: FixedClock) -> list[tuple[date, date | None]]:
    """Let one person join and leave by turns through the functions; return their spans."""
    member = save_member(None, {"name": "甲", "joined": days[0]})
    for place, day in enumerate(days[1:], 1):
        clock.set(datetime(day.year, day.month, day.day, 9, 0))
        if place % 2:
            leave([member], day, "")
        else:
            come_back(member)
    return [
        (days[place], days[place + 1] if place + 1 < len(days) else None)
        for place in range(0, len(days), 2)
    ]
