"""The fatigue guard in the form of a new event."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.events.event import save_event
from models.events.quiet_week import set_quiet
from models.events.venue import save_venue
from tests.conftest import FixedClock
from ui.events.guard import GuardLines
from ui.events.rooms import EventsRooms
from ui.session import Session

DAY = datetime(2026, 11, 12, 19)


@pytest.fixture
def rooms(book: Path, clock: FixedClock, session: Session, qtbot: QtBot) -> Iterator[EventsRooms]:
    clock.set(datetime(2026, 11, 1, 9))
    for days_ago in (30, 37, 44, 51):
        begins = DAY - timedelta(days=days_ago)
        save_event(None, {"title": "聚会", "begins": begins, "status": "done"})
    save_venue(None, {"name": "活动室", "capacity": 40})
    made = EventsRooms(session)
    qtbot.addWidget(made)
    made.show()
    yield made
    made.page.form.fill(None)
    # What a form that is emptied asks for on the next turn is asked while the file is open.
    QApplication.processEvents()


def plan(rooms: EventsRooms, qtbot: QtBot, **values: object) -> list[str]:
    """Type into the form of a new event; return what the guard says."""
    rooms.start_new()
    (guard,) = rooms.page.findChildren(GuardLines)
    asked = guard._asked
    for name, value in values.items():
        rooms.page.form.editor(name).set_value(value)
    rooms.page.form.edited.emit()
    qtbot.waitUntil(lambda: guard._asked > asked and bool(guard.lines()))
    return guard.lines()


def test_the_parts_are_said_and_what_is_too_much(rooms: EventsRooms, qtbot: QtBot) -> None:
    set_quiet(date(2026, 11, 12), "期末")
    lines = plan(rooms, qtbot, begins=DAY)
    assert lines[0] == "0.3 events a week, usually 0.3 · number 5 of this format in a row"
    assert "This is a quiet week: 期末." in lines
    assert any("number 5 of “Gathering” in a row" in line for line in lines)
    assert lines[-1] == "Perhaps leave a week out."


def test_a_festival_is_named(rooms: EventsRooms, qtbot: QtBot) -> None:
    lines = plan(rooms, qtbot, begins=datetime(2027, 2, 6, 19))
    assert "Spring Festival: many people are away." in lines


def test_the_room_of_a_venue_becomes_the_capacity(rooms: EventsRooms, qtbot: QtBot) -> None:
    lines = plan(rooms, qtbot, begins=DAY, place="活动室")
    assert lines[-2:] == ["活动室 has room for 40 people.", "Take this as the capacity"]
    (guard,) = rooms.page.findChildren(GuardLines)
    guard._take_capacity(40)
    assert rooms.page.form.values()["capacity"] == 40


def test_what_has_passed_is_not_warned_of(rooms: EventsRooms, qtbot: QtBot) -> None:
    plan(rooms, qtbot, begins=DAY)
    (guard,) = rooms.page.findChildren(GuardLines)
    rooms.page.form.editor("begins").set_value(datetime(2026, 10, 1, 9))
    rooms.page.form.edited.emit()
    qtbot.waitUntil(lambda: not guard.lines())
