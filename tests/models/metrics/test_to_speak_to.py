from __future__ import annotations

from datetime import date, timedelta

import pytest

from models.members.cadence import save_cadences
from models.members.contact import note_contact
from models.members.member import save_member
from models.metrics.attention import Attention, Matter
from models.metrics.overview import overview_now
from models.vocabulary import Kind
from ui import wording
from ui.overview.attention import worded

TODAY = date(2026, 10, 31)


@pytest.fixture(autouse=True)
def english() -> None:
    wording.use("en")


def lines() -> dict[Matter, Attention]:
    return {
        each.matter: each
        for each in overview_now().attention
        if each.matter in (Matter.CALLS, Matter.FOLLOW_UPS)
    }


@pytest.mark.usefixtures("book")
def test_who_to_speak_to_is_a_line_of_the_overview() -> None:
    assert lines() == {}
    save_cadences({"跑步": 30})
    for days, name in ((40, "李四"), (90, "张三")):
        joined = TODAY - timedelta(days=days)
        save_member(None, {"name": name, "tags": ["跑步"], "joined": joined})
    promised = save_member(None, {"name": "王五"})
    note_contact(promised, {"day": TODAY - timedelta(days=9), "follow_up": TODAY})
    found = lines()
    assert found[Matter.CALLS] == Attention(
        Matter.CALLS, Kind.MEMBER, 2, pill="calls", title="张三", days=60
    )
    assert found[Matter.FOLLOW_UPS] == Attention(
        Matter.FOLLOW_UPS, Kind.MEMBER, 1, pill="calls", title="王五", days=0
    )
    assert [worded(found[matter]).title for matter in (Matter.CALLS, Matter.FOLLOW_UPS)] == [
        "It is time to speak to 2 members", "1 follow-up is due",
    ]  # fmt: skip
    assert [worded(found[matter]).note for matter in (Matter.CALLS, Matter.FOLLOW_UPS)] == [
        "Longest: 张三, for 60 days", "王五, from today",
    ]  # fmt: skip
    save_member(None, {"name": "赵六", "tags": ["跑步"], "joined": None})
    assert worded(lines()[Matter.CALLS]).note == "Longest: 赵六, since nobody knows when"
