"""Rows that are written like a spreadsheet's: the last is empty, and what is typed in it is new."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from models.vocabulary import Choice
from ui.records.choices import title_of
from ui.wording import _

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()


@dataclass(frozen=True)
class GridColumn:
    """One field of each row. `read` makes a value of what is typed and raises ValueError where
    that is none, which `wrong` then explains; `write` says how a value is typed; `show`, how it is
    read. One of a closed set of `choices` is not typed. Titles and `wrong` are messages."""

    name: str
    title: str
    width: int = 0
    read: Callable[[str], Any] = str.strip
    write: Callable[[Any], str] = str
    show: Callable[[Any], str] | None = None
    wrong: str = ""
    hint: str = ""
    choices: tuple[Choice, ...] = ()
    usual: Any = None
    right: bool = False


@dataclass
class GridRow:
    """`key` names the row to its owner, None the empty one; `typed` is what could not be read."""

    key: Any
    values: dict[str, Any]
    typed: dict[str, str] = field(default_factory=dict)


class GridModel(QAbstractTableModel):
    """Signals:

    edited(object, dict): fields of the row with this key have these values now; for the key None
    they are a new row's.
    refused: something was typed that cannot be read, or that was put right.
    """

    edited = Signal(object, object)
    refused = Signal()

    def __init__(self, columns: Sequence[GridColumn], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows = [self._empty()]

    def show_rows(self, rows: Sequence[tuple[Any, dict[str, Any]]]) -> None:
        """Show these keys and their values; what could not be read stays where it was typed."""
        before = self.keys()
        keys = [key for key, _values in rows]
        typed = {row.key: row.typed for row in self._rows}
        if keys[:-1] == before and len(keys) == len(before) + 1:
            self._append(*rows[-1])
        elif keys != before:
            self.beginResetModel()
            self._rows = [GridRow(key, {}, typed.get(key, {})) for key in keys]
            self._rows.append(GridRow(None, self._usual(), typed.get(None, {})))
            self.endResetModel()
        for row, (_key, values) in zip(self._rows, rows, strict=False):
            row.values = dict(values)
        self.dataChanged.emit(self.index(0, 0), self.index(len(rows), len(self.columns) - 1))
        self.refused.emit()

    def keys(self) -> list[Any]:
        return [row.key for row in self._rows[:-1]]

    def row(self, place: int) -> GridRow | None:
        return self._rows[place] if 0 <= place < len(self._rows) else None

    def values(self) -> list[dict[str, Any]]:
        return [dict(row.values) for row in self._rows[:-1]]

    def first_wrong(self) -> tuple[QModelIndex, str] | None:
        """Return the first cell that cannot be read, and the message that says what could be."""
        for place, row in enumerate(self._rows):
            for number, column in enumerate(self.columns):
                if column.name in row.typed:
                    return self.index(place, number), column.wrong
        return None

    def forget_typed(self) -> None:
        for row in self._rows:
            row.typed.clear()
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, 0))
        self.refused.emit()

    def _append(self, key: Any, values: dict[str, Any]) -> None:
        """Let the empty row be the new one, and add another empty one below."""
        last = self._rows[-1]
        last.key, last.values = key, dict(values)
        place = len(self._rows)
        self.beginInsertRows(QModelIndex(), place, place)
        self._rows.append(self._empty())
        self.endInsertRows()

    def _empty(self) -> GridRow:
        return GridRow(None, self._usual())

    def _usual(self) -> dict[str, Any]:
        return {column.name: column.usual for column in self.columns}

    # Qt overrides

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], self.columns[index.column()]
        typed, value = row.typed.get(column.name), row.values.get(column.name)
        if role == Qt.ItemDataRole.EditRole:
            return value if column.choices else _written(column, value) if typed is None else typed
        if role == Qt.ItemDataRole.DisplayRole:
            if row.key is None and not row.typed and not self._is_begun(row):
                return ""
            return _shown(column, value) if typed is None else typed
        if role == Qt.ItemDataRole.ToolTipRole:
            return _(column.wrong) if typed is not None else None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = _shown(column, value) if typed is None else typed
            return f"{_(column.title)}: {said or _('empty')}"
        return None

    def _is_begun(self, row: GridRow) -> bool:
        return row.values != self._usual()

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        row, column = self._rows[index.row()], self.columns[index.column()]
        if not column.choices:
            try:
                value = column.read(str(value))
            except ValueError:
                row.typed[column.name] = str(value)
                self.dataChanged.emit(index, index)
                self.refused.emit()
                return False
        held = row.typed.pop(column.name, None)
        if row.values.get(column.name) == value:
            self.dataChanged.emit(index, index)
            if held is not None:
                self.refused.emit()
            return True
        row.values[column.name] = value
        self.dataChanged.emit(index, index)
        # A choice alone says nothing of a row that is not there yet.
        if row.key is not None:
            self.edited.emit(row.key, {column.name: value})
        elif not column.choices:
            self.edited.emit(None, dict(row.values))
        self.refused.emit()
        return True

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(self.columns[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            right = self.columns[section].right
            side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        typed = index.isValid() and not self.columns[index.column()].choices
        return flags | Qt.ItemFlag.ItemIsEditable if typed else flags


def _written(column: GridColumn, value: Any) -> str:
    return "" if value is None else column.write(value)


def _shown(column: GridColumn, value: Any) -> str:
    if column.choices:
        return title_of(type(column.choices[0]), value)
    if value is None:
        return ""
    return column.show(value) if column.show else column.write(value)
