"""Pasting a sign-up chain in the window, with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from models import search
from models.book import close_book, open_book
from models.events.attendance import attendance_of, save_attendance
from models.events.event import load_event, save_event
from models.exchange.signup.applying import apply_sign_up
from models.exchange.signup.parsing import parse_chain
from models.exchange.signup.plan import LEAVE_OUT, State
from models.journal.undo import undo, undo_step
from models.members.alias import aliases_of
from models.members.member import save_member
from resources.i18n import LANGUAGES
from tests.ui.keyboard import commit, enter, press
from ui import asking, wording
from ui.command_names import is_called
from ui.events.attendance_view import AttendanceView
from ui.events.offering import event_actions, event_steps
from ui.events.rooms import EventsRooms
from ui.events.signup.model import ANSWER, NAME, PERSON, STATE
from ui.events.signup.window import SignUpWindow, paste_sign_ups
from ui.events.tab import EventWays
from ui.page_commands import offered
from ui.session import Session

CHAIN = """#接龙
周六晨跑报名
例 张三 1人

1. 周涛 +1
2. 阿英 可能晚到
3. 老毕 请假
4. 路人甲 带娃
5.
"""
Open = Callable[..., SignUpWindow]


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture(autouse=True)
def clipboard(qapp: QApplication) -> Iterator[None]:
    qapp.clipboard().clear()
    yield
    qapp.clipboard().clear()


@pytest.fixture
def people(session: Session) -> dict[str, bytes]:
    named = {
        "周涛": {"name": "周涛"},
        "陈英": {"name": "陈英", "group_name": "阿英", "phone": "13800000001"},
        "李英": {"name": "李英", "group_name": "阿英", "phone": "13800000002"},
        "毕荣": {"name": "毕荣"},
    }
    made = {name: save_member(None, values) for name, values in named.items()}
    search.catch_up()
    return made


@pytest.fixture
def run(people: dict[str, bytes]) -> bytes:
    return save_event(None, {"title": "周六晨跑", "begins": datetime(2026, 11, 7, 7)})


@pytest.fixture
def open_window(session: Session, parent: QWidget, qtbot: QtBot) -> Open:
    def opened(event: bytes | None, copied: str = CHAIN) -> SignUpWindow:
        QApplication.clipboard().setText(copied)
        paste_sign_ups(session, event, parent)
        window = newest(parent)
        window.activateWindow()
        settle(window, qtbot)
        return window

    return opened


def newest(parent: QWidget) -> SignUpWindow:
    return next(filter(SignUpWindow.isVisible, parent.findChildren(SignUpWindow)[::-1]))


def settle(window: SignUpWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window._planning.isActive() and not window._session.tasks.busy)


def column(window: SignUpWindow, number: int) -> list[str]:
    model = window.lines.lines
    return [str(model.index(row, number).data()) for row in range(model.rowCount())]


def test_what_was_copied_is_there_at_once_and_nothing_is_written(
    open_window: Open, run: bytes
) -> None:
    window = open_window(run)
    assert window.text.toPlainText() == CHAIN
    assert column(window, NAME) == ["例 张三 1人", "周涛", "阿英", "老毕", "路人甲", "5."]
    assert column(window, ANSWER) == ["", "Yes, +1", "Yes", "No", "Yes, +1", ""]
    assert column(window, STATE) == [
        "Stays outside",
        "New on the list",
        "Who is this?",
        "New visitor",
        "New visitor",
        "Stays outside",
    ]
    assert column(window, PERSON)[0] == "An example."
    assert column(window, PERSON)[2] == "陈英 阿英 / 李英 阿英?"
    assert window.lines.currentIndex().row() == 2
    assert window.foot.agree.text() == "Sign up 3 people"
    assert attendance_of(run) == []
    assert not open_window(run, "刚才聊到哪了？").text.toPlainText()


def test_doubts_are_settled_by_keys_and_ctrl_enter_ends_it(
    open_window: Open, run: bytes, people: dict[str, bytes], session: Session, qtbot: QtBot
) -> None:
    window = open_window(run)
    press(window.lines, Qt.Key.Key_2)  # the second of those who are called 阿英
    settle(window, qtbot)
    assert column(window, PERSON)[2] == "李英"
    assert window.focusWidget() is window.foot.agree
    window.lines.go_to(3)
    press(window.lines, Qt.Key.Key_B)  # 老毕 is somebody: letters name another member
    assert window.answers.who.text() == "b"
    commit(window.answers.who, "irong")
    enter(window.answers.who)
    settle(window, qtbot)
    assert column(window, PERSON)[3] == "毕荣"
    window.lines.go_to(4)
    press(window.lines, Qt.Key.Key_Delete)
    settle(window, qtbot)
    assert column(window, STATE)[4] == "Stays outside"
    with qtbot.waitSignal(session.told) as told:
        press(window.lines, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert told.args == ["3 people signed up", True]
    lines = {line.member: line for line in attendance_of(run)}
    assert set(lines) == {people["周涛"], people["李英"], people["毕荣"]}
    assert lines[people["毕荣"]].rsvp == "no"
    assert aliases_of(people["毕荣"]) == ("老毕",)
    # One undo takes it back; the window of the second paste asks nothing again.
    step = undo_step()
    assert step is not None
    undo(step)
    assert attendance_of(run) == []


def test_the_menu_says_everything_that_can_be_said(
    open_window: Open, run: bytes, qtbot: QtBot
) -> None:
    window = open_window(run)
    enter(window.lines)
    menu = window.lines.findChildren(QMenu)[-1]
    assert [action.text() for action in menu.actions() if action.text()] == [
        "It is 陈英 · 阿英 · 13800000001",
        "It is 李英 · 阿英 · 13800000002",
        "A visitor",
        "An applicant",
        "Leave it out",
        "Another member…",
    ]
    menu.actions()[3].trigger()
    settle(window, qtbot)
    assert column(window, STATE)[2] == "New applicant"
    menu.close()


def test_strangers_are_decided_about_all_at_once(
    open_window: Open, run: bytes, qtbot: QtBot
) -> None:
    window = open_window(run)
    assert window.foot.strangers.isVisible()
    window.foot.strangers.setCurrentIndex(window.foot.strangers.findData(LEAVE_OUT))
    window.foot.strangers.activated.emit(2)
    settle(window, qtbot)
    assert column(window, STATE)[3:5] == ["Stays outside", "Stays outside"]
    assert window.foot.agree.text() == "Sign up 1 person"


def test_the_preview_follows_the_text_and_keeps_the_answers(
    open_window: Open, run: bytes, qtbot: QtBot
) -> None:
    window = open_window(run)
    press(window.lines, Qt.Key.Key_1)
    settle(window, qtbot)
    window.text.setPlainText("1. 路人丙\n2. 阿英 +2")
    assert not window.foot.agree.isEnabled()
    settle(window, qtbot)
    assert column(window, PERSON) == ["路人丙", "陈英"]
    window.text.setPlainText("")
    settle(window, qtbot)
    assert window.lines.lines.rowCount() == 0
    assert not window.foot.agree.isEnabled()


def test_the_grown_chain_asks_only_about_what_is_new(
    open_window: Open, run: bytes, session: Session, qtbot: QtBot
) -> None:
    window = open_window(run)
    press(window.lines, Qt.Key.Key_1)
    settle(window, qtbot)
    with qtbot.waitSignal(session.told):
        window.apply()
    grown = open_window(run, CHAIN.replace("5.\n", "5. 路人乙\n").replace("1. 周涛 +1\n", ""))
    assert grown.plan is not None
    assert grown.plan.counts == {State.UNCHANGED: 3, State.NEW: 1, State.MISSING: 1}
    assert column(grown, STATE)[-1] == "In the chain no more"
    assert grown.foot.withdrawn.isVisible()
    grown.foot.withdrawn.click()
    settle(grown, qtbot)
    assert column(grown, STATE)[-1] == "Withdrew"
    with qtbot.waitSignal(session.told) as told:
        grown.apply()
    assert told.args[0] == "1 person signed up · 1 withdrew · 1 new visitor"
    assert {line.rsvp for line in attendance_of(run) if line.member_name == "周涛"} == {"no"}


def test_what_was_entered_by_hand_gives_way_only_if_said_so(
    open_window: Open, run: bytes, people: dict[str, bytes], qtbot: QtBot
) -> None:
    save_attendance(run, people["周涛"], rsvp="no")
    window = open_window(run, "1. 周涛 晚到\n2. 毕荣")
    assert column(window, STATE)[0] == "Changed"  # the note is new; the answer stays
    assert column(window, ANSWER)[0] == "No"
    window.lines.go_to(0)
    enter(window.lines)
    window.lines.findChildren(QMenu)[-1].actions()[0].trigger()
    settle(window, qtbot)
    assert column(window, ANSWER)[0] == "Yes"


def test_without_an_event_the_chain_says_which_or_it_is_asked_for(
    open_window: Open, run: bytes, session: Session, qtbot: QtBot
) -> None:
    window = open_window(None)
    assert window.event_line.value() == run
    other = save_event(None, {"title": "读书会"})
    search.catch_up()
    untitled = open_window(None, "1. 周涛\n2. 毕荣")
    assert untitled.event_line.value() is None
    assert not untitled.foot.agree.isEnabled()
    commit(untitled.event_line.field, "dushu")
    enter(untitled.event_line.field)
    settle(untitled, qtbot)
    assert untitled.foot.agree.isEnabled()
    with qtbot.waitSignal(session.told):
        untitled.apply()
    assert len(attendance_of(other)) == 2
    assert attendance_of(run) == []


def test_a_file_that_is_only_read_says_so_and_keeps_what_was_pasted(
    open_window: Open,
    run: bytes,
    book: Path,
    monkeypatch: pytest.MonkeyPatch,
    qtbot: QtBot,
) -> None:
    close_book()
    open_book(book, read_only=True)
    said: list[str] = []
    monkeypatch.setattr(asking, "say", lambda _parent, text, *_more: said.append(text))
    window = open_window(run)
    press(window.lines, Qt.Key.Key_1)
    settle(window, qtbot)
    window.apply()
    qtbot.waitUntil(lambda: bool(said))
    assert window.isVisible()
    assert window.text.toPlainText() == CHAIN
    assert column(window, PERSON)[2] == "陈英"
    assert attendance_of(run) == []


def test_it_is_offered_where_it_is_looked_for(session: Session, run: bytes, qtbot: QtBot) -> None:
    title = "Paste sign-ups…"
    values = load_event(run)
    assert values is not None
    rooms = EventsRooms(session)
    qtbot.addWidget(rooms)
    ways = EventWays(*[lambda *_asked: None] * 3)
    listing = rooms.page.listing
    assert title in [step.text for step in event_steps(session, listing, ways, values)]
    assert title in [each.title for each in event_actions(session, listing, ways)]
    rooms.show()
    assert title in [offer.title for offer in offered(rooms.page)]
    assert is_called(title, "接龙")
    assert is_called(title, "jielong")
    view = AttendanceView(session)
    qtbot.addWidget(view)
    view.show()
    view.show_event(run)
    next(offer for offer in offered(view) if offer.title == title).run()
    assert newest(view).windowTitle() == "Paste sign-ups"
    newest(view).reject()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_fits_a_small_screen_with_everything_in_it(
    language: str, open_window: Open, run: bytes, people: dict[str, bytes]
) -> None:
    save_attendance(run, people["毕荣"], rsvp="yes")
    apply_sign_up(parse_chain("1. 周涛\n2. 毕荣"), run)
    save_member(None, {"name": "孙英", "group_name": "阿英", "phone": "13800000003"})
    wording.use(language)
    window = open_window(run, "1. 周涛 +1\n2. 阿英\n3. 路人甲")
    assert window.foot.strangers.isVisible()
    size = window.minimumSizeHint().expandedTo(window.size())
    assert size.width() <= 1280
    assert size.height() <= 680


def test_answers_are_not_dropped_unasked(
    open_window: Open, run: bytes, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked: list[str] = []
    answers: list[int | None] = [None, 0]

    def choose(_parent: object, question: str, _answers: object, careful: bool) -> int | None:
        asked.append(question)
        return answers.pop(0) if careful else 0

    monkeypatch.setattr(asking, "choose", choose)
    window = open_window(run)
    press(window.lines, Qt.Key.Key_2)
    settle(window, qtbot)
    press(window.lines, Qt.Key.Key_Escape)
    assert window.isVisible() and asked == ["Who 1 person is would have to be said again."]
    press(window.lines, Qt.Key.Key_Escape)
    assert not window.isVisible()
    unsaid = open_window(run)
    press(unsaid.lines, Qt.Key.Key_Escape)
    assert not unsaid.isVisible() and len(asked) == 2
