"""The notice bar: what has just happened, with a way to take it back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui import furniture
from ui.wording import _

SHOWN_FOR = 8000  # milliseconds
_GAP = 20
_WIDEST = 620


class Notice(QFrame):
    """Floats over the lower edge of `room`, so that nothing moves when it comes and goes.

    Signals:
    undo_wanted: the user pressed Undo.
    """

    undo_wanted = Signal()

    def __init__(self, room: QWidget) -> None:
        super().__init__(room)
        self.setProperty("role", "notice")
        self.words = furniture.paragraph("", "")
        self.undo = furniture.button(_("Undo"), tip=_("Take the last action back (Ctrl+Z)"))
        self.undo.clicked.connect(self._undo)
        self._room = room
        self._layout = QHBoxLayout(self)
        self._layout.setContentsMargins(16, 8, 10, 8)
        self._layout.setSpacing(14)
        self._layout.addWidget(self.words, 1)
        self._layout.addWidget(self.undo)
        self._clock = QTimer(self, singleShot=True, interval=SHOWN_FOR)
        self._clock.timeout.connect(self._expire)
        room.installEventFilter(self)
        self.hide()

    def tell(self, text: str, undo: bool = False) -> None:
        """Show a sentence for 8 seconds; it stays while the keyboard is on its button."""
        self.words.setText(text)
        self.setAccessibleName(text)
        self.undo.setVisible(undo)
        self._place()
        self.show()
        self.raise_()
        self._clock.start()
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def _undo(self) -> None:
        self.hide()
        self.undo_wanted.emit()

    def _expire(self) -> None:
        if self.undo.hasFocus():
            self._clock.start()
        else:
            self.hide()

    def _place(self) -> None:
        room = self._room.rect()
        width = min(_WIDEST, room.width() - 2 * _GAP, self._natural_width())
        height = max(self._layout.totalHeightForWidth(width), 46)
        self.setGeometry(
            room.center().x() - width // 2, room.bottom() - height - _GAP, width, height
        )

    def _natural_width(self) -> int:
        words = self.words.fontMetrics().horizontalAdvance(self.words.text())
        button = self.undo.sizeHint().width() + 14 if self.undo.isVisibleTo(self) else 0
        return words + button + 34

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize and self.isVisible():
            self._place()
        return super().eventFilter(watched, event)
