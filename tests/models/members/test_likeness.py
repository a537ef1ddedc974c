"""When two entries look like one person, and what tells them apart."""

from __future__ import annotations

from typing import Any

import pytest

from models.members.likeness import (
    Entry,
    Reason,
    Strength,
    compare,
    name_key,
    phone_key,
    spelled_alike,
)


def entry(number: int, **values: Any) -> Entry:
    return Entry(bytes([number]) * 16, **values)


def reasons(one: dict[str, Any], other: dict[str, Any]) -> tuple[str, set[str]]:
    found = compare(entry(1, **one), entry(2, **other))
    assert found is not None
    return found.strength.value, {reason.value for reason in found.reasons}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("13812345678", "+86 138-1234-5678"),
        ("13812345678", "１３８１２３４５６７８"),
        ("13812345678", "0086 13812345678"),
        ("13812345678", "86138 1234 5678"),
        ("021-6543 2100", "02165432100"),
        ("+49 30 123 456 7", "+49301234567"),
    ],
)
def test_writings_of_one_number_are_one(one: str, other: str) -> None:
    assert phone_key(one) == phone_key(other) != ""


@pytest.mark.parametrize("text", ["", "无", "110", "00000000000", "123456789", "n/a", "1111111"])
def test_what_is_no_number_of_anybody_is_none(text: str) -> None:
    assert phone_key(text) == ""


def test_writings_of_one_name_are_one() -> None:
    assert name_key("王 芳") == name_key("王芳") == "王芳"
    assert name_key("Ｊｏｈｎ Smith") == name_key("smith, JOHN") == "john smith"
    assert name_key("José Núñez") == name_key("Jose Nunez")
    assert name_key("") == ""


def test_what_one_person_alone_has_makes_it_strong() -> None:
    told = {"name": "王芳", "wechat_id": "fang"}
    assert reasons(told, {"name": "芳姐", "wechat_id": "fang"})[0] == Strength.STRONG
    accounts = {"name": "王芳", "accounts": frozenset({"qq:10020"})}
    assert reasons(accounts, {**accounts, "name": "芳姐"})[0] == Strength.STRONG
    told = {"name": "王芳", "phone": "13812345678"}
    assert reasons(told, told) == ("strong", {"phone", "name"})
    told = {"name": "王芳", "email": "a@b.c"}
    assert reasons(told, told)[0] == Strength.STRONG
    told = {"name": "王芳", "born": "1985-03-01"}
    assert reasons(told, told) == ("strong", {"name", "birthday"})


def test_a_family_may_share_a_telephone() -> None:
    mother, child = {"name": "王芳", "phone": "138000111"}, {"name": "李小宝", "phone": "138000111"}
    assert reasons(mother, child) == ("possible", {"phone", "other_name"})
    child |= {"born": "2015-01-01"}
    assert reasons({**mother, "born": "1985-01-01"}, child)[0] == Strength.WEAK


def test_namesakes_are_told_apart() -> None:
    one, other = {"name": "王芳"}, {"name": "王芳"}
    assert reasons(one, other) == ("weak", {"name"})
    one |= {"phone": "138000111", "born": "1985"}
    other |= {"phone": "139000222", "born": "1990-02-03"}
    assert reasons(one, other) == ("weak", {"name", "other_phone", "other_born"})
    assert Reason.OTHER_PHONE.speaks_against and not Reason.PHONE.speaks_against


def test_the_same_sound_needs_another_hint() -> None:
    one, other = {"name": "王芳", "sound": "wangfang"}, {"name": "汪方", "sound": "wangfang"}
    assert compare(entry(1, **one), entry(2, **other)) is None
    told = {"born": "1985-03-01", "region": "东湖"}
    assert reasons({**one, **told}, {**other, **told})[0] == Strength.POSSIBLE


def test_a_nickname_that_is_anothers_name_is_a_hint() -> None:
    one = {"name": "王芳", "nicknames": frozenset({"芳姐"})}
    assert reasons(one, {"name": "芳姐"}) == ("weak", {"alias"})
    assert reasons(one, {"name": "王小芳", "nicknames": frozenset({"芳姐"})})[1] == {"alias"}


def test_misspelled_latin_names_are_alike() -> None:
    assert spelled_alike("john smith", "jon smith")
    assert spelled_alike("catherine miller", "katherine miller")
    assert not spelled_alike("john smith", "mary smith")
    told = {"born": "1985-03-01"}
    found = reasons({"name": "john smith", **told}, {"name": "jon smith", **told})
    assert found == ("possible", {"spelling", "birthday"})
