from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.base import database
from models.errors import Invalid
from models.events.attendance import (
    add_attendees,
    attendance_id,
    attendance_of,
    recent_attendance,
    remove_attendance,
    save_attendance,
)
from models.events.event import (
    formats_in_use,
    load_event,
    remove_events,
    restore_events,
    save_event,
)
from models.members.member import remove_members, save_member


def test_moments_and_money_come_back(book: Path) -> None:
    values = {
        "title": "夜跑",
        "begins": datetime(2026, 10, 3, 19, 30),
        "ends": datetime(2026, 10, 3, 21, 0),
        "cost": Decimal("12.34"),
        "income": Decimal("0.1"),
        "capacity": 20,
    }
    loaded = load_event(save_event(None, values))
    assert loaded and {name: getattr(loaded, name) for name in values} == values
    stored = "SELECT begins, cost, income, budget FROM event"
    assert database.execute_sql(stored).fetchone() == ("2026-10-03 19:30", 1234, 10, None)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"title": ""}, "title"),
        ({"title": "a", "capacity": -1}, "capacity"),
        ({"title": "a", "cost": Decimal("-1")}, "cost"),
        ({"title": "a", "begins": datetime(2026, 1, 2), "ends": datetime(2026, 1, 1)}, "ends"),
    ],
)
def test_what_cannot_stand_is_marked(book: Path, values: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as caught:
        save_event(None, values)
    assert set(caught.value.errors) == {field}


def test_an_end_is_held_against_the_stored_beginning(book: Path) -> None:
    event = save_event(None, {"title": "a", "begins": datetime(2026, 1, 2)})
    with pytest.raises(Invalid):
        save_event(event, {"ends": datetime(2026, 1, 1)})
    save_event(event, {"title": "b"})


def test_formats_are_the_built_in_ones_and_ones_own(book: Path) -> None:
    save_event(None, {"title": "a", "format": "包饺子"})
    assert formats_in_use() == ("包饺子", "discussion", "livestream", "gathering")


def test_attendance_is_one_row_for_one_member(book: Path) -> None:
    event, member = save_event(None, {"title": "a"}), save_member(None, {"name": "张三"})
    first = save_attendance(event, member, rsvp="yes")
    assert first == save_attendance(event, member, came="yes", rating=4)
    assert first == attendance_id(event, member)
    (line,) = attendance_of(event)
    assert (line.member_name, line.rsvp, line.came, line.rating) == ("张三", "yes", "yes", 4)
    with pytest.raises(Invalid):
        save_attendance(event, member, rating=6)


def test_no_record_is_not_absent(book: Path) -> None:
    event, member = save_event(None, {"title": "a"}), save_member(None, {"name": "张三"})
    add_attendees(event, [member], rsvp="yes")
    assert attendance_of(event)[0].came == "no_record"


def test_who_comes_back_to_a_list_starts_afresh(book: Path) -> None:
    event, member = save_event(None, {"title": "a"}), save_member(None, {"name": "张三"})
    row = save_attendance(event, member, rsvp="yes", came="yes", rating=5, comment="好")
    remove_attendance([row])
    assert attendance_of(event) == []
    assert save_attendance(event, member, rsvp="maybe") == row
    (line,) = attendance_of(event)
    assert (line.rsvp, line.came, line.rating, line.comment) == ("maybe", "no_record", None, "")


def test_what_is_in_the_trash_is_out_of_sight_and_comes_back(book: Path) -> None:
    event = save_event(None, {"title": "a", "begins": datetime(2026, 10, 3, 19)})
    member, other = save_member(None, {"name": "a"}), save_member(None, {"name": "b"})
    add_attendees(event, [member, other], came="yes")
    remove_members([other])
    assert [line.member for line in attendance_of(event)] == [member]
    remove_events([event])
    assert load_event(event) is None
    assert recent_attendance(member) == []
    restore_events([event])
    assert [(part.event, part.title) for part in recent_attendance(member)] == [(event, "a")]
