"""Two fields that two laptops defined become one: what is in them, and what asks for them."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.journal.undo import undo, undo_step
from models.members.criterion import Asked, list_criteria, save_criterion
from models.members.custom_field import define_field, list_fields
from models.members.field_values import values_of
from models.members.filters import Condition, Group, Test
from models.members.member import save_member
from models.members.one_field import join_fields
from models.members.saved_list import count_lists, save_list, saved_lists
from models.vocabulary import CriterionSort, FieldSort

SIZES = ("S", "M", "L")


def name_of(field: bytes) -> str:
    return f"field:{field.hex()}"


def take_back() -> None:
    step = undo_step()
    assert step
    undo(step)


def counts() -> list[int | None]:
    return list(count_lists(saved_lists()).values())


def test_two_fields_of_one_name_become_one(book: Path) -> None:
    kept = define_field(None, "尺码", FieldSort.CHOICE, SIZES)
    other = define_field(None, "尺码 2", FieldSort.TEXT)
    both = save_member(None, {"name": "甲", name_of(kept): "S", name_of(other): "L"})
    one = save_member(None, {"name": "乙", name_of(other): "m"})
    joined = join_fields(kept, other)
    (field,) = list_fields()
    assert (field.id, field.title, field.sort) == (joined, "尺码", FieldSort.CHOICE)
    assert values_of(both) == {joined: "S"} and values_of(one) == {joined: "M"}
    take_back()
    assert values_of(both) == {kept: "S", other: "L"} and values_of(one) == {other: "m"}


def test_lists_and_criteria_follow_the_field_that_stays(book: Path) -> None:
    kept = define_field(None, "尺码", FieldSort.CHOICE, SIZES)
    other = define_field(None, "尺码 2", FieldSort.CHOICE, ("s", "m"))
    save_member(None, {"name": "甲", name_of(kept): "M"})
    save_member(None, {"name": "乙", name_of(other): "m"})
    asked = Group(parts=(Condition(name_of(other), Test.ANY_OF, ("m",)),))
    save_list(None, "中号", asked)
    save_criterion(Asked(b"", "中号", CriterionSort.FIELD, f"{name_of(other)}\ns\nm"))
    assert counts() == [1]
    joined = join_fields(kept, other)
    assert counts() == [2]
    (criterion,) = list_criteria()
    assert criterion.field == joined and criterion.words == ("S", "M")
    take_back()
    assert counts() == [1] and list_criteria()[0].field == other


@pytest.mark.parametrize("wanted", ["3..", "..10", "3..10"])
def test_a_criterion_keeps_its_range(book: Path, wanted: str) -> None:
    kept = define_field(None, "年数", FieldSort.NUMBER)
    other = define_field(None, "年数 2", FieldSort.NUMBER)
    save_criterion(Asked(b"", "年数", CriterionSort.FIELD, f"{name_of(other)}\n{wanted}"))
    joined = join_fields(kept, other)
    (criterion,) = list_criteria()
    assert criterion.field == joined and criterion.words == (wanted,)


def test_what_asks_for_another_sort_of_thing_is_left_to_the_organizer(book: Path) -> None:
    kept = define_field(None, "尺码", FieldSort.CHOICE, SIZES)
    other = define_field(None, "尺码 2", FieldSort.TEXT)
    asked = Group(parts=(Condition(name_of(other), Test.CONTAINS, "m"),))
    save_list(None, "中号", asked)
    join_fields(kept, other)
    assert saved_lists()[0].asked == asked and counts() == [None]
