"""A calendar on screen in November 2026, its ways out written down instead of followed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import pytest
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from models.events.event import EventValues, load_event
from tests.conftest import FixedClock
from ui.events.calendar.month_view import MonthView
from ui.events.calendar.page import CalendarPage
from ui.events.calendar.ways import CalendarWays
from ui.session import Session

TODAY = date(2026, 11, 4)
Left = Qt.MouseButton.LeftButton


@dataclass
class Led:
    """Where the calendar led to."""

    shown: list[bytes] = field(default_factory=list)
    edited: list[bytes] = field(default_factory=list)
    planned: list[EventValues] = field(default_factory=list)


@pytest.fixture
def led() -> Led:
    return Led()


@pytest.fixture
def told(session: Session) -> list[tuple[str, bool]]:
    said: list[tuple[str, bool]] = []
    session.told.connect(lambda text, undo: said.append((text, undo)))
    return said


@pytest.fixture
def page(session: Session, qtbot: QtBot, clock: FixedClock, led: Led) -> Iterator[CalendarPage]:
    clock.set(datetime.combine(TODAY, datetime.min.time()).replace(hour=9))
    made = CalendarPage(
        session, CalendarWays(led.shown.append, led.edited.append, led.planned.append)
    )
    qtbot.addWidget(made)
    made.resize(1084, 760)
    made.show()
    qtbot.waitExposed(made)
    yield made


@pytest.fixture
def open_page(page: CalendarPage, session: Session, qtbot: QtBot) -> Callable[[str], CalendarPage]:
    """Show the month or the agenda with what is stored by now."""

    def do(view: str) -> CalendarPage:
        page.open(view)
        settled(session, qtbot)
        return page

    return do


def settled(session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not session.tasks.busy)


def middle_of(view: MonthView, day: date) -> QPoint:
    """Return a point of a day's cell below all bars."""
    place = view.days.place_of(day)
    assert place is not None
    cell = view.visualRect(place)
    return QPoint(cell.center().x(), cell.bottom() - 6)


def bar_of(view: MonthView, event: bytes, day: date) -> QPoint:
    """Return the point of an event's bar that lies on a day."""
    for place, week in zip(view._weeks(), view.days.weeks, strict=True):
        for bar in place.lanes.bars:
            if bar.event is not None and bar.event.id == event and day in week:
                cell = place.cells[week.index(day)]
                return QPoint(cell.center().x(), place.bar_place(bar).center().y())
    raise AssertionError("the event has no bar there")


def drag(view: MonthView, start: QPoint, *points: QPoint) -> None:
    """Take what lies at a point and carry it along; it is not let go."""
    QTest.mousePress(view.viewport(), Left, Qt.KeyboardModifier.NoModifier, start)
    for point in points:
        move_mouse(view, point)


def move_mouse(view: MonthView, point: QPoint) -> None:
    """As the mouse moves with its button held, which QTest does not say."""
    event = QMouseEvent(
        QEvent.Type.MouseMove, QPointF(point), QPointF(view.viewport().mapToGlobal(point)),
        Qt.MouseButton.NoButton, Left, Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(view.viewport(), event)


def stored(event: bytes) -> EventValues:
    found = load_event(event)
    assert found is not None
    return found


def values(title: str, begins: datetime, **others: Any) -> dict[str, Any]:
    return {"title": title, "begins": begins, **others}


def let_go(view: MonthView, point: QPoint) -> None:
    QTest.mouseRelease(view.viewport(), Left, Qt.KeyboardModifier.NoModifier, point)
