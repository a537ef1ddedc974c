from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.dialogs.frame import Fields


def test_a_row_that_is_shown_again_takes_no_room_for_a_complaint_nobody_has(qtbot: QtBot) -> None:
    window, fields, name = QWidget(), Fields(), QLineEdit()
    qtbot.addWidget(window)
    fields.add("name", "Name", name)
    fields.add("note", "Note", QLineEdit())
    window.setLayout(fields)
    window.show()
    before = window.sizeHint()
    fields.show_row("name", False)
    assert not name.isVisible()
    assert window.sizeHint().height() < before.height()
    fields.show_row("name", True)
    assert name.isVisible()
    qtbot.waitUntil(lambda: window.sizeHint() == before)
    fields.mark({"name": "Write a name."})
    fields.show_row("name", False)
    fields.show_row("name", True)
    qtbot.waitUntil(lambda: window.sizeHint().height() > before.height())  # still said
