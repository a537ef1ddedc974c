"""The one line of the door: what is typed finds people, Enter takes them in."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit

from ui.wording import _

_STEPS = {
    Qt.Key.Key_Up: -1,
    Qt.Key.Key_Down: 1,
    Qt.Key.Key_PageUp: -100,
    Qt.Key.Key_PageDown: 100,
}


class DoorLine(QLineEdit):
    """While an input method composes, Enter is its own and takes nobody in.

    Signals:
        taken(bool): Enter; whether Ctrl was held, for somebody who wants to become a member.
        moved(int): so many lines further down the list.
        away_wanted: take the tick of the marked one away.
        undo_wanted: take the last tick of this door back.
    """

    taken = Signal(bool)
    moved = Signal(int)
    away_wanted = Signal()
    undo_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._composing = False
        self.setPlaceholderText(_("Name, initials or phone tail"))
        self.setAccessibleName(_("Who is at the door"))
        self.setInputMethodHints(
            Qt.InputMethodHint.ImhNoAutoUppercase | Qt.InputMethodHint.ImhNoPredictiveText
        )

    # Qt overrides

    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        self._composing = bool(event.preeditString())
        super().inputMethodEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = event.key(), event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            # A key that is held down is one person, not a queue.
            if not self._composing and not event.isAutoRepeat():
                self.taken.emit(bool(held))
        elif event.matches(QKeySequence.StandardKey.Undo):
            self.undo_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Redo):
            event.accept()
        elif key == Qt.Key.Key_Delete and held:
            self.away_wanted.emit()
        elif key in _STEPS:
            self.moved.emit(_STEPS[Qt.Key(key)])
        else:
            super().keyPressEvent(event)
