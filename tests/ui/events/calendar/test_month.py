"""The month by its keys: days, events, months, what is planned, moved, deleted, quiet."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QApplication, QInputDialog, QLineEdit
from pytestqt.qtbot import QtBot

from models.events.attendance import save_attendance
from models.events.event import load_event, save_event
from models.events.quiet_week import quiet_week_of, set_quiet
from models.events.task import save_task
from models.journal.undo import undo_step
from models.members.member import save_member
from models.month import Month
from models.vocabulary import Kind
from tests.ui.events.calendar.conftest import TODAY, Led, settled, stored, values
from tests.ui.keyboard import enter, press
from ui import wording
from ui.events.calendar.month_view import MonthView
from ui.events.calendar.page import CalendarPage
from ui.session import Session
from ui.undoing import undo

Open = Callable[[str], CalendarPage]
Key, Alt = Qt.Key, Qt.KeyboardModifier.AltModifier
RUN = datetime(2026, 11, 4, 7, 30)


@pytest.fixture
def run(book: object) -> bytes:
    return save_event(None, values("晨跑", RUN, ends=RUN + timedelta(hours=2), place="江边"))


def test_it_begins_today_with_the_first_event_of_the_day(run: bytes, open_page: Open) -> None:
    later = save_event(None, values("茶会", RUN.replace(hour=15)))
    page = open_page("month")
    assert (page.day, page.month.selected) == (TODAY, run)
    press(page.month, Key.Key_Space)
    assert page.month.selected == later
    press(page.month, Key.Key_Space)
    assert page.month.selected == run
    press(page.month, Key.Key_Space, Qt.KeyboardModifier.ShiftModifier)
    assert page.month.selected == later


def test_arrows_go_by_days_and_weeks_and_into_other_months(open_page: Open) -> None:
    page = open_page("month")
    for key, day in (
        (Key.Key_Right, date(2026, 11, 5)),
        (Key.Key_Down, date(2026, 11, 12)),
        (Key.Key_Left, date(2026, 11, 11)),
        (Key.Key_Up, date(2026, 11, 4)),
        (Key.Key_Home, date(2026, 11, 1)),
        (Key.Key_End, date(2026, 11, 7)),
        (Key.Key_Up, date(2026, 10, 31)),
    ):
        press(page.month, key)
        assert (page.day, page.month.day) == (day, day)
    assert page.first == Month(2026, 10)
    press(page.month, Key.Key_End, Qt.KeyboardModifier.ControlModifier)
    assert page.day == date(2026, 10, 31)
    press(page.month, Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    assert page.day == date(2026, 10, 1)


def test_pages_turn_by_months_and_t_comes_back(
    open_page: Open, session: Session, qtbot: QtBot
) -> None:
    page = open_page("month")
    page._go(date(2026, 10, 31), None)
    press(page.month, Key.Key_PageUp)
    assert (page.first, page.day) == (Month(2026, 9), date(2026, 9, 30))
    qtbot.waitUntil(lambda: page.heading.title.text() == "September 2026")
    press(page.month, Key.Key_PageDown)
    press(page.month, Key.Key_T)
    settled(session, qtbot)
    assert (page.first, page.day) == (Month(2026, 11), TODAY)


def test_enter_opens_what_is_there_and_plans_where_nothing_is(
    run: bytes, open_page: Open, led: Led
) -> None:
    page = open_page("month")
    enter(page.month)
    assert led.shown == [run]
    press(page.month, Key.Key_Right)
    enter(page.month)
    press(page.month, Key.Key_Left)
    press(page.month, Key.Key_N)
    begins = [each.begins for each in led.planned]
    assert begins == [datetime(2026, 11, 5, 19), datetime(2026, 11, 4, 19)]
    assert led.planned[0].id == b""
    page.edit_selected()
    assert led.edited == [run]


def test_alt_and_arrows_move_an_event_which_undo_takes_back(
    run: bytes, open_page: Open, session: Session, qtbot: QtBot, told: list[tuple[str, bool]]
) -> None:
    page = open_page("month")
    press(page.month, Key.Key_Right, Alt)
    press(page.month, Key.Key_Down, Alt)
    settled(session, qtbot)
    moved = RUN + timedelta(days=8)
    assert (stored(run).begins, stored(run).ends) == (moved, moved + timedelta(hours=2))
    assert (page.day, page.month.selected) == (moved.date(), run)
    assert told[-1] == ("“晨跑” is on Thursday, 12 November 2026 07:30 now.", True)
    step = undo_step()
    assert step is not None and (step.kind, step.amount) == ("event.edit", 1)
    undo(session)
    undo(session)
    assert (stored(run).begins, stored(run).ends) == (RUN, RUN + timedelta(hours=2))
    settled(session, qtbot)
    assert [each.id for each in page.month.days.events_of(RUN.date())] == [run]


def test_whom_to_tell_and_a_quiet_week_are_said_where_it_moves(
    run: bytes, open_page: Open, told: list[tuple[str, bool]]
) -> None:
    save_attendance(run, save_member(None, {"name": "张三"}), rsvp="yes", guests=1)
    set_quiet(date(2026, 11, 11))
    page = open_page("month")
    press(page.month, Key.Key_Down, Alt)
    assert told[-1][0].endswith(
        "07:30 now. 2 people have said yes: tell them. That is a quiet week."
    )


def test_delete_offers_undo(
    run: bytes, open_page: Open, session: Session, qtbot: QtBot, told: list[tuple[str, bool]]
) -> None:
    page = open_page("month")
    press(page.month, Key.Key_Delete)
    assert load_event(run) is None and told == [("1 event deleted.", True)]
    settled(session, qtbot)
    assert page.month.selected is None
    press(page.month, Key.Key_Delete)  # nothing is selected any more
    undo(session)
    settled(session, qtbot)
    assert page.month.days.events_of(TODAY)[0].id == run


def test_q_makes_a_week_quiet_with_its_reason_and_ends_it(
    open_page: Open, session: Session, qtbot: QtBot, later: Callable[[Callable[[], None]], None]
) -> None:
    page = open_page("month")

    def say() -> None:
        window = QApplication.activeModalWidget()
        assert isinstance(window, QInputDialog)
        line = window.findChild(QLineEdit)
        assert line is not None
        line.setText(" 考试周 ")
        window.accept()

    later(say)
    press(page.month, Key.Key_Q)
    settled(session, qtbot)
    quiet = quiet_week_of(TODAY)
    assert quiet is not None and (quiet.monday, quiet.reason) == (date(2026, 11, 2), "考试周")
    assert [day.day for day in page.month.days.known.quiet] == [2, 3, 4, 5, 6, 7, 8]
    press(page.month, Key.Key_Q)
    assert quiet_week_of(TODAY) is None
    undo(session)
    assert quiet_week_of(TODAY) is not None


def test_a_screen_reader_hears_all_of_a_day(run: bytes, open_page: Open) -> None:
    save_task(None, run, {"title": "带水", "due": TODAY})
    set_quiet(TODAY, "考试周")
    page = open_page("month")
    interface = QAccessible.queryAccessibleInterface(page.month)
    assert interface.text(QAccessible.Text.Name) == "Month: November 2026"
    spoken = page.month.currentIndex().data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == (
        "Wednesday, 4 November 2026, today, Quiet week: 考试周, 1 event,"
        " 07:30–09:30 · 晨跑 · 江边 · Gathering · Planned, 1 task is due, 带水 · 晨跑"
    )


@pytest.mark.parametrize(("language", "first"), [("en", 6), ("zh_CN", 0)])
def test_weeks_begin_as_the_reader_is_used_to(
    language: str, first: int, session: Session, clock: object
) -> None:
    wording.use(language)
    view = MonthView()
    assert view.days.weeks[0][0].weekday() == first
    view.deleteLater()


def test_what_changes_elsewhere_is_shown(
    run: bytes, open_page: Open, session: Session, qtbot: QtBot
) -> None:
    page = open_page("month")
    save_event(run, {"begins": RUN + timedelta(days=2), "ends": None})
    session.announce(Kind.EVENT)
    settled(session, qtbot)
    assert page.month.days.events_of(TODAY) == ()
    assert [each.id for each in page.month.days.events_of(date(2026, 11, 6))] == [run]
    assert page.heading.note.text() == "1 event"
