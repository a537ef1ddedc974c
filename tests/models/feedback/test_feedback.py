from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from models.errors import Invalid
from models.feedback.feedback import (
    channels_in_use,
    load_feedback,
    remove_feedback,
    restore_feedback,
    save_feedback,
)
from models.members.member import save_member
from models.rules.rule import save_rule

TODAY = date(2026, 10, 31)


def state(feedback: bytes) -> tuple[str, date | None]:
    loaded = load_feedback(feedback)
    assert loaded
    return loaded.status, loaded.answered_on


def test_feedback_may_be_anonymous_and_about_a_rule(book: Path) -> None:
    rule = save_rule(None, {"title": "守时"})
    anonymous = load_feedback(save_feedback(None, {"text": "太吵", "rule": rule}))
    assert anonymous and (anonymous.member, anonymous.member_name) == (None, "")
    assert (anonymous.rule_title, anonymous.event_title, anonymous.date) == ("守时", "", TODAY)
    member = save_member(None, {"name": "张三"})
    named = load_feedback(save_feedback(None, {"text": "好", "member": member}))
    assert named and named.member_name == "张三"


def test_an_answer_answers_today(book: Path) -> None:
    feedback = save_feedback(None, {"text": "太吵"})
    assert state(feedback) == ("new", None)
    save_feedback(feedback, {"status": "in_progress"})
    save_feedback(feedback, {"answer": "换了地方", "status": "in_progress"})
    assert state(feedback) == ("answered", TODAY)


def test_an_answer_keeps_the_day_and_state_it_is_given(book: Path) -> None:
    day = date(2026, 10, 20)
    given = {"text": "a", "answer": "b", "answered_on": day, "status": "closed"}
    assert state(save_feedback(None, given)) == ("closed", day)
    closed = save_feedback(None, {"text": "a", "status": "closed"})
    save_feedback(closed, {"answer": "later"})
    assert state(closed) == ("closed", TODAY)


def test_an_answer_reworded_is_not_answered_again(book: Path) -> None:
    feedback = save_feedback(None, {"text": "a", "answer": "b"})
    save_feedback(feedback, {"status": "in_progress", "answer": "c", "answered_on": None})
    assert state(feedback) == ("in_progress", None)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "a", "satisfaction": 0}, "satisfaction"),
        ({"text": "a", "satisfaction": 6}, "satisfaction"),
        ({"text": "a", "date": None}, "date"),
    ],
)
def test_what_cannot_stand_is_marked(book: Path, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        save_feedback(None, values)
    assert set(caught.value.errors) == {field}


def test_removal_is_a_mark(book: Path) -> None:
    feedback = save_feedback(None, {"text": "a", "channel": "微信群"})
    assert channels_in_use() == ("微信群",)
    remove_feedback([feedback])
    assert (load_feedback(feedback), channels_in_use()) == (None, ())
    restore_feedback([feedback])
    assert load_feedback(feedback)
