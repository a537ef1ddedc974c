"""Fields of the organizer's own, and what else stands beside a member, on two laptops."""

from __future__ import annotations

from datetime import date
from typing import Any

from models.base import database
from models.erasing import erase_member
from models.members.consent import Agreement, agreed, consents_of, save_consents
from models.members.custom_field import define_field, list_fields, retire_fields
from models.members.field_values import values_of
from models.members.household import list_households
from models.members.member import save_member
from models.members.one_field import join_fields
from models.members.profile import load_profile, save_profile
from models.merging.conflicts import Sort, open_conflicts
from models.vocabulary import FieldSort
from tests.models.merging.conftest import Laptops, take_back
from ui.merging.dispute_words import title_of
from ui.wording import use


def name_of(field: bytes) -> str:
    return f"field:{field.hex()}"


def titles() -> list[str]:
    return [field.title for field in list_fields()]


def test_two_fields_of_one_title_stay_until_somebody_joins_them(laptops: Laptops) -> None:
    with laptops.at("lin"):
        first = define_field(None, "尺码", FieldSort.CHOICE, ("S", "M"))
        save_member(laptops.zhang, {name_of(first): "S"})
    with laptops.at("mei"):
        second = define_field(None, "尺码", FieldSort.TEXT)
        save_member(laptops.zhang, {name_of(second): "M"})
        save_member(laptops.li, {name_of(second): "m"})
        laptops.merge("lin")
        assert titles() == ["尺码", "尺码"]
        assert values_of(laptops.zhang) == {first: "S", second: "M"}
        joined = join_fields(first, second)
        assert values_of(laptops.zhang) == {joined: "S"} and values_of(laptops.li) == {joined: "M"}
    with laptops.at("lin"):
        laptops.merge("mei")
        assert titles() == ["尺码"] and values_of(laptops.li) == {joined: "M"}
        assert open_conflicts() == ()


def test_two_laptops_that_join_fields_the_other_way_round_keep_one(laptops: Laptops) -> None:
    with laptops.at("lin"):
        first = define_field(None, "尺码", FieldSort.CHOICE, ("S", "M"))
        save_member(laptops.zhang, {name_of(first): "S"})
    with laptops.at("mei"):
        second = define_field(None, "尺码", FieldSort.TEXT)
        save_member(laptops.li, {name_of(second): "m"})
        laptops.merge("lin")
    with laptops.at("lin"):
        laptops.merge("mei")
        joined = join_fields(first, second)
    with laptops.at("mei"):
        assert join_fields(second, first) == joined
        laptops.merge("lin")
        (field,) = list_fields()
        assert field.id == joined and values_of(laptops.zhang) == {joined: "S"}
        assert values_of(laptops.li) in ({joined: "M"}, {joined: "m"})
    with laptops.at("lin"):
        laptops.merge("mei")
        assert list_fields() == (field,)


def test_two_values_of_one_cell_are_a_conflict_and_the_later_one_stands(laptops: Laptops) -> None:
    with laptops.at("lin"):
        field = define_field(None, "尺码", FieldSort.TEXT)
        save_member(laptops.zhang, {name_of(field): "S"})
    laptops.copy("lin", "mei")
    for laptop, value in (("lin", "M"), ("mei", "L")):
        with laptops.at(laptop):
            save_member(laptops.zhang, {name_of(field): value})
    with laptops.at("lin"):
        laptops.merge("mei")
        assert values_of(laptops.zhang) == {field: "L"}
        (conflict,) = open_conflicts()
        assert conflict.sort is Sort.VALUE and conflict.loser.value == "M"
        use("en")
        assert title_of(conflict) == "尺码 of “张三”"
        take_back("merge")
        assert values_of(laptops.zhang) == {field: "M"}


def test_the_same_value_made_on_both_is_one_row(laptops: Laptops) -> None:
    with laptops.at("lin"):
        field = define_field(None, "有车", FieldSort.YES_NO)
    laptops.copy("lin", "mei")
    for laptop in ("lin", "mei"):
        with laptops.at(laptop):
            save_profile(laptops.zhang, {name_of(field): True, "household": "张家"})
            save_consents(laptops.zhang, [Agreement("photo", date(2026, 1, 1))])
    with laptops.at("lin"):
        laptops.merge("mei")
        assert values_of(laptops.zhang) == {field: True}
        rows = "SELECT count(*) FROM custom_value UNION ALL SELECT count(*) FROM consent"
        assert database.execute_sql(rows).fetchall() == [(1,), (1,)]
        assert agreed("photo") == {laptops.zhang}
        assert len(list_households()) == 1


def test_a_value_meets_a_field_that_was_retired_elsewhere(laptops: Laptops) -> None:
    with laptops.at("lin"):
        field = define_field(None, "尺码", FieldSort.TEXT)
    laptops.copy("lin", "mei")
    with laptops.at("lin"):
        retire_fields([field])
    with laptops.at("mei"):
        save_member(laptops.zhang, {name_of(field): "L"})
        laptops.merge("lin")
        assert titles() == [] and values_of(laptops.zhang) == {}
        profile = load_profile(laptops.zhang)
        assert profile and profile.custom == {}


def test_who_moves_in_as_the_last_moves_out_elsewhere_lives_there(laptops: Laptops) -> None:
    with laptops.at("lin"):
        save_profile(laptops.zhang, {"household": "张家"})
    laptops.copy("lin", "mei")
    with laptops.at("lin"):
        save_profile(laptops.zhang, {"household": None})
        assert list_households() == ()
    with laptops.at("mei"):
        save_profile(laptops.li, {"household": "张家"})
        laptops.merge("lin")
    with laptops.at("lin"):
        laptops.merge("mei")
    for laptop in ("lin", "mei"):
        with laptops.at(laptop):
            (household, name), *others = list_households()
            assert (name, others, open_conflicts()) == ("张家", [], ())
            profile = load_profile(laptops.li)
            assert profile and profile.living and profile.living.id == household
            assert profile.living.people == ((laptops.li, "李四"),)


def test_erased_on_one_laptop_nothing_of_it_comes_back_from_the_other(laptops: Laptops) -> None:
    said: dict[str, Any] = {"photo": b"jpeg of Zhang", "can_give": "修车", "household": "张家"}
    with laptops.at("lin"):
        field = define_field(None, "车牌", FieldSort.TEXT)
    laptops.copy("lin", "mei")
    with laptops.at("mei"):
        save_profile(
            laptops.zhang, {**said, name_of(field): "A12345", "guardians": [(laptops.li, "妈妈")]}
        )
        save_consents(laptops.zhang, [Agreement("photo", date(2026, 1, 1), None, "口头说的")])
    with laptops.at("lin"):
        assert erase_member(laptops.zhang)
        laptops.merge("mei")
        assert load_profile(laptops.zhang) is None and consents_of(laptops.zhang) == ()
    content = laptops.path("lin").read_bytes()
    for trace in (b"jpeg of Zhang", b"A12345", "口头说的".encode(), "妈妈".encode()):
        assert trace not in content
