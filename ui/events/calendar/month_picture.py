"""The whole month as it stands now, painted in one go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter

from models import clock
from models.events.calendar import DayEvent
from models.events.holidays import Hint
from models.month import Month
from ui.events.calendar import month_painting as look
from ui.events.calendar.dragging import Drag
from ui.events.calendar.lanes import Bar
from ui.events.calendar.month_layout import WeekPlace
from ui.events.calendar.month_model import MonthModel
from ui.events.calendar.words import festival_text, lunar_text

MORE = b""
Hovered = tuple[date, bytes]  # the day under the mouse, and the event on it, or MORE


@dataclass(frozen=True)
class Picture:
    """What is shown, and what the keyboard and the mouse are on."""

    month: MonthModel
    day: date
    hovered: Hovered | None
    drag: Drag | None
    has_keyboard: bool

    def paint(self, painter: QPainter, weeks: Sequence[WeekPlace]) -> None:
        for place, week in zip(weeks, self.month.weeks, strict=True):
            painter.setClipRect(place.cells[0].united(place.cells[-1]))
            for cell, day in zip(place.cells, week, strict=True):
                look.paint_cell(painter, cell, self._cell(day), self.has_keyboard)
            for bar in place.lanes.bars:
                self._paint_bar(painter, place.bar_place(bar), bar)
            for column, count in place.lanes.more.items():
                hovered = self.hovered == (week[column], MORE)
                look.paint_more(painter, place.more_place(column), count, hovered)
        painter.setClipping(False)
        if self._held is not None:
            look.paint_ghost(painter, self._held.ghost, self._held.event)

    @property
    def _held(self) -> Drag | None:
        return self.drag if self.drag is not None and self.drag.begun else None

    def _paint_bar(self, painter: QPainter, place: QRect, bar: Bar) -> None:
        what = bar.what
        ends = look.Ends(bar.begins_here, bar.ends_here)
        if isinstance(what, DayEvent):
            held = self._held is not None and self._held.event.id == what.id
            selected = what.id == self.month.selected and self.has_keyboard and not held
            hovered = self.hovered is not None and self.hovered[1] == what.id
            look.paint_event(painter, place, what, look.BarLook(selected, hovered, held), ends)
        else:
            look.paint_quiet(painter, place, what, ends)

    def _cell(self, day: date) -> look.CellLook:
        span = self.month.known
        hint, found = span.hints.get(day, Hint()), span.days.get(day)
        return look.CellLook(
            number=str(day.day),
            festival=festival_text(hint),
            lunar=lunar_text(hint),
            due=len(found.tasks) if found else 0,
            inside=Month.of(day) == self.month.month,
            today=day == clock.today(),
            free=hint.free,
            quiet=day in span.quiet,
            current=day == self.day,
            target=self._held is not None and day in self._held.target,
        )
