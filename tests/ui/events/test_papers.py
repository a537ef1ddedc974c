"""Printing for an event and for a season, in a real window."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from models.events.event import remove_events, save_event
from models.papers.event_order import OF_DAYS, EventPaper
from models.vocabulary import Audience
from tests.reports.code_reading import code_on
from tests.reports.gatherings import LINK, Evening
from tests.reports.gatherings import evening as evening
from tests.ui.keyboard import press, tab_stops
from tests.ui.test_accessibility import cut, nameless
from ui import asking
from ui.command_names import is_called
from ui.events.papers_window import EventPapersWindow
from ui.events.rooms import EventsRooms
from ui.records.record_page import RecordPage
from ui.session import Session
from ui.wording import use


@pytest.fixture
def page(evening: Evening, session: Session, qtbot: QtBot) -> RecordPage:
    rooms = EventsRooms(session)
    qtbot.addWidget(rooms)
    rooms.resize(1084, 760)
    rooms.show()
    rooms.reload()
    return rooms.page


def opened(page: RecordPage) -> EventPapersWindow:
    windows = page.window().findChildren(EventPapersWindow)
    return [each for each in windows if each.isVisible()][-1]


def settle(window: EventPapersWindow, session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window._settling.isActive() and not session.tasks.busy)


def text_of(window: EventPapersWindow) -> str:
    document = window.press.preview.document
    return "\n".join(document.getAllText(page).text() for page in range(document.pageCount()))


def choose(window: EventPapersWindow, paper: EventPaper) -> None:
    window.paper.setCurrentIndex(window.paper.findData(paper))


def press_print(page: RecordPage) -> EventPapersWindow:
    page.window().activateWindow()
    page.listing.table.setFocus()
    press(page.listing.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    return opened(page)


def test_the_event_on_show_is_printed_by_keyboard_alone(
    page: RecordPage, evening: Evening, session: Session, qtbot: QtBot
) -> None:
    page.show_record(evening.event)
    window = press_print(page)
    settle(window, session, qtbot)
    text = text_of(window)
    assert "Anna Berg" in text and "Li Late (waiting list)" in text and "138" not in text
    assert window.focusWidget() is window.paper and window.counter.pages.text() == "1 page"
    stops = tab_stops(window, window.paper)
    for widget in (window.audience, window.language, window.options.rows, window.options.pen,
                   window.counter.save_button, window.counter.print_button):  # fmt: skip
        assert widget in stops
    assert nameless(window) == [] and cut(window) == []
    press(window.paper, Qt.Key.Key_Down)
    settle(window, session, qtbot)
    assert window.order().paper is EventPaper.BADGES and "With Anna Berg" in text_of(window)
    assert window.options.rows not in tab_stops(window, window.paper)
    assert window.options.waiting in tab_stops(window, window.paper)
    assert "Li Late" not in text_of(window)
    window.options.waiting.click()
    settle(window, session, qtbot)
    assert "Li Late" in text_of(window)
    press(window, Qt.Key.Key_Escape)
    assert not [each for each in page.window().findChildren(EventPapersWindow) if each.isVisible()]


def test_every_paper_has_an_audience_of_its_own(
    page: RecordPage, evening: Evening, session: Session, qtbot: QtBot
) -> None:
    page.show_record(evening.event)
    window = press_print(page)
    assert window.order().audience is Audience.COMMITTEE
    window.audience.setCurrentIndex(window.audience.findData(Audience.PUBLIC))
    settle(window, session, qtbot)
    assert "晓明" in text_of(window) and "Berg" not in text_of(window)
    assert "only where they agreed" in window._hint.text()
    choose(window, EventPaper.POSTER)
    settle(window, session, qtbot)
    assert window.order().audience is Audience.PUBLIC and "Quist" not in text_of(window)
    window.audience.setCurrentIndex(window.audience.findData(Audience.FULL))
    settle(window, session, qtbot)
    assert "Zoe Quist" in text_of(window) and "in full" in window._hint.text()
    choose(window, EventPaper.SIGN_IN)
    assert window.order().audience is Audience.PUBLIC, "as it was chosen for this paper"
    window.options.rows.setValue(0)
    window.options.pen.setText("WeChat， 签名、")
    assert (window.order().blank, window.order().pen) == (0, ("WeChat", "签名"))
    window.language.setCurrentIndex(window.language.findData("zh_CN"))
    settle(window, session, qtbot)
    assert "WeChat" in text_of(window) and "姓名" in text_of(window)
    window.close()


def test_without_an_event_it_is_the_programme_of_days_one_chooses(
    page: RecordPage, evening: Evening, session: Session, qtbot: QtBot
) -> None:
    menu = {action.text(): action for action in page.buttons._menu.actions()}
    menu["Programme…"].trigger()
    window = opened(page)
    assert [window.paper.itemData(place) for place in range(window.paper.count())] == [
        each for each in EventPaper if each in OF_DAYS
    ]
    settle(window, session, qtbot)
    order = window.order()
    assert (order.first, order.last) == (date(2026, 10, 1), date(2026, 12, 31))
    assert "River & village" in text_of(window) and "Berg" not in text_of(window)
    options = window.options
    options.period.setCurrentIndex(options.period.findData("2026-11"))
    settle(window, session, qtbot)
    assert "Nothing is planned" in text_of(window) and not options.first.isEnabled()
    options.period.setCurrentIndex(options.period.findData("other"))
    options.last.set_value(date(2026, 12, 6))
    options.title.setText("Winter evenings")
    settle(window, session, qtbot)
    assert "River & village" in text_of(window) and "Winter evenings" in text_of(window)
    options.last.field.setText("some day")
    before = text_of(window)
    window.reload()
    assert "date" in window._hint.text() and text_of(window) == before
    options.last.set_value(date(2026, 12, 31))
    choose(window, EventPaper.CALENDAR)
    settle(window, session, qtbot)
    assert "December 2026" in text_of(window) and "15:00 River" in text_of(window)
    assert nameless(window) == [] and cut(window) == []
    window.close()


def test_the_poster_is_saved_as_it_is_shown_and_its_code_is_read(
    page: RecordPage, evening: Evening, session: Session, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    suggested: list[str] = []

    def target(_parent: object, _title: str, _patterns: object, name: str) -> Path:
        suggested.append(name)
        return tmp_path / "poster.pdf"

    monkeypatch.setattr(asking, "choose_target", target)
    page.show_record(evening.event)
    window = press_print(page)
    choose(window, EventPaper.POSTER)
    settle(window, session, qtbot)
    with qtbot.waitSignal(session.told):
        window.counter.save_button.click()
    assert suggested == ["Poster 2026-12-05.pdf"]
    assert code_on(tmp_path / "poster.pdf", tmp_path) == LINK
    window.close()


def test_a_poster_without_a_link_says_why_it_has_no_code(
    page: RecordPage, evening: Evening, session: Session, qtbot: QtBot
) -> None:
    save_event(evening.event, {"link": ""})
    page.show_record(evening.event)
    window = press_print(page)
    choose(window, EventPaper.POSTER)
    settle(window, session, qtbot)
    notes = [each.text() for each in window.options.findChildren(QLabel) if each.isVisible()]
    assert notes == ["This event has no link yet, so there is no code to scan."]
    assert "Scan" not in text_of(window)
    window.close()


def test_an_event_that_went_meanwhile_is_said_and_nothing_can_be_saved(
    page: RecordPage, evening: Evening, session: Session, qtbot: QtBot
) -> None:
    page.show_record(evening.event)
    window = press_print(page)
    settle(window, session, qtbot)
    remove_events([evening.event])
    window.reload()
    settle(window, session, qtbot)
    assert "This event is gone." in window.press.preview.words.text()
    assert not window.counter.save_button.isEnabled()
    window.close()


def test_the_menus_offer_it(page: RecordPage) -> None:
    titles = [action.text() for action in page.pane.menu.actions()]
    assert {"Print…", "Invitation…"} <= set(titles)
    for typed in ("qiandaobiao", "海报", "badge", "qr code"):
        assert is_called("Print…", typed), typed
    assert is_called("Invitation…", "jielong") and is_called("Programme…", "活动安排")
    own = [action for action in page.buttons._menu.actions() if action.text() == "Print…"]
    assert [action.shortcut().toString() for action in own] == ["Ctrl+P"]


def test_in_chinese_nothing_is_cut(
    page: RecordPage, evening: Evening, session: Session, qtbot: QtBot
) -> None:
    use("zh_CN")
    page.show_record(evening.event)
    window = press_print(page)
    for paper in EventPaper:
        choose(window, paper)
        settle(window, session, qtbot)
        assert cut(window) == [] and window.order().language == "zh_CN"
    window.close()


def test_the_month_in_the_calendar_is_printed_by_the_same_keys(
    page: RecordPage, evening: Evening, session: Session, qtbot: QtBot
) -> None:
    rooms = page.parentWidget()
    assert isinstance(rooms, EventsRooms)
    rooms.show_calendar()
    calendar = rooms.room("calendar")
    calendar.turn(14)  # type: ignore[attr-defined]
    rooms.activateWindow()
    press(calendar.view, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)  # type: ignore[attr-defined]
    window = opened(page)
    settle(window, session, qtbot)
    assert window.order().first == date(2027, 12, 1) and "December 2027" in text_of(window)
    window.close()
