"""What a calendar asks for, whichever way it looks; the keys that are the same in all of them."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent

from models.events.calendar import WEEK

_Key = Qt.Key
_MONTHS = {_Key.Key_PageUp: -1, _Key.Key_PageDown: 1}
_DAYS = {_Key.Key_Left: -1, _Key.Key_Right: 1, _Key.Key_Up: -WEEK, _Key.Key_Down: WEEK}
_PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class Wishes(QObject):
    """Signals:

    gone(date, object): the user goes to a day, and to the event of this id or to none.
    turned(int): so many months on, or back.
    today_wanted: back to today.
    opened(object): show the event of this id.
    new_wanted(date): plan something for a day.
    day_wanted(date): show all of a day.
    moved(object, int): the event of this id is to be so many days later, or earlier.
    removed(object): the event of this id is to be deleted.
    quiet_wanted(date): the week of a day is to be quiet, or no longer.
    ticked(object): the task of this id is done.
    """

    gone = Signal(object, object)
    turned = Signal(int)
    today_wanted = Signal()
    opened = Signal(object)
    new_wanted = Signal(object)
    day_wanted = Signal(object)
    moved = Signal(object, int)
    removed = Signal(object)
    quiet_wanted = Signal(object)
    ticked = Signal(object)

    def answer(self, event: QKeyEvent, day: date, selected: bytes | None) -> bool:
        """Do what a key says that every view understands; False for any other."""
        key = _Key(event.key())
        without_pad = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if without_pad == Qt.KeyboardModifier.AltModifier and key in _DAYS:
            if selected is not None:
                self.moved.emit(selected, _DAYS[key])
            return True
        if event.modifiers() not in _PLAIN:
            return False
        if key in _MONTHS:
            self.turned.emit(_MONTHS[key])
        elif key in (_Key.Key_Return, _Key.Key_Enter):
            self.enter(day, selected)
        elif key in (_Key.Key_Delete, _Key.Key_Backspace):
            if selected is not None:
                self.removed.emit(selected)
        else:
            return self._answer_letter(event.text().casefold(), day)
        return True

    def enter(self, day: date, selected: bytes | None) -> None:
        """Open what is selected; on a day without anything, plan something."""
        if selected is not None:
            self.opened.emit(selected)
        else:
            self.new_wanted.emit(day)

    def _answer_letter(self, letter: str, day: date) -> bool:
        if letter == "n":
            self.new_wanted.emit(day)
        elif letter == "t":
            self.today_wanted.emit()
        elif letter == "q":
            self.quiet_wanted.emit(day)
        else:
            return False
        return True


def days_by(key: int) -> int:
    """Return by how many days an arrow key goes on; 0 for any other key."""
    return _DAYS.get(_Key(key), 0)


def months_by(key: int) -> int:
    """Return by how many months a key goes on; 0 for any other key."""
    return _MONTHS.get(_Key(key), 0)
