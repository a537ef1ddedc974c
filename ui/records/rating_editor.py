"""The editor of a mark from 1 to 5."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.records.editors import Editor
from ui.wording import _

_STEPS: dict[int, int] = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class RatingEditor(Editor):
    """1 to 5, or nothing: five buttons, one stop of Tab; a digit sets, arrows walk, Delete or a
    second press clears."""

    def __init__(self) -> None:
        self._buttons = [QPushButton(str(mark)) for mark in range(1, 6)]
        super().__init__(self._buttons[0])
        for mark, button in enumerate(self._buttons, 1):
            button.setCheckable(True)
            button.setProperty("role", "pill")
            button.installEventFilter(self)
            button.clicked.connect(partial(self._choose, mark))
            self._row.addWidget(button, 1)
        self.set_value(None)

    def value(self) -> int | None:
        return self._mark

    def set_value(self, value: Any, shown: str = "") -> None:
        self._mark: int | None = int(value) if value else None
        for mark, button in enumerate(self._buttons, 1):
            button.setChecked(mark == self._mark)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            if mark > 1:  # where Tab comes to one, it would have come to the others
                QWidget.setTabOrder(self._buttons[mark - 2], button)
        stop = self._buttons[(self._mark or 1) - 1]
        stop.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFocusProxy(stop)

    def name_for_readers(self, name: str) -> None:
        for mark, button in enumerate(self._buttons, 1):
            button.setAccessibleName(_("{name}: {mark} of 5", name=name, mark=mark))

    def _choose(self, mark: int | None, checked: bool = True) -> None:
        self.set_value(mark if checked else None)
        self.changed.emit()

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            if event.text() in ("1", "2", "3", "4", "5"):
                self._choose(int(event.text()))
                self._buttons[int(event.text()) - 1].setFocus()
                return True
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) or event.text() == "0":
                self._choose(None)
                return True
            if (step := _STEPS.get(event.key())) and isinstance(watched, QPushButton):
                self._buttons[min(max(self._buttons.index(watched) + step, 0), 4)].setFocus()
                return True
        return False
