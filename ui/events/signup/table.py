"""The preview of a chain, answered line by line with the keyboard."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from models.exchange.signup.plan import LEAVE_OUT, STAYS, SignUp, State
from ui.events.signup.model import ANSWER, NAME, NOTE, PERSON, STATE, TONES, SignUpModel
from ui.events.signup.offers import candidates_of, offers_for
from ui.records.delegates import paint_chip, paint_ground, paint_text
from ui.theme import colour
from ui.wording import _

_WIDTHS = {NAME: 140, ANSWER: 92, NOTE: 120, STATE: 176}
_ROW = 34


class _Delegate(QStyledItemDelegate):
    """Texts, and a chip for what happens."""

    def __init__(self, table: SignUpTable) -> None:
        super().__init__(table)
        self._table = table

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        place, line = option.rect, self._table.lines.line(index.row())
        paint_ground(painter, place, bool(option.state & QStyle.StateFlag.State_Selected))
        if line is None:
            return
        text = str(index.data() or "")
        if index.column() == STATE:
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            paint_chip(painter, place, text, TONES.get(line.state, "grey"))
            painter.restore()
        else:
            paint_text(painter, place, text)
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour("accent"), 1))
            painter.drawRect(place.adjusted(0, 0, -1, -2))


class SignUpTable(QTableView):
    """Digits choose whom a line means, Enter or a click opens all that may be said of it, Delete
    leaves it out; letters go to the line below.

    Signals:
        answered: carries {key: answer}, and what a chosen member is called.
        asked: another member is to be named for the current line; carries the letters typed.
        moved: another line is the current one.
    """

    answered = Signal(object)
    asked = Signal(str)
    moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.lines = SignUpModel()
        self.lines.setParent(self)
        self.setModel(self.lines)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(_("People in the chain"))
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(_ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionResizeMode(PERSON, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self.selectionModel().currentRowChanged.connect(lambda _new, _old: self.moved.emit())

    def current(self) -> SignUp | None:
        return self.lines.line(self.currentIndex().row())

    def go_to(self, row: int) -> None:
        """Make a row the current one."""
        if 0 <= row < self.lines.rowCount():
            self.selectRow(row)
            self.scrollTo(self.lines.index(row, NAME))
        self.moved.emit()

    def next_waiting(self) -> int:
        """Return the row to be asked about next, behind the current one or anew from the first; -1
        where there is none."""
        waiting, here = self.lines.waiting(), self.currentIndex().row()
        return next((row for row in waiting if row > here), waiting[0] if waiting else -1)

    def offer_answers(self) -> None:
        """Open the menu of the current line; what is no member goes to every selected line."""
        line = self.current()
        if line is None or not (offers := offers_for(line)):
            return
        menu = QMenu(self)
        for offer in offers:
            menu.addAction(offer.text).triggered.connect(self._saying(offer.answer))
        if line.state not in (State.MISSING, State.WITHDRAWN):
            menu.addSeparator()
            another = menu.addAction(_("Another member…"))
            another.triggered.connect(lambda: self.asked.emit(""))
        below = self.visualRect(self.lines.index(self.currentIndex().row(), PERSON)).bottomLeft()
        menu.popup(self.viewport().mapToGlobal(below))

    def say(self, answer: bytes | str) -> None:
        """Answer for the current line; what is no member for all selected ones."""
        rows = {self.currentIndex().row()}
        if isinstance(answer, str):
            rows |= {index.row() for index in self.selectionModel().selectedRows()}
        lines = [line for row in rows if (line := self.lines.line(row)) is not None]
        given = {line.key: answer for line in lines if line.key}
        if given:
            self.answered.emit(given)

    def _saying(self, answer: bytes | str) -> Callable[[], None]:
        return lambda: self.say(answer)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line, text = self.current(), event.text()
        choices = candidates_of(line) if line is not None else []
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and plain:
            self.offer_answers()
        elif plain and text.isascii() and text.isdecimal() and 0 < int(text) <= len(choices):
            self.say(choices[int(text) - 1].answer)
        elif event.key() == Qt.Key.Key_Delete and line is not None:
            self.say(STAYS if line.state in (State.MISSING, State.WITHDRAWN) else LEAVE_OUT)
        elif text.isprintable() and text.strip() and not text.isdecimal() and not _commands(event):
            self.asked.emit(text)
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters name a member in the line below."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() in (PERSON, STATE) and not event.modifiers():
            self.offer_answers()


def _commands(event: QKeyEvent) -> bool:
    modifiers = Qt.KeyboardModifier
    return bool(event.modifiers() & (modifiers.ControlModifier | modifiers.AltModifier))
