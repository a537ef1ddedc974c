"""The door's window: a queue of people, one keyboard, no mouse."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from models.events.attendance import add_attendees, attendance_of, save_attendance
from models.events.event import save_event
from models.journal.transactions import action
from models.members.listing import find_members
from models.members.member import load_member, save_member
from models.pinyin import sort_key
from models.vocabulary import Came, Kind
from tests.conftest import FixedClock
from tests.ui.keyboard import commit, enter, press
from tests.ui.test_accessibility import nameless
from ui import asking
from ui.events.door.window import DoorWindow, open_door
from ui.session import Session

Control = Qt.KeyboardModifier.ControlModifier
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐"
GIVEN = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平"


@pytest.fixture
def event(session: Session) -> bytes:
    for name in ("张三", "李四", "王五", "赵六"):
        save_member(None, {"name": name, "phone": "13800000000" if name == "赵六" else ""})
    begins = datetime(2026, 10, 31, 19)
    made = save_event(
        None, {"title": "读书会", "begins": begins, "place": "东湖书屋", "capacity": 4}
    )
    ids = {hit.name: hit.id for hit in find_members().lines(0, 9)}
    add_attendees(made, [ids["张三"], ids["李四"]], rsvp="yes")
    save_attendance(made, ids["李四"], guests=2)
    return made


@pytest.fixture
def behind(qtbot: QtBot) -> Iterator[QWidget]:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    yield made


def opened(session: Session, event: bytes, behind: QWidget, qtbot: QtBot) -> DoorWindow:
    open_door(session, event, behind)
    qtbot.waitUntil(lambda: behind.findChild(DoorWindow) is not None)
    window = behind.findChild(DoorWindow)
    assert isinstance(window, DoorWindow)
    qtbot.waitExposed(window)
    return window


@pytest.fixture
def door(session: Session, event: bytes, behind: QWidget, qtbot: QtBot) -> DoorWindow:
    return opened(session, event, behind, qtbot)


def typed(door: DoorWindow, text: str) -> None:
    commit(door.line, text)


def took(
    door: DoorWindow, text: str, modifier: Qt.KeyboardModifier | None = None
) -> tuple[str, str]:
    """Type and press Enter; return the name and the sentence shown large."""
    typed(door, text)
    press(door.line, Qt.Key.Key_Return, modifier)
    return said(door)


def said(door: DoorWindow) -> tuple[str, str]:
    assert door.banner.said is not None and door.banner.isVisible()
    return door.banner.said.name, door.banner.said.text


def came(event: bytes) -> dict[str, str]:
    return {line.member_name: line.came for line in attendance_of(event)}


def figures(door: DoorWindow) -> str:
    return door.side.figures.accessibleName()


def test_it_fills_the_screen_and_escape_leaves_it(door: DoorWindow, qtbot: QtBot) -> None:
    assert door.isFullScreen() and door.line.hasFocus()
    press(door.line, Qt.Key.Key_F11)
    assert not door.isFullScreen()
    press(door.line, Qt.Key.Key_F11)
    assert door.isFullScreen()
    typed(door, "zs")
    press(door.line, Qt.Key.Key_Escape)
    assert door.line.text() == "" and door.isVisible()
    press(door.line, Qt.Key.Key_Escape)
    assert not door.isVisible()


def test_a_screen_reader_finds_every_part(door: DoorWindow) -> None:
    typed(door, "zs")
    assert nameless(door) == []
    assert door.list.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole).startswith("张三")
    enter(door.line)
    assert door.banner.accessibleName() == "张三 Welcome!"


def test_the_day_stays_as_large_as_it_was(door: DoorWindow, clock: FixedClock) -> None:
    before = door._meta.font().pixelSize()
    clock.time += timedelta(days=3)
    door._show_time()  # as each tick of its clock does
    assert "another day than today" in door._meta.text()
    assert door._meta.font().pixelSize() == before


def test_initials_and_enter_take_somebody_in(door: DoorWindow, event: bytes) -> None:
    typed(door, "zs")
    assert door.list.isVisible()
    assert [(row.name, row.chip) for row in door.list.shown] == [("张三", "Has signed up")]
    enter(door.line)
    assert said(door) == ("张三", "Welcome!") and door.line.text() == ""
    assert came(event) == {"张三": "yes", "李四": "no_record"}
    assert door.side.arrivals.names() == ["张三"]
    assert figures(door) == "1 in · 3 still expected · 0 walk-ins · 3 places left"
    assert took(door, "ls") == ("李四 +2", "Welcome! With 2 guests.")
    assert took(door, "0000") == ("赵六", "Had not signed up. Is in now.")
    assert figures(door) == "5 in · 0 still expected · 1 walk-in · 1 more than places"


def test_the_second_enter_says_they_are_in_and_changes_nothing(
    door: DoorWindow, event: bytes
) -> None:
    took(door, "zs")
    before = attendance_of(event)
    assert took(door, "zs") == ("张三", "Is in already, since 09:00. Nothing was changed.")
    assert attendance_of(event) == before
    press(door.line, Qt.Key.Key_Return)
    assert attendance_of(event) == before, "an empty line takes nobody in"


def test_guests_are_typed_behind_the_name(door: DoorWindow, event: bytes) -> None:
    typed(door, "李四＋1")
    assert door.list.shown[0].name == "李四 +1"
    enter(door.line)
    assert [line.guests for line in attendance_of(event)] == [1, 0]
    assert took(door, "ls+0") == ("李四", "Now without guests.")


def test_the_arrows_choose_and_the_waiting_are_told(
    door: DoorWindow, event: bytes, clock: FixedClock
) -> None:
    clock.time += timedelta(minutes=1)
    save_attendance(event, find_members("王五").ids()[0], rsvp="yes")
    door._session.announce(Kind.ATTENDANCE)
    typed(door, "w")
    assert [row.chip for row in door.list.shown] == ["Waiting list, number 1"]
    door.line.clear()
    typed(door, "四")
    assert [row.name for row in door.list.shown] == ["李四 +2", "New: 四"]
    press(door.line, Qt.Key.Key_Down)
    press(door.line, Qt.Key.Key_Down)
    press(door.line, Qt.Key.Key_Up)
    assert door.list.marked is door.list.shown[0]


def test_walk_ins_in_one_line(door: DoorWindow, event: bytes) -> None:
    assert took(door, "钱七 13700001234+1") == ("钱七 +1", "Walked in. Welcome!")
    assert took(door, "孙八", Control) == ("孙八", "Is in, and noted as an applicant. Welcome!")
    people = {line.member_name: load_member(line.member) for line in attendance_of(event)}
    told = {name: (each.status, each.phone) for name, each in people.items() if each}
    assert told["钱七"] == ("visitor", "13700001234") and told["孙八"] == ("applicant", "")
    typed(door, "赵小六 13800000000")
    assert [row.name for row in door.list.shown] == ["New: 赵小六", "赵六"], "a child's, perhaps"
    door.line.clear()
    typed(door, "nobody")
    enter(door.line)
    assert door.line.text() == "nobody" and "once more" in door.list.shown[0].beside
    enter(door.line)
    assert said(door)[0] == "nobody"
    typed(door, "4711")
    assert "No number ends in 4711" in said(door)[1]
    enter(door.line)
    assert len(attendance_of(event)) == 5, "a number alone is nobody"


def test_ctrl_z_takes_back_the_last_ticks_of_this_window(door: DoorWindow, event: bytes) -> None:
    save_attendance(event, find_members("王五").ids()[0], came="yes")
    before = attendance_of(event)
    took(door, "zs")
    took(door, "钱七")
    press(door.line, Qt.Key.Key_Z, Control)
    assert said(door) == ("钱七", "The last tick was undone.")
    typed(door, "half a na")
    press(door.line, Qt.Key.Key_Z, Control)
    assert said(door)[0] == "张三" and attendance_of(event) == before
    press(door.line, Qt.Key.Key_Z, Control)
    assert said(door) == ("", "Nothing was ticked here yet.") and attendance_of(event) == before


def test_a_wrong_tick_is_taken_away_from_the_line_and_from_the_arrivals(
    door: DoorWindow, event: bytes
) -> None:
    took(door, "zs")
    took(door, "ls")
    typed(door, "zs")
    press(door.line, Qt.Key.Key_Delete, Control)
    assert "no record now" in said(door)[1]
    assert came(event) == {"张三": "no_record", "李四": "yes"}
    door.side.arrivals.setFocus()
    door.side.arrivals.setCurrentRow(0)
    press(door.side.arrivals, Qt.Key.Key_Delete)
    assert came(event) == {"张三": "no_record", "李四": "no_record"}
    assert door.line.hasFocus()
    door.side.arrivals.setFocus()
    QTest.keyClicks(door.side.arrivals, "ls")
    assert door.line.text() == "ls" and door.line.hasFocus(), "letters are never lost"


def test_enter_belongs_to_the_input_method_while_it_composes(
    door: DoorWindow, event: bytes
) -> None:
    typed(door, "zs")
    QApplication.sendEvent(door.line, QInputMethodEvent("zhang", []))
    enter(door.line)
    assert came(event)["张三"] == "no_record"
    QApplication.sendEvent(door.line, QInputMethodEvent("", []))
    held = QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_Return,
                     Qt.KeyboardModifier.NoModifier, "\r", True)  # fmt: skip
    QApplication.sendEvent(door.line, held)
    assert came(event)["张三"] == "no_record", "a key held down takes nobody in"
    enter(door.line)
    assert came(event)["张三"] == "yes"


def test_another_door_is_heard_of_and_the_rest_told_at_the_end(
    door: DoorWindow, event: bytes, session: Session, qtbot: QtBot
) -> None:
    told: list[str] = []
    kinds: list[frozenset[Kind]] = []
    session.told.connect(lambda text, _undo: told.append(text))
    typed(door, "zs")
    stranger = save_member(None, {"name": "周九"})
    save_attendance(event, find_members("张三").ids()[0], came="yes")
    session.announce(Kind.MEMBER, Kind.ATTENDANCE)
    qtbot.waitUntil(lambda: door.list.shown[0].icon == "check")
    assert door.line.text() == "zs" and door.side.arrivals.names() == ["张三"]
    door.line.clear()
    assert took(door, "zj")[0] == "周九" and load_member(stranger)
    session.changed.connect(kinds.append)
    press(door.line, Qt.Key.Key_Escape)
    assert kinds == [frozenset({Kind.ATTENDANCE})]
    assert told[0].startswith("2 are in. 1 who said yes has no record")
    assert came(event)["李四"] == Came.NO_RECORD, "nobody is absent for want of a record"


def test_somebody_erased_meanwhile_is_said_in_a_sentence(
    door: DoorWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.erasing import erase_member

    said_so: list[str] = []
    monkeypatch.setattr(asking, "say", lambda _parent, text, *_more: said_so.append(text))
    erase_member(find_members("张三").ids()[0])
    typed(door, "zs")
    enter(door.line)
    assert len(said_so) == 1 and "erased" in said_so[0] and door.line.text() == "zs"


def test_five_hundred_people_in_a_queue(
    session: Session, event: bytes, behind: QWidget, qtbot: QtBot, clock: FixedClock
) -> None:
    names = [f"{one}{other}" for one in SURNAMES for other in GIVEN]
    with action("member.import", 500):
        members = [save_member(None, {"name": name, "phone": f"139{number:08d}"})
                   for number, name in enumerate(names)]  # fmt: skip
        add_attendees(event, members, rsvp="yes")
    window = opened(session, event, behind, qtbot)
    for number, name in enumerate(names):
        clock.time += timedelta(seconds=4)
        syllables = sort_key(name).partition("\t")[0].split()
        word = (name, f"{number:04d}", "".join(syllables))[number % 3]
        commit(window.line, word) if number % 3 == 0 else QTest.keyClicks(window.line, word)
        rows = window.list.shown
        places = [at for at, row in enumerate(rows) if row.name == name]
        assert places, (word, [row.name for row in rows])
        for _step in range(places[0]):
            press(window.line, Qt.Key.Key_Down)
        enter(window.line)
    lines = {line.member: line for line in attendance_of(event)}
    assert all(lines[member].came == Came.YES for member in members)
    arrived = [str(lines[member].arrived) for member in members]
    assert arrived == sorted(arrived) and len(set(arrived)) == 500
    assert figures(window).startswith("500 in · 4 still expected")
    assert window.side.arrivals.names()[0] == names[-1]
