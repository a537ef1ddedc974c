from __future__ import annotations

import random
from datetime import date, timedelta
from pathlib import Path

import pytest

from models import clock
from models.base import database
from models.errors import Invalid
from models.journal.transactions import action
from models.journal.undo import undo, undo_step
from models.members.listing import find_members
from models.members.member import remove_members, save_member
from models.members.points import (
    Balance,
    all_lines,
    balance_of,
    balances,
    edit_points,
    give_points,
    ledger_of,
    read_decay,
    remove_points,
    save_decay,
)
from tests.conftest import FixedClock


@pytest.fixture
def ann(book: Path) -> bytes:
    return save_member(None, {"name": "Ann", "joined": date(2026, 1, 1)})


@pytest.fixture
def bob(book: Path) -> bytes:
    return save_member(None, {"name": "Bob", "joined": date(2026, 1, 1)})


def test_many_are_given_points_in_one_step(ann: bytes, bob: bytes) -> None:
    assert give_points([ann, bob], 5, " brought tea ", date(2026, 10, 3)) == 2
    assert [(line.amount, line.reason, line.day) for line in ledger_of(bob)] == [
        (5, "brought tea", date(2026, 10, 3))
    ]
    step = undo_step()
    assert step is not None and (step.kind, step.amount) == ("points.give", 2)
    undo(step)
    assert ledger_of(ann) == () and ledger_of(bob) == ()


def test_points_fade_by_a_tenth_each_month(ann: bytes, clock: FixedClock) -> None:
    give_points([ann], 10, "talk", date(2026, 10, 1))
    give_points([ann], 10, "talk", date(2026, 9, 30))
    give_points([ann], -5, "lost the key", date(2026, 8, 5))
    balance = balance_of(ann)
    assert balance.total == 15
    assert balance.active == pytest.approx(10 + 9 - 5 * 0.81)
    assert [round(line.left, 2) for line in ledger_of(ann)] == [10, 9, -4.05]
    clock.set(clock.time.replace(year=2036))
    assert balance_of(ann).active == pytest.approx((10 + 9 - 5 * 0.81) * 0.9**120)


def test_a_day_that_is_none_fades_nothing(ann: bytes) -> None:
    give_points([ann], 4, "talk", date(2020, 10, 1))
    with action("test"):
        database.execute_sql("UPDATE points SET day = 'long ago'")
    assert balance_of(ann) == Balance(4, 4.0)
    assert [(line.day, line.left) for line in ledger_of(ann)] == [(None, 4.0)]


def test_how_fast_they_fade_is_decided(ann: bytes) -> None:
    give_points([ann], 8, "talk", date(2026, 8, 1))
    save_decay(0.5)
    assert (read_decay(), balance_of(ann).active) == (0.5, 2.0)
    save_decay(1)
    assert balance_of(ann).active == 8
    with pytest.raises(Invalid):
        save_decay(1.1)


@pytest.mark.parametrize(
    ("amount", "reason", "day", "field"),
    [
        (0, "tea", date(2026, 10, 1), "amount"),
        (200_000, "tea", date(2026, 10, 1), "amount"),
        (5, "  ", date(2026, 10, 1), "reason"),
        (5, "tea", date(2026, 11, 1), "day"),
    ],
)
def test_what_cannot_stand_is_refused(
    ann: bytes, amount: int, reason: str, day: date, field: str
) -> None:
    with pytest.raises(Invalid) as refused:
        give_points([ann], amount, reason, day)
    assert list(refused.value.errors) == [field]
    assert ledger_of(ann) == ()


def test_a_line_is_corrected_and_taken_out(ann: bytes) -> None:
    give_points([ann], 5, "tea", date(2026, 10, 3))
    (line,) = ledger_of(ann)
    edit_points(line.id, 7, "tea and cake", date(2026, 10, 4))
    assert [(each.amount, each.reason) for each in ledger_of(ann)] == [(7, "tea and cake")]
    remove_points([line.id])
    assert balance_of(ann) == Balance()
    step = undo_step()
    assert step is not None
    undo(step)
    assert balance_of(ann).total == 7


def test_balances_equal_an_independent_count(book: Path) -> None:
    members = [save_member(None, {"name": f"M{number}"}) for number in range(30)]
    chance, expected = random.Random(4), {}
    for member in members[:25]:
        total, active = 0, 0.0
        for _turn in range(chance.randrange(1, 6)):
            day = clock.today() - timedelta(days=chance.randrange(900))
            amount = chance.choice((1, 2, 5, -3))
            give_points([member], amount, "x", day)
            total += amount
            active += amount * 0.9 ** ((2026 - day.year) * 12 + 10 - day.month)
        expected[member] = (total, active)
    found = balances(members)
    assert found.keys() == expected.keys()
    for member, (total, active) in expected.items():
        assert (found[member].total, found[member].active) == (total, pytest.approx(active))
    listed = find_members(order="points", descending=True)
    lines = listed.lines(0, listed.total)
    assert [line.id for line in lines[:25]] == sorted(
        expected, key=lambda member: (expected[member][1], members.index(member)), reverse=True
    )
    assert [line.points for line in lines[25:]] == [None] * 5
    assert [line.points for line in lines[:25]] == pytest.approx(
        [expected[line.id][1] for line in lines[:25]]
    )


def test_scripts_get_every_line(ann: bytes, bob: bytes) -> None:
    give_points([ann], 5, "tea", date(2026, 10, 3))
    give_points([bob], 2, "cake", date(2026, 10, 4))
    assert [(line["member_name"], line["amount"]) for line in all_lines()] == [
        ("Bob", 2), ("Ann", 5),
    ]  # fmt: skip
    remove_members([bob])
    assert [line["member_name"] for line in all_lines()] == ["Ann"]
