"""An event taken by the mouse and dropped on another day, or not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from models.base import database
from models.events.event import save_event
from models.events.recurring import Frequency, Repetition
from models.events.repeating import plan_series
from models.journal.undo import undo_step
from models.month import Month
from tests.models.events.test_repeating import begun, planned
from tests.ui.events.calendar.conftest import (
    Led,
    bar_of,
    drag,
    let_go,
    middle_of,
    move_mouse,
    settled,
    stored,
    values,
)
from tests.ui.keyboard import press
from ui import asking
from ui.events.calendar.day_window import DayWindow
from ui.events.calendar.page import CalendarPage
from ui.session import Session
from ui.undoing import undo

Open = Callable[[str], CalendarPage]
Key, Left = Qt.Key, Qt.MouseButton.LeftButton
WEDNESDAY = date(2026, 11, 4)
RUN = datetime(2026, 11, 4, 7, 30)
CAMP = datetime(2026, 11, 13, 18)


def test_it_keeps_its_time_and_its_length(
    open_page: Open, session: Session, qtbot: QtBot, told: list[tuple[str, bool]]
) -> None:
    run = save_event(None, values("晨跑", RUN, ends=RUN + timedelta(hours=2)))
    view = open_page("month").month
    target = middle_of(view, date(2026, 11, 20))
    drag(view, bar_of(view, run, WEDNESDAY), target)
    let_go(view, target)
    settled(session, qtbot)
    moved = RUN + timedelta(days=16)
    assert (stored(run).begins, stored(run).ends) == (moved, moved + timedelta(hours=2))
    assert told[-1][1] and (view.day, view.selected) == (date(2026, 11, 20), run)
    undo(session)
    assert (stored(run).begins, stored(run).ends) == (RUN, RUN + timedelta(hours=2))


def test_what_lasts_for_days_moves_by_as_much_as_the_mouse(
    open_page: Open, session: Session, qtbot: QtBot
) -> None:
    camp = save_event(None, values("露营", CAMP, ends=CAMP + timedelta(days=2)))
    view = open_page("month").month
    start = bar_of(view, camp, date(2026, 11, 15))  # its third day, in the week after
    target = middle_of(view, date(2026, 11, 17))
    drag(view, start, target)
    assert view._drag is not None
    assert view._drag.target == {date(2026, 11, 15) + timedelta(days=n) for n in range(3)}
    let_go(view, target)
    assert stored(camp).begins == CAMP + timedelta(days=2)
    assert stored(camp).ends == CAMP + timedelta(days=4)


def test_escape_lets_go_and_leaves_the_calendar_open(open_page: Open, qtbot: QtBot) -> None:
    run = save_event(None, values("晨跑", RUN))
    page = open_page("month")
    view, target = page.month, middle_of(page.month, date(2026, 11, 20))
    drag(view, bar_of(view, run, WEDNESDAY), target)
    with qtbot.assertNotEmitted(page.left):
        press(view, Key.Key_Escape)
    let_go(view, target)
    assert stored(run).begins == RUN and _last_action() == "event.add"
    with qtbot.waitSignal(page.left):
        press(view, Key.Key_Escape)


def test_a_click_that_trembles_moves_nothing(open_page: Open, led: Led) -> None:
    run = save_event(None, values("晨跑", RUN))
    view = open_page("month").month
    start = bar_of(view, run, WEDNESDAY)
    drag(view, start, start + QPoint(2, 2))
    let_go(view, start + QPoint(2, 2))
    outside = QPoint(-40, 50)
    drag(view, start, outside)
    let_go(view, outside)
    assert stored(run).begins == RUN and _last_action() == "event.add"


def test_it_can_be_carried_into_another_month(open_page: Open) -> None:
    run = save_event(None, values("晨跑", RUN))
    page = open_page("month")
    view, point = page.month, middle_of(page.month, date(2026, 11, 12))
    drag(view, bar_of(view, run, WEDNESDAY), point)
    press(view, Key.Key_PageDown)
    assert page.first == Month(2026, 12)
    target = middle_of(view, date(2026, 12, 24))
    move_mouse(view, target)
    let_go(view, target)
    assert stored(run).begins == datetime(2026, 12, 24, 7, 30)


@pytest.mark.parametrize(("answer", "moved"), [(0, 1), (1, 3), (None, 0)])
def test_of_a_series_this_one_or_all_that_follow(
    answer: int | None, moved: int, open_page: Open, session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    asked: list[str] = []

    def choose(_parent: object, question: str, _answers: object) -> int | None:
        asked.append(question)
        return answer

    monkeypatch.setattr(asking, "choose", choose)
    weekly = Repetition(Frequency.WEEKLY, weekdays=(2,), count=4)
    series = plan_series(values("晨跑", RUN), weekly)
    before = begun(series)
    second = planned(series)[1][0]
    view = open_page("month").month
    target = middle_of(view, date(2026, 11, 12))  # from Wednesday to Thursday
    drag(view, bar_of(view, second, date(2026, 11, 11)), target)
    let_go(view, target)
    assert asked == ["This event belongs to a series. What is to change?"]
    after = [
        begins + timedelta(days=1 if 1 <= place < 1 + moved else 0)
        for place, begins in enumerate(before)
    ]
    assert _every_begin() == after
    if moved:
        undo(session)
        assert _every_begin() == before


def test_a_double_click_plans_on_an_empty_day_and_opens_an_event(open_page: Open, led: Led) -> None:
    run = save_event(None, values("晨跑", RUN))
    view = open_page("month").month
    for point in (middle_of(view, date(2026, 11, 19)), bar_of(view, run, WEDNESDAY)):
        QTest.mouseDClick(view.viewport(), Left, Qt.KeyboardModifier.NoModifier, point)
    assert [each.begins for each in led.planned] == [datetime(2026, 11, 19, 19)]
    assert led.shown == [run]


def test_where_there_is_no_room_the_rest_is_one_click_away(
    open_page: Open, led: Led, page: CalendarPage
) -> None:
    events = [save_event(None, values(f"第{hour}场", RUN.replace(hour=hour)))
              for hour in range(8, 18)]  # fmt: skip
    view = open_page("month").month
    row, column = 0, view.days.weeks[0].index(WEDNESDAY)
    place = view._weeks()[row]
    shown = len(place.lanes.bars)
    assert place.lanes.more == {column: len(events) - shown} and shown > 1
    point = place.more_place(column).center()
    QTest.mouseClick(view.viewport(), Left, Qt.KeyboardModifier.NoModifier, point)
    window = page.findChild(DayWindow) or page.window().findChild(DayWindow)
    assert isinstance(window, DayWindow) and window.isVisible()
    listed = [line.event.id for line in window.list.lines.lines if line.event]
    assert listed == events
    window.list.select(WEDNESDAY, events[-1])
    press(window.list, Key.Key_Return)
    assert led.shown == [events[-1]] and not window.isVisible()


def _every_begin() -> list[datetime]:
    rows = database.execute_sql("SELECT begins FROM event WHERE deleted = 0 ORDER BY begins")
    return [datetime.fromisoformat(begins) for (begins,) in rows]


def _last_action() -> str:
    step = undo_step()
    return step.kind if step else ""
