"""Which columns of a list are shown, kept by this computer, and by which it is sorted: a menu."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ui.preferences import Preferences
from ui.records.columns import Column
from ui.records.table import RecordTable
from ui.wording import _


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
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addMenu(self._orders(menu))
        menu.addSeparator()
        for column in self._columns[1:]:
            action = QAction(_written(column), menu, checkable=True)
            action.setChecked(column.name not in self._table.hidden_columns())
            action.toggled.connect(lambda shown, name=column.name: self.toggle(name, shown))
            menu.addAction(action)
        menu.popup(below.mapToGlobal(below.rect().bottomLeft()))

    def _orders(self, parent: QMenu) -> QMenu:
        """Return what the headings do, for those who have no mouse."""
        menu = QMenu(_("Sort by"), parent)
        group = QActionGroup(menu)
        header = self._table.horizontalHeader()
        for place, column in enumerate(self._columns):
            if column.sortable:
                action = QAction(_written(column), group, checkable=True)
                action.setChecked(place == header.sortIndicatorSection())
                action.triggered.connect(lambda _on=False, place=place: self._sort(place))
                menu.addAction(action)
        menu.addSeparator()
        turn = menu.addAction(_("The other way round"))
        turn.triggered.connect(lambda: self._sort(header.sortIndicatorSection()))
        return menu

    def _sort(self, place: int) -> None:
        """Sort by a column; the one it is sorted by already, the other way round."""
        header = self._table.horizontalHeader()
        rising = Qt.SortOrder.AscendingOrder
        again = place == header.sortIndicatorSection() and header.sortIndicatorOrder() == rising
        header.setSortIndicator(place, Qt.SortOrder.DescendingOrder if again else rising)

    def toggle(self, name: str, shown: bool) -> None:
        changed = set(self._preferences.kept_names(self._key)) - {name}
        if shown == (name in self._optional()):
            changed.add(name)
        self._preferences.keep_names(self._key, sorted(changed))
        self.apply(self._columns)

    def _optional(self) -> set[str]:
        return {column.name for column in self._columns if column.optional}


def _written(column: Column) -> str:
    return column.heading.replace("&", "&&")
