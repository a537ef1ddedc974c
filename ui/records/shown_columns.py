"""Which columns of a list are shown: offered in a menu, kept by this computer."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QWidget

from ui.preferences import Preferences
from ui.records.columns import Column
from ui.records.table import RecordTable


class ShownColumns:
    """Keeps the columns that differ from how they begin."""

    def __init__(self, name: str, table: RecordTable, preferences: Preferences) -> None:
        self._key = f"{name}-hidden-columns"
        self._table = table
        self._preferences = preferences
        self._columns: Sequence[Column] = ()

    def apply(self, columns: Sequence[Column]) -> None:
        """Hide of these what is not wanted."""
        self._columns = columns
        changed = set(self._preferences.kept_names(self._key))
        self._table.hide_columns(frozenset(changed ^ self._optional()))

    def offer(self, below: QWidget) -> None:
        """Show the menu under a button."""
        menu = QMenu(below)
        for column in self._columns[1:]:
            action = QAction(column.heading.replace("&", "&&"), menu, checkable=True)
            action.setChecked(column.name not in self._table.hidden_columns())
            action.toggled.connect(lambda shown, name=column.name: self.toggle(name, shown))
            menu.addAction(action)
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))

    def toggle(self, name: str, shown: bool) -> None:
        changed = set(self._preferences.kept_names(self._key)) - {name}
        if shown == (name in self._optional()):
            changed.add(name)
        self._preferences.keep_names(self._key, sorted(changed))
        self.apply(self._columns)

    def _optional(self) -> set[str]:
        return {column.name for column in self._columns if column.optional}
