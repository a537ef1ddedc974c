"""The table every tab shows its records in: rows of 40 px, columns that give way, the keyboard."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QItemSelectionRange,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.records.columns import Column
from ui.records.delegates import CellDelegate
from ui.records.header import Header
from ui.records.table_model import Lines, TableModel

ROW_HEIGHT = 40
# Above this many selected rows a reload keeps the current row only: asking for each one's new
# place would be slower than the reload itself.
KEPT_SELECTION = 300


class RecordTable(QTableView):
    """Signals:

    opened: Enter was pressed on the current row.
    edit_wanted: F2 was pressed, or a row was double-clicked.
    remove_wanted: Delete was pressed.
    typed: a letter was typed, which is the beginning of a search.
    stepped: the current row should move by one place (Alt+Up is −1, Alt+Down 1).
    copy_wanted, paste_wanted: the keys of the clipboard were pressed.
    menu_wanted: the menu of the current row is asked for; carries where on the screen.
    """

    opened = Signal()
    edit_wanted = Signal()
    remove_wanted = Signal()
    typed = Signal(str)
    stepped = Signal(int)
    copy_wanted = Signal()
    paste_wanted = Signal()
    menu_wanted = Signal(object)

    def __init__(self, columns: Sequence[Column], movable: bool = False) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._hidden: frozenset[str] = frozenset()
        self._own_widths: dict[int, int] = {}
        self._fitting = False
        self._kept: tuple[bytes | None, list[bytes]] | None = None
        self.rows = TableModel(columns, self, movable)
        self._header = Header(self)
        self.setHorizontalHeader(self._header)
        self.setModel(self.rows)
        self._cells = CellDelegate(self, self.rows, self._columns)
        self.setItemDelegate(self._cells)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        self._set_headers()
        if movable:
            self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
            self.setDragDropOverwriteMode(False)
            self.setDropIndicatorShown(True)
        self.doubleClicked.connect(lambda _index: self.edit_wanted.emit())

    def _set_headers(self) -> None:
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setDefaultSectionSize(ROW_HEIGHT)
        rows.hide()
        self._header.sectionResized.connect(self._keep_width)

    def set_columns(self, columns: Sequence[Column]) -> None:
        """Show other columns; those that stay keep the width somebody gave them."""
        widths = {self._columns[place].name: width for place, width in self._own_widths.items()}
        self._columns = tuple(columns)
        self._own_widths = {
            place: widths[column.name]
            for place, column in enumerate(self._columns)
            if column.name in widths
        }
        self._fitting = True
        self._cells.set_columns(columns)
        self.rows.set_columns(columns)
        self.fit_columns()

    def show_listing(self, listing: Lines, restore: bool = True) -> None:
        """Show other rows, keeping the current and the selected records where they still are.

        Without `restore` they are only remembered: finding their places orders the whole list,
        which a keystroke cannot wait for.
        """
        if self._kept is None or self.currentIndex().isValid():
            selected = self.selected_ids() if self.selected_count() <= KEPT_SELECTION else []
            self._kept = (self.current_id(), selected)
        scrolled = self.verticalScrollBar().value()
        self.selectionModel().blockSignals(True)
        self.rows.show(listing)
        self.selectionModel().blockSignals(False)
        self.verticalScrollBar().setValue(scrolled)
        if restore:
            self.restore_selection()

    def restore_selection(self) -> None:
        """Select again what was selected before the rows were replaced."""
        (current, selected), self._kept = self._kept or (None, []), None
        if self.currentIndex().isValid():
            return
        self.selectionModel().blockSignals(True)
        flag = QItemSelectionModel.SelectionFlag.Select
        for record in selected if len(selected) > 1 else []:
            self._select_row(self.rows.row_of(record), flag)
        if current is not None:
            self._select_row(self.rows.row_of(current), flag)
        self.selectionModel().blockSignals(False)
        self.viewport().update()

    def current_id(self) -> bytes | None:
        line = self.rows.line(self.currentIndex().row())
        return None if line is None else line.id

    def selected_ids(self) -> list[bytes]:
        ids: list[bytes] = []
        for stretch in self._stretches():
            ids += self.rows.ids(range(stretch.top(), stretch.bottom() + 1))
        return ids

    def selected_rows(self) -> list[int]:
        return sorted(
            row for each in self._stretches() for row in range(each.top(), each.bottom() + 1)
        )

    def shown_columns(self) -> list[Column]:
        """Return the columns the user wants to see, those too for which there is no room now."""
        return [column for column in self._columns if column.name not in self._hidden]

    def select(self, record: bytes) -> bool:
        """Make a record current and bring it into view; False where it is not listed."""
        row = self.rows.row_of(record)
        if row is None:
            return False
        self._select_row(row, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(self.rows.index(row, 0))
        return True

    def select_near(self, row: int) -> None:
        """Make the row current that took the place of one that has gone."""
        row = min(row, self.rows.rowCount() - 1)
        if row >= 0:
            self._select_row(row, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def hide_columns(self, names: frozenset[str]) -> None:
        self._hidden = names
        self.fit_columns()

    def hidden_columns(self) -> frozenset[str]:
        return self._hidden

    def fit_columns(self) -> None:
        """Give every column its width; the least important ones leave where room is short, and
        those that somebody chose last."""
        self._fitting = True
        room = self.viewport().width()
        shown = self._fitting_columns(room)
        left = room - sum(self._least(place) for place in shown)
        growing = [place for place in shown if place not in self._own_widths]
        shares = sum(self._columns[place].stretch for place in growing)
        for place, column in enumerate(self._columns):
            self.setColumnHidden(place, place not in shown)
            if place in shown:
                own = place in self._own_widths or not shares
                extra = 0 if own else max(left, 0) * column.stretch // shares
                self.setColumnWidth(place, self._least(place) + extra)
        self._fitting = False

    def _fitting_columns(self, room: int) -> list[int]:
        named = enumerate(column.name for column in self._columns)
        wanted = [place for place, name in named if name not in self._hidden]
        wanted.sort(key=lambda place: self._columns[place].lasts)
        shown: list[int] = []
        for place in wanted:
            if shown and self._least(place) > room:
                break
            shown.append(place)
            room -= self._least(place)
        return shown

    def _least(self, place: int) -> int:
        """Return the width a column needs: never less than its heading does."""
        heading = self._header.needed_width(place)
        return self._own_widths.get(place, max(self._columns[place].width, heading))

    def _keep_width(self, place: int, _before: int, width: int) -> None:
        if not self._fitting and width:
            self._own_widths[place] = width

    def rows_in_view(self) -> int:
        """Return how many rows there is room for, those that are partly seen too."""
        return self.viewport().height() // ROW_HEIGHT + 2

    def selected_count(self) -> int:
        return sum(stretch.height() for stretch in self._stretches())

    def _stretches(self) -> list[QItemSelectionRange]:
        return list(self.selectionModel().selection().toList())

    def _select_row(self, row: int | None, flags: QItemSelectionModel.SelectionFlag) -> None:
        if row is None:
            return
        index = self.rows.index(row, 0)
        stretch = QItemSelection(index, self.rows.index(row, len(self._columns) - 1))
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        self.selectionModel().select(stretch, flags)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alone = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        key = event.key()
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_wanted.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_wanted.emit()
        elif alone and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit()
        elif alone and key == Qt.Key.Key_F2:
            self.edit_wanted.emit()
        elif alone and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.remove_wanted.emit()
        elif alone and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._go_to_end(key == Qt.Key.Key_End)
        elif alt and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self.stepped.emit(-1 if key == Qt.Key.Key_Up else 1)
        elif alone and event.text().strip() and event.text().isprintable():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        row = self.visualRect(self.currentIndex())
        if not row.isValid():
            return
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        below = self.viewport().mapToGlobal(row.bottomLeft() + QPoint(ROW_HEIGHT, 0))
        self.menu_wanted.emit(below if by_key else event.globalPos())

    def keyboardSearch(self, search: str) -> None:
        """Qt would walk every row; the search field asks the index instead."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.fit_columns()
        self._keep_in_view(event.oldSize().height(), event.size().height())

    def _keep_in_view(self, before: int, now: int) -> None:
        """Where something below took room, such as the notice bar, keep the current row in sight;
        heights in pixels."""
        current = self.visualRect(self.currentIndex())
        if current.isValid() and current.top() < before and now < min(before, current.bottom() + 1):
            self.scrollTo(self.currentIndex())

    def _go_to_end(self, last: bool) -> None:
        row = self.rows.rowCount() - 1 if last else 0
        if row >= 0:
            self._select_row(row, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.scrollTo(self.rows.index(row, 0))
