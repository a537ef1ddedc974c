"""A small table written by keyboard: type in a cell, Enter goes to the next one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QHeaderView,
    QLineEdit,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.records.delegates import CELL_PADDING, paint_ground, paint_text
from ui.records.grid_model import GridColumn, GridModel
from ui.theme import colour
from ui.wording import _

ROW, _HEAD = 36, 37
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_Place = QModelIndex | QPersistentModelIndex


class _Delegate(QStyledItemDelegate):
    """Red is what cannot be read; faint is what an empty row waits for."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Place) -> None:
        model = index.model()
        if not isinstance(model, GridModel):
            return
        column, row = model.columns[index.column()], model.row(index.row())
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        paint_ground(painter, option.rect, selected)
        text = index.data()
        painter.save()
        if row is not None and column.name in row.typed:
            _paint(painter, option, text, "bad", column.right)
        elif text:
            paint_text(painter, option.rect, text, right=column.right)
        elif row is not None and row.key is None and column.hint:
            _paint(painter, option, _(column.hint), "faint", column.right)
        painter.restore()
        if option.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(colour("accent"), 1))
            painter.drawRect(option.rect.adjusted(0, 0, -1, -2))

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Place) -> QWidget:
        line = QLineEdit(parent)
        line.setAccessibleName(index.data(Qt.ItemDataRole.AccessibleTextRole))
        if isinstance(model := index.model(), GridModel) and model.columns[index.column()].right:
            line.setAlignment(Qt.AlignmentFlag.AlignRight)
        return line

    def updateEditorGeometry(
        self, editor: QWidget, option: QStyleOptionViewItem, index: _Place
    ) -> None:
        editor.setGeometry(option.rect.adjusted(0, 0, 0, -1))

    def setEditorData(self, editor: QWidget, index: _Place) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(index.data(Qt.ItemDataRole.EditRole))

    def setModelData(self, editor: QWidget, model: Any, index: _Place) -> None:
        if isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_key = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress
        if is_key and isinstance(watched, QLineEdit) and event.key() in _ENTER:  # type: ignore[attr-defined]
            self.commitData.emit(watched)
            self.closeEditor.emit(watched, QAbstractItemDelegate.EndEditHint.EditNextItem)
            return True
        return super().eventFilter(watched, event)


class Grid(QTableView):
    """Keys: letters and F2 write, Enter goes on to the next cell, Backspace empties one, Space or
    Enter chooses where there is a choice.

    Signals:
        remove_wanted(object): the row with this key is to go.
    """

    remove_wanted = Signal(object)

    def __init__(self, columns: Sequence[GridColumn], name: str) -> None:
        super().__init__()
        self.rows = GridModel(columns, self)
        self.setModel(self.rows)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectItems)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.SelectedClicked
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(ROW)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        for place, column in enumerate(self.rows.columns):
            if column.width:
                self.setColumnWidth(place, column.width)
            else:
                header.setSectionResizeMode(place, QHeaderView.ResizeMode.Stretch)
        for signal in (self.rows.rowsInserted, self.rows.modelReset):
            signal.connect(lambda *_where: self._fit())
        self._fit()

    def show_rows(self, rows: Sequence[tuple[Any, dict[str, Any]]]) -> None:
        """Show these rows; the keyboard stays in its cell, or in the nearest that is left."""
        place, column = self.currentIndex().row(), self.currentIndex().column()
        self.rows.show_rows(rows)
        if place >= 0 and not self.currentIndex().isValid():
            place = min(place, self.rows.rowCount() - 1)
            self.setCurrentIndex(self.rows.index(place, max(column, 0)))

    def begin_row(self) -> None:
        """Put the keyboard into the empty row."""
        self.setCurrentIndex(self.rows.index(self.rows.rowCount() - 1, 0))
        self.setFocus()

    def edit_current(self) -> None:
        index = self.currentIndex()
        if index.isValid() and self.rows.columns[index.column()].choices:
            self._offer(index)
        elif index.isValid():
            self.edit(index)

    def remove_current(self) -> None:
        """Say that the current row is to go; the empty one loses what was begun in it."""
        row = self.rows.row(self.currentIndex().row())
        if row is not None and row.key is not None:
            self.remove_wanted.emit(row.key)

    def _offer(self, index: QModelIndex) -> None:
        """Open the choices of a cell as a menu below it."""
        menu = QMenu(self)
        now = str(index.data(Qt.ItemDataRole.EditRole))
        for choice in self.rows.columns[index.column()].choices:
            entry = menu.addAction(_(choice.title))
            entry.setCheckable(True)
            entry.setChecked(str(choice) == now)
            entry.triggered.connect(
                lambda _on=False, value=str(choice): self.rows.setData(index, value)
            )
        below = self.visualRect(index).bottomLeft() + QPoint(CELL_PADDING, 0)
        menu.popup(self.viewport().mapToGlobal(below))

    def _turn(self, index: QModelIndex) -> None:
        """Choose the next of the choices."""
        values = [str(choice) for choice in self.rows.columns[index.column()].choices]
        now = str(index.data(Qt.ItemDataRole.EditRole))
        place = values.index(now) if now in values else -1
        self.rows.setData(index, values[(place + 1) % len(values)])

    def _fit(self) -> None:
        self.setFixedHeight(_HEAD + ROW * self.rows.rowCount() + 1)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index, key = self.currentIndex(), event.key()
        if self.state() == QAbstractItemView.State.EditingState or not index.isValid():
            super().keyPressEvent(event)
            return
        is_choice = bool(self.rows.columns[index.column()].choices)
        if key == Qt.Key.Key_Delete:
            self.remove_current()
        elif key in (*_ENTER, Qt.Key.Key_F2) and not event.modifiers():
            self.edit_current()
        elif is_choice and key == Qt.Key.Key_Space:
            self._turn(index)
        elif not is_choice and key == Qt.Key.Key_Backspace:
            self.rows.setData(index, "")
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are written into the cell."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and index.isValid():
            if self.rows.columns[index.column()].choices:
                self._offer(index)

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.rows.index(0, 0))


def _paint(
    painter: QPainter, option: QStyleOptionViewItem, text: str, token: str, right: bool
) -> None:
    painter.setPen(colour(token))
    side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
    room = option.rect.adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
    shown = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, shown)
