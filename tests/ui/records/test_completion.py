from __future__ import annotations

from datetime import datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QPushButton,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from models.events.event import save_event
from models.members.member import save_member
from models.vocabulary import Kind
from tests.ui.keyboard import commit, enter, press
from ui.formats import moment_text
from ui.records.completion import CompletionLine
from ui.records.editors import Editor, LongTextEditor, NumberEditor, TextEditor, Unreadable
from ui.records.filter_bar import SearchLine
from ui.records.record_chooser import RecordChooser, completing
from ui.records.told_apart import told_apart
from ui.session import Session

Control = Qt.KeyboardModifier.ControlModifier


def test_what_is_offered_has_room_for_what_tells_it_apart(qtbot: QtBot) -> None:
    line = CompletionLine(lambda _text: [(1, "Ann", "Clifton")])
    qtbot.addWidget(line)
    completer = line.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    line.offer("a")
    index = completer.completionModel().index(0, 0)
    assert popup.itemDelegate().sizeHint(QStyleOptionViewItem(), index).height() == 34


def test_what_is_offered_can_be_read_whole(qtbot: QtBot) -> None:
    line = CompletionLine(lambda _text: [(1, "Picture books through the year", "11/28/2026 10:00")])
    qtbot.addWidget(line)
    line.setFixedWidth(120)
    line.show()
    commit(line, "p")
    completer = line.completer()
    assert completer is not None
    popup = completer.popup()
    assert popup is not None
    wide = popup.fontMetrics().horizontalAdvance("Picture books through the year 11/28/2026 10:00")
    assert popup.isVisible() and popup.width() > wide
    assert popup.geometry().right() <= line.screen().availableGeometry().right()


def test_an_event_is_told_by_when_it_is(session: Session) -> None:
    save_event(None, {"title": "Walk", "begins": datetime(2026, 11, 28, 19)})
    assert [told for _id, _title, told in completing(Kind.EVENT)("Walk")] == [
        moment_text(datetime(2026, 11, 28, 19))
    ]
    assert told_apart(Kind.EVENT, "soon") == "soon", "as another program wrote it"


def test_enter_chooses_and_once_more_agrees(session: Session, qtbot: QtBot) -> None:
    save_member(None, {"name": "张三"})
    dialog, agreed = QDialog(), QPushButton("OK")
    chooser = RecordChooser(Kind.MEMBER)
    column = QVBoxLayout(dialog)
    for each in (chooser, agreed):
        column.addWidget(each)
    agreed.setDefault(True)
    agreed.clicked.connect(dialog.accept)
    qtbot.addWidget(dialog)
    with qtbot.waitActive(dialog):
        dialog.show()
        dialog.activateWindow()
    commit(chooser.field, "zs")
    enter(chooser.field)
    assert chooser.value() is not None and dialog.isVisible()
    enter(chooser.field)
    assert dialog.result() == QDialog.DialogCode.Accepted


@pytest.mark.parametrize("kind", [TextEditor, LongTextEditor])
def test_ctrl_z_is_the_windows_where_the_field_has_nothing_to_take_back(
    kind: type[Editor], qtbot: QtBot
) -> None:
    window, editor = QWidget(), kind()
    QVBoxLayout(window).addWidget(editor)
    undone: list[bool] = []
    QShortcut(QKeySequence.StandardKey.Undo, window).activated.connect(lambda: undone.append(True))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    commit(editor.field, "abc")
    press(editor.field, Qt.Key.Key_Z, Control)
    assert (editor.value(), undone) == ("", [])
    press(editor.field, Qt.Key.Key_Z, Control)
    assert undone == [True]


def test_ctrl_z_in_a_search_takes_back_only_what_was_just_typed_there(qtbot: QtBot) -> None:
    window, search, other = QWidget(), SearchLine("Name"), QLineEdit()
    column = QVBoxLayout(window)
    column.addWidget(search)
    column.addWidget(other)
    undone: list[bool] = []
    QShortcut(QKeySequence.StandardKey.Undo, window).activated.connect(lambda: undone.append(True))
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    search.setFocus()
    press(search, Qt.Key.Key_Z, Control)
    assert undone == [True]
    QTest.keyClicks(search, "lin")
    press(search, Qt.Key.Key_Z, Control)
    assert (search.text(), undone) == ("", [True])
    QTest.keyClicks(search, "lin")
    press(search, Qt.Key.Key_Escape)
    press(search, Qt.Key.Key_Z, Control)
    assert (search.text(), undone) == ("", [True, True])
    QTest.keyClicks(search, "lin")
    other.setFocus()
    search.setFocus()
    press(search, Qt.Key.Key_Z, Control)
    assert (search.text(), undone) == ("lin", [True, True, True])


def test_a_number_out_of_bounds_is_told_them(qtbot: QtBot) -> None:
    editor = NumberEditor(1, 3_650, "not set")
    qtbot.addWidget(editor)
    commit(editor.field, "0")
    with pytest.raises(Unreadable, match=r"Write a whole number from 1 to 3,650\."):
        editor.value()
    assert editor.field.property("placeholderText") == "not set"
