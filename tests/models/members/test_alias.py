"""Other names: kept, found by a keystroke, and used where lists name people."""

from __future__ import annotations

from datetime import datetime

import pytest

from models.events.event import save_event
from models.exchange.applying import apply_import
from models.exchange.planning import plan_import
from models.exchange.reading import read_text
from models.journal.transactions import action
from models.journal.undo import undo, undo_step
from models.members.alias import (
    add_aliases,
    aliases_of,
    aliases_of_each,
    save_aliases,
)
from models.members.listing import find_members
from models.members.member import load_member, save_member
from models.search import complete
from models.vocabulary import Kind

pytestmark = pytest.mark.usefixtures("book")


@pytest.fixture
def wang() -> bytes:
    return save_member(None, {"name": "王芳", "aliases": ["小丸子", "qq:10020"]})


def test_aliases_are_saved_with_the_member_and_come_back(wang: bytes) -> None:
    member = load_member(wang)
    assert member is not None and member.aliases == ("小丸子", "qq:10020")
    save_member(wang, {"aliases": ["小丸子", " 芳芳 ", ""]})
    assert aliases_of(wang) == ("小丸子", "芳芳")
    save_aliases(wang, ["qq:10020"])
    assert aliases_of(wang) == ("qq:10020",)
    assert aliases_of_each([wang, b"x"]) == {wang: ["qq:10020"]}
    step = undo_step()
    assert step is not None
    undo(step)
    assert aliases_of(wang) == ("小丸子", "芳芳")


def test_a_name_a_chat_taught_is_added_once_and_comes_back(wang: bytes) -> None:
    with action("chat.import"):
        add_aliases(wang, {"小丸子": "QQ", "丸子": "QQ"})
    assert aliases_of(wang) == ("丸子", "小丸子", "qq:10020")
    save_aliases(wang, [])
    with action("chat.import"):
        add_aliases(wang, {"丸子": "QQ"})
    assert aliases_of(wang) == ("丸子",)


@pytest.mark.parametrize("typed", ["小丸", "丸子", "xwz", "xiaowan", "wanzi", "10020", "020", "qq"])
def test_every_alias_is_found_at_a_keystroke(wang: bytes, typed: str) -> None:
    save_member(None, {"name": "李雷"})
    assert find_members(typed).ids() == [wang]
    assert [hit.id for hit in complete(Kind.MEMBER, typed)] == [wang]


def test_search_follows_a_change_of_aliases_alone(wang: bytes) -> None:
    assert find_members("丸子").total == 1
    save_aliases(wang, ["樱桃"])
    assert find_members("丸子").total == 0 and find_members("yt").ids() == [wang]


def test_lists_of_attendance_know_people_by_their_aliases(wang: bytes) -> None:
    save_event(None, {"title": "晨跑", "begins": datetime(2026, 10, 3, 7, 0)})
    table = read_text("活动\t日期\t姓名\t到场\n晨跑\t2026-10-03\t小 丸子\t是\n")
    assert plan_import(table, Kind.ATTENDANCE).doubtful == ()
    other = save_member(None, {"name": "李雷", "aliases": ["小丸子"]})
    (doubt,) = plan_import(table, Kind.ATTENDANCE).doubtful
    assert doubt.field == "member" and {one.id for one in doubt.candidates} == {wang, other}
    feedback = plan_import(read_text("日期\t姓名\t内容\n2026-10-03\t小丸子\t好\n"), Kind.FEEDBACK)
    assert len(feedback.doubtful) == 1
    save_aliases(other, [])
    feedback = plan_import(read_text("日期\t姓名\t内容\n2026-10-03\t小丸子\t好\n"), Kind.FEEDBACK)
    assert apply_import(feedback).added == 1
