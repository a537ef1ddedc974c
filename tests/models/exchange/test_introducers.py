"""Nobody is introduced by somebody who is not there."""

from __future__ import annotations

import pytest

from models.base import live
from models.exchange.applying import apply_import
from models.exchange.plan import Add, Doubtful, ImportPlan
from models.exchange.planning import plan_import
from models.exchange.reading import read_text
from models.members.member import Member
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
