from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from ui import furniture


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space])
def test_a_button_with_the_keyboard_is_pressed_by_it(qtbot: QtBot, key: Qt.Key) -> None:
    made = furniture.button("Go")
    qtbot.addWidget(made)
    pressed: list[int] = []
    made.clicked.connect(lambda: pressed.append(1))
    qtbot.keyClick(made, key)
    assert pressed == [1]
