"""An event held by the mouse: from which day, and over which it is now."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta

from PySide6.QtCore import QObject, QPoint, QRect, QTimer
from PySide6.QtWidgets import QApplication

from models.events.calendar import DayEvent

_TURNING = 700  # milliseconds above or below the days until another month is shown


@dataclass
class Drag:
    """`grabbed` is the day it was taken by, `hold` where on its bar; it has `begun` once the
    mouse went further than a click does. `over` is the day it would be dropped on."""

    event: DayEvent
    grabbed: date
    pressed: QPoint
    bar: QRect
    point: QPoint = field(default_factory=QPoint)
    over: date | None = None
    begun: bool = False

    def move(self, point: QPoint, over: date | None) -> None:
        far = (point - self.pressed).manhattanLength() >= QApplication.startDragDistance()
        self.begun = self.begun or far
        self.point = point
        self.over = over if self.begun else None

    @property
    def days(self) -> int:
        """By how many days it would be moved."""
        return 0 if self.over is None else (self.over - self.grabbed).days

    @property
    def target(self) -> frozenset[date]:
        """The days it would lie on."""
        if not self.days:
            return frozenset()
        return frozenset(day + timedelta(days=self.days) for day in self.event.days)

    @property
    def ghost(self) -> QRect:
        """Where what is held is drawn."""
        return self.bar.translated(self.point - self.pressed)


class Edge(QObject):
    """Turns months while something is held above or below the days."""

    def __init__(self, turn: Callable[[int], None], parent: QObject) -> None:
        super().__init__(parent)
        self._turn = turn
        self._way = 0
        self._clock = QTimer(self, interval=_TURNING)
        self._clock.timeout.connect(lambda: self._turn(self._way))

    def watch(self, point: QPoint, height: int) -> None:
        way = -1 if point.y() < 0 else 1 if point.y() > height else 0
        if way != self._way:
            self._way = way
            self._clock.start() if way else self._clock.stop()

    def rest(self) -> None:
        self._way = 0
        self._clock.stop()
