"""The table of what people said: one key is a mark and goes on to the next."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.events.after.opinions_model import COMMENT, FEEDBACK, NAME, RATING, OpinionsModel
from ui.events.stars import STAR, paint_stars
from ui.records.delegates import CELL_PADDING, paint_chip, paint_ground, paint_text
from ui.records.plain_rows import Index, share_width, show_plainly
from ui.records.table import ROW_HEIGHT
from ui.theme import colour
from ui.wording import _

_WIDTHS = {NAME: 170, RATING: 122, FEEDBACK: 104}


class _Delegate(QStyledItemDelegate):
    """Stars for marks, a chip for what was raised, plain text."""

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        place, text = option.rect, index.data()
        paint_ground(painter, place, bool(option.state & QStyle.StateFlag.State_Selected))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.column() == RATING:
            paint_stars(painter, place, index.data(Qt.ItemDataRole.EditRole) or 0)
        elif index.column() == FEEDBACK and text:
            paint_chip(painter, place, text, "accent")
        else:
            paint_text(painter, place, text)
        painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour("accent"), 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -2))


class OpinionsTable(QTableView):
    """Keys in any cell: 1-5 mark and go on, 0 or Delete takes the mark away, Enter comments, F
    makes feedback of the comment.

    Signals:
        remove_wanted: Delete was pressed on a name.
        feedback_wanted: F was pressed.
    """

    remove_wanted = Signal()
    feedback_wanted = Signal()

    def __init__(self, opinions: OpinionsModel) -> None:
        super().__init__()
        self._opinions = opinions
        opinions.setParent(self)
        self.setModel(opinions)
        self.setItemDelegate(_Delegate(self))
        show_plainly(self, ROW_HEIGHT)
        share_width(self, _WIDTHS, COMMENT)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.setAccessibleName(_("What people said"))

    def selected_rows(self) -> list[int]:
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    def select_row(self, row: int) -> None:
        """Put the keyboard on a row; what is being typed there stays open."""
        is_open = self.state() == QAbstractItemView.State.EditingState
        if is_open and self.currentIndex().row() == row:
            return
        column = self.currentIndex().column() if self.currentIndex().isValid() else RATING
        self.selectRow(row)
        self.setCurrentIndex(self._opinions.index(row, column))
        self.scrollTo(self.currentIndex())

    def comment(self) -> None:
        """Write the comment of the row the keyboard is on."""
        index = self.currentIndex()
        if index.isValid():
            there = index.siblingAtColumn(COMMENT)
            self.setCurrentIndex(there)
            self.edit(there)

    def mark(self, rating: int | None) -> None:
        """Give the row a mark and go on to the next; to take one away stays where it is."""
        index = self.currentIndex()
        if not index.isValid():
            return
        row = index.row()
        given = self._opinions.setData(self._opinions.index(row, RATING), rating)
        if given and rating is not None:
            self._go_on(row)

    def _go_on(self, row: int) -> None:
        if row + 1 < self._opinions.rowCount():
            self.select_row(row + 1)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text()
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Delete:
            if self.currentIndex().column() == RATING:
                self.mark(None)
            else:
                self.remove_wanted.emit()
        elif plain and text and text in "012345":
            self.mark(int(text) or None)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.comment()
        elif key == Qt.Key.Key_F and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.feedback_wanted.emit()
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters do something here; nobody is looked for by them."""

    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        # Keys are answers here: no input method may take them for the beginning of a word.
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        row = self.currentIndex().row()
        super().closeEditor(editor, hint)
        self.setCurrentIndex(self._opinions.index(row, RATING))
        if hint == QAbstractItemDelegate.EndEditHint.SubmitModelCache:
            self._go_on(row)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or event.modifiers() or not index.isValid():
            return
        across = int(event.position().x()) - self.visualRect(index).x() - CELL_PADDING
        if index.column() == RATING and 0 <= across < 5 * STAR:
            rating = across // STAR + 1
            known = index.data(Qt.ItemDataRole.EditRole)
            self._opinions.setData(index, None if known == rating else rating)
