"""Nobody is introduced by somebody who is not there, nor looked after, nor reached through them."""

from __future__ import annotations

import pytest

from models.base import live
from models.exchange.applying import apply_import
from models.exchange.plan import Add, Doubtful, ImportPlan
from models.exchange.planning import plan_import
from models.exchange.reading import read_text
from models.exchange.relations import (
    NO_CONTACT,
    NO_GUARDIAN,
    NO_INTRODUCER,
    OTHER_CONTACT,
    TWO_GUARDIANS,
)
from models.members.guardian import guardians_of
from models.members.household import load_household
from models.members.listing import find_members
from models.members.member import Member, load_member, save_member
from models.vocabulary import Kind

pytestmark = pytest.mark.usefixtures("book")

LINES = "姓名\t介绍人\n甲\t乙\n乙\t丙\n丙\t谁也不是\n丁\t戊\n戊\t"


def plan(choices: dict[int, bytes | str] | None = None) -> ImportPlan:
    return plan_import(read_text(LINES), Kind.MEMBER, choices=choices)


def introducers() -> dict[str, str | None]:
    names = {member.id: member.name for member in live(Member)}
    return {row.name: names.get(row.introduced_by_id) for row in live(Member)}


def test_who_stays_outside_introduces_nobody() -> None:
    planned = plan()
    assert [type(row) for row in planned.rows] == [Doubtful, Doubtful, Doubtful, Add, Add]
    apply_import(planned)
    assert introducers() == {"丁": "戊", "戊": None}


def test_who_is_taken_all_the_same_introduces_too() -> None:
    apply_import(plan({4: "new"}))
    assert introducers() == {"甲": "乙", "乙": "丙", "丙": None, "丁": "戊", "戊": None}


def test_a_row_that_is_taken_loses_only_an_introducer_who_stays_outside() -> None:
    apply_import(plan({3: "skip", 2: "new"}))
    assert introducers() == {"甲": None, "丁": "戊", "戊": None}


def planned(text: str, choices: dict[int, bytes | str] | None = None) -> ImportPlan:
    return plan_import(read_text(text), Kind.MEMBER, choices=choices)


def reasons(text: str) -> list[str]:
    return [row.reason for row in planned(text).rows if isinstance(row, Doubtful)]


def member_called(name: str) -> bytes:
    return next(row.id for row in live(Member) if row.name == name)


def test_a_guardian_must_be_one_member_and_somebody_else() -> None:
    for name in ("王芳", "王芳"):
        save_member(None, {"name": name})
    assert reasons("姓名\t监护人\n小明\t谁也不是\n") == [NO_GUARDIAN]
    assert reasons("姓名\t监护人\n小明\t王芳（母亲）\n") == [TWO_GUARDIANS]
    assert reasons("姓名\t监护人\n小明\t小明\n") == [NO_GUARDIAN]
    (row,) = planned("姓名\t监护人\n小明\t李强、王芳（母亲）\n").rows
    assert isinstance(row, Doubtful)
    assert (row.fields, row.field) == ({"guardian": "李强"}, "guardians")


def test_who_is_taken_all_the_same_keeps_the_guardians_who_are_known() -> None:
    save_member(None, {"name": "王芳"})
    text = "姓名\t监护人\n小明\t李强（父亲）、王芳（母亲）\n"
    apply_import(planned(text, {2: "new"}))
    told = guardians_of(member_called("小明"))
    assert [(each.name, each.relation) for each in told] == [("王芳", "母亲")]


def test_who_stays_outside_answers_for_nobody() -> None:
    text = "姓名\t介绍人\t监护人\n小明\t\t王芳\n王芳\t谁也不是\t\n丽丽\t\t小明\n"
    assert reasons(text) == [NO_GUARDIAN, NO_INTRODUCER, NO_GUARDIAN]
    apply_import(planned(text, {3: "new"}))
    assert find_members().total == 3


def test_a_contact_person_lives_in_the_household() -> None:
    save_member(None, {"name": "王芳"})
    heading = "姓名\t家庭\t家庭联系人\n"
    assert reasons(f"{heading}小明\t王家\t谁也不是\n") == [NO_CONTACT]
    assert reasons(f"{heading}小明\t王家\t王芳\n") == [NO_CONTACT]
    assert reasons(f"{heading}小明\t\t小明\n") == [NO_CONTACT]
    assert reasons(f"{heading}小明\t王家\t小明\n王二\t王家\t王二\n") == [OTHER_CONTACT]
    apply_import(planned(f"{heading}小明\t王家\t王芳\n王芳\t王家\t\n"))
    child = load_member(member_called("小明"))
    assert child and child.household
    living = load_household(child.household)
    assert living and living.contact == member_called("王芳")


def test_of_namesakes_the_one_who_lives_there_is_meant() -> None:
    save_member(None, {"name": "王芳"})
    text = "姓名\t手机\t家庭\t家庭联系人\n王芳\t13800000001\t王家\t王芳\n"
    assert reasons(text) == []
    apply_import(planned(text, {2: "new"}))
    (living,) = (row for row in live(Member) if row.household_id)
    house = load_household(living.household_id)
    assert house and house.contact == living.id
