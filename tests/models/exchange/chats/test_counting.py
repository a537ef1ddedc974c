"""Counting exports: again, overlapping, in any order, on laptops that merge."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from models.base import database
from models.book import close_book
from models.exchange.chats.applying import apply_chat
from models.exchange.chats.planning import plan_chat
from models.exchange.chats.reading import read_chat
from models.members.chats import chat_days
from models.members.member import save_member
from tests.conftest import FixedClock
from tests.models.merging.conftest import Laptops

NAMES = ("张三", "李四", "王五")
START = datetime(2026, 8, 30, 20, 0)
Said = tuple[datetime, str]
Counts = dict[tuple[str, str], int]

# Minutes between messages: several in one minute, some hours apart, a night between.
gaps = some.one_of(some.integers(0, 2), some.integers(0, 400), some.integers(300, 1500))
streams = some.lists(some.tuples(gaps, some.sampled_from(NAMES)), min_size=1, max_size=40)
cuts = some.lists(some.tuples(some.integers(0, 39), some.integers(1, 40)), min_size=1, max_size=4)


def stream_of(made: Sequence[tuple[int, str]]) -> list[Said]:
    at, said = START, []
    for gap, name in made:
        at += timedelta(minutes=gap)
        said.append((at, name))
    return said


def truth(said: Sequence[Said]) -> Counts:
    return dict(Counter((name, at.date().isoformat()) for at, name in said))


def count(folder: Path, said: Sequence[Said], chat: str = "慢跑团") -> None:
    """Import a piece of the stream as QQ would export it."""
    path = folder / "chat.txt"
    lines = [
        f"{at:%Y-%m-%d %H:%M:%S} {name}({NAMES.index(name) + 10001})\n嗯\n" for at, name in said
    ]
    path.write_text(f"消息对象:{chat}\n\n" + "\n".join(lines), encoding="utf-8")
    plan = plan_chat(read_chat(path), f"QQ {chat}")
    assert not plan.doubtful
    apply_chat(plan, {})


def counted(chat: str = "慢跑团") -> Counts:
    rows = database.execute_sql(
        f"SELECT m.name, c.day, c.amount FROM {chat_days('d.chat = ?')} c"
        " JOIN member m ON m.id = c.member",
        (f"QQ {chat}",),
    )
    return {(name, day): amount for name, day, amount in rows}


def pieces_of(said: list[Said], cut: Sequence[tuple[int, int]]) -> list[list[Said]]:
    found = [said[first : first + length] for first, length in cut]
    return [piece for piece in found if piece] or [said]


def laptops_in(folder: Path, clock: FixedClock) -> Laptops:
    made = Laptops(folder, clock)
    with made.at("lin"):
        for name in set(NAMES) - {"张三", "李四"}:
            save_member(None, {"name": name})
    made.copy("lin", "mei", "solo")
    return made


@settings(
    max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(streams, cuts, some.randoms(use_true_random=False), some.booleans())
def test_exports_of_one_chat_count_once_whatever_the_way(
    clock: FixedClock,
    made: list[tuple[int, str]],
    cut: list[tuple[int, int]],
    chance: random.Random,
    whole: bool,
) -> None:
    said = stream_of(made)
    pieces = [*pieces_of(said, cut), *([said] if whole else [])]
    with TemporaryDirectory() as name:
        folder = Path(name)
        laptops = laptops_in(folder, clock)
        with laptops.at("solo"):
            for piece in pieces:
                count(folder, piece)
            alone = counted()
        shares: dict[str, list[list[Said]]] = {"lin": [], "mei": []}
        for piece in chance.sample(pieces, len(pieces)):
            shares[chance.choice(("lin", "mei"))].append(piece)
        for laptop, share in shares.items():
            with laptops.at(laptop):
                for piece in [*share, *share[:1]]:
                    count(folder, piece)
        with laptops.at("lin"):
            laptops.merge("mei")
            here = counted()
        with laptops.at("mei"):
            laptops.merge("lin")
            there = counted()
        close_book()
    real = truth(said)
    assert here == there == alone
    assert all(amount <= real[key] for key, amount in here.items())
    if whole:
        assert here == real


@pytest.fixture
def club(book: Path) -> Path:
    for name in NAMES:
        save_member(None, {"name": name})
    return book.parent


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(streams, cuts, some.randoms(use_true_random=False))
def test_the_order_does_not_matter_and_nothing_is_counted_that_was_not_said(
    club: Path, made: list[tuple[int, str]], cut: list[tuple[int, int]], chance: random.Random
) -> None:
    said = stream_of(made)
    pieces = pieces_of(said, cut)
    one, other = uuid4().hex, uuid4().hex
    for piece in pieces:
        count(club, piece, one)
    for piece in chance.sample(pieces, len(pieces)) + pieces[:1]:
        count(club, piece, other)
    real = truth(said)
    assert counted(one) == counted(other)
    assert all(amount <= real[key] for key, amount in counted(one).items())
    count(club, said, one)
    assert counted(one) == real


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(streams, some.integers(1, 39))
def test_a_chat_cut_in_two_loses_nothing_but_within_the_minute_of_the_cut(
    club: Path, made: list[tuple[int, str]], at: int
) -> None:
    said, chat = stream_of(made), uuid4().hex
    before, after = said[:at], said[at:]
    for piece in filter(None, (before, after)):
        count(club, piece, chat)
    real = truth(said)
    if not (before and after) or before[-1][0] < after[0][0]:
        assert counted(chat) == real
    else:
        assert all(amount <= real[key] for key, amount in counted(chat).items())
