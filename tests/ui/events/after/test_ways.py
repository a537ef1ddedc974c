"""How one comes to what is done when an event is over, and what is brought there from elsewhere."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from models.book import close_book
from models.events.attendance import save_attendance
from models.events.evaluation import slips_of
from models.events.event import load_event, save_event
from models.members.member import save_member
from models.papers.event_order import EventPaper
from models.vocabulary import Kind
from tests.ui.conftest import Start, settle
from tests.ui.keyboard import commit
from ui.dialogs.importing_window import ImportWindow
from ui.events.after.page import AfterPage
from ui.events.details import describe_event
from ui.events.papers_window import EventPapersWindow
from ui.events.rooms import AFTER, EventsRooms
from ui.overview.lines import LinkLine
from ui.session import Session

BEGINS = datetime(2026, 10, 25, 7)


@pytest.fixture
def event(book: Path) -> bytes:
    made = save_event(None, {"title": "晨跑", "begins": BEGINS, "status": "done"})
    save_attendance(made, save_member(None, {"name": "张三"}), came="yes", rating=4)
    return made


def test_copied_ratings_are_about_the_event_on_show(
    event: bytes, session: Session, qtbot: QtBot
) -> None:
    rooms = EventsRooms(session)
    qtbot.addWidget(rooms)
    rooms.show()
    rooms.show_room(AFTER, event)
    page = rooms.room(AFTER)
    assert isinstance(page, AfterPage)
    QApplication.clipboard().setText("评分\t意见\n5\t很好\n3\t\n")
    page.opinions.bring.click()
    (menu,) = page.opinions.findChildren(QMenu)
    menu.actions()[1].trigger()
    menu.close()
    window = page.opinions.findChild(ImportWindow)
    assert window is not None

    def ready() -> bool:
        return not session.tasks.busy and window.agree.isEnabled()

    qtbot.waitUntil(ready)
    assert "names nobody" in window._problem.text()
    window.apply()
    qtbot.waitUntil(lambda: len(slips_of(event)) == 2)
    qtbot.waitUntil(lambda: page.opinions.opinions.rowCount() == 3)


def test_the_pane_says_what_was_said_and_learnt(event: bytes) -> None:
    save_event(event, {"went_well": "分组好", "to_change": "早点开始"})
    values = load_event(event)
    assert values
    sections = {each.title: each for each in describe_event(values, ()).sections}
    assert sections["Afterwards"].lines == (
        ("Rated 4.0 of 5", "from 1 answer"),
        ("分组好", "What went well"),
        ("早点开始", "What to change"),
    )


def test_the_overview_leads_to_the_event_nobody_has_evaluated(
    book: Path, start: Start, qtbot: QtBot
) -> None:
    event = save_event(None, {"title": "夜跑", "begins": BEGINS, "status": "done"})
    save_attendance(event, save_member(None, {"name": "张三"}), came="yes")
    close_book()
    desk = start(book)
    settle(desk, qtbot)
    lines = [
        line
        for line in desk.window.findChildren(LinkLine)
        if "How was “夜跑”" in line.accessibleName()
    ]
    assert len(lines) == 1
    lines[0].click()
    settle(desk, qtbot)
    page = desk.window.findChild(AfterPage)
    assert page is not None and page.isVisible() and page._event == event


def test_the_step_stands_in_the_pane_once_it_has_begun(
    event: bytes, session: Session, qtbot: QtBot
) -> None:
    later = save_event(None, {"title": "夜跑", "begins": datetime(2026, 11, 9, 19)})
    rooms = EventsRooms(session)
    qtbot.addWidget(rooms)
    told = {}
    for each in (event, later):
        values = load_event(each)
        assert values
        details = rooms.page._records.describe(values)
        told[each] = [step.text for section in details.sections for step in section.steps]
    assert "Afterwards…" in told[event] and "Afterwards…" not in told[later]
    assert Kind.EVENT is rooms.page._records.kind


def test_the_evaluation_is_printed_from_the_page(
    event: bytes, session: Session, qtbot: QtBot
) -> None:
    rooms = EventsRooms(session)
    qtbot.addWidget(rooms)
    rooms.show()
    rooms.show_room(AFTER, event)
    page = rooms.room(AFTER)
    assert isinstance(page, AfterPage)
    page.show_pane(1)
    commit(page.notes.texts["went_well"].field, "分组好")
    page.print_evaluation()
    window = rooms.window().findChild(EventPapersWindow)
    assert window is not None and window.order().paper is EventPaper.EVALUATION
    qtbot.waitUntil(lambda: not session.tasks.busy)
    found = load_event(event)
    assert found and found.went_well == "分组好"
    window.close()
