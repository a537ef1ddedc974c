"""The bar that says a file is open only to be read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ui import furniture
from ui.wording import _


class ReadingBar(QWidget):
    """Signals:

    copy_wanted: save a copy, which can be changed.
    again_wanted: open the file anew; perhaps it can be written by now.
    """

    copy_wanted = Signal()
    again_wanted = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        text = _("“{file}” is open only to be read: nothing can be changed here.", file=name)
        frame = QFrame()
        frame.setProperty("role", "offer")
        frame.setAccessibleName(text)
        across = QHBoxLayout(frame)
        across.setContentsMargins(14, 8, 10, 8)
        across.setSpacing(10)
        across.addWidget(furniture.Picture("eye", 20, "accent"))
        across.addWidget(furniture.paragraph(text, ""), 1)
        self.copy = furniture.button(_("Save a copy…"))
        self.copy.clicked.connect(self.copy_wanted)
        self.again = furniture.button(_("Try to open it for changes"))
        self.again.clicked.connect(self.again_wanted)
        across.addWidget(self.again)
        across.addWidget(self.copy)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(28, 14, 28, 14)
        outer.addWidget(frame)
