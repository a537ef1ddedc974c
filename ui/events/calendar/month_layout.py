"""Where in a month everything stands, for painting it and for finding what the mouse is on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPoint, QRect

from models.events.calendar import Span
from ui.events.calendar.lanes import Bar, Lanes, bars_of, fit

HEAD = 27  # pixels above the first bar: the number of the day and what day it is
LANE, GAP = 20, 2
_SIDE = 4


@dataclass(frozen=True)
class WeekPlace:
    """A week on screen: its cells, and what lies in them."""

    cells: tuple[QRect, ...]
    lanes: Lanes
    room: int

    def bar_place(self, bar: Bar) -> QRect:
        return bar_place(self.cells[bar.first : bar.last + 1], bar)

    def more_place(self, column: int) -> QRect:
        """Return where a day says how many more there are: its last lane."""
        return lane_place(self.cells[column], self.room - 1)

    def bar_at(self, point: QPoint) -> Bar | None:
        return next((bar for bar in self.lanes.bars if self.bar_place(bar).contains(point)), None)

    def is_more(self, column: int, point: QPoint) -> bool:
        return column in self.lanes.more and self.more_place(column).contains(point)


def week_place(cells: Sequence[QRect], week: Sequence[date], span: Span) -> WeekPlace:
    room = room_in(cells[0].height())
    return WeekPlace(tuple(cells), fit(bars_of(week, span), room), room)


def room_in(height: int) -> int:
    """Return how many lanes a cell of this height has."""
    return max(1, (height - HEAD - GAP) // (LANE + GAP))


def lane_place(cell: QRect, lane: int) -> QRect:
    top = cell.top() + HEAD + lane * (LANE + GAP)
    return QRect(cell.left() + _SIDE, top, cell.width() - 2 * _SIDE, LANE)


def bar_place(cells: Sequence[QRect], bar: Bar) -> QRect:
    """Return the place of a bar over its cells; where it goes on, it reaches to the edge."""
    place = lane_place(cells[0].united(cells[-1]), bar.lane)
    left = 0 if bar.begins_here else -_SIDE
    right = 0 if bar.ends_here else _SIDE
    return place.adjusted(left, 0, right, 0)
