"""Short tables to read or to decide in: their model, and how they look."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.wording import _

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
_Role = Qt.ItemDataRole
_SAID = (_Role.DisplayRole, _Role.ToolTipRole, _Role.AccessibleTextRole)


class PlainRows(QAbstractTableModel):
    """Rows of texts. `headings` are message ids; columns in `numbers` stand at the right. Who
    inherits says how many rows there are and what stands in a cell."""

    def __init__(self, headings: Sequence[str], numbers: Collection[int] = ()) -> None:
        super().__init__()
        self._headings = headings
        self._numbers = numbers

    def count(self) -> int:
        raise NotImplementedError

    def text(self, row: int, column: int) -> str:
        raise NotImplementedError

    # Qt overrides

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self.count()

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role == _Role.TextAlignmentRole:
            return self._side(index.column())
        return self.text(index.row(), index.column()) if role in _SAID else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return _(self._headings[section])
        if orientation == Qt.Orientation.Horizontal and role == _Role.TextAlignmentRole:
            return self._side(section)
        return None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        right = column in self._numbers
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


def show_plainly(table: QTableView, row_height: int) -> None:
    """Give a table whole rows without a grid; Tab comes to a row, and leaves the table."""
    table.setShowGrid(False)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    rows = table.verticalHeader()
    rows.hide()
    rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.setDefaultSectionSize(row_height)
    table.horizontalHeader().setHighlightSections(False)
    table.installEventFilter(_Arrival(table))


def share_width(table: QTableView, widths: Mapping[int, int], rest: int) -> None:
    """Give columns a width each; one gets what is left."""
    header = table.horizontalHeader()
    header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    header.setSectionResizeMode(rest, QHeaderView.ResizeMode.Stretch)
    for column, width in widths.items():
        table.setColumnWidth(column, width)


class _Arrival(QObject):
    """Selects a row where the keyboard comes to a table that has none selected. Qt alone would make
    the first one current unseen, and the first arrow key would step over it."""

    _WAYS = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason)

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table

    # Qt overrides

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QFocusEvent) and event.gotFocus() and event.reason() in self._WAYS:
            rows = self._table.selectionModel()
            if rows is not None and not rows.hasSelection():
                self._table.selectRow(max(self._table.currentIndex().row(), 0))
        return super().eventFilter(watched, event)
