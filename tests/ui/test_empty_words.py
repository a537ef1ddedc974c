from __future__ import annotations

from PySide6.QtWidgets import QListWidget
from pytestqt.qtbot import QtBot

from ui.empty_words import EmptyWords


def test_words_stand_in_a_list_as_long_as_it_is_empty(qtbot: QtBot) -> None:
    rows = QListWidget()
    qtbot.addWidget(rows)
    words = EmptyWords(rows, "Nothing yet.")
    rows.show()
    qtbot.waitExposed(rows)
    assert words.isVisible() and rows.accessibleDescription() == "Nothing yet."
    rows.resize(500, 300)
    assert words.size() == rows.viewport().size()
    rows.addItem("one")
    assert not words.isVisible() and rows.accessibleDescription() == ""
    rows.takeItem(0)
    assert words.isVisible()
