"""Bars above the page that offer something and wait, in nobody's way, until it is decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import furniture


@dataclass(frozen=True)
class Offer:
    """What is said about a file, and the ways to go: the first is the one we advise. `merge` is the
    number of the merge it rests on: while that is undone, it is not offered."""

    path: Path
    text: str
    ways: tuple[tuple[str, Callable[[], None]], ...]
    icon: str = field(default="folder-sync")
    merge: int | None = None


class OfferBar(QWidget):
    """Signals:

    decided: one of the ways was chosen.
    """

    decided = Signal()

    def __init__(self, offer: Offer) -> None:
        super().__init__()
        self.offer = offer
        frame = QFrame()
        frame.setProperty("role", "offer")
        frame.setAccessibleName(offer.text)
        across = QHBoxLayout(frame)
        across.setContentsMargins(14, 8, 10, 8)
        across.setSpacing(10)
        across.addWidget(furniture.Picture(offer.icon, 20, "accent"))
        across.addWidget(furniture.paragraph(offer.text, ""), 1)
        self.buttons = [furniture.button(title) for title, _do in offer.ways]
        for button, (_title, do) in zip(self.buttons, offer.ways, strict=True):
            across.addWidget(button)
            button.clicked.connect(lambda _checked=False, do=do: self._choose(do))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 14, 28, 14)
        outer.addWidget(frame)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, offer.text))

    def _choose(self, do: Callable[[], None]) -> None:
        self.decided.emit()
        do()
