"""The agenda: what comes, day by day, with the keys of the month."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.events.attendance import save_attendance
from models.events.event import load_event, save_event
from models.events.quiet_week import set_quiet
from models.events.task import save_task, tasks_of
from models.members.member import save_member
from models.month import Month
from tests.ui.events.calendar.conftest import TODAY, Led, settled, stored, values
from tests.ui.keyboard import enter, press
from ui import wording
from ui.events.calendar.page import CalendarPage
from ui.session import Session
from ui.undoing import undo

Open = Callable[[str], CalendarPage]
Key, Alt = Qt.Key, Qt.KeyboardModifier.AltModifier
TALK = datetime(2026, 11, 20, 19)


@pytest.fixture
def talk(book: object) -> bytes:
    return save_event(None, values("读书会", TALK, ends=TALK + timedelta(hours=2), capacity=2,
                                   place="图书馆", status="announced"))  # fmt: skip


def spoken(page: CalendarPage) -> list[str]:
    lines = page.agenda.lines
    return [
        str(lines.index(row).data(Qt.ItemDataRole.AccessibleTextRole))
        for row in range(lines.rowCount())
    ]


def test_it_says_day_by_day_what_comes(talk: bytes, open_page: Open) -> None:
    save_attendance(talk, save_member(None, {"name": "张三"}), rsvp="yes")
    save_task(None, talk, {"title": "订场地", "due": date(2026, 11, 12)})
    save_event(None, values("太远", datetime(2027, 3, 1, 9)))
    set_quiet(date(2026, 11, 19), "考试周")
    page = open_page("agenda")
    assert spoken(page) == [
        "Wednesday, 4 November 2026, today, nothing planned",
        "Nothing is planned.",
        "Thursday, 12 November 2026, nothing planned, 1 task is due, 订场地 · 读书会",
        "due · 订场地 · 读书会",
        "Friday, 20 November 2026, Quiet week: 考试周, 1 event, 19:00–21:00 · 读书会 · 图书馆 ·"
        " Gathering · Announced · 1 of 2 places taken",
        "19:00–21:00 · 读书会 · 图书馆 · Gathering · Announced · 1 of 2 places taken",
    ]
    assert page.day == TODAY and page.heading.title.text() == "From November 2026"


def test_its_keys_open_plan_move_and_delete(
    talk: bytes, open_page: Open, led: Led, session: Session, qtbot: QtBot
) -> None:
    page = open_page("agenda")
    press(page.agenda, Key.Key_End)
    assert (page.day, page.current) == (TALK.date(), talk)
    enter(page.agenda)
    assert led.shown == [talk]
    press(page.agenda, Key.Key_Up)
    enter(page.agenda)
    assert [each.begins for each in led.planned] == [datetime(2026, 11, 20, 19)]
    press(page.agenda, Key.Key_Down)
    for _press in range(2):
        press(page.agenda, Key.Key_Right, Alt)
    settled(session, qtbot)
    assert stored(talk).begins == TALK + timedelta(days=2)
    assert page.agenda.selected == talk and page.day == date(2026, 11, 22)
    press(page.agenda, Key.Key_Delete)
    assert load_event(talk) is None
    undo(session)
    assert load_event(talk) is not None


def test_space_ticks_a_task_and_enter_shows_its_event(
    talk: bytes, open_page: Open, led: Led, session: Session, qtbot: QtBot
) -> None:
    save_task(None, talk, {"title": "订场地", "due": date(2026, 11, 12)})
    page = open_page("agenda")
    page.agenda.setCurrentIndex(page.agenda.lines.index(3))
    enter(page.agenda)
    assert led.shown == [talk]
    press(page.agenda, Key.Key_Space)
    assert tasks_of(talk)[0].done == TODAY
    settled(session, qtbot)
    assert not any("订场地" in text for text in spoken(page))
    undo(session)
    assert tasks_of(talk)[0].done is None


def test_months_are_turned_here_too(
    talk: bytes, open_page: Open, session: Session, qtbot: QtBot
) -> None:
    far = save_event(None, values("春游", datetime(2027, 3, 27, 9)))
    page = open_page("agenda")
    for _press in range(2):
        press(page.agenda, Key.Key_PageDown)
    settled(session, qtbot)
    assert page.first == Month(2027, 1)
    assert [line.event.id for line in page.agenda.lines.lines if line.event] == [far]
    press(page.agenda, Key.Key_T)
    settled(session, qtbot)
    assert (page.first, page.day) == (Month(2026, 11), TODAY)
    page.show_view("month")
    assert page.month.day == TODAY


def test_festivals_are_named_in_the_readers_language_and_lunar_days_only_in_chinese(
    open_page: Open, session: Session, qtbot: QtBot
) -> None:
    save_event(None, values("赏月", datetime(2026, 9, 25, 19)))
    save_event(None, values("平常", datetime(2026, 9, 26, 19)))
    page = open_page("agenda")
    page._show_month(Month(2026, 9))
    settled(session, qtbot)
    assert spoken(page)[0].startswith("Friday, 25 September 2026, Mid-Autumn Festival, 1 event")
    assert spoken(page)[2].startswith("Saturday, 26 September 2026, 1 event")
    wording.use("zh_CN")
    assert spoken(page)[0].startswith("2026年9月25日星期五、中秋节、")
    assert spoken(page)[2].startswith("2026年9月26日星期六、十六、")
