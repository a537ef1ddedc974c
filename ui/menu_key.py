"""The Alt key alone opens the menu, as in every program with a menu."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget


class MenuKey(QObject):
    """Watches a window for an Alt that was pressed and released with nothing in between."""

    def __init__(self, window: QWidget, open_menu: Callable[[], None]) -> None:
        super().__init__(window)
        self._open_menu = open_menu
        self._alone = False
        window.installEventFilter(self)

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._alone = event.key() == Qt.Key.Key_Alt
        elif event.type() == QEvent.Type.KeyRelease and isinstance(event, QKeyEvent):
            if event.key() == Qt.Key.Key_Alt and self._alone:
                self._alone = False
                self._open_menu()
        elif event.type() in (QEvent.Type.WindowDeactivate, QEvent.Type.ShortcutOverride):
            self._alone = False
        return False
