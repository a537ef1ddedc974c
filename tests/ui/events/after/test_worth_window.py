"""Formats side by side, and the hours of the week as a heat map."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from models.events.attendance import save_attendance
from models.events.event import save_event
from models.members.member import save_member
from models.metrics.worth import Slot
from models.vocabulary import Kind
from tests.ui.conftest import settle
from ui import wording
from ui.desk import Desk
from ui.events.after.worth_window import WorthWindow, heat_map
from ui.events.rooms import EventsRooms
from ui.session import Session


@pytest.fixture
def window(session: Session, qtbot: QtBot) -> WorthWindow:
    members = [save_member(None, {"name": f"p{number}"}) for number in range(6)]
    for days_ago, form, count in ((7, "gathering", 5), (14, "gathering", 3), (200, "夜跑", 6)):
        begins = datetime(2026, 10, 31, 19) - timedelta(days=days_ago)
        values = {"title": "x", "begins": begins, "status": "done", "format": form}
        event = save_event(None, values)
        for member in members[:count]:
            save_attendance(event, member, rsvp="yes", came="yes", rating=4)
    made = WorthWindow(session)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made.rows.rowCount() > 0)
    return made


def told(window: WorthWindow) -> dict[str, list[str]]:
    rows = window.rows
    return {
        rows.text(row, 0): [rows.text(row, column) for column in range(1, 9)]
        for row in range(rows.count())
    }


def test_every_format_has_its_figures(window: WorthWindow) -> None:
    assert told(window) == {
        "Gathering": ["2", "4.0", "100% (8 of 8)", "0", "–", "4.0 (8)", "–", "5"],
        "夜跑": ["1", "6", "100% (6 of 6)", "6", "0% (0 of 6)", "4.0 (6)", "–", "6"],
    }
    assert window.best.text() == (
        "Of the hours with several events, most people come on Saturday, 19:00: 4.0 on average,"
        " at 2 events."
    )
    assert "Saturday, 19:00: 4.0 people at 2 events" in window.chart.accessibleName()


def test_another_stretch_of_time_is_asked_for(window: WorthWindow, qtbot: QtBot) -> None:
    window.period.setCurrentIndex(0)
    qtbot.waitUntil(lambda: list(told(window)) == ["Gathering"])
    window.period.setCurrentIndex(3)
    qtbot.waitUntil(lambda: len(told(window)) == 2)


def test_the_heat_map_is_painted_in_both_languages(window: WorthWindow) -> None:
    for language in ("en", "zh_CN"):
        wording.use(language)
        make, words = heat_map([Slot(5, 7, 2, 12.5), Slot(6, 20, 1, 3)])
        drawing = make(300, 200)
        texts = {each.text for each in drawing.contents if hasattr(each, "text")}
        assert {"7:00", "20:00", "12", "3"} <= texts and words
    window.chart.grab()


def test_nothing_in_that_time_is_said(session: Session, qtbot: QtBot) -> None:
    made = WorthWindow(session)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitUntil(lambda: made._rooms.currentIndex() == 1)
    assert any("No event in this time" in each.text() for each in made.findChildren(QLabel))


def test_it_opens_from_anywhere(desk: Desk, qtbot: QtBot) -> None:
    assert desk.session is not None
    desk.session.go_to(Kind.EVENT, pill="worth")
    qtbot.waitUntil(lambda: bool(desk.window.findChildren(WorthWindow)))
    (window,) = desk.window.findChildren(WorthWindow)
    settle(desk, qtbot)
    window.close()
    assert desk.window.findChildren(EventsRooms)
