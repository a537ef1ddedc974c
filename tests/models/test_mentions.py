"""Who is written about where."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from models.book import save_about
from models.community import COMMUNITY_ID
from models.events.attendance import save_attendance
from models.events.event import remove_events, save_event
from models.feedback.feedback import save_feedback
from models.members.member import save_member
from models.mentions import Mention, count_in_history, find_mentions
from models.rules.rule import save_rule
from models.vocabulary import Kind


def test_every_text_of_every_record_is_looked_at(book: Path) -> None:
    save_about({"purpose": "张三丰的社群"})
    noted = save_member(None, {"name": "李四", "note": "张三丰介绍的"})
    tagged = save_member(None, {"name": "王五", "tags": ["张三丰的徒弟"]})
    rule = save_rule(None, {"title": "拳法", "text": "跟张三丰学"})
    hosted = save_event(None, {"title": "晨跑", "guest": "张三丰"})
    attended = save_event(None, {"title": "夜跑", "begins": datetime(2026, 10, 3, 19)})
    save_attendance(attended, noted, comment="和张三丰一起")
    said = save_feedback(None, {"text": "太早", "answer": "张三丰会改"})
    assert find_mentions(["张三丰"], {}) == (
        Mention(Kind.COMMUNITY, COMMUNITY_ID, "江边慢跑团", False),
        Mention(Kind.MEMBER, noted, "李四", False),
        Mention(Kind.MEMBER, tagged, "王五", False),
        Mention(Kind.RULE, rule, "拳法", False),
        Mention(Kind.EVENT, hosted, "晨跑", False),
        Mention(Kind.EVENT, attended, "夜跑", False),
        Mention(Kind.FEEDBACK, said, "太早", False),
    )
    assert Mention(Kind.MEMBER, noted, "李四", False) not in find_mentions(
        ["张三丰"], {"member": [noted]}
    )


@pytest.mark.parametrize(
    ("name", "text", "stands"),
    [
        ("Lin", "Linda came", False),
        ("lin", "from Berlin", False),
        ("Lin", "with lin, late", True),
        ("Lin", "林 Lin来了", True),
        ("138", "13800001111", False),
        ("13800001111", "电话13800001111。", True),
        ("张三", "张三丰", True),
        ("张", "张三丰", False),
        ("  ", "  ", False),
        ("", "nothing", False),
        ("100%", "100 people", False),
        ("a_b", "axb", False),
        ("wow!", "he said wow! twice", True),
        ("a.c", "abc", False),
    ],
)
def test_what_counts_as_a_name(book: Path, name: str, text: str, stands: bool) -> None:
    save_rule(None, {"title": "r", "text": text})
    assert bool(find_mentions([name], {})) is stands


def test_the_trash_is_looked_through_too(book: Path) -> None:
    event = save_event(None, {"title": "晨跑", "host": "张三丰"})
    remove_events([event])
    assert find_mentions(["张三丰"], {}) == (Mention(Kind.EVENT, event, "晨跑", True),)


def test_earlier_values_are_counted(book: Path) -> None:
    event = save_event(None, {"title": "晨跑", "host": "张三丰"})
    save_event(event, {"host": "李四"})
    save_event(event, {"host": "李三"})
    assert find_mentions(["张三丰"], {}) == ()
    assert count_in_history(["张三丰"], {}) == 1
    assert count_in_history(["张三丰"], {"event": [event]}) == 0
    assert count_in_history([""], {}) == 0
