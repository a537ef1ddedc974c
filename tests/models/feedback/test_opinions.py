from __future__ import annotations

from pathlib import Path

import pytest

from models.base import live
from models.erasing import erase_member
from models.errors import UserError
from models.events.attendance import attendance_id, save_attendance
from models.events.evaluation import Said, add_slips
from models.events.event import save_event
from models.feedback.feedback import Feedback, load_feedback, remove_feedback, save_feedback
from models.feedback.opinions import opinions_of, raise_feedback
from models.journal.undo import undo, undo_step
from models.members.member import save_member


@pytest.fixture
def event(book: Path) -> bytes:
    return save_event(None, {"title": "晨跑", "status": "done"})


def somebody(event: bytes, name: str, **said: object) -> bytes:
    member = save_member(None, {"name": name})
    save_attendance(event, member, **said)
    return member


def test_who_came_or_said_something_stands_before_the_slips(event: bytes) -> None:
    somebody(event, "王五", came="yes")
    somebody(event, "李四", rsvp="yes")  # nobody knows whether they came
    somebody(event, "张三", came="no", comment="病了")
    add_slips(event, [Said(5), Said(None, "好")])
    found = [(each.name, each.rating, each.comment) for each in opinions_of(event)]
    assert found == [("王五", None, ""), ("张三", None, "病了"), ("", 5, ""), ("", None, "好")]


def test_a_comment_becomes_feedback_once(event: bytes) -> None:
    member = somebody(event, "王五", came="yes", rating=2, comment="太吵")
    source = attendance_id(event, member)
    made = raise_feedback(source)
    found = load_feedback(made)
    assert found and (found.member, found.event, found.text) == (member, event, "太吵")
    assert (found.kind, found.satisfaction) == ("complaint", 2)
    assert found.date.isoformat() == "2026-10-31"
    save_feedback(made, {"text": "场地太吵"})
    assert raise_feedback(source) == made and live(Feedback).count() == 1
    assert load_feedback(made).text == "场地太吵"  # type: ignore[union-attr]
    assert [each.feedback for each in opinions_of(event)] == [made]


def test_a_slip_becomes_feedback_without_a_name_and_undo_takes_it_back(event: bytes) -> None:
    (slip,) = add_slips(event, [Said(5, "很好")])
    made = raise_feedback(slip)
    found = load_feedback(made)
    assert found and (found.member, found.kind) == (None, "praise")
    step = undo_step()
    assert step
    undo(step)
    assert load_feedback(made) is None and opinions_of(event)[0].feedback is None


def test_what_was_thrown_away_is_raised_anew(event: bytes) -> None:
    (slip,) = add_slips(event, [Said(None, "茶太凉")])
    remove_feedback([raise_feedback(slip)])
    assert opinions_of(event)[0].feedback is None
    found = load_feedback(raise_feedback(slip))
    assert found and (found.text, found.kind) == ("茶太凉", "suggestion")
    assert live(Feedback).count() == 1


def test_a_mark_alone_makes_no_feedback(event: bytes) -> None:
    (slip,) = add_slips(event, [Said(5)])
    with pytest.raises(UserError):
        raise_feedback(slip)
    with pytest.raises(UserError):
        raise_feedback(b"nothing of this")


def test_of_who_is_erased_neither_comment_nor_feedback_is_left(event: bytes) -> None:
    member = somebody(event, "王五", came="yes", rating=2, comment="太吵")
    made = raise_feedback(attendance_id(event, member))
    erase_member(member)
    assert opinions_of(event) == ()
    found = load_feedback(made)
    assert found and found.erased and found.text == ""
    with pytest.raises(UserError):
        raise_feedback(attendance_id(event, member))
