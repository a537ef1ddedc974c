"""What the window says of those at an event who were erased."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from models.erasing import erase_member
from models.events.attendance import save_attendance
from models.events.event import load_event, save_event
from models.members.member import save_member
from ui.events.details import describe_event


def test_they_are_counted_without_a_name(book: Path) -> None:
    event = save_event(None, {"title": "晨跑", "begins": datetime(2026, 10, 3, 9)})
    members = [save_member(None, {"name": name}) for name in ("张三", "李四")]
    for member in members:
        save_attendance(event, member, rsvp="yes", came="yes")
    values = load_event(event)
    assert values
    before = describe_event(values, print).sections[0].lines
    assert [line for line, _note in before] == ["2 people on the list", "2 came"]
    erase_member(members[0])
    after = describe_event(values, print).sections[0].lines
    assert after == (
        ("1 person on the list", "1 said yes, 0 maybe, 0 no"),
        ("1 came", "0 did not come, 0 without a record"),
        ("1 more, erased for good", "1 said yes, 1 came"),
    )
