from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QMenu, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from models.events.attendance import add_attendees, attendance_of, save_attendance
from models.events.event import save_event
from models.journal.transactions import action
from models.journal.undo import undo, undo_step
from models.members.listing import find_members
from models.members.member import save_member
from models.vocabulary import Kind
from tests.ui.keyboard import commit, enter, press
from ui.events.attendance_model import CAME, COMMENT, NAME, RATING, RSVP
from ui.events.attendance_view import AttendanceView
from ui.events.rooms import ATTENDANCE, EventsRooms
from ui.session import Session


@pytest.fixture
def event(session: Session) -> bytes:
    for name in ("张三", "李四", "张山", "王五"):
        save_member(None, {"name": name})
    begins = datetime(2026, 10, 25, 7)
    return save_event(None, {"title": "晨跑", "begins": begins, "status": "done"})


@pytest.fixture
def tab(event: bytes, session: Session, qtbot: QtBot) -> Iterator[EventsRooms]:
    made = EventsRooms(session)
    qtbot.addWidget(made)
    made.resize(1084, 760)
    made.show()
    qtbot.waitExposed(made)
    yield made


@pytest.fixture
def view(tab: EventsRooms, event: bytes) -> AttendanceView:
    tab.show_room(ATTENDANCE, event)
    return tab.attendance


def on_list(event: bytes) -> dict[str, tuple[str, str]]:
    return {line.member_name: (line.rsvp, line.came) for line in attendance_of(event)}


def heading(view: AttendanceView) -> list[str]:
    return [made.text() for made in view.head.counts.values()]


def test_people_are_added_by_typing_and_enter(view: AttendanceView, event: bytes) -> None:
    for text in ("wangwu", "ls", "张三"):
        commit(view.line, text)
        enter(view.line)
        assert view.line.text() == "" and QApplication.focusWidget() is view.line
    assert on_list(event) == {name: ("none", "yes") for name in ("李四", "王五", "张三")}
    assert heading(view)[0] == "3 people" and "3 came" in heading(view)


def test_the_arrows_choose_among_those_offered(view: AttendanceView, event: bytes) -> None:
    commit(view.line, "zs")
    popup = view.line._popup
    assert popup.isVisible()
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Down)
    press(popup, Qt.Key.Key_Return)
    assert set(on_list(event)) == {"张山"}


def test_a_click_takes_the_one_clicked(view: AttendanceView, event: bytes, qtbot: QtBot) -> None:
    commit(view.line, "zs")
    popup = view.line._popup
    second = popup.visualRect(popup.model().index(1, 0)).center()
    qtbot.mouseClick(popup.viewport(), Qt.MouseButton.LeftButton, pos=second)
    assert set(on_list(event)) == {"张山"}
    assert view.line.text() == ""


def test_before_the_event_people_are_added_as_coming(tab: EventsRooms, session: Session) -> None:
    later = save_event(None, {"title": "夜跑", "begins": datetime(2026, 11, 5, 19)})
    tab.show_room(ATTENDANCE, later)
    commit(tab.attendance.line, "lisi")
    enter(tab.attendance.line)
    assert on_list(later) == {"李四": ("yes", "no_record")}


def test_who_is_on_the_list_already_is_checked_in(view: AttendanceView, event: bytes) -> None:
    member = save_member(None, {"name": "赵六"})
    add_attendees(event, [member], rsvp="yes")
    view.reload()
    commit(view.line, "zhaoliu")
    enter(view.line)
    assert on_list(event) == {"赵六": ("yes", "yes")}


def test_a_stranger_is_offered_as_a_new_member(
    view: AttendanceView, event: bytes, session: Session
) -> None:
    told: list[frozenset[Kind]] = []
    session.changed.connect(told.append)
    commit(view.line, "钱七")
    enter(view.line)
    offered = [each for each in view.findChildren(QPushButton) if "new member" in each.text()]
    assert offered[0].isVisible() and on_list(event) == {}
    offered[0].click()
    assert on_list(event) == {"钱七": ("none", "yes")}
    assert told == [frozenset({Kind.MEMBER, Kind.ATTENDANCE})] and not offered[0].isVisible()
    assert view.line.text() == "" and view.people.line(0) is not None
    step = undo_step()
    assert step is not None and step.kind == "attendance.add"
    undo(step)
    assert on_list(event) == {} and find_members("钱七").total == 0


@pytest.fixture
def three(view: AttendanceView, event: bytes) -> AttendanceView:
    for text in ("lisi", "wangwu", "zhangsan"):
        commit(view.line, text)
        enter(view.line)
    return view


def at(view: AttendanceView, row: int, column: int) -> None:
    view.table.setFocus()
    view.table.clearSelection()
    view.table.setCurrentIndex(view.people.index(row, column))


def test_answers_by_key(three: AttendanceView, event: bytes) -> None:
    at(three, 0, CAME)
    press(three.table, Qt.Key.Key_N)
    at(three, 1, CAME)
    press(three.table, Qt.Key.Key_0)
    at(three, 2, RSVP)
    press(three.table, Qt.Key.Key_M)
    assert on_list(event) == {
        "李四": ("none", "no"),
        "王五": ("none", "no_record"),
        "张三": ("maybe", "yes"),
    }
    assert heading(three)[2:] == ["1 came", "1 did not come", "1 no record"]


def test_keys_on_a_name_are_about_the_person(three: AttendanceView, event: bytes) -> None:
    at(three, 0, NAME)
    press(three.table, Qt.Key.Key_N)
    press(three.table, Qt.Key.Key_4)
    press(three.table, Qt.Key.Key_Plus)
    assert on_list(event)["李四"] == ("none", "no")
    assert (three.people.lines()[0].rating, three.people.lines()[0].guests) == (4, 1)
    three.table.answers = RSVP
    press(three.table, Qt.Key.Key_M)
    assert on_list(event)["李四"] == ("maybe", "no")


def test_space_walks_through_the_three_states(three: AttendanceView, event: bytes) -> None:
    at(three, 0, CAME)
    seen = []
    for _step in range(3):
        press(three.table, Qt.Key.Key_Space)
        seen.append(on_list(event)["李四"][1])
    assert seen == ["no", "no_record", "yes"]


def test_rating_and_comment_in_place(three: AttendanceView, event: bytes) -> None:
    at(three, 0, RATING)
    press(three.table, Qt.Key.Key_4)
    at(three, 0, COMMENT)
    enter(three.table)
    editor = three.table.viewport().findChild(QLineEdit)
    assert editor is not None
    commit(editor, "场地太小")
    enter(editor)
    QApplication.processEvents()
    line = attendance_of(event)[0]
    assert (line.rating, line.comment) == (4, "场地太小")
    at(three, 0, RATING)
    press(three.table, Qt.Key.Key_Delete)
    assert attendance_of(event)[0].rating is None


def test_the_mouse_opens_the_answers_of_a_cell(
    three: AttendanceView, event: bytes, qtbot: QtBot
) -> None:
    spot = three.table.visualRect(three.people.index(0, CAME)).center()
    qtbot.mouseClick(three.table.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    menu = three.table.findChildren(QMenu)[-1]
    assert [each.text() for each in menu.actions()] == ["No record", "Came", "Did not come"]
    menu.actions()[2].trigger()
    menu.close()
    assert on_list(event)["李四"] == ("none", "no")


def test_the_three_states_look_different(three: AttendanceView, event: bytes) -> None:
    pictures = set()
    for value in ("no_record", "yes", "no"):
        three.people.setData(three.people.index(0, CAME), value)
        three.table.clearSelection()
        place = three.table.visualRect(three.people.index(0, CAME))
        image = three.table.viewport().grab(place).toImage()
        spot = QPoint(16, place.height() // 2 - 8)
        pictures.add(image.pixelColor(spot).name() + image.pixelColor(40, 20).name())
    assert len(pictures) == 3


def test_removing_offers_undo(three: AttendanceView, event: bytes, session: Session) -> None:
    told: list[tuple[str, bool]] = []
    session.told.connect(lambda text, can_undo: told.append((text, can_undo)))
    at(three, 1, 0)
    press(three.table, Qt.Key.Key_Delete)
    assert set(on_list(event)) == {"李四", "张三"}
    assert told == [("1 person taken off the list.", True)]
    step = undo_step()
    assert step is not None
    session.announce(*undo(step).kinds)
    assert three.people.rowCount() == 3


def test_the_rest_is_settled_as_one_action(three: AttendanceView, event: bytes) -> None:
    for row in range(2):
        three.people.setData(three.people.index(row, CAME), "no_record")
    rest = [each for each in three.findChildren(QPushButton) if "did not" in each.text()]
    rest[0].click()
    assert [line.came for line in attendance_of(event)] == ["no", "no", "yes"]
    step = undo_step()
    assert step is not None and step.amount == 2


def test_five_hundred_people_stay_quick(view: AttendanceView, event: bytes) -> None:
    with action("member.import", 500):
        members = [save_member(None, {"name": f"跑友{number}"}) for number in range(500)]
        add_attendees(event, members, rsvp="yes")
    view.reload()
    assert view.people.rowCount() == 500
    at(view, 250, CAME)
    begun = time.perf_counter()
    for _step in range(10):
        press(view.table, Qt.Key.Key_Space)
    assert (time.perf_counter() - begun) / 10 < 0.1


def test_escape_leads_back_to_the_events(tab: EventsRooms, view: AttendanceView) -> None:
    press(view.line, Qt.Key.Key_Escape)
    assert tab.currentWidget() is tab.page


def test_the_pane_words_the_counts(tab: EventsRooms, event: bytes, view: AttendanceView) -> None:
    commit(view.line, "lisi")
    enter(view.line)
    tab.show_record(event)
    texts = [each.text() for each in tab.page.pane.findChildren(QLabel)]
    assert "1 person on the list" in texts and "1 came" in texts
    assert "0 did not come, 0 without a record" in texts


def test_the_model_obeys_qt(three: AttendanceView) -> None:
    mode = QAbstractItemModelTester.FailureReportingMode.Fatal
    tester = QAbstractItemModelTester(three.people, mode, None)
    three.reload()
    assert tester.model() is three.people


def test_a_comment_begins_with_the_first_letter(three: AttendanceView, event: bytes) -> None:
    at(three, 1, COMMENT)
    press(three.table, Qt.Key.Key_H)
    editor = three.table.viewport().findChild(QLineEdit)
    assert editor is not None
    commit(editor, "很好")
    enter(editor)
    QApplication.processEvents()
    assert attendance_of(event)[1].comment == "h很好"


def test_what_is_being_typed_survives_news_from_elsewhere(
    three: AttendanceView, event: bytes, session: Session
) -> None:
    at(three, 1, COMMENT)
    press(three.table, Qt.Key.Key_H)
    editor = three.table.viewport().findChild(QLineEdit)
    assert editor is not None
    commit(editor, "很好")
    save_attendance(event, attendance_of(event)[0].member, rating=4)
    session.announce(Kind.ATTENDANCE)
    assert three.people.index(0, RATING).data() == "4 of 5"
    assert three.table.state() == QTableView.State.EditingState and editor.text() == "h很好"
    enter(editor)
    QApplication.processEvents()
    assert attendance_of(event)[1].comment == "h很好"
