"""Entries of a list that say two lines each, with room around them."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

HELD = Qt.ItemDataRole.UserRole
_HEIGHT = 50


def boxed_list(name: str) -> QListWidget:
    """Return a list with a frame that shows where the keyboard is."""
    made = QListWidget()
    made.setAccessibleName(name)
    made.setProperty("role", "boxed")
    return made


def two_lines(title: str, below: str, held: Any) -> QListWidgetItem:
    item = QListWidgetItem()
    item.setSizeHint(QSize(0, _HEIGHT))
    fill(item, title, below, held)
    return item


def fill(item: QListWidgetItem, title: str, below: str, held: Any) -> None:
    item.setText(f"{title}\n{below}" if below else title)
    item.setData(HELD, held)
