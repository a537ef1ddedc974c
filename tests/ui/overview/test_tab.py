from __future__ import annotations

from datetime import date, datetime

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from models.events.attendance import save_attendance
from models.events.event import save_event
from models.events.task import save_task
from models.feedback.feedback import save_feedback
from models.members.member import save_member
from models.vocabulary import Kind
from tests.conftest import FixedClock
from ui.overview.lines import LinkLine
from ui.overview.tab import OverviewTab, overview_tab
from ui.session import Session


@pytest.fixture
def tab(session: Session, qtbot: QtBot) -> OverviewTab:
    made = overview_tab(session)
    qtbot.addWidget(made)
    made.resize(1084, 800)
    return made


def show(tab: OverviewTab, session: Session, qtbot: QtBot) -> None:
    tab.show()
    qtbot.waitUntil(lambda: not session.tasks.busy)


def words_on(widget: QWidget) -> list[str]:
    return [each.text() for each in widget.findChildren(QLabel) if each.isVisible()]


def test_an_empty_community_is_told_how_to_begin(
    tab: OverviewTab, session: Session, qtbot: QtBot
) -> None:
    show(tab, session, qtbot)
    assert "Your community begins here" in words_on(tab)
    with qtbot.waitSignal(session.new_wanted) as wanted:
        tab.add.click()
    assert wanted.args == [Kind.MEMBER]


@pytest.fixture
def year(book: object, clock: FixedClock) -> dict[str, bytes]:
    """Two members, an event that was, one to come without a place, feedback that waits."""
    ann = save_member(None, {"name": "Ann", "joined": date(2026, 9, 1)})
    save_member(None, {"name": "Ben", "joined": date(2026, 10, 2)})
    past = save_event(
        None,
        {"title": "Run", "begins": datetime(2026, 10, 3, 19), "place": "Park", "status": "done"},
    )
    save_attendance(past, ann, rsvp="yes", came="yes")
    soon = save_event(
        None, {"title": "Picnic", "begins": datetime(2026, 11, 2, 10), "status": "planned"}
    )
    waiting = save_feedback(
        None, {"date": date(2026, 10, 1), "kind": "complaint", "text": "Too far", "status": "new"}
    )
    return {"soon": soon, "waiting": waiting}


def test_the_figures_are_those_of_the_file(
    tab: OverviewTab, session: Session, qtbot: QtBot, year: dict[str, bytes]
) -> None:
    show(tab, session, qtbot)
    assert tab.figures.members.figure.text() == "2"
    assert tab.figures.members.accessibleName() == "Members: 2 people. +1 against last month"
    assert tab.figures.interactions.figure.text() == "2"
    assert tab.figures.satisfaction.figure.text() == "–"
    assert tab.figures.open_feedback.figure.text() == "1"
    assert tab.heading.note.text() == "October 2026 · up to 31 October"


def test_every_line_leads_to_where_it_is_dealt_with(
    tab: OverviewTab, session: Session, qtbot: QtBot, year: dict[str, bytes]
) -> None:
    show(tab, session, qtbot)
    lines = {line.accessibleName(): line for line in tab.attention.findChildren(LinkLine)}
    overdue = next(name for name in lines if name.startswith("1 feedback is waiting too long"))
    homeless = next(name for name in lines if "has no place yet" in name)
    for name, kind, record in (
        (overdue, Kind.FEEDBACK, year["waiting"]),
        (homeless, Kind.EVENT, year["soon"]),
    ):
        with qtbot.waitSignal(session.wanted) as wanted:
            lines[name].click()
        assert wanted.args == [kind, record, None]
    with qtbot.waitSignal(session.wanted) as wanted:
        tab.next.findChildren(LinkLine)[0].click()
    assert wanted.args == [Kind.EVENT, year["soon"], None]


def test_news_is_gathered_when_the_tab_can_be_seen(
    tab: OverviewTab, session: Session, qtbot: QtBot
) -> None:
    save_member(None, {"name": "Ann", "joined": date(2026, 9, 1)})
    session.announce(Kind.MEMBER)
    assert not session.tasks.busy
    show(tab, session, qtbot)
    assert tab.figures.members.figure.text() == "1"
    save_member(None, {"name": "Ben", "joined": date(2026, 9, 1)})
    session.announce(Kind.MEMBER)
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert tab.figures.members.figure.text() == "2"


def test_the_summary_button_leads_to_the_reports(
    tab: OverviewTab, session: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.report_wanted):
        tab.summary.click()


def test_tasks_lead_to_the_plan_of_their_event(
    tab: OverviewTab, session: Session, qtbot: QtBot, year: dict[str, bytes]
) -> None:
    save_task(None, year["soon"], {"title": "订场地", "due": date(2026, 10, 30)})
    show(tab, session, qtbot)
    lines = {line.accessibleName(): line for line in tab.attention.findChildren(LinkLine)}
    due = next(name for name in lines if "1 task is due" in name)
    asked: list[tuple[object, ...]] = []
    session.wanted.connect(lambda *wanted: asked.append(wanted))
    lines[due].click()
    assert asked == [(Kind.EVENT, year["soon"], None), (Kind.EVENT, None, "plan")]
