"""Pairs that may be one person: found, settled, counted; and whom somebody typed in may be."""

from __future__ import annotations

import random
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from models.journal.transactions import action
from models.members import candidates as candidates_module
from models.members.alias import Alias, alias_id
from models.members.candidates import load_entries
from models.members.duplicates import (
    count_strong,
    find_duplicates,
    found_while_typing,
    settle_different,
)
from models.members.joining import join_members
from models.members.likeness import Strength, compare
from models.members.member import remove_members, save_member
from models.merging.twins import open_twins
from tests.models.merging.conftest import Laptops, laptops, take_back

__all__ = ["laptops"]


def person(name: str = "王芳", **values: Any) -> bytes:
    return save_member(None, {"name": name, **values})


def pairs() -> list[tuple[str, str, str]]:
    return [
        (each.first.title, each.second.title, each.strength.value)
        for each in find_duplicates().pairs
    ]


def test_the_same_number_however_it_is_written(book: Path) -> None:
    person(phone="+86 138 1234 5678")
    person("芳姐", phone="１３８１２３４５６７８")
    person("李四", phone="13900000001")
    (pair,) = find_duplicates().pairs
    assert {pair.first.title, pair.second.title} == {"王芳", "芳姐"}


def test_an_account_in_a_chat_is_one_persons(book: Path) -> None:
    one, other = person(), person("芳姐")
    with action("member.edit"):
        for member in (one, other):
            Alias.create(id=alias_id(member, "qq:10020"), member=member, name="qq:10020")
    assert [each.strength for each in find_duplicates().pairs] == [Strength.STRONG]


def test_the_strongest_stands_first_and_who_is_deleted_nowhere(book: Path) -> None:
    person(phone="13812345678")
    person()
    gone = person(phone="13812345678", wechat_id="w")
    assert [strength for *_names, strength in pairs()] == ["strong", "weak", "weak"]
    remove_members([gone])
    assert [strength for *_names, strength in pairs()] == ["weak"]


def test_two_different_people_are_not_asked_about_again(book: Path) -> None:
    one, other = person(phone="13812345678"), person(phone="13812345678")
    third = person(phone="13812345678")
    assert count_strong() == 3
    settle_different(other, one)
    assert count_strong() == 2
    join_members(third, other)
    assert count_strong() == 0, "the third is the other, and that is not the one"
    take_back("member.join")
    take_back("member.tell_apart")
    assert count_strong() == 3


def test_after_a_merge_it_is_the_same_question_and_the_answer_travels(laptops: Laptops) -> None:
    for laptop in ("lin", "mei"):
        with laptops.at(laptop):
            save_member(None, {"name": "王芳", "phone": "13812345678"})
    with laptops.at("lin"):
        laptops.merge("mei")
        (twins,), (pair,) = open_twins(), find_duplicates().pairs
        assert twins.id == pair.id
        settle_different(pair.first.id, pair.second.id)
        assert open_twins() == () and find_duplicates().pairs == ()
    with laptops.at("mei"):
        laptops.merge("lin")
        assert open_twins() == () and find_duplicates().pairs == ()


def test_blocks_leave_nothing_out_that_comparing_everybody_finds(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(
        candidates_module, "_LARGEST", dict.fromkeys(candidates_module._LARGEST, 999)
    )
    chance = random.Random(7)
    names = ["王芳", "汪方", "王 芳", "李四", "John Smith", "Jon Smith", "Smith, John", "Ana Núñez"]
    with action("member.import"):
        for _number in range(90):
            person(
                chance.choice(names),
                phone=chance.choice(["", "", "13812345678", "+86 13812345678", "13900000002"]),
                wechat_id=chance.choice(["", "", "", "fang", "Fang"]),
                email=chance.choice(["", "", "a@b.c"]),
                born=chance.choice(["", "1985", "1985-03-01", "1990-01-01"]),
                region=chance.choice(["", "东湖", "西湖"]),
                wechat_name=chance.choice(["", "芳姐", "李四"]),
            )
    expected: dict[Strength, int] = {}
    for one, other in combinations(load_entries().values(), 2):
        if alike := compare(one, other):
            expected[alike.strength] = expected.get(alike.strength, 0) + 1
    assert find_duplicates().found == expected
    assert count_strong() == expected[Strength.STRONG] > 0


def test_of_very_many_the_likeliest_are_listed_and_all_are_counted(book: Path) -> None:
    for number in range(6):
        person(region="东湖" if number < 2 else "")
    found = find_duplicates(most=3)
    assert len(found.pairs) == 3 and sum(found.found.values()) == 15
    assert found.pairs[0].strength is Strength.POSSIBLE


def test_what_very_many_share_is_shared_by_chance(book: Path) -> None:
    for number in range(20):
        person(f"成员{number}号", phone="13812345678")
    assert find_duplicates().pairs == ()


def test_whom_somebody_may_be_is_found_while_typing(book: Path) -> None:
    fang = person(phone="138 1234 5678", region="东湖", wechat_name="芳姐", joined=None)
    person("李四", phone="13900000002")
    assert found_while_typing({"name": "", "phone": ""}) == ()
    assert found_while_typing({"name": "赵六", "phone": "150"}) == ()
    (maybe,) = found_while_typing({"name": "王 芳"})
    assert (maybe.id, maybe.name, maybe.strength) == (fang, "王芳", Strength.WEAK)
    assert maybe.detail == "东湖 · …5678"
    (maybe,) = found_while_typing({"name": "新人", "phone": "+8613812345678"})
    assert maybe.id == fang
    (maybe,) = found_while_typing({"name": "芳姐"})
    assert maybe.id == fang
    (maybe,) = found_while_typing({"name": "汪方", "region": "东湖"})
    assert [reason.value for reason in maybe.reasons] == ["sound", "region"]
    john = person("John Smith")
    (maybe,) = found_while_typing({"name": "jon smith"})
    assert maybe.id == john
    remove_members([fang])
    assert found_while_typing({"name": "王芳"}) == ()
