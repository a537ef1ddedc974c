"""What is counted of windows that overlap, against an independent count."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from datetime import date
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from models.base import database
from models.journal.transactions import action
from models.journal.undo import undo, undo_step
from models.members.chats import (
    chat_day_id,
    chat_days,
    chats_known,
    messages_of,
    months_of,
)
from models.members.interaction import ChatDay
from models.members.member import save_member

pytestmark = pytest.mark.usefixtures("book")

Row = tuple[int, int, int]


def put(member: bytes, chat: str, day: str, rows: Iterable[Row]) -> None:
    with action("chat.import"):
        for since, until, amount in set(rows):
            ChatDay.create(
                id=chat_day_id(member, chat, day, (since, until), amount),
                member=member,
                chat=chat,
                day=day,
                since=since,
                until=until,
                amount=amount,
            )


def best(rows: list[Row]) -> int:
    """The most any set of windows without a common minute shows, by trying every set."""
    return max(
        sum(amount for _since, _until, amount in chosen)
        for size in range(len(rows) + 1)
        for chosen in itertools.combinations(rows, size)
        if all(one[1] <= other[0] for one, other in itertools.pairwise(sorted(chosen)))
    )


windows = some.tuples(some.integers(0, 1439), some.integers(1, 1440)).map(sorted)
rows = some.tuples(windows, some.integers(0, 9)).map(lambda made: (*made[0], made[1]))
usual = some.sampled_from([(0, 1440, 3), (0, 1440, 5), (0, 700, 2), (700, 1440, 2), (600, 800, 1)])


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(some.lists(some.one_of(usual, rows.filter(lambda row: row[0] < row[1])), max_size=6))
def test_a_day_is_the_most_that_windows_apart_from_each_other_show(made: list[Row]) -> None:
    member = save_member(None, {"name": "王芳"})
    chat = uuid4().hex
    put(member, chat, "2026-10-01", made)
    expected = best(list(set(made)))
    assert sum(one.amount for one in messages_of(member)) == expected


def test_a_day_cut_in_half_is_put_together_and_nothing_is_added_twice() -> None:
    member, other = save_member(None, {"name": "王芳"}), save_member(None, {"name": "李雷"})
    put(member, "QQ", "2026-10-01", [(0, 720, 3), (720, 1440, 4)])
    put(member, "QQ", "2026-10-02", [(0, 1440, 5), (0, 720, 3), (600, 1440, 4)])
    put(member, "WhatsApp", "2026-10-02", [(0, 1440, 1)])
    put(member, "QQ", "2026-11-02", [(0, 1440, 2), (0, 1440, 6)])
    put(other, "QQ", "2026-10-02", [(0, 1440, 9)])
    assert [(one.day.isoformat(), one.amount) for one in messages_of(member)] == [
        ("2026-11-02", 6),
        ("2026-10-02", 6),
        ("2026-10-01", 7),
    ]
    assert [(one.day, one.amount) for one in months_of(member)] == [
        (date(2026, 11, 1), 6),
        (date(2026, 10, 1), 13),
    ]
    assert [(one.day.isoformat(), one.amount) for one in messages_of(other)] == [("2026-10-02", 9)]
    assert chats_known() == {
        "QQ": ("2026-10-01", "2026-11-02"),
        "WhatsApp": ("2026-10-02", "2026-10-02"),
    }
    total = database.execute_sql(f"SELECT sum(amount) FROM {chat_days()}").fetchone()[0]
    assert total == 28
    step = undo_step()
    assert step is not None
    undo(step)
    assert messages_of(other) == ()


def test_many_pieces_of_one_day_take_no_time() -> None:
    member = save_member(None, {"name": "王芳"})
    pieces = [(at * 30, at * 30 + 30, at % 7 + 1) for at in range(48)]
    put(member, "QQ", "2026-10-01", pieces)
    assert messages_of(member)[0].amount == sum(amount for _s, _u, amount in pieces)


def test_a_member_s_days_are_looked_up_by_the_member() -> None:
    plan = database.execute_sql(
        f"EXPLAIN QUERY PLAN SELECT * FROM {chat_days('d.member = ?')}", (b"x",)
    ).fetchall()
    assert not [step for *_rest, step in plan if str(step).startswith("SCAN d")]
