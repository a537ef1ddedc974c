"""A month as rows of weeks, for the view to stand on and for a screen reader to read."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from models.events.calendar import WEEK, DayEvent, Span, weeks_of
from models.month import Month
from ui.events.calendar.words import day_spoken
from ui.formats import first_weekday, weekday_text

ROOT = QModelIndex()
_Role = Qt.ItemDataRole
_MONDAY = date(2024, 1, 1)
NOTHING = Span({}, {}, {})


class MonthModel(QAbstractTableModel):
    """`selected` is the event of the current day that keys are about."""

    def __init__(self, month: Month, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.month = month
        self.weeks = weeks_of(month, first_weekday())
        self.known = NOTHING
        self.selected: bytes | None = None

    def show_month(self, month: Month) -> None:
        self.beginResetModel()
        self.month = month
        self.weeks = weeks_of(month, first_weekday())
        self.endResetModel()

    def show_span(self, span: Span) -> None:
        """Show what is known of the days now; the days stay."""
        self.known = span
        last = self.index(len(self.weeks) - 1, WEEK - 1)
        self.dataChanged.emit(self.index(0, 0), last)

    def day_of(self, index: QModelIndex | QPersistentModelIndex) -> date:
        return self.weeks[index.row()][index.column()]

    def place_of(self, day: date) -> QModelIndex | None:
        """Return where a day stands; None where it is not in sight."""
        number = (day - self.weeks[0][0]).days
        if not 0 <= number < len(self.weeks) * WEEK:
            return None
        return self.index(number // WEEK, number % WEEK)

    def events_of(self, day: date) -> tuple[DayEvent, ...]:
        found = self.known.days.get(day)
        return found.events if found else ()

    def event_of(self, event: bytes | None) -> DayEvent | None:
        every = (each for day in self.known.days.values() for each in day.events)
        return next((each for each in every if each.id == event), None)

    # Qt overrides

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self.weeks)

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else WEEK

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = _Role.DisplayRole
    ) -> Any:
        if not index.isValid():
            return None
        if role == _Role.DisplayRole:
            return str(self.day_of(index).day)
        if role == _Role.AccessibleTextRole:
            return day_spoken(self.known, self.day_of(index), self.selected)
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return weekday_text(_MONDAY + timedelta(days=self.weeks[0][section].weekday()))
        return None
