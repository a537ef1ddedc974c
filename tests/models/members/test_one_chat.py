"""A chat counted under two names on two laptops counts once after they met."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from models.base import database
from models.exchange.chats.applying import apply_chat
from models.exchange.chats.planning import plan_chat
from models.exchange.chats.reading import read_chat
from models.journal.undo import undo, undo_step
from models.members.chats import chat_days, chats_known
from models.members.member import save_member
from models.members.one_chat import follow_chats
from models.merging.conflicts import open_conflicts
from tests.models.merging.conftest import Laptops, laptops

__all__ = ["laptops"]
NAMES = ("赵一", "钱二", "孙三", "李小四")
Said = tuple[datetime, str]
WITH, MIT = "WhatsApp Chat with Runners", "WhatsApp-Chat mit Läufern"


def stream(seed: int, days: int = 12) -> list[Said]:
    chance = Random(seed)
    said = [
        (datetime(2026, 9, 1, chance.randrange(24), chance.randrange(60)) + timedelta(day), name)
        for day in range(days)
        for name in NAMES
        for _each in range(chance.randrange(4))
    ]
    return sorted(said)


@pytest.fixture
def two(laptops: Laptops) -> Laptops:
    with laptops.at("lin"):
        for name in NAMES:
            save_member(None, {"name": name})
    laptops.copy("lin", "mei", "kai")
    return laptops


def count(folder: Path, said: list[Said], called: str) -> None:
    path = folder / f"{called}.txt"
    path.write_text("".join(f"{at:%d/%m/%Y, %H:%M} - {name}: ok\n" for at, name in said), "utf-8")
    plan = plan_chat(read_chat(path))
    assert plan.messages == len(said)
    apply_chat(plan, {})


def counted() -> int:
    return int(database.execute_sql(f"SELECT total(amount) FROM {chat_days()}").fetchone()[0])


def meet(laptops: Laptops, here: str, there: str) -> int:
    with laptops.at(here):
        laptops.merge(there)
        follow_chats()
        assert follow_chats() == 0 and open_conflicts() == ()
        return counted()


def test_one_export_under_two_names_counts_once_on_every_laptop(two: Laptops) -> None:
    said = stream(1)
    for laptop, called in (("lin", WITH), ("mei", MIT), ("kai", MIT)):
        with two.at(laptop):
            count(two.folder, said, called)
            assert counted() == len(said)
    for here, there in (("lin", "mei"), ("mei", "lin"), ("kai", "mei"), ("lin", "kai")):
        assert meet(two, here, there) == len(said)
        with two.at(here):
            assert list(chats_known()) == ["WhatsApp Läufern"]


def test_laptops_that_join_the_names_by_themselves_agree(two: Laptops) -> None:
    said = stream(6)
    for laptop, called in (("lin", WITH), ("mei", MIT)):
        with two.at(laptop):
            count(two.folder, said, called)
    two.copy("lin", "lin before")
    assert meet(two, "lin", "mei") == meet(two, "mei", "lin before") == len(said)
    for here, there in (("lin", "mei"), ("mei", "lin")):
        assert meet(two, here, there) == len(said)
        with two.at(here):
            assert list(chats_known()) == ["WhatsApp Läufern"]


def test_what_one_of_them_shows_besides_is_added_once(two: Laptops) -> None:
    said = stream(2, days=20)
    with two.at("lin"):
        count(two.folder, said[: len(said) * 3 // 4], WITH)
    with two.at("mei"):
        count(two.folder, said[len(said) // 5 :], MIT)
    before = meet(two, "lin", "mei")
    with two.at("mei"):
        count(two.folder, said, MIT)  # not knowing that it was joined elsewhere
    assert len(said) - 3 <= before <= len(said)
    assert meet(two, "lin", "mei") == len(said) == meet(two, "mei", "lin")


def test_two_chats_stay_two(two: Laptops) -> None:
    one, other = stream(3), stream(4)
    greetings = [(datetime(2026, 9, day, 7, 0), name) for day in range(1, 15) for name in NAMES]
    with two.at("lin"):
        count(two.folder, one, WITH)
        count(two.folder, greetings, "WhatsApp Chat with Early birds")
    with two.at("mei"):
        count(two.folder, other, MIT)
        count(two.folder, greetings, "WhatsApp Chat with Readers")
    assert meet(two, "lin", "mei") == len(one) + len(other) + 2 * len(greetings)


def test_it_is_taken_back_with_the_merge(two: Laptops) -> None:
    said = stream(5)
    with two.at("mei"):
        count(two.folder, said, MIT)
    with two.at("lin"):
        count(two.folder, said, WITH)
        two.merge("mei")
        assert follow_chats() == 1 and list(chats_known()) == ["WhatsApp Läufern"]
        step = undo_step()
        assert step is not None and step.kind == "merge"
        undo(step)
        assert list(chats_known()) == ["WhatsApp Runners"] and counted() == len(said)
