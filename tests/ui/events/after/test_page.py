"""When it is over: marks by key, slips in a row, comments that become feedback, notes, thanks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit
from pytestqt.qtbot import QtBot

from models.base import live
from models.erasing import erase_member
from models.events.attendance import attendance_of, save_attendance
from models.events.evaluation import slips_of
from models.events.event import load_event, save_event
from models.feedback.feedback import Feedback
from models.journal.undo import undo, undo_step
from models.members.contributions import contributions_of, suggested_parts
from models.members.interaction import Interaction
from models.members.member import save_member
from models.vocabulary import Kind
from tests.ui.keyboard import commit, enter, press
from ui import asking
from ui.events.after.opinions_model import COMMENT, FEEDBACK, NAME, RATING
from ui.events.after.page import NOTES, OPINIONS, WORTH, AfterPage
from ui.events.rooms import AFTER, EventsRooms
from ui.session import Session

Key = Qt.Key


@pytest.fixture
def event(session: Session) -> bytes:
    begins = datetime(2026, 10, 25, 7)
    values = {"begins": begins, "status": "done", "host": "李四", "format": "gathering"}
    made = save_event(None, {"title": "晨跑", **values})
    for name in ("李四", "王五", "张三"):
        save_attendance(made, save_member(None, {"name": name}), rsvp="yes", came="yes")
    save_attendance(made, save_member(None, {"name": "赵六"}), rsvp="yes", came="no")
    return made


@pytest.fixture
def rooms(event: bytes, session: Session, qtbot: QtBot) -> Iterator[EventsRooms]:
    made = EventsRooms(session)
    qtbot.addWidget(made)
    made.resize(1084, 760)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    yield made


@pytest.fixture
def page(rooms: EventsRooms, event: bytes) -> AfterPage:
    rooms.show_room(AFTER, event)
    found = rooms.room(AFTER)
    assert isinstance(found, AfterPage)
    return found


def marks(event: bytes) -> dict[str, tuple[int | None, str]]:
    return {line.member_name: (line.rating, line.comment) for line in attendance_of(event)}


def said(event: bytes) -> list[tuple[int | None, str]]:
    return [(slip.rating, slip.comment) for slip in slips_of(event)]


def take_back() -> None:
    step = undo_step()
    assert step
    undo(step)


def write_comment(page: AfterPage, text: str) -> None:
    """Press Enter, write, press Enter."""
    enter(page.opinions.table)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit) and editor is not page.opinions.line
    commit(editor, text)
    enter(editor)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QApplication.processEvents()


def shown(page: AfterPage, row: int, column: int) -> str:
    return str(page.opinions.opinions.index(row, column).data())


def test_one_key_marks_and_goes_on(page: AfterPage, event: bytes) -> None:
    table = page.opinions.table
    assert QApplication.focusWidget() is table and page.opinions.opinions.rowCount() == 3
    for key in (Key.Key_5, Key.Key_3, Key.Key_4):
        press(table, key)
    assert marks(event) == {
        "李四": (5, ""), "王五": (3, ""), "张三": (4, ""), "赵六": (None, ""),
    }  # fmt: skip
    assert "4.0 of 5, from 3 answers" in page.opinions.summary.text()
    press(table, Key.Key_0)
    take_back()
    take_back()
    assert marks(event)["张三"] == (None, "")


def test_the_keyboard_begins_where_the_first_mark_is_missing(
    rooms: EventsRooms, page: AfterPage, event: bytes
) -> None:
    press(page.opinions.table, Key.Key_5)
    rooms.show_events()
    rooms.show_room(AFTER, event)
    assert page.opinions.table.currentIndex().row() == 1


def test_enter_writes_the_comment_and_goes_on(page: AfterPage, event: bytes) -> None:
    write_comment(page, "路线好")
    write_comment(page, " 太早 ")
    assert marks(event)["李四"] == (None, "路线好") and marks(event)["王五"] == (None, "太早")
    assert page.opinions.table.currentIndex().row() == 2


def test_what_is_being_typed_survives_news_from_elsewhere(
    page: AfterPage, event: bytes, session: Session
) -> None:
    table = page.opinions.table
    table.select_row(1)
    enter(table)
    editor = QApplication.focusWidget()
    assert isinstance(editor, QLineEdit)
    commit(editor, "排队太久")
    other = next(each.member for each in attendance_of(event) if each.member_name == "李四")
    save_attendance(event, other, rating=5)
    session.announce(Kind.ATTENDANCE, Kind.EVENT)
    assert shown(page, 0, RATING) == "5 of 5"
    assert QApplication.focusWidget() is editor and editor.text() == "排队太久"
    enter(editor)
    QApplication.processEvents()
    assert marks(event)["王五"] == (None, "排队太久")


def test_no_input_method_takes_a_key_for_the_beginning_of_a_word(page: AfterPage) -> None:
    table = page.opinions.table
    for column in (NAME, COMMENT):
        table.setCurrentIndex(page.opinions.opinions.index(1, column))
        assert not table.testAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled)
    write_comment(page, "好")
    assert table.currentIndex().column() == RATING


def test_slips_are_typed_one_after_another(page: AfterPage, event: bytes) -> None:
    page.focus_search()
    line = page.opinions.line
    commit(line, "5 4 4 3; 2 太吵")
    enter(line)
    assert said(event) == [(5, ""), (4, ""), (4, ""), (3, ""), (2, "太吵")]
    assert line.text() == "" and QApplication.focusWidget() is line
    assert [shown(page, row, NAME) for row in (3, 7)] == ["Slip 1", "Slip 5"]
    take_back()
    assert said(event) == []


def test_what_is_no_mark_stays_on_the_line(page: AfterPage, event: bytes) -> None:
    line = page.opinions.line
    commit(line, "5; 7 fine")
    enter(line)
    assert line.text() == "5; 7 fine" and said(event) == []
    assert "1 to 5" in page.opinions.complaint.text()
    assert page.opinions.complaint.isVisible()
    line.clear()
    commit(line, "4")
    enter(line)
    assert said(event) == [(4, "")] and not page.opinions.complaint.isVisible()


def test_a_copied_column_becomes_slips(page: AfterPage, event: bytes) -> None:
    QApplication.clipboard().setText("5\n4 好\n\n没意思\n")
    line = page.opinions.line
    line.setFocus()
    press(line, Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    enter(line)
    assert said(event) == [(5, ""), (4, "好"), (None, "没意思")]


def test_a_slip_is_corrected_and_removed_by_keys(page: AfterPage, event: bytes) -> None:
    commit(page.opinions.line, "5; 4")
    enter(page.opinions.line)
    table = page.opinions.table
    table.setFocus()
    table.select_row(3)
    press(table, Key.Key_2)
    write_comment(page, "冷")
    assert said(event) == [(2, ""), (4, "冷")]
    table.select_row(3)
    table.setCurrentIndex(page.opinions.opinions.index(3, NAME))
    press(table, Key.Key_Delete)
    assert said(event) == [(4, "冷")]
    take_back()
    assert said(event) == [(2, ""), (4, "冷")]


def test_people_are_not_removed_here(
    page: AfterPage, event: bytes, session: Session, qtbot: QtBot
) -> None:
    table = page.opinions.table
    with qtbot.waitSignal(session.told) as told:
        table.setCurrentIndex(page.opinions.opinions.index(0, NAME))
        press(table, Key.Key_Delete)
    assert "Only slips" in told.args[0]
    assert len(attendance_of(event)) == 4


def test_one_key_makes_feedback_and_once_more_goes_there(
    page: AfterPage, session: Session, qtbot: QtBot
) -> None:
    table = page.opinions.table
    press(table, Key.Key_2)
    table.select_row(0)
    write_comment(page, "太吵")
    table.select_row(0)
    press(table, Key.Key_F)
    (made,) = live(Feedback)
    assert (made.text, made.kind, shown(page, 0, FEEDBACK)) == ("太吵", "complaint", "Raised")
    with qtbot.waitSignal(session.wanted) as wanted:
        press(table, Key.Key_F)
    assert wanted.args == [Kind.FEEDBACK, made.id, None]
    assert live(Feedback).count() == 1
    take_back()
    page.reload()
    assert shown(page, 0, FEEDBACK) == ""


def test_notes_are_saved_when_the_field_is_left(page: AfterPage, event: bytes) -> None:
    press(page, Key.Key_2, Qt.KeyboardModifier.AltModifier)
    assert page.pills[NOTES].isChecked()
    for name, text in (("went_well", "分组好"), ("to_change", "早点开始")):
        field = page.notes.texts[name].field
        assert isinstance(field, QPlainTextEdit)
        commit(field, text)
        page.notes.contributions.line.setFocus()
    found = load_event(event)
    assert found and (found.went_well, found.to_change) == ("分组好", "早点开始")
    take_back()
    found = load_event(event)
    assert found and (found.went_well, found.to_change) == ("分组好", "")


def test_an_unsaved_note_survives_news_and_leaving(
    rooms: EventsRooms, page: AfterPage, event: bytes, session: Session
) -> None:
    page.show_pane(NOTES)
    field = page.notes.texts["went_well"].field
    commit(field, "分组")
    session.announce(Kind.EVENT)
    commit(field, "好")
    assert rooms.can_leave()
    found = load_event(event)
    assert found and found.went_well == "分组好"


def test_who_helped_is_noted_by_typing_and_thanked(page: AfterPage, event: bytes) -> None:
    page.show_pane(NOTES)
    card = page.notes.contributions
    card.hours.setValue(1.5)
    commit(card.line, "ww")
    enter(card.line)
    card.add(suggested_parts(event))
    found = {each.name: (each.sort, each.minutes, each.thanked) for each in contributions_of(event)}
    assert found == {"王五": ("helped", 90, None), "李四": ("hosted", None, None)}
    card.thanks.click()
    text = QApplication.clipboard().text()
    assert "晨跑" in text and "Helped: 王五" in text and "Hosted: 李四" in text
    assert all(each.thanked for each in contributions_of(event))
    take_back()
    assert not any(each.thanked for each in contributions_of(event))


def test_what_was_noted_is_removed_by_a_key(page: AfterPage, event: bytes) -> None:
    page.show_pane(NOTES)
    card = page.notes.contributions
    commit(card.line, "zhangsan")
    enter(card.line)
    assert QApplication.focusWidget() is card.line
    press(card.table, Key.Key_Delete)
    assert contributions_of(event) == () and live(Interaction).count() == 0
    take_back()
    assert len(contributions_of(event)) == 1


def test_what_it_was_worth_stands_beside_another_event(
    page: AfterPage, event: bytes, session: Session, qtbot: QtBot
) -> None:
    other = save_event(
        None, {"title": "夜跑", "begins": datetime(2026, 8, 1, 19), "status": "done",
               "format": "gathering"},
    )  # fmt: skip
    erased = save_member(None, {"name": "走了"})
    save_attendance(other, erased, rsvp="yes", came="yes")
    erase_member(erased)
    page.show_pane(WORTH)
    qtbot.waitUntil(lambda: page.worth.rows.columnCount() == 3)
    rows = page.worth.rows
    told = {rows.text(row, 0): rows.text(row, 1) for row in range(rows.count())}
    assert told["Came of those who said yes"] == "3 of 4"
    assert told["Came back within 60 days"] == "too early to say"
    assert told["Reached by nothing else"] == "3"
    page.worth.other.set_value(other, "夜跑")
    page.worth.other.changed.emit()
    qtbot.waitUntil(lambda: rows.columnCount() == 4)
    assert rows.headerData(3, Qt.Orientation.Horizontal) == "夜跑"
    assert [rows.text(row, 3) for row in (0, 1, 3)] == ["1 of 1", "1", "0 of 1"]
    page.worth.show_names.click()
    assert page.worth.names.text().endswith("李四, 王五, 张三")


def test_before_it_begins_there_is_nothing_to_say(
    rooms: EventsRooms, page: AfterPage, qtbot: QtBot
) -> None:
    later = save_event(None, {"title": "夜跑", "begins": datetime(2026, 11, 9, 19)})
    rooms.show_room(AFTER, later)
    assert page.opinions.opinions.rowCount() == 0
    assert QApplication.focusWidget() is page.opinions.line
    page.show_pane(WORTH)
    qtbot.waitUntil(lambda: page.worth._rooms.currentIndex() == 1)


def test_escape_leads_back_and_ctrl_n_starts_a_slip(rooms: EventsRooms, page: AfterPage) -> None:
    page.show_pane(WORTH)
    rooms.start_new()
    assert QApplication.focusWidget() is page.opinions.line and page.pills[OPINIONS].isChecked()
    press(page.opinions.line, Key.Key_Escape)
    assert rooms.currentWidget() is rooms.page


def test_f2_comments_and_the_column_is_the_comments(rooms: EventsRooms, page: AfterPage) -> None:
    rooms.edit_selected()
    assert page.opinions.table.currentIndex().column() == COMMENT


def test_slips_go_out_as_a_list(
    page: AfterPage, event: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    take_out = page.opinions.take_out
    assert not take_out.isVisible(), "there are none yet"
    commit(page.opinions.line, "5; 3 还行")
    enter(page.opinions.line)
    assert take_out.isVisible()
    target = tmp_path / "slips.csv"
    monkeypatch.setattr(asking, "choose_target", lambda *_args, **_named: target)
    take_out.click()
    qtbot.waitUntil(lambda: target.exists())
    lines = target.read_text("utf-8-sig").splitlines()
    assert lines == ["Event,Day,Rating,Comment", "晨跑,2026-10-25,5,", "晨跑,2026-10-25,3,还行"]
