"""Fields of the organizer's own: defined, filled in, searched, sorted, taken back."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models import listing
from models.base import database
from models.errors import Invalid
from models.journal.undo import redo, redo_step, undo, undo_step
from models.members.custom_field import (
    Fit,
    count_values,
    define_field,
    fit_of,
    list_fields,
    reorder_fields,
    retire_fields,
)
from models.members.field_values import values_of, values_of_each
from models.members.listing import find_members
from models.members.member import load_member, save_member
from models.vocabulary import FieldSort

SIZES = ("S", "M", "L")


def name_of(field: bytes) -> str:
    return f"field:{field.hex()}"


def custom(member: bytes) -> dict[bytes, Any]:
    loaded = load_member(member)
    assert loaded
    return dict(loaded.custom)


def take_back() -> None:
    step = undo_step()
    assert step
    undo(step)


def listed(text: str = "", order: str = "name", descending: bool = False) -> list[str]:
    found = find_members(text, order=order, descending=descending)
    return [line.name for line in found.lines(0, found.total)]


@pytest.mark.parametrize(
    ("sort", "value", "stored"),
    [
        (FieldSort.TEXT, "两\n行", "两\n行"),
        (FieldSort.NUMBER, Decimal("12.50"), "12.5"),
        (FieldSort.NUMBER, -3, "-3"),
        (FieldSort.NUMBER, Decimal("1000"), "1000"),
        (FieldSort.DATE, date(2026, 10, 3), "2026-10-03"),
        (FieldSort.CHOICE, "L", "L"),
        (FieldSort.YES_NO, True, "yes"),
        (FieldSort.YES_NO, False, "no"),
    ],
)
def test_a_value_comes_back_as_it_was_saved(
    book: Path, sort: FieldSort, value: Any, stored: str
) -> None:
    field = define_field(None, "尺码", sort, SIZES)
    member = save_member(None, {"name": "张三", name_of(field): value})
    assert custom(member) == {field: value}
    assert database.execute_sql("SELECT value FROM custom_value").fetchone() == (stored,)
    save_member(member, {name_of(field): None})
    assert custom(member) == {} and count_values(field) == 0
    save_member(member, {name_of(field): value})
    assert values_of_each([member]) == {member: {field: value}}
    assert database.execute_sql("SELECT count(*) FROM custom_value").fetchone() == (1,)


@pytest.mark.parametrize(
    ("sort", "value"),
    [
        (FieldSort.NUMBER, "viele"),
        (FieldSort.NUMBER, Decimal("NaN")),
        (FieldSort.NUMBER, 10**13),
        (FieldSort.DATE, "2026-02-30"),
        (FieldSort.CHOICE, "XXL"),
        (FieldSort.YES_NO, "vielleicht"),
    ],
)
def test_what_is_no_value_is_refused_and_nothing_saved(
    book: Path, sort: FieldSort, value: Any
) -> None:
    field = define_field(None, "尺码", sort, SIZES)
    with pytest.raises(Invalid) as caught:
        save_member(None, {"name": "", name_of(field): value})
    assert set(caught.value.errors) == {"name", name_of(field)}
    assert find_members().total == 0


def test_what_stood_there_before_may_stay(book: Path) -> None:
    field = define_field(None, "尺码", FieldSort.CHOICE, SIZES)
    member = save_member(None, {"name": "张三", name_of(field): "L"})
    define_field(field, "尺码", FieldSort.CHOICE, ("S", "M"))
    save_member(member, {"phone": "1", name_of(field): "L"})
    assert custom(member) == {field: "L"}
    with pytest.raises(Invalid):
        save_member(None, {"name": "李四", name_of(field): "L"})


def test_fields_stand_in_their_order(book: Path) -> None:
    first = define_field(None, "一", FieldSort.TEXT)
    second = define_field(None, "二", FieldSort.CHOICE, ["a", " ", "a ", "b"])
    assert [each.id for each in list_fields()] == [first, second]
    assert list_fields()[1].choices == ("a", "b")
    reorder_fields([second, first])
    assert [each.title for each in list_fields()] == ["二", "一"]
    take_back()
    assert [each.title for each in list_fields()] == ["一", "二"]


@pytest.mark.parametrize(
    ("title", "sort", "choices", "wrong"),
    [
        (" ", FieldSort.TEXT, (), "title"),
        ("x" * 61, FieldSort.TEXT, (), "title"),
        ("尺码", FieldSort.TEXT, (), "title"),
        ("别的", FieldSort.CHOICE, (" ",), "choices"),
    ],
)
def test_a_definition_that_cannot_stand(
    book: Path, title: str, sort: FieldSort, choices: tuple[str, ...], wrong: str
) -> None:
    define_field(None, "尺码", FieldSort.TEXT)
    with pytest.raises(Invalid) as caught:
        define_field(None, title, sort, choices)
    assert set(caught.value.errors) == {wrong}


def test_another_sort_rewrites_what_it_can_and_keeps_the_rest(book: Path) -> None:
    field = define_field(None, "生日会", FieldSort.TEXT)
    texts = ("2026/10/3", "2026年1月5日", "2026-02-01", "不知道")
    members = [save_member(None, {"name": text, name_of(field): text}) for text in texts]
    assert fit_of(field, FieldSort.DATE) == Fit(same=1, rewritten=2, unfit=1)
    define_field(field, "生日会", FieldSort.DATE)
    assert [custom(member)[field] for member in members] == [
        date(2026, 10, 3),
        date(2026, 1, 5),
        date(2026, 2, 1),
        "不知道",
    ]
    take_back()
    assert [custom(member)[field] for member in members] == list(texts)


def test_a_retired_field_takes_its_values_out_of_sight_and_back(book: Path) -> None:
    field = define_field(None, "车牌", FieldSort.TEXT)
    member = save_member(None, {"name": "张三", name_of(field): "沪A-12345"})
    assert listed("12345") == ["张三"]
    retire_fields([field])
    assert list_fields() == () and custom(member) == {} and listed("12345") == []
    take_back()
    assert values_of(member) == {field: "沪A-12345"} and listed("12345") == ["张三"]


def test_found_by_value_and_sorted_by_sort(book: Path) -> None:
    number = define_field(None, "年数", FieldSort.NUMBER)
    text = define_field(None, "公司", FieldSort.TEXT)
    yes = define_field(None, "车", FieldSort.YES_NO)
    for name, years, firm in (
        ("甲", 9, "河岸"),
        ("乙", 10, "阿尔法"),
        ("丙", -1, ""),
        ("丁", None, ""),
    ):
        save_member(
            None, {"name": name, name_of(number): years, name_of(text): firm, name_of(yes): True}
        )
    assert listed("河岸") == ["甲"] and listed("yes") == []
    assert listed(order=name_of(number)) == ["丙", "甲", "乙", "丁"]
    assert listed(order=name_of(number), descending=True) == ["乙", "甲", "丙", "丁"]
    retire_fields([text])
    assert len(listed(order=name_of(text))) == 4
    line = find_members("甲").lines(0, 1)[0]
    assert line.custom == {number: Decimal(9), yes: True}


def test_clearing_is_undone_and_done_again(book: Path) -> None:
    field = define_field(None, "车", FieldSort.YES_NO)
    member = save_member(None, {"name": "张三", name_of(field): True})
    save_member(member, {name_of(field): None})
    take_back()
    assert custom(member) == {field: True}
    step = redo_step()
    assert step
    redo(step)
    assert custom(member) == {}


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", [FieldSort.TEXT, FieldSort.NUMBER])
def test_a_long_list_is_sorted_as_a_short_one_is(
    book: Path, monkeypatch: pytest.MonkeyPatch, sort: FieldSort, descending: bool
) -> None:
    field = define_field(None, "年数", sort)
    other = define_field(None, "另一个", sort)
    for number in range(60):
        value = None if number % 7 == 0 else number % 11
        text = str(value) if value is not None and sort is FieldSort.TEXT else value
        save_member(None, {"name": str(number), name_of(field): text, name_of(other): "1"})
    short = listed(order=name_of(field), descending=descending)
    monkeypatch.setattr(listing, "_MANY", 10)
    found = find_members(order=name_of(field), descending=descending)
    assert [line.name for line in found.lines(0, 40)] == short[:40]
    assert listed(order=name_of(field), descending=descending) == short
