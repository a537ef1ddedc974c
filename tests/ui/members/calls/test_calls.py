"""The queue of whom to speak to, how often, and a call sheet typed back in, by keyboard alone."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from models.journal.undo import undo, undo_step
from models.members.cadence import cadences, queue, save_cadences
from models.members.callers import named_callers, save_callers
from models.members.calling_codes import codes_of, members_coded
from models.members.contact import all_contacts, note_contact
from models.members.member import save_member
from models.vocabulary import Kind
from tests.conftest import FixedClock
from tests.ui.keyboard import commit, enter, press
from ui import asking
from ui.faults import FaultWindow
from ui.members.calls.cadences import CadencesWindow
from ui.members.calls.page import CallsPage
from ui.members.calls.type_in import TypeInWindow
from ui.members.papers_window import PapersWindow
from ui.members.rooms import CALLS, MembersRooms
from ui.session import Session

CONTROL = Qt.KeyboardModifier.ControlModifier
TODAY = date(2026, 10, 31)
NAMES = ("张三", "李四", "王五", "赵六")


@pytest.fixture(autouse=True)
def no_faults() -> None:
    """The window itself is looked at here."""


@pytest.fixture
def people(session: Session) -> dict[str, bytes]:
    session.preferences.organizer = "Lin"
    save_cadences({"跑步": 30})
    save_callers(["Lin", "Mei"])
    made = {}
    for place, name in enumerate(NAMES):
        joined = TODAY - timedelta(days=100 - place)
        made[name] = save_member(None, {"name": name, "joined": joined, "tags": ["跑步"],
                                        "phone": f"1380000000{place}"})  # fmt: skip
    return made


@pytest.fixture
def rooms(people: dict[str, bytes], session: Session, qtbot: QtBot) -> Iterator[MembersRooms]:
    made = MembersRooms(session)
    qtbot.addWidget(made)
    made.resize(1184, 760)
    made.show()
    qtbot.waitExposed(made)
    yield made


@pytest.fixture
def page(rooms: MembersRooms, session: Session, qtbot: QtBot) -> CallsPage:
    rooms.show_pill(CALLS)
    settle(session, qtbot)
    return rooms.calls


def settle(session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not session.tasks.busy)


def names(page: CallsPage) -> list[str]:
    rows = page.table.rows
    return [rows.line(row).name for row in range(rows.rowCount())]  # type: ignore[union-attr]


def pills(page: CallsPage) -> list[QPushButton]:
    return [each for each in page._pills.findChildren(QPushButton) if each.isVisibleTo(page)]


def test_the_queue_comes_again_after_a_mistake_of_the_program(
    page: CallsPage, people: dict[str, bytes], session: Session, qtbot: QtBot, clock: FixedClock
) -> None:
    """A fault on the worker ends one question, not the page."""
    shown: list[FaultWindow] = []

    def close() -> None:
        window = QApplication.activeModalWidget()
        if isinstance(window, FaultWindow):
            shown.append(window)
            window.reject()

    closing = QTimer(interval=50)
    closing.timeout.connect(close)
    closing.start()

    clock.set(None)  # type: ignore[arg-type]  # no time at all
    page.reload()
    settle(session, qtbot)
    clock.set(datetime(2026, 10, 31, 9, 0))
    closing.stop()
    assert shown
    note_contact(people["张三"], {"day": TODAY})
    session.announce(Kind.MEMBER)
    settle(session, qtbot)
    assert "张三" not in names(page)


def field(page: CallsPage, name: str) -> Any:
    return page.entry.form.editor(name).field


def test_the_longest_waiting_stands_first_with_the_reason(page: CallsPage) -> None:
    assert names(page) == list(NAMES)
    assert QApplication.focusWidget() is page.table
    told = "\n".join(each.text() for each in page._pane.findChildren(QLabel))
    assert "张三" in told and "13800000000" in told
    assert "To be spoken to every 30 days. No contact is noted yet." in told


def test_call_after_call_is_noted_without_the_mouse(
    page: CallsPage, session: Session, qtbot: QtBot
) -> None:
    enter(page.table)
    for need in ("shoes", "a lift"):
        assert QApplication.focusWidget() is field(page, "needs")
        commit(field(page, "needs"), need)
        press(field(page, "needs"), Qt.Key.Key_Return, CONTROL)
        settle(session, qtbot)
    assert [(line["member_name"], line["needs"], line["who"]) for line in all_contacts()] == [
        ("李四", "a lift", "Lin"), ("张三", "shoes", "Lin"),
    ]  # fmt: skip
    assert names(page) == ["王五", "赵六"]
    assert page._who.accessibleName() == "王五"
    press(field(page, "needs"), Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is page.table
    press(page.table, Qt.Key.Key_Down)
    assert page._who.accessibleName() == "赵六"


def test_who_did_not_answer_stays_and_the_next_is_shown(
    page: CallsPage, session: Session, qtbot: QtBot
) -> None:
    enter(page.table)
    press(field(page, "needs"), Qt.Key.Key_Return, CONTROL | Qt.KeyboardModifier.ShiftModifier)
    settle(session, qtbot)
    assert names(page) == list(NAMES)
    assert page._who.accessibleName() == "李四"
    page.table.select_near(0)
    assert "Nobody answered on 10/31/2026." in page._why.text()


def test_the_queue_is_filtered_by_organizer(page: CallsPage) -> None:
    assert [each.text() for each in pills(page)] == ["All 4", "Lin 2", "Mei 2"]
    next(each for each in pills(page) if each.text() == "Mei 2").click()
    assert names(page) == ["李四", "王五"]
    next(each for each in pills(page) if each.text() == "All 4").click()
    assert names(page) == list(NAMES)


def test_a_half_written_note_is_not_lost_by_moving_on(
    page: CallsPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers: list[int | None] = [None, 0]
    monkeypatch.setattr(asking, "choose", lambda *_question: answers.pop(0))
    page.note()
    commit(field(page, "needs"), "shoes")
    page.table.select_near(2)
    assert page._who.accessibleName() == "张三" and page.table.currentIndex().row() == 0
    assert page.can_leave()
    assert [line["needs"] for line in all_contacts()] == ["shoes"]


def test_f2_opens_the_person_and_esc_leads_back_to_the_queue(
    page: CallsPage, rooms: MembersRooms, people: dict[str, bytes], session: Session, qtbot: QtBot
) -> None:
    press(page.table, Qt.Key.Key_F2)
    assert rooms.currentWidget() is rooms.person and rooms.person.member == people["张三"]
    press(rooms.person.list, Qt.Key.Key_Escape)
    settle(session, qtbot)
    assert rooms.currentWidget() is page
    press(page.table, Qt.Key.Key_Escape)
    assert rooms.currentWidget() is rooms.page


def test_nobody_waiting_says_so(page: CallsPage, session: Session, qtbot: QtBot) -> None:
    save_cadences({"跑步": None})
    session.announce(Kind.COMMUNITY)
    settle(session, qtbot)
    told = [each.text() for each in page.findChildren(QLabel) if each.isVisible()]
    assert "Nobody is waiting for a word" in told
    assert not page._pane.isVisible()


def test_the_sheet_is_looked_at_before_it_is_printed(
    page: CallsPage, people: dict[str, bytes], session: Session, qtbot: QtBot
) -> None:
    mine = page.lines[0].organizer
    leave_alone = next(line for line in page.lines if line.organizer != mine)
    page._choose(mine)
    shown = {line.name for line in page.lines}
    assert leave_alone.name not in shown
    press(page.table, Qt.Key.Key_P, CONTROL)
    (window,) = page.window().findChildren(PapersWindow)
    qtbot.waitUntil(lambda: not window._settling.isActive() and not session.tasks.busy)
    document = window.press.preview.document
    text = "".join(document.getAllText(each).text() for each in range(document.pageCount()))
    assert window.windowTitle() == "Call sheet" and window.counter.save_button.isEnabled()
    assert all((name in text) == (name in shown) for name in people)
    window.close()


def test_how_often_is_set_by_tag_and_taken_back_at_once(page: CallsPage, session: Session) -> None:
    window = CadencesWindow(session, page)
    line: Any = window.days["跑步"].field
    line.setText("0")
    window.save()
    assert "跑步: Write a whole number from 1 to 3,650." in window.wrong.text()
    line.setText("90")
    window.organizers.setText("Wei， Mei")
    window.save()
    assert (cadences(), named_callers()) == ({"跑步": 90}, ("Wei", "Mei"))
    step = undo_step()
    assert step is not None
    undo(step)
    assert (cadences(), named_callers()) == ({"跑步": 30}, ("Lin", "Mei"))


def test_who_is_on_the_sheet_is_meant_before_others_called_alike(
    page: CallsPage, session: Session, people: dict[str, bytes], qtbot: QtBot
) -> None:
    save_member(None, {"name": "张赛"})
    page.type_in()
    window = page.window().findChild(TypeInWindow)
    assert window is not None
    qtbot.waitUntil(window.who.hasFocus)
    commit(window.who, "zs")
    enter(window.who)
    assert window.who.text() == "张三"


def test_a_sheet_is_typed_back_in(
    page: CallsPage, session: Session, people: dict[str, bytes], qtbot: QtBot
) -> None:
    note_contact(people["王五"], {"day": date(2026, 9, 1), "follow_up": date(2026, 10, 1)})
    window = TypeInWindow(session, page)
    window.open()
    qtbot.waitUntil(window.who.hasFocus)
    code = codes_of([people["张三"]])[people["张三"]]
    misread = next(each for each in map(str, range(100, 1000)) if not members_coded(each))
    save_member(people["李四"], {"phone": f"1390000{misread}"})
    commit(window.who, misread)
    enter(window.who)
    assert window.who.hasFocus() and "is nobody's" in window._told.text()
    window.who.clear()
    for who, outcome in ((code, "膝盖好了"), ("ls", "- mailbox"), ("王五", "")):
        assert QApplication.focusWidget() is window.who
        commit(window.who, who)
        enter(window.who)
        assert QApplication.focusWidget() is window.outcome
        commit(window.outcome, outcome)
        enter(window.outcome)
    assert [
        (line["member_name"], line["note"], line["reached"], line["channel"], line["who"])
        for line in reversed(all_contacts())
    ][1:] == [
        ("张三", "膝盖好了", True, "Phone call", "Lin"),
        ("李四", "mailbox", False, "Phone call", "Lin"),
        ("王五", "", True, "Phone call", "Lin"),
    ]
    assert [line.name for line in queue()] == ["李四", "赵六"]
    assert window.list.item(0).text() == "王五 · reached"
    window.list.setCurrentRow(0)
    press(window.list, Qt.Key.Key_Delete)
    assert (window.list.count(), len(all_contacts())) == (2, 3)
    settle(session, qtbot)
    window.close()


def test_an_unknown_number_is_said_and_nothing_is_written(
    page: CallsPage, session: Session
) -> None:
    window = TypeInWindow(session, page)
    window.show()
    commit(window.who, "99999999")
    enter(window.who)
    assert "99999999 is nobody" in window._told.text()
    enter(window.outcome)
    assert all_contacts() == []
    commit(window.outcome, "lost")
    window.day.set_value(date(2026, 11, 3))
    window._pick(b"nobody", "x")
    window.save()
    assert all_contacts() == [] and window.outcome.text() == "lost"
    window.close()


def test_what_changes_while_it_is_asked_is_asked_for_once_more(
    page: CallsPage, session: Session, people: dict[str, bytes], qtbot: QtBot
) -> None:
    jobs: list[object] = []
    session.tasks.wanted.connect(jobs.append)
    for name in NAMES[:3]:
        note_contact(people[name], {})
        session.announce(Kind.MEMBER)
    settle(session, qtbot)
    assert len(jobs) == 2
    assert names(page) == ["赵六"]
