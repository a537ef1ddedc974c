"""The notice bar: what has just happened, with a way to take it back."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout

from ui import furniture
from ui.wording import _

SHOWN_FOR = 8000  # milliseconds


class Notice(QFrame):
    """Takes a place of its own under the page while it is shown, so that it hides no row.

    Signals:
    undo_wanted: the user pressed Undo.
    """

    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "notice")
        self.words = furniture.paragraph("", "")
        self.undo = furniture.button(
            _("Undo"), icon="undo-2", role="flat", tip=_("Take the last action back (Ctrl+Z)")
        )
        self.undo.clicked.connect(self._undo)
        self.more = furniture.button("", tip=_("Go on"))
        self.more.clicked.connect(self._go_on)
        self._way_on: Callable[[], None] | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(28, 5, 20, 6)
        layout.setSpacing(14)
        layout.addWidget(furniture.Picture("check", 16, "accent"))
        layout.addWidget(self.words, 1)
        layout.addWidget(self.more)
        layout.addWidget(self.undo)
        self._clock = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self._clock.timeout.connect(self._expire)
        self.hide()

    def tell(
        self, text: str, undo: bool = False, more: tuple[str, Callable[[], None]] | None = None
    ) -> None:
        """Show a sentence for 8 seconds; it stays while the keyboard is on one of its buttons.
        `more` is a way on from there: what it is called, and what it does."""
        self.words.setText(text)
        self.setAccessibleName(text)
        self.undo.setVisible(undo)
        title, self._way_on = more or ("", None)
        self.more.setText(title)
        self.more.setAccessibleName(title)
        self.more.setVisible(more is not None)
        self.show()
        self._clock.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _undo(self) -> None:
        self.hide()
        self.undo_wanted.emit()

    def _go_on(self) -> None:
        self.hide()
        if self._way_on is not None:
            self._way_on()

    def _expire(self) -> None:
        if self.undo.hasFocus() or self.more.hasFocus():
            self._clock.start()
        else:
            self.hide()
