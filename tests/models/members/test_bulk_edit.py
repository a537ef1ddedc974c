from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.errors import Cancelled, Invalid
from models.journal.undo import undo, undo_step
from models.members.bulk_edit import (
    ADD_TAGS,
    TAKE_TAGS,
    Change,
    apply_changes,
    plan_changes,
)
from models.members.custom_field import define_field, list_fields
from models.members.member import load_member, save_member
from models.titles import names_of
from models.vocabulary import FieldSort


def values(member: bytes) -> dict[str, Any]:
    found = load_member(member)
    assert found is not None
    return vars(found)


def undo_last() -> None:
    step = undo_step()
    assert step is not None
    undo(step)


def test_what_is_foreseen_is_what_is_done_and_one_step_takes_it_back(book: Path) -> None:
    one = save_member(None, {"name": "一", "region": "上海", "tags": ("跑步",)})
    two = save_member(None, {"name": "二", "region": "苏州"})
    three = save_member(None, {"name": "三", "region": "苏州", "tags": ("亲子", "跑步")})
    before = [values(each) for each in (one, two, three)]
    plan = plan_changes([one, two, three],
                        {"region": "苏州", ADD_TAGS: ("亲子",), TAKE_TAGS: ("跑步",)})  # fmt: skip
    assert [values(each) for each in (one, two, three)] == before
    assert {each.member: each.changes for each in plan.changed} == {
        one: (Change("region", "上海", "苏州"), Change("tags", ("跑步",), ("亲子",))),
        two: (Change("tags", (), ("亲子",)),),
        three: (Change("tags", ("亲子", "跑步"), ("亲子",)),),
    }
    assert apply_changes(plan) == 3
    for each, kept in zip((one, two, three), before, strict=True):
        assert values(each) == {**kept, "region": "苏州", "tags": ("亲子",)}
    undo_last()
    assert [values(each) for each in (one, two, three)] == before


def test_who_cannot_is_named_and_left_alone(book: Path) -> None:
    early = save_member(None, {"name": "早", "joined": date(2025, 1, 1)})
    late = save_member(None, {"name": "晚", "joined": date(2026, 10, 1)})
    plan = plan_changes([early, late], {"left": date(2026, 5, 1)})
    assert [each.name for each in plan.changed] == ["早"]
    assert [(each.name, each.reasons) for each in plan.refused] == [
        ("晚", ("The day of leaving lies before the day of joining.",))
    ]
    apply_changes(plan)
    assert values(early)["left"] == date(2026, 5, 1) and values(late)["left"] is None


def test_what_follows_from_a_change_is_foreseen_too(book: Path) -> None:
    stays = save_member(None, {"name": "在", "status": "active"})
    left = save_member(None, {"name": "走", "status": "left", "left": date(2026, 3, 1)})
    plan = plan_changes([stays, left], {"status": "left"})
    assert plan.same == 1
    assert plan.changed[0].changes == (
        Change("status", "active", "left"), Change("left", None, date(2026, 10, 31)),
    )  # fmt: skip
    apply_changes(plan)
    assert values(stays)["left"] == date(2026, 10, 31)
    assert values(left)["left"] == date(2026, 3, 1)


def test_fields_of_the_organizers_own_are_changed_like_others(book: Path) -> None:
    define_field(None, "鞋码", FieldSort.NUMBER)
    define_field(None, "车", FieldSort.CHOICE, ("有", "没有"))
    size, car = (each.name for each in list_fields())
    one = save_member(None, {"name": "一", size: Decimal("38")})
    two = save_member(None, {"name": "二", size: Decimal("41.5"), car: "有"})
    plan = plan_changes([one, two], {size: Decimal("41.50"), car: "有"})
    assert [(each.name, each.changes) for each in plan.changed] == [
        ("一", (Change(size, Decimal("38"), Decimal("41.50")), Change(car, None, "有")))
    ]
    assert plan.same == 1
    apply_changes(plan)
    assert values(one)["custom"] == values(two)["custom"]
    with pytest.raises(Invalid):
        plan_changes([one], {car: "也许"})


def test_an_introducer_is_named_and_nobody_introduces_themselves(book: Path) -> None:
    one, two = (save_member(None, {"name": name}) for name in ("一", "二"))
    plan = plan_changes([one, two], {"introduced_by": one})
    assert [each.name for each in plan.refused] == ["一"]
    assert plan.changed[0].changes == (Change("introduced_by", None, one),)
    assert names_of([None, one]) == {one: "一"}


def test_stopped_half_way_it_changes_nobody(book: Path) -> None:
    people = [save_member(None, {"name": f"第{number}"}) for number in range(120)]
    plan = plan_changes(people, {"region": "苏州"})

    def stop(step: int, _total: int) -> None:
        if step >= 100:
            raise Cancelled

    with pytest.raises(Cancelled):
        apply_changes(plan, stop)
    assert {values(each)["region"] for each in people} == {""}
