from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QListWidget, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.keyboard import press
from ui.furniture import button
from ui.list_keys import NEW, REMOVE, press_by_key


def test_the_rows_answer_the_keys_of_their_buttons(qtbot: QtBot) -> None:
    window, rows, line = QWidget(), QListWidget(), QLineEdit()
    remove, new = button("", icon="trash-2", tip="Remove this field"), button("New field")
    column = QVBoxLayout(window)
    for each in (rows, line, remove, new):
        column.addWidget(each)
    pressed: list[str] = []
    remove.clicked.connect(lambda: pressed.append("remove"))
    new.clicked.connect(lambda: pressed.append("new"))
    press_by_key(rows, remove, REMOVE)
    press_by_key(rows, new, NEW)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    line.setFocus()
    press(line, Qt.Key.Key_Delete)
    press(line, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    assert pressed == ["new"]
    rows.setFocus()
    press(rows, Qt.Key.Key_Delete)
    assert pressed == ["new", "remove"]
    remove.setEnabled(False)
    press(rows, Qt.Key.Key_Delete)
    assert pressed == ["new", "remove"]
    assert (remove.toolTip(), new.toolTip()) == ("Remove this field (Del)", "New field (Ctrl+N)")
