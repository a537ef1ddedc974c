"""Taking attendance: what is one step for the user is one action, row by row written once."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.base import database
from models.errors import Invalid
from models.events.attendance import (
    add_attendees,
    add_new_attendee,
    attendance_of,
    save_attendance,
    settle_rest,
)
from models.events.event import save_event
from models.journal.undo import undo, undo_step
from models.members.listing import find_members
from models.members.member import load_member, save_member
from models.vocabulary import Came


@pytest.fixture
def event(book: Path) -> bytes:
    return save_event(None, {"title": "晨跑"})


def actions() -> list[tuple[str, int]]:
    rows = database.execute_sql("SELECT kind, amount FROM _transaction ORDER BY hlc")
    return [(kind, amount) for kind, amount in rows]


def test_a_new_member_on_the_list_is_one_action(event: bytes) -> None:
    before = actions()
    member = add_new_attendee(event, "钱七", came="yes")
    values = load_member(member)
    assert values and values.name == "钱七" and values.joined
    assert [(line.member_name, line.came) for line in attendance_of(event)] == [("钱七", "yes")]
    assert actions() == [*before, ("attendance.add", 1)]
    step = undo_step()
    assert step
    undo(step)
    assert attendance_of(event) == [] and find_members().total == 0


def test_a_nameless_member_leaves_nothing_behind(event: bytes) -> None:
    before = actions()
    with pytest.raises(Invalid):
        add_new_attendee(event, " ", came="yes")
    with pytest.raises(Invalid):
        add_new_attendee(event, "钱七", rating=9)
    assert actions() == before and find_members().total == 0


def test_the_rest_is_settled_in_one_action(event: bytes) -> None:
    people = [save_member(None, {"name": f"m{number}"}) for number in range(4)]
    add_attendees(event, people, rsvp="yes")
    save_attendance(event, people[0], came="yes")
    before = actions()
    assert settle_rest(event, Came.NO) == 3
    assert actions() == [*before, ("attendance.edit", 3)]
    assert [line.came for line in attendance_of(event)] == ["yes", "no", "no", "no"]
    assert settle_rest(event, Came.YES) == 0
    assert len(actions()) == len(before) + 1
