"""The model of a short table that is edited in place: a finished line in each row."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import Qt

from ui.records.plain_rows import Index, PlainRows
from ui.wording import _

_Role = Qt.ItemDataRole


class Line(Protocol):
    @property
    def id(self) -> bytes: ...


SomeLine = TypeVar("SomeLine", bound=Line)
Save = Callable[[SomeLine, str, Any], bool]


class EditedRows(PlainRows, Generic[SomeLine]):
    """`fields` are the ones of a line the columns hold, "" where it is none; what `save` writes of
    one is shown. In the `typed` columns Qt may open a line to type in.

    Who inherits says what stands in a cell, and what a cell holds that is no field.
    """

    def __init__(
        self,
        headings: Sequence[str],
        fields: Sequence[str],
        typed: Collection[int],
        save: Save[SomeLine],
    ) -> None:
        super().__init__(headings)
        self._fields = fields
        self._typed = typed
        self._save = save
        self._lines: list[SomeLine] = []

    def show(self, lines: Sequence[SomeLine]) -> None:
        """Show others; where they are the same ones, what is selected stays selected, and what is
        being typed into one that has not changed stays typed."""
        before = self._lines
        if [line.id for line in before] != [line.id for line in lines]:
            self.beginResetModel()
            self._lines = list(lines)
            self.endResetModel()
            return
        self._lines = list(lines)
        for row, (line, known) in enumerate(zip(lines, before, strict=True)):
            if line != known:
                self.dataChanged.emit(self.index(row, 0), self.index(row, len(self._fields) - 1))

    def line(self, row: int) -> SomeLine | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def lines(self) -> list[SomeLine]:
        return list(self._lines)

    def count(self) -> int:
        return len(self._lines)

    def value(self, row: int, column: int) -> Any:
        field = self._fields[column]
        return getattr(self._lines[row], field) if field else None

    # Qt overrides

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if index.isValid() and role == _Role.EditRole:
            return self.value(index.row(), index.column())
        said = super().data(index, role)
        return said or _("empty") if role in (_Role.ToolTipRole, _Role.AccessibleTextRole) else said

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:
        line, field = self.line(index.row()), self._fields[index.column()]
        if line is None or role != _Role.EditRole or not field:
            return False
        value = value.strip() if isinstance(value, str) else value
        if getattr(line, field) == value:
            return True
        if not self._save(line, field, value):
            return False
        # To save may have shown other lines meanwhile.
        if self.line(index.row()) == line:
            self._lines[index.row()] = replace(line, **{field: value})  # type: ignore[type-var]
            self.dataChanged.emit(index, index)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        typed = index.isValid() and index.column() in self._typed
        return flags | Qt.ItemFlag.ItemIsEditable if typed else flags
