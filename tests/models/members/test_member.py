from __future__ import annotations

from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.base import database
from models.errors import Invalid
from models.members.household import make_household
from models.members.member import (
    Member,
    all_tags,
    load_member,
    remove_members,
    restore_members,
    save_member,
    tags_of,
    words_in_use,
)


def errors_of(member: bytes | None, **values: Any) -> set[str]:
    before = database.execute_sql("SELECT count(*) FROM _change").fetchone()
    with pytest.raises(Invalid) as caught:
        save_member(member, values)
    assert database.execute_sql("SELECT count(*) FROM _change").fetchone() == before
    return set(caught.value.errors)


def test_every_field_comes_back_as_it_was_saved(book: Path) -> None:
    friend = save_member(None, {"name": "介绍人"})
    values = {
        "name": "张三",
        "wechat_name": "山高",
        "wechat_id": "wx_1",
        "group_name": "老张",
        "gender": "male",
        "born": "1985",
        "region": "上海",
        "phone": "013800",
        "email": "a@b.cn",
        "status": "left",
        "role": "志愿者",
        "joined": date(2025, 1, 2),
        "left": date(2026, 3, 4),
        "left_reason": "搬家",
        "source": "朋友",
        "introduced_by": friend,
        "tags": ("摄影", "跑步"),
        "note": "一\n二",
        "can_give": "修车, 拍照",
        "needs": "跑伴",
        "traits": "爽快",
        "household": make_household("张家"),
        "rest_until": date(2026, 12, 1),
        "cadence": 30,
        "applied": date(2025, 1, 1),
        "decided": date(2025, 1, 2),
        "decision": "老友介绍",
        "exit_note": "还会回来",
        "aliases": ("张老师",),
    }
    member = save_member(None, values)
    loaded = load_member(member)
    assert loaded
    expected = {
        **values,
        "id": member,
        "introduced_by_name": "介绍人",
        "household_name": "张家",
        "custom": {},
    }
    assert asdict(loaded) == {**expected, "tags": tuple(sorted(expected["tags"]))}


def test_only_the_given_fields_change_and_blanks_are_trimmed(book: Path) -> None:
    member = save_member(None, {"name": " 张三 ", "phone": " 1 "})
    save_member(member, {"region": "北京 "})
    loaded = load_member(member)
    assert loaded and (loaded.name, loaded.phone, loaded.region) == ("张三", "1", "北京")
    assert Member.get().pinyin == "zhang san\t张三"


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"name": "  "}, "name"),
        ({"name": "a", "born": "85"}, "born"),
        ({"name": "a", "born": "1985-02-30"}, "born"),
        ({"name": "a", "born": "19850301"}, "born"),
        ({"name": "a", "born": "0000"}, "born"),
        ({"name": "a", "email": "nobody"}, "email"),
        ({"name": "a", "email": "a b@c"}, "email"),
        ({"name": "a", "joined": date(2026, 2, 1), "left": date(2026, 1, 1)}, "left"),
    ],
)
def test_what_cannot_stand_is_marked(book: Path, values: dict[str, Any], field: str) -> None:
    assert errors_of(None, **values) == {field}


def test_an_edit_is_held_against_what_is_stored(book: Path) -> None:
    member = save_member(None, {"name": "a", "joined": date(2026, 2, 1)})
    assert errors_of(member, left=date(2026, 1, 1)) == {"left"}
    assert errors_of(member, introduced_by=member) == {"introduced_by"}
    assert errors_of(member, name="") == {"name"}
    assert errors_of(None) == {"name"}


def test_a_member_another_program_left_nameless_can_be_edited(book: Path) -> None:
    member = bytes(Member.create(name="").id)
    save_member(member, {"tags": ["x"]})
    assert tags_of(member) == ("x",)


def test_who_leaves_gets_a_day_and_who_returns_loses_it(book: Path) -> None:
    member = save_member(None, {"name": "a"})
    save_member(member, {"status": "left", "left": None})
    loaded = load_member(member)
    assert loaded and loaded.left == date(2026, 10, 31)
    save_member(member, {"status": "left", "note": "x", "left": None})
    loaded = load_member(member)
    assert loaded and loaded.left == date(2026, 10, 31)
    save_member(member, {"status": "active", "left": date(2026, 10, 31)})
    loaded = load_member(member)
    assert loaded and loaded.left is None


def test_tags_are_a_set_and_come_back_as_the_same_row(book: Path) -> None:
    member = save_member(None, {"name": "a", "tags": ["x", " x ", "", "y"]})
    assert tags_of(member) == ("x", "y")
    save_member(member, {"tags": ["y"]})
    assert (tags_of(member), all_tags()) == (("y",), ("y",))
    save_member(member, {"tags": ["x", "y"]})
    assert tags_of(member) == ("x", "y")
    assert database.execute_sql("SELECT count(*) FROM member_tag").fetchone() == (2,)
    save_member(member, {"note": "tags stay"})
    assert tags_of(member) == ("x", "y")


def test_words_in_use_stand_by_how_often(book: Path) -> None:
    for name, region in (("a", "上海"), ("b", "北京"), ("c", "上海"), ("d", "")):
        save_member(None, {"name": name, "region": region})
    assert words_in_use("region") == ("上海", "北京")


def test_deletion_is_a_mark_and_can_be_taken_back(book: Path) -> None:
    members = [save_member(None, {"name": f"m{number}"}) for number in range(3)]
    remove_members(members[:2])
    assert [load_member(member) is None for member in members] == [True, True, False]
    assert Member.select().count() == 3
    restore_members(members)
    assert all(load_member(member) for member in members)


def test_two_people_may_share_everything(book: Path) -> None:
    same = {"name": "张伟", "phone": "1", "email": "a@b", "wechat_id": "w"}
    assert save_member(None, same) != save_member(None, same)


@pytest.mark.parametrize("days", [-3, 3_651, 10**19])
def test_a_cadence_is_a_number_of_days_somebody_lives_to_see(book: Path, days: int) -> None:
    with pytest.raises(Invalid) as caught:
        save_member(None, {"name": "张三", "cadence": days})
    assert caught.value.errors.keys() == {"cadence"}
