"""The attendance table: one key per answer, three states of coming that look different."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from models.events.attendance import MOST_GUESTS
from models.vocabulary import Came, Rsvp
from ui.events.attendance_model import (
    CAME,
    CHOICES,
    GUESTS,
    NAME,
    NOTE,
    PLACE,
    RATING,
    RSVP,
    WRITTEN,
    AttendanceModel,
)
from ui.events.stars import STAR, paint_stars
from ui.records.delegates import CELL_PADDING, paint_chip, paint_ground, paint_text
from ui.records.plain_rows import show_plainly
from ui.records.table import ROW_HEIGHT
from ui.theme import body_font, colour
from ui.wording import _

TONES: dict[int, dict[str, str]] = {
    RSVP: {Rsvp.YES: "good", Rsvp.NO: "grey", Rsvp.MAYBE: "warning"},
    CAME: {Came.YES: "good", Came.NO: "warning"},
}
_UNKNOWN = (Rsvp.NONE, Came.NO_RECORD)
_KEYS: dict[int, dict[str, str]] = {
    CAME: {"y": Came.YES, "n": Came.NO, "0": Came.NO_RECORD},
    RSVP: {"y": Rsvp.YES, "n": Rsvp.NO, "m": Rsvp.MAYBE, "0": Rsvp.NONE},
}
_WIDTHS = {NAME: 150, RSVP: 112, GUESTS: 70, PLACE: 112, NOTE: 130, CAME: 124, RATING: 122}
_PLAIN = (NAME, GUESTS, *WRITTEN)


class _Delegate(QStyledItemDelegate):
    """Chips for answers, an outlined chip where there is none, stars, plain text."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        place, column = option.rect, index.column()
        value = index.data(Qt.ItemDataRole.EditRole)
        text = index.data()
        paint_ground(painter, place, bool(option.state & QStyle.StateFlag.State_Selected))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if column in _PLAIN:
            paint_text(painter, place, text)
        elif column == PLACE:
            _paint_place(painter, place, text, value)
        elif column == RATING:
            paint_stars(painter, place, value or 0)
        elif value in _UNKNOWN:
            _paint_unknown(painter, place, text)
        else:
            paint_chip(painter, place, text, TONES[column].get(str(value), "grey"))
        painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour("accent"), 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -2))


class AttendanceTable(QTableView):
    """Keys in a cell: y, n, m, 0 answer; Space takes the next one; 1-5 rate; digits, + and - are
    guests; letters comment. On a name they mean the person: `answers` is the column y and n are
    about then.

    Signals:
        remove_wanted: Delete was pressed on a name, or Shift+Delete anywhere.
    """

    remove_wanted = Signal()

    def __init__(self, people: AttendanceModel) -> None:
        super().__init__()
        self._people = people
        people.setParent(self)
        self.answers = RSVP
        self.setModel(people)
        self.setItemDelegate(_Delegate(self))
        show_plainly(self, ROW_HEIGHT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
        )
        self.horizontalHeader().setStretchLastSection(True)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        self.setAccessibleName(_("Attendance"))

    def selected_rows(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def select_person(self, row: int) -> None:
        """Put the keyboard on a row; what is being typed there stays open."""
        is_open = self.state() == QAbstractItemView.State.EditingState
        if is_open and self.currentIndex().row() == row:
            return
        column = max(self.currentIndex().column(), NAME)
        self.selectRow(row)
        self.setCurrentIndex(self._people.index(row, column))
        self.scrollTo(self.currentIndex())

    def set_all(self, column: int, value: Any) -> None:
        """Give every selected person the same answer."""
        for row in self.selected_rows():
            self._people.setData(self._people.index(row, column), value)

    def offer_choices(self, index: QModelIndex) -> None:
        """Open the answers of a cell as a menu below it."""
        menu = QMenu(self)
        for choice in CHOICES[index.column()]:
            action = menu.addAction(_(choice.title))
            action.setCheckable(True)
            action.setChecked(choice == index.data(Qt.ItemDataRole.EditRole))
            action.triggered.connect(
                lambda _on=False, value=str(choice): self.set_all(index.column(), value)
            )
        below = self.visualRect(index).bottomLeft() + QPoint(CELL_PADDING, 0)
        menu.popup(self.viewport().mapToGlobal(below))

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        key, text = event.key(), event.text().lower()
        shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Delete and (shifted or index.column() == NAME):
            self.remove_wanted.emit()
        elif index.isValid() and self._answer(index, key, text):
            event.accept()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters answer or comment here; people are found in the line above."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or event.modifiers() or not index.isValid():
            return
        across = int(event.position().x()) - self.visualRect(index).x() - CELL_PADDING
        if index.column() in CHOICES:
            self.offer_choices(index)
        elif index.column() == RATING and 0 <= across < 5 * STAR:
            mark = across // STAR + 1
            known = index.data(Qt.ItemDataRole.EditRole)
            self._people.setData(index, None if known == mark else mark)

    def answer_key(self, key: Qt.Key) -> None:
        """Do what F2 or Delete means in the current cell, wherever the keyboard is."""
        index = self.currentIndex()
        if key == Qt.Key.Key_Delete and index.column() == NAME:
            self.remove_wanted.emit()
        elif index.isValid():
            self._answer(index, key, "")

    def _answer(self, index: QModelIndex, key: int, text: str) -> bool:
        """Take a key as an answer of the current cell; False where it means nothing there."""
        if index.column() in (NAME, PLACE):
            index = index.siblingAtColumn(self._meant(text))
        column = index.column()
        enter = key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2)
        if column in CHOICES:
            if enter:
                self.offer_choices(index)
            elif key == Qt.Key.Key_Space:
                values = [str(choice) for choice in CHOICES[column]]
                now = str(index.data(Qt.ItemDataRole.EditRole))
                self.set_all(column, values[(values.index(now) + 1) % len(values)])
            elif text in _KEYS[column]:
                self.set_all(column, str(_KEYS[column][text]))
            else:
                return False
            return True
        if column == RATING and ((text in "012345" and text) or key == Qt.Key.Key_Delete):
            self._people.setData(index, int(text) if text in "12345" and text else None)
            return True
        if column == GUESTS and (guests := _guests(index, key, text)) is not None:
            self.set_all(GUESTS, guests)
            return True
        if column in WRITTEN and enter:
            self.edit(index)
            return True
        return False

    def _meant(self, text: str) -> int:
        """Return the column a key is about where the current one has nothing to answer."""
        if text and text in _KEYS[self.answers]:
            return self.answers
        if text and text in "12345":
            return RATING
        return GUESTS if text and text in "+＋=-－" else NAME


def _guests(index: QModelIndex, key: int, text: str) -> int | None:
    """Return how many guests a key makes of what a cell says; None where it means nothing."""
    now = int(index.data(Qt.ItemDataRole.EditRole))
    if text and text in "+＋=":
        return min(now + 1, MOST_GUESTS)
    if text and text in "-－":
        return max(now - 1, 0)
    if key == Qt.Key.Key_Delete:
        return 0
    return int(text) if text.isdecimal() and text.isascii() else None


def _paint_place(painter: QPainter, place: QRect, text: str, number: int | None) -> None:
    """Say quietly that somebody has a place, and aloud that somebody waits."""
    if number:
        paint_chip(painter, place, text, "warning")
    elif number == 0:
        painter.setPen(colour("faint"))
        inside = place.adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter, text)


def _paint_unknown(painter: QPainter, place: QRect, text: str) -> None:
    """Draw an outline instead of a filled chip: nothing is known, so nothing is claimed."""
    painter.setFont(body_font(12))
    width = painter.fontMetrics().horizontalAdvance(text) + 18
    chip = QRect(place.x() + CELL_PADDING - 1, place.center().y() - 10, width, 21)
    painter.setPen(QPen(colour("strong_line"), 1, Qt.PenStyle.DashLine))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(chip, 10.5, 10.5)
    painter.setPen(colour("faint"))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)
