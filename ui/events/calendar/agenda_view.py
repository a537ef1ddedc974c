"""The agenda: what comes day by day, in a list that the keys of the month work in too."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QListView

from models import clock
from models.events.calendar import Span
from ui.events.calendar.agenda_model import AgendaModel, Line
from ui.events.calendar.agenda_painting import AgendaDelegate
from ui.events.calendar.day_menu import open_day_menu
from ui.events.calendar.wishes import Wishes
from ui.wording import _


class AgendaView(QListView):
    """Space ticks a task; Enter on one opens the event it is for."""

    def __init__(self) -> None:
        super().__init__()
        self.wishes = Wishes(self)
        self.lines = AgendaModel(self)
        self._silent = False
        self.setModel(self.lines)
        self.setItemDelegate(AgendaDelegate(self, self.lines))
        self.setAccessibleName(_("Agenda"))
        self.setMouseTracking(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    @property
    def line(self) -> Line | None:
        return self.lines.line(self.currentIndex())

    @property
    def day(self) -> date:
        return self.line.day if self.line else clock.today()

    @property
    def selected(self) -> bytes | None:
        """The event the keys are about."""
        line = self.line
        return line.event.id if line and line.event else None

    def show_days(self, known: Span, days: Sequence[date], every: bool = False) -> None:
        """List other days, or the same anew; the place in the list stays."""
        scrolled = self.verticalScrollBar().value()
        self._silent = True
        self.lines.show_days(known, days, every)
        self._silent = False
        self.verticalScrollBar().setValue(scrolled)

    def select(self, day: date, event: bytes | None = None, on_top: bool = False) -> None:
        """Make a line current, `on_top` with its day at the top of what is seen."""
        place = self.lines.place_of(day, event)
        if place is None:
            return
        self._silent = True
        self.setCurrentIndex(self.lines.index(place))
        self._silent = False
        if on_top:
            heading = next(
                number
                for number, line in enumerate(self.lines.lines)
                if line.day == self.lines.lines[place].day
            )
            self.scrollTo(self.lines.index(heading), QListView.ScrollHint.PositionAtTop)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.line
        selected, task = self.selected, line.task if line else None
        if event.key() == Qt.Key.Key_Space and task is not None:
            self.wishes.ticked.emit(task.id)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and task is not None:
            self.wishes.opened.emit(task.event)
        elif not self.wishes.answer(event, self.day, selected):
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here."""

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        if current.isValid() and not self._silent:
            self.wishes.gone.emit(self.day, self.selected)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        line = self.lines.line(self.indexAt(event.position().toPoint()))
        if line is None or event.button() != Qt.MouseButton.LeftButton:
            return
        self.wishes.enter(line.day, line.task.event if line.task else self.selected)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        line = self.line
        if line is None:
            return
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        below = self.visualRect(self.currentIndex()).center()
        where = event.globalPos() if by_mouse else self.viewport().mapToGlobal(below)
        quiet = line.day in self.lines.known.quiet
        open_day_menu(self, self.wishes, line.day, line.event, quiet, where)
