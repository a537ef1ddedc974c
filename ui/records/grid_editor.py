"""Several rows as one value of a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import count
from typing import Any

from ui.records.editors import Editor, Unreadable
from ui.records.grid import Grid
from ui.records.grid_model import GridColumn


class GridEditor(Editor):
    """Its value is a tuple of mappings, one for each row in which anything stands."""

    def __init__(self, columns: Sequence[GridColumn], name: str) -> None:
        self.grid = Grid(columns, name)
        super().__init__(self.grid)
        self._keys = count()
        self.grid.rows.edited.connect(self._take)
        self.grid.rows.refused.connect(self.changed)
        self.grid.remove_wanted.connect(self._remove)

    def value(self) -> tuple[Mapping[str, Any], ...]:
        wrong = self.grid.rows.first_wrong()
        if wrong is not None:
            raise Unreadable(wrong[1])
        written = [column.name for column in self.grid.rows.columns if not column.choices]
        rows = self.grid.rows.values()
        return tuple(row for row in rows if any(row[name] not in (None, "") for name in written))

    def set_value(self, value: Any, shown: str = "") -> None:
        self.grid.rows.blockSignals(True)
        self.grid.rows.forget_typed()
        self.grid.rows.blockSignals(False)
        self.grid.show_rows([(next(self._keys), dict(row)) for row in value])

    def _take(self, key: int | None, values: dict[str, Any]) -> None:
        """Let the empty row be one of the others once something stands in it."""
        if key is None:
            self.grid.show_rows([*self._rows(), (next(self._keys), values)])
        self.changed.emit()

    def _remove(self, key: int) -> None:
        self.grid.show_rows([(each, values) for each, values in self._rows() if each != key])
        self.changed.emit()

    def _rows(self) -> list[tuple[Any, dict[str, Any]]]:
        rows = self.grid.rows
        return list(zip(rows.keys(), rows.values(), strict=True))
