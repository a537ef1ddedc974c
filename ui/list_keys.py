"""The keys of a list in a window of its own: what its buttons do, without leaving its rows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

NEW, RENAME, REMOVE, UP, DOWN = "Ctrl+N", "F2", "Del", "Alt+Up", "Alt+Down"


def press_by_key(rows: QWidget, made: QPushButton, keys: str) -> None:
    """Let keys press a button while the keyboard is in the rows, Ctrl+N wherever it is in the
    window; the button's tip names them."""
    inside = Qt.ShortcutContext.WidgetShortcut
    context = Qt.ShortcutContext.WindowShortcut if keys == NEW else inside
    QShortcut(QKeySequence(keys), rows, context=context).activated.connect(made.click)
    written = QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    said = made.toolTip() or made.text()
    made.setToolTip(f"{said} ({written})")
