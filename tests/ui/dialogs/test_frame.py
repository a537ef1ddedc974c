from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui import furniture
from ui.dialogs.frame import Fields, buttons_of, column_of
from ui.main_window import tallest


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


def test_a_dialog_cannot_be_made_so_low_that_its_words_are_cut(qtbot: QtBot) -> None:
    dialog = QDialog()
    qtbot.addWidget(dialog)
    column = column_of(dialog, "Words", 300)
    words = furniture.paragraph("Whoever finds the laptop or a copy can read nothing. " * 6)
    column.addWidget(words)
    column.addWidget(buttons_of(dialog, "Agree")[0])
    dialog.show()
    dialog.resize(700, 10)
    qtbot.waitUntil(lambda: words.height() >= words.heightForWidth(words.width()))
    dialog.resize(300, 10)
    qtbot.waitUntil(lambda: words.width() < 300)
    qtbot.waitUntil(lambda: words.height() >= words.heightForWidth(words.width()))
    words.setText("Words. " * 2_000)
    qtbot.waitUntil(lambda: dialog.height() == tallest(dialog))  # and never beyond the screen
    words.setText("Few.")
    qtbot.waitUntil(lambda: dialog.minimumHeight() < 200)


def test_an_open_dialog_comes_to_rest(qtbot: QtBot) -> None:
    dialog, layouts = QDialog(), _Layouts()
    qtbot.addWidget(dialog)
    column = column_of(dialog, "Words", 300)
    column.addWidget(furniture.paragraph("Whoever finds the laptop can read nothing. " * 6))
    dialog.show()
    dialog.resize(500, 10)
    dialog.installEventFilter(layouts)
    qtbot.wait(200)
    assert layouts.count < 10  # it was thousands, and a whole processor


class _Layouts(QObject):
    """Counts how often something was asked to lay itself out."""

    count = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.count += event.type() == QEvent.Type.LayoutRequest
        return False
