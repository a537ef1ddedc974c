"""Rows for a table, fetched in pages when they are looked at. Knows columns, no database."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from ui.records.columns import Column, Look

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
LINE_ROLE = Qt.ItemDataRole.UserRole
# More than a window of rows has: small enough for the frame a keystroke has.
PAGE = 25
KEPT_PAGES = 48
_ROWS = "application/x-guildbook-rows"
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Lines(Protocol):
    """The part of models.listing.Listing a table needs."""

    @property
    def total(self) -> int: ...

    def lines(self, start: int, stop: int) -> Sequence[Any]: ...

    def position(self, record_id: bytes) -> int | None: ...

    def ids(self) -> Sequence[bytes]: ...


class TableModel(QAbstractTableModel):
    """Shows one listing at a time; never holds more than a few pages of it.

    Signals:
        dropped: rows were dragged to another place; carries the row dragged and the row it
            should stand before.
    """

    dropped = Signal(int, int)

    def __init__(
        self, columns: Sequence[Column], parent: QObject | None = None, movable: bool = False
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._movable = movable
        self._listing: Lines | None = None
        self._total = 0
        self._pages: OrderedDict[int, Sequence[Any]] = OrderedDict()

    def set_columns(self, columns: Sequence[Column]) -> None:
        self.beginResetModel()
        self._columns = tuple(columns)
        self.endResetModel()

    def show(self, listing: Lines) -> None:
        self.beginResetModel()
        self._listing = listing
        self._total = listing.total
        self._pages.clear()
        self.endResetModel()

    @property
    def listing(self) -> Lines | None:
        return self._listing

    def line(self, row: int) -> Any | None:
        """Return the finished line of a row; None where the row has meanwhile gone."""
        if self._listing is None or not 0 <= row < self._total:
            return None
        number, place = divmod(row, PAGE)
        page = self._pages.get(number)
        if page is None:
            page = self._listing.lines(number * PAGE, min((number + 1) * PAGE, self._total))
            self._pages[number] = page
            if len(self._pages) > KEPT_PAGES:
                self._pages.popitem(last=False)
        else:
            self._pages.move_to_end(number)
        return page[place] if place < len(page) else None

    def row_of(self, record: bytes) -> int | None:
        return None if self._listing is None else self._listing.position(record)

    def ids(self, rows: range) -> list[bytes]:
        """Return the ids of a stretch of rows without keeping its lines."""
        if self._listing is None:
            return []
        if len(rows) > PAGE:
            return list(self._listing.ids()[rows.start : rows.stop])
        return [line.id for line in map(self.line, rows) if line is not None]

    # Qt overrides

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else self._total

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role not in _ANSWERED:
            return None
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if column.look is Look.NUMBER else _LEFT
        line = self.line(index.row())
        if line is None or role == LINE_ROLE:
            return line
        if role == Qt.ItemDataRole.ToolTipRole and column.tip is not None:
            return column.tip(line)
        return column.text(line)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self._columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._columns[section].heading
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self._columns[section].look is Look.NUMBER else _LEFT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.ItemIsDropEnabled if self._movable else Qt.ItemFlag.NoItemFlags
        return _MOVABLE if self._movable else _CELL

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [_ROWS]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        carried = QMimeData()
        carried.setData(_ROWS, str(min(index.row() for index in indexes)).encode())
        return carried

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        if not data.hasFormat(_ROWS):
            return False
        target = row if row >= 0 else parent.row() if parent.isValid() else self._total
        self.dropped.emit(int(data.data(_ROWS).toStdString()), target)
        # False: the rows stay; the page asks models/ to reorder and shows the new listing.
        return False


# Joined once: asked of every cell, to join them takes longer than to draw it.
_CELL = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_MOVABLE = _CELL | Qt.ItemFlag.ItemIsDragEnabled
_ANSWERED = frozenset(
    {
        Qt.ItemDataRole.DisplayRole,
        Qt.ItemDataRole.ToolTipRole,
        Qt.ItemDataRole.AccessibleTextRole,
        Qt.ItemDataRole.TextAlignmentRole,
        LINE_ROLE,
    }
)
