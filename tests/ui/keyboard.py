"""Typing as an input method does it: qtbot.keyClicks aborts on a Chinese character."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def commit(widget: QWidget, text: str) -> None:
    """Type text into a widget that has the keyboard."""
    widget.setFocus()
    event = QInputMethodEvent()
    event.setCommitString(text)
    QApplication.sendEvent(widget, event)


def press(widget: QWidget, key: Qt.Key, modifier: Qt.KeyboardModifier | None = None) -> None:
    QTest.keyClick(widget, key, modifier or Qt.KeyboardModifier.NoModifier)


def enter(widget: QWidget) -> None:
    press(widget, Qt.Key.Key_Return)


def tab_stops(window: QWidget, first: QWidget, most: int = 20) -> list[QWidget]:
    """Return where the keyboard comes by Tab from a widget on, until it comes round."""
    window.activateWindow()
    first.setFocus()
    stops = [first]
    while len(stops) < most:
        press(stops[-1], Qt.Key.Key_Tab)
        stop = window.focusWidget()
        if stop is None or stop in stops:
            break
        stops.append(stop)
    return stops
