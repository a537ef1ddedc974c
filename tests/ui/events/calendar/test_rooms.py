"""The calendar in its tab: the switch, what is remembered, the way to an event and back."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from models.events.event import load_event, save_event
from models.vocabulary import Kind
from tests.conftest import FixedClock
from tests.ui.conftest import settle
from tests.ui.events.calendar.conftest import settled, values
from tests.ui.keyboard import commit, enter, press
from tests.ui.test_accessibility import cut, nameless
from ui import wording
from ui.desk import Desk
from ui.events.calendar.page import CalendarPage
from ui.events.calendar.switch import AGENDA, LIST, MONTH
from ui.events.rooms import EventsRooms
from ui.jump import Jump
from ui.session import Session

Key = Qt.Key
Show = Callable[[QWidget], None]


@pytest.fixture
def event(book: object) -> bytes:
    return save_event(None, values("晨跑", datetime(2026, 11, 4, 7, 30)))


@pytest.fixture
def rooms(session: Session, qtbot: QtBot, clock: FixedClock, event: bytes) -> EventsRooms:
    clock.set(datetime(2026, 11, 4, 9))
    return tab(session, qtbot)


def tab(session: Session, qtbot: QtBot) -> EventsRooms:
    made = EventsRooms(session)
    qtbot.addWidget(made)
    made.resize(1084, 760)
    made.show()
    qtbot.waitExposed(made)
    settled(session, qtbot)
    return made


def calendar_of(rooms: EventsRooms) -> CalendarPage:
    page = rooms.currentWidget()
    assert isinstance(page, CalendarPage)
    return page


def test_the_switch_leads_between_list_month_and_agenda(
    rooms: EventsRooms, session: Session, qtbot: QtBot
) -> None:
    rooms.switch.pills[AGENDA].click()
    page = calendar_of(rooms)
    assert page.view is page.agenda and page.heading.switch.pills[AGENDA].isChecked()
    page.heading.switch.pills[MONTH].click()
    settled(session, qtbot)
    assert page.month.isVisible() and not page.agenda.isVisible()
    page.heading.switch.pills[LIST].click()
    assert rooms.currentWidget() is rooms.page and rooms.switch.pills[LIST].isChecked()


def test_where_the_switch_has_no_room_the_menu_leads_to_the_calendar(
    rooms: EventsRooms, session: Session, event: bytes, qtbot: QtBot
) -> None:
    rooms.show_record(event)
    rooms.setMinimumSize(1, 1)
    rooms.resize(684, 560)  # the smallest window, with an event beside the list
    qtbot.waitUntil(lambda: not rooms.switch.isVisible() and cut(rooms) == [])
    menus = [each.menu() for each in rooms.page.listing.findChildren(QPushButton)]
    shown = {act.text(): act for menu in menus if menu for act in menu.actions() if act.isVisible()}
    shown["Calendar"].trigger()
    settled(session, qtbot)
    assert calendar_of(rooms).view is calendar_of(rooms).month
    rooms.show_events()
    rooms.resize(1084, 560)
    qtbot.waitUntil(rooms.switch.isVisible)
    assert not shown["Calendar"].isVisible()


def test_arrows_walk_along_the_switch(rooms: EventsRooms) -> None:
    rooms.activateWindow()
    rooms.switch.pills[LIST].setFocus()
    press(rooms.switch.pills[LIST], Key.Key_Right)
    assert rooms.focusWidget() is rooms.switch.pills[MONTH]
    press(rooms.switch.pills[MONTH], Key.Key_Space)
    assert rooms.currentWidget() is not rooms.page


@pytest.mark.parametrize("view", [LIST, MONTH, AGENDA])
def test_the_last_view_is_remembered(
    view: str, rooms: EventsRooms, session: Session, qtbot: QtBot
) -> None:
    rooms.show_calendar(AGENDA)
    calendar_of(rooms).show_view(view)
    again = tab(session, qtbot)
    if view == LIST:
        assert again.currentWidget() is again.page
    else:
        page = calendar_of(again)
        assert page.view is (page.agenda if view == AGENDA else page.month)


def test_an_event_is_opened_and_esc_leads_back(
    rooms: EventsRooms, event: bytes, session: Session, qtbot: QtBot
) -> None:
    rooms.show_calendar(MONTH)
    settled(session, qtbot)
    enter(calendar_of(rooms).month)
    assert rooms.currentWidget() is rooms.page and rooms.page.record == event
    press(rooms.page.listing.table, Key.Key_Escape)
    assert calendar_of(rooms).month.selected == event
    rooms.edit_selected()
    assert rooms.page.pane.is_editing and rooms.page.record == event
    rooms.page.cancel()
    rooms.show_events()


def test_what_is_planned_on_a_day_is_saved_there(
    rooms: EventsRooms, session: Session, qtbot: QtBot
) -> None:
    rooms.show_calendar(MONTH)
    settled(session, qtbot)
    press(calendar_of(rooms).month, Key.Key_Right)
    rooms.start_new()
    assert rooms.page.is_new
    commit(rooms.page.form.editor("title").field, "茶会")
    assert rooms.page.save()
    assert rooms.page.record is not None
    made = load_event(rooms.page.record)
    assert made is not None and made.begins == datetime(2026, 11, 5, 19)
    press(rooms.page.listing.table, Key.Key_Escape)
    settled(session, qtbot)
    page = calendar_of(rooms)
    assert [each.title for each in page.month.days.events_of(date(2026, 11, 5))] == ["茶会"]


def test_a_list_of_its_own_is_not_left_by_esc(rooms: EventsRooms) -> None:
    press(rooms.page.listing.table, Key.Key_Escape)
    assert rooms.currentWidget() is rooms.page


@pytest.mark.parametrize(
    ("typed", "view"), [("agenda", AGENDA), ("holidays", MONTH), ("月视图", MONTH)]
)
def test_ctrl_k_leads_there(typed: str, view: str, desk: Desk, qtbot: QtBot) -> None:
    desk.jump()
    jump = desk.window.findChild(Jump)
    assert jump is not None
    jump.field.setText(typed)
    jump._go(jump.list.item(0))
    settle(desk, qtbot)
    assert desk.pages is not None
    rooms = desk.pages.currentWidget()
    assert isinstance(rooms, EventsRooms)
    page = calendar_of(rooms)
    assert page.view is (page.agenda if view == AGENDA else page.month)


def test_delete_by_the_window_and_undo(desk: Desk, qtbot: QtBot) -> None:
    event = save_event(None, values("晨跑", datetime(2026, 10, 31, 7, 30)))
    assert desk.session is not None
    desk.session.go_to(Kind.EVENT, pill="month")
    settle(desk, qtbot)
    desk.remove_selected()
    assert load_event(event) is None
    desk.shell.notice.undo.click()
    assert load_event(event) is not None


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("width", [636, 804, 1084])
@pytest.mark.parametrize("view", [MONTH, AGENDA])
def test_every_control_has_a_name_and_room_for_its_words(
    view: str, width: int, language: str, session: Session, qtbot: QtBot, event: bytes
) -> None:
    wording.use(language)
    rooms = tab(session, qtbot)
    rooms.resize(width, 520)
    rooms.show_calendar(view)
    settled(session, qtbot)
    qtbot.wait(30)
    page = calendar_of(rooms)
    assert page.width() == width
    assert nameless(page) == [] and cut(page) == []
    page.grab()
