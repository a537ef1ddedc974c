"""People who were entered on two laptops are found, and two different people stay two."""

from __future__ import annotations

import pytest

from models.members.member import remove_members, save_member
from models.merging import twins as twins_module
from models.merging.incoming import receive
from models.merging.merge import preview
from models.merging.twins import count_twins, open_twins, settle_twins
from tests.models.merging.conftest import Laptops, take_back


def both_enter(laptops: Laptops, here: dict[str, str], there: dict[str, str]) -> None:
    with laptops.at("mei"):
        save_member(None, there)
    with laptops.at("lin"):
        save_member(None, here)


def reasons(laptops: Laptops) -> list[str]:
    with laptops.at("lin"):
        laptops.merge("mei")
        return [each.reason for each in open_twins()]


def test_the_same_telephone_is_the_strongest_reason(laptops: Laptops) -> None:
    both_enter(
        laptops,
        {"name": "王五", "phone": "150", "wechat_id": "w"},
        {"name": "王五", "phone": "150", "wechat_id": "w"},
    )
    with laptops.at("lin"):
        merged = laptops.merge("mei")
        (twins,) = open_twins()
        assert merged.twins == (twins,)
        assert (twins.reason, twins.first.title, twins.second.title) == ("phone", "王五", "王五")


def test_wechat_and_name_are_reasons_too(laptops: Laptops) -> None:
    both_enter(laptops, {"name": "王五", "wechat_id": "w"}, {"name": "小五", "wechat_id": "w"})
    assert reasons(laptops) == ["wechat_id"]
    both_enter(laptops, {"name": "赵六"}, {"name": "赵六"})
    assert sorted(reasons(laptops)) == ["name", "wechat_id"]


def test_nothing_in_common_and_nothing_at_all_is_no_reason(laptops: Laptops) -> None:
    both_enter(laptops, {"name": "王五", "phone": ""}, {"name": "赵六", "phone": ""})
    assert reasons(laptops) == []


def test_namesakes_of_one_laptop_are_not_asked_about(laptops: Laptops) -> None:
    with laptops.at("lin"):
        save_member(None, {"name": "王五"})
        save_member(None, {"name": "王五"})
    with laptops.at("mei"):
        save_member(None, {"name": "赵六"})
        save_member(None, {"name": "赵六"})
    assert reasons(laptops) == []


def test_who_is_deleted_is_nobodys_twin(laptops: Laptops) -> None:
    both_enter(laptops, {"name": "王五"}, {"name": "王五"})
    with laptops.at("lin"):
        laptops.merge("mei")
        (twins,) = open_twins()
        remove_members([twins.second.id])
        assert open_twins() == ()


def test_two_different_people_are_not_asked_about_again(laptops: Laptops) -> None:
    both_enter(laptops, {"name": "王五"}, {"name": "王五"})
    with laptops.at("lin"):
        laptops.merge("mei")
        (twins,) = open_twins()
        settle_twins(twins)
        assert open_twins() == ()
        take_back("member.tell_apart")
        assert open_twins() == (twins,)
        settle_twins(twins)
    with laptops.at("mei"):
        laptops.merge("lin")
        assert open_twins() == (), "the decision has come along"


def test_behind_very_many_pairs_the_others_follow(
    laptops: Laptops, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(twins_module, "_MOST", 1)
    both_enter(laptops, {"name": "王五"}, {"name": "王五"})
    both_enter(laptops, {"name": "赵六"}, {"name": "赵六"})
    with laptops.at("lin"):
        laptops.merge("mei")
        (first,) = open_twins()
        settle_twins(first)
        (second,) = open_twins()
        settle_twins(second)
        assert {first.first.title, second.first.title} == {"王五", "赵六"}
        assert open_twins() == ()


def test_a_merge_tells_its_own_pairs_however_many_wait(
    laptops: Laptops, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(twins_module, "_MOST", 2)
    for name in ("王五", "赵六", "钱七"):
        both_enter(laptops, {"name": name}, {"name": name})
    with laptops.at("lin"):
        merged = laptops.merge("mei")
        assert (len(merged.twins), merged.more_twins) == (2, 1)
        assert (len(open_twins()), count_twins()) == (2, 3)
    both_enter(laptops, {"name": "孙八"}, {"name": "孙八"})
    with laptops.at("lin"):
        with receive(laptops.path("mei")) as incoming:
            told = preview(incoming)
        merged = laptops.merge("mei")
        assert merged.twins == told.twins
        assert [each.first.title for each in merged.twins] == ["孙八"]
        assert merged.more_twins == told.more_twins == 0
        assert open_twins()[0] == merged.twins[0], "the last merge's first"
        assert count_twins() == 4
        settle_twins(merged.twins[0])
        assert count_twins() == 3
