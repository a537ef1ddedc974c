"""The agenda as lines: a heading for each day, what takes place on it, what is due."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from models import clock
from models.events.calendar import Day, DayEvent, Span
from models.events.task import TaskLine
from ui.events.calendar.words import day_spoken, event_text, event_tip, task_text
from ui.formats import joined
from ui.wording import _

ROOT = QModelIndex()
_Role = Qt.ItemDataRole


@dataclass(frozen=True)
class Line:
    """A line of a day: an event, a task, or with neither the heading; `empty` says nothing is."""

    day: date
    event: DayEvent | None = None
    task: TaskLine | None = None
    empty: bool = False

    @property
    def is_heading(self) -> bool:
        return self.event is None and self.task is None and not self.empty


class AgendaModel(QAbstractListModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.known = Span({}, {}, {})
        self.lines: list[Line] = []

    def show_days(self, known: Span, days: Iterable[date], every: bool = False) -> None:
        """List these days; those with nothing on them only where it is today, or `every` one."""
        self.beginResetModel()
        self.known = known
        self.lines = [line for day in days for line in _lines_of(known.days.get(day), every)]
        self.endResetModel()

    def line(self, index: QModelIndex | QPersistentModelIndex) -> Line | None:
        return self.lines[index.row()] if index.isValid() else None

    def place_of(self, day: date, event: bytes | None = None) -> int | None:
        """Return the line of an event on a day, else the first one of the day or of the next
        that has any."""
        on_it = [place for place, line in enumerate(self.lines) if line.day == day]
        for place in on_it:
            found = self.lines[place].event
            if event is not None and found is not None and found.id == event:
                return place
        if on_it:
            return on_it[min(1, len(on_it) - 1)]
        later = (place for place, line in enumerate(self.lines) if line.day > day)
        return next(later, len(self.lines) - 1 if self.lines else None)

    # Qt overrides

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        return 0 if parent.isValid() else len(self.lines)

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = _Role.DisplayRole
    ) -> Any:
        line = self.line(index)
        if line is None:
            return None
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return self._spoken(line)
        if role == _Role.ToolTipRole and line.event is not None:
            return event_tip(line.event)
        return None

    def _spoken(self, line: Line) -> str:
        if line.event is not None:
            return event_text(line.event, line.day)
        if line.task is not None:
            return joined([_("due"), task_text(line.task)])
        return _("Nothing is planned.") if line.empty else day_spoken(self.known, line.day)


def _lines_of(day: Day | None, empty_too: bool) -> Iterator[Line]:
    if day is None:
        return
    if not (day.events or day.tasks or empty_too or day.date == clock.today()):
        return
    yield Line(day.date)
    for event in day.events:
        yield Line(day.date, event=event)
    for task in day.tasks:
        yield Line(day.date, task=task)
    if not (day.events or day.tasks):
        yield Line(day.date, empty=True)
