"""Before and after an event: guests, places, who moved up, how many to expect, who came of whom."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from models.events.attendance import attendance_of, remove_attendance, save_attendance
from models.events.event import load_event, save_event
from models.members.member import save_member
from models.vocabulary import Kind
from tests.conftest import FixedClock
from tests.ui.keyboard import press
from ui.events.attendance_model import CAME, GUESTS, PLACE, RSVP
from ui.events.attendance_view import AttendanceView
from ui.events.came_of_window import CameOfWindow
from ui.events.door.window import DoorWindow
from ui.events.offering import event_steps
from ui.events.rooms import ATTENDANCE, EventsRooms
from ui.events.tab import EventWays
from ui.session import Session

NAMES = ("陈一", "褚二", "卫三", "沈四")


@pytest.fixture
def event(session: Session, clock: FixedClock) -> bytes:
    """Three places, next week; four sign up one after the other."""
    made = save_event(None, {"title": "读书会", "begins": datetime(2026, 11, 7, 19), "capacity": 3})
    for name in NAMES:
        clock.time += timedelta(minutes=1)
        save_attendance(made, save_member(None, {"name": name}), rsvp="yes")
    return made


@pytest.fixture
def rooms(session: Session, event: bytes, qtbot: QtBot) -> Iterator[EventsRooms]:
    made = EventsRooms(session)
    qtbot.addWidget(made)
    made.resize(1084, 760)
    made.show()
    qtbot.waitExposed(made)
    yield made


@pytest.fixture
def view(rooms: EventsRooms, event: bytes) -> AttendanceView:
    rooms.show_room(ATTENDANCE, event)
    return rooms.attendance


def at(view: AttendanceView, name: str, column: int) -> None:
    rows = [row for row, person in enumerate(view.people.lines()) if person.member_name == name]
    view.table.setFocus()
    view.table.clearSelection()
    view.table.setCurrentIndex(view.people.index(rows[0], column))


def places(view: AttendanceView) -> dict[str, str]:
    return {
        person.member_name: view.people.index(row, PLACE).data()
        for row, person in enumerate(view.people.lines())
    }


def test_guests_by_key_take_places(view: AttendanceView, event: bytes) -> None:
    assert places(view) == {name: "Has a place" for name in NAMES[:3]} | {"沈四": "Waiting, 1"}
    assert view.head.full.text() == "3 of 3 places are taken. 1 person waits for a place."
    at(view, "褚二", GUESTS)
    press(view.table, Qt.Key.Key_Plus)
    press(view.table, Qt.Key.Key_Plus)
    press(view.table, Qt.Key.Key_Minus)
    assert {line.member_name: line.guests for line in attendance_of(event)}["褚二"] == 1
    assert view.people.index(view.table.currentIndex().row(), GUESTS).data() == "+1"
    assert places(view)["卫三"] == "Waiting, 1" and places(view)["沈四"] == "Waiting, 2"
    assert view.head.counts["coming"].text() == "4 said yes, 5 with guests"
    press(view.table, Qt.Key.Key_7)
    assert places(view)["褚二"] == "Waiting, 1"
    assert "of 3 places are taken. 10 people wait for a place." in view.head.full.text(), (
        "whom they bring wait too"
    )
    press(view.table, Qt.Key.Key_Delete)
    assert view.head.counts["coming"].text() == "4 said yes"


def test_who_moves_up_is_said_and_can_be_told(
    view: AttendanceView, event: bytes, session: Session
) -> None:
    assert not view.head.moved.isVisible()
    at(view, "陈一", RSVP)
    press(view.table, Qt.Key.Key_N)
    assert view.head.moved.isVisible()
    assert view.head.moved.text() == "沈四 has a place now: tell them."
    view.head.copy_message()
    message = QApplication.clipboard().text()
    assert message.startswith("沈四: a place has become free for you at “读书会”")
    told = [each for each in view.head.findChildren(QPushButton) if each.text() == "They know"]
    told[0].click()
    assert not view.head.moved.isVisible()
    remove_attendance([line.id for line in attendance_of(event) if line.member_name == "卫三"])
    session.announce(Kind.ATTENDANCE)
    assert not view.head.moved.isVisible(), "nobody waited any more"
    assert view.head.full.text() == "3 places: 1 is free."


def test_who_comes_to_another_event_is_not_said_to_have_moved_up(
    view: AttendanceView, rooms: EventsRooms, event: bytes
) -> None:
    other = save_event(None, {"title": "夜跑", "begins": datetime(2026, 11, 8, 19)})
    for line in attendance_of(event):
        save_attendance(other, line.member, rsvp="yes")
    view.left.emit()
    rooms.show_room(ATTENDANCE, other)
    assert not view.head.moved.isVisible()
    assert view.table.isColumnHidden(PLACE) and view.head.full.text() == ""


def settle(session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not session.tasks.busy)


def test_how_many_will_come_is_said_before_and_not_afterwards(
    view: AttendanceView, event: bytes, clock: FixedClock, session: Session, qtbot: QtBot
) -> None:
    settle(session, qtbot)
    text = view.head.turnout.text()
    assert text.startswith("About 2 will probably come (") and "no paper shows this" in text
    assert "From 3 answers" in text, "who waits has no place to come to"
    clock.set(datetime(2026, 11, 7, 20))
    view.reload()
    assert view.head.turnout.text() == ""
    settle(session, qtbot)
    assert view.head.turnout.text() == ""


@pytest.fixture
def held(session: Session, qtbot: QtBot) -> Iterator[Callable[[], threading.Event]]:
    """Keep the worker from answering until it is let go."""
    made = threading.Event()

    def hold() -> threading.Event:
        made.clear()
        session.tasks.run(lambda progress: made.wait(5), connected=False)
        return made

    yield hold
    made.set()
    settle(session, qtbot)


def test_how_many_will_come_is_told_by_the_worker(
    view: AttendanceView,
    session: Session,
    held: Callable[[], threading.Event],
    qtbot: QtBot,
) -> None:
    settle(session, qtbot)
    before, go_on = view.head.turnout.text(), held()
    at(view, "陈一", RSVP)
    press(view.table, Qt.Key.Key_N)
    at(view, "褚二", RSVP)
    press(view.table, Qt.Key.Key_N)
    assert view.head.turnout.text() == before, "nothing jumps"
    qtbot.waitUntil(lambda: view.head.turnout.text() == "")
    go_on.set()
    settle(session, qtbot)
    assert "From 2 answers" in view.head.turnout.text()


def test_an_answer_about_another_event_comes_too_late(
    view: AttendanceView,
    rooms: EventsRooms,
    session: Session,
    held: Callable[[], threading.Event],
    qtbot: QtBot,
) -> None:
    other = save_event(None, {"title": "夜跑", "begins": datetime(2026, 11, 8, 19)})
    settle(session, qtbot)
    go_on = held()
    view.reload()
    view.left.emit()
    rooms.show_room(ATTENDANCE, other)
    assert view.head.turnout.text() == ""
    go_on.set()
    settle(session, qtbot)
    assert view.head.turnout.text() == ""


def test_more_came_than_there_are_places(view: AttendanceView, event: bytes) -> None:
    for name in NAMES:
        at(view, name, CAME)
        press(view.table, Qt.Key.Key_Y)
    assert view.head.full.text() == "1 more came than there are places."
    assert view.head.counts["came"].text() == "4 came"


def test_who_came_of_whom(
    view: AttendanceView, event: bytes, clock: FixedClock, qtbot: QtBot
) -> None:
    at(view, "陈一", CAME)
    press(view.table, Qt.Key.Key_Y)
    at(view, "褚二", CAME)
    press(view.table, Qt.Key.Key_N)
    at(view, "沈四", CAME)
    press(view.table, Qt.Key.Key_Y)
    clock.set(datetime(2026, 11, 7, 20))
    view.reload()
    assert view.head.turnout.text() == (
        "Said yes: 1 of 3 came · Said yes, without a place: 1 of 1 came"
    )
    view.show_came_of()
    window = view.findChild(CameOfWindow)
    assert window is not None
    qtbot.waitExposed(window)
    assert window.text().split("\n") == [
        "读书会", "",
        "Said yes, 3: 1 came, 1 did not come, 1 no record",
        "Came: 陈一", "Did not come: 褚二", "No record: 卫三", "",
        "Said yes, without a place, 1: 1 came", "Came: 沈四",
    ]  # fmt: skip
    window.copy()
    assert QApplication.clipboard().text() == window.text()
    window.close()


def test_on_the_day_itself_the_door_comes_first(
    rooms: EventsRooms, session: Session, event: bytes, clock: FixedClock, qtbot: QtBot
) -> None:
    ways = EventWays(*[lambda _event: None] * 3)
    values = load_event(event)
    assert values is not None

    def steps() -> list[tuple[str, bool]]:
        made = event_steps(session, rooms.page.listing, ways, values)
        return [(step.text, step.primary) for step in made if step.text in known]

    known = ("Check in…", "Attendance…")
    assert steps() == [("Attendance…", True), ("Check in…", False)]
    clock.set(datetime(2026, 11, 7, 18))
    assert steps() == [("Check in…", True), ("Attendance…", False)]
    made = event_steps(session, rooms.page.listing, ways, values)
    [step.do() for step in made if step.text == "Check in…"]
    qtbot.waitUntil(lambda: rooms.findChild(DoorWindow) is not None)
    door = rooms.findChild(DoorWindow)
    assert isinstance(door, DoorWindow) and door.door.event.id == event
    door.close()
