"""Counting a chat export with the keyboard alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from models import search
from models.exchange.chats.planning import NOBODY, ignoring
from models.journal.undo import undo, undo_step
from models.members.alias import aliases_of
from models.members.chats import messages_of
from models.members.member import save_member
from models.setting import read_settings
from models.vocabulary import Kind
from tests.ui.keyboard import enter, press
from ui import asking
from ui.dialogs.chats import import_chat
from ui.dialogs.chats_result import SilentWindow
from ui.dialogs.chats_window import ChatWindow
from ui.dialogs.importing import import_menu
from ui.session import Session

CHAT = """消息对象:慢跑团

2026-10-01 08:00:00 王芳(10001)
早

2026-10-01 09:00:00 阿英(10002)
早

2026-10-02 09:00:00 阿英(10002)
早

2026-10-02 09:30:00 路人(10003)
早

2026-10-03 09:30:00 zhangsan(10004)
早
"""

Open = Callable[..., ChatWindow]


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def people(session: Session) -> dict[str, bytes]:
    named = {
        "王芳": {"name": "王芳"},
        "陈英": {"name": "陈英", "group_name": "阿英", "phone": "1"},
        "李英": {"name": "李英", "group_name": "阿英", "phone": "2"},
        "张三": {"name": "张三"},
        "赵六": {"name": "赵六"},
    }
    made = {name: save_member(None, {**values, "joined": None}) for name, values in named.items()}
    search.catch_up()
    return made


@pytest.fixture
def open_window(
    session: Session, parent: QWidget, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot, tmp_path: Path
) -> Open:
    def opened(text: str = CHAT) -> ChatWindow:
        path = tmp_path / "群.txt"
        path.write_text(text, encoding="utf-8")
        monkeypatch.setattr(asking, "choose_file", lambda *_asked: path)
        monkeypatch.setattr(asking, "say", lambda _parent, text, *_more: pytest.fail(text))
        import_chat(session, parent)
        qtbot.waitUntil(lambda: any(map(ChatWindow.isVisible, parent.findChildren(ChatWindow))))
        window = next(filter(ChatWindow.isVisible, parent.findChildren(ChatWindow)))
        settle(window, qtbot)
        return window

    return opened


def settle(window: ChatWindow, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window._planning.isActive() and not window._session.tasks.busy)


def cells(window: ChatWindow, column: int) -> list[str]:
    model = window.senders.senders
    return [str(model.index(row, column).data()) for row in range(model.rowCount())]


def chips(window: ChatWindow) -> list[str]:
    return [made.text() for made in window._chips]


def test_the_import_menu_of_members_leads_here(session: Session, parent: QWidget) -> None:
    titles = [action.text() for action in import_menu(session, parent, Kind.MEMBER).actions()]
    assert titles[-1] == "Count a chat export…"
    others = [action.text() for action in import_menu(session, parent, Kind.EVENT).actions()]
    assert "Count a chat export…" not in others


def test_what_was_recognised_is_shown_and_nothing_written(
    open_window: Open, people: dict[str, bytes]
) -> None:
    window = open_window()
    assert window.chat.text() == "QQ 慢跑团"
    assert cells(window, 0) == ["阿英 · 10002", "路人 · 10003", "zhangsan · 10004"]
    assert cells(window, 1) == ["2", "1", "1"]
    assert "not certain" in cells(window, 2)[0] and "Nobody in the book" in cells(window, 2)[1]
    assert chips(window)[:3] == ["1 message counts", "1 person known", "3 left for later"]
    assert messages_of(people["王芳"]) == ()


def test_answers_are_not_dropped_unasked(
    open_window: Open, people: dict[str, bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    answers: list[int | None] = [None, 0]

    def choose(_parent: object, question: str, _answers: object, careful: bool) -> int | None:
        asked.append(question)
        return answers.pop(0) if careful else 0

    monkeypatch.setattr(asking, "choose", choose)
    unsaid = open_window()
    press(unsaid.senders, Qt.Key.Key_Escape)
    assert (unsaid.isVisible(), asked) == (False, [])
    window = open_window()
    window.senders.say(NOBODY)
    press(window.senders, Qt.Key.Key_Escape)
    assert (window.isVisible(), asked) == (
        True,
        ["Who 1 person is would have to be said again."],
    )
    press(window.senders, Qt.Key.Key_Escape)
    assert not window.isVisible()


def test_by_keyboard_alone(
    open_window: Open, people: dict[str, bytes], session: Session, parent: QWidget, qtbot: QtBot
) -> None:
    told: list[str] = []
    wanted: list[object] = []
    session.told.connect(lambda text, _undo: told.append(text))
    session.wanted.connect(lambda _kind, member, _pill: wanted.append(member))
    window = open_window()
    assert window.senders.hasFocus() and window.senders.currentIndex().row() == 0
    enter(window.senders)
    menu = window.senders.findChildren(QMenu)[-1]
    assert "陈英" in menu.actions()[0].text()
    menu.actions()[1].trigger()
    menu.close()
    assert "李英" in cells(window, 3)[0] and window.senders.currentIndex().row() == 1
    enter(window.senders)
    menu = window.senders.findChildren(QMenu)[-1]
    menu.actions()[-2].trigger()
    menu.close()
    assert cells(window, 3)[1] == "Not a member" and window.senders.currentIndex().row() == 2
    press(window.senders, Qt.Key.Key_Z)
    assert window.who.hasFocus() and window.who.text() == "z"
    qtbot.keyClicks(window.who, "hangsan")
    enter(window.who)
    assert "张三" in cells(window, 3)[2] and window.senders.hasFocus()
    assert chips(window) == [
        "4 messages count", "3 people known", "0 left for later", "1 not a member",
    ]  # fmt: skip
    press(window.senders, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: bool(told))
    assert told == ["4 messages of 3 members counted."]
    assert [one.amount for one in messages_of(people["李英"])] == [1, 1]
    assert aliases_of(people["李英"]) == ("qq:10002",)
    assert aliases_of(people["张三"]) == ("zhangsan", "qq:10004")
    assert read_settings(ignoring("qq:10003")) == {"": "1"}
    silent = parent.findChild(SilentWindow)
    assert silent is not None
    names = [silent._model.index(row, 0).data() for row in range(silent._model.rowCount())]
    assert names == ["陈英 · 阿英", "赵六"]
    press(silent.people, Qt.Key.Key_Down)
    enter(silent.people)
    assert wanted == [people["赵六"]]


def test_the_next_time_nobody_is_asked_and_one_undo_takes_all_back(
    open_window: Open, people: dict[str, bytes], parent: QWidget, qtbot: QtBot
) -> None:
    window = open_window()
    window.senders.say(people["陈英"], "陈英")
    window.senders.say("nobody")
    window.senders.say(people["张三"], "张三")
    window.apply()
    qtbot.waitUntil(lambda: bool(messages_of(people["张三"])))
    qtbot.waitUntil(lambda: parent.findChild(SilentWindow) is not None)
    again = open_window(CHAT.replace("zhangsan", "三儿"))
    assert cells(again, 0) == ["路人 · 10003"] and cells(again, 3) == ["Not a member"]
    assert "counted before" in again._hint.text()
    again.reject()
    step = undo_step()
    assert step is not None and (step.kind, step.amount) == ("chat.import", 4)
    undo(step)
    assert messages_of(people["张三"]) == () and aliases_of(people["张三"]) == ()
    assert not any(read_settings("chat.ignored:").values())


def test_another_name_for_days_that_are_counted_warns(
    open_window: Open, people: dict[str, bytes], parent: QWidget, qtbot: QtBot
) -> None:
    days = "".join(
        f"\n2026-09-{day:02d} {hour}:00:00 王芳(10001)\n嗯\n"
        for day in range(1, 20)
        for hour in (8, 9)
    )
    window = open_window(days)
    window.apply()
    qtbot.waitUntil(lambda: parent.findChild(SilentWindow) is not None)
    again = open_window(days)
    assert again.chat.text() == "QQ" and again._hint.text().startswith("This chat was counted")
    again.chat.setFocus()
    again.chat.selectAll()
    qtbot.keyClicks(again.chat, "another")
    settle(again, qtbot)
    assert "count twice" in again._hint.text() and again.chat.text() == "another"
    written = {name: messages_of(member) for name, member in people.items()}
    assert {name: sum(one.amount for one in days) for name, days in written.items() if days} == {
        "王芳": 38
    }


def test_what_was_counted_before_is_not_said_to_count_again(
    open_window: Open, people: dict[str, bytes], session: Session, parent: QWidget, qtbot: QtBot
) -> None:
    told: list[tuple[str, bool]] = []
    session.told.connect(lambda text, undo: told.append((text, undo)))

    def count() -> None:
        before = len(told)
        open_window().apply()
        qtbot.waitUntil(lambda: len(told) > before)
        for silent in parent.findChildren(SilentWindow):
            silent.close()

    count()
    count()
    assert "1 message of 1 members counted" in told[0][0] and told[0][1]
    assert "counted before" in told[1][0] and not told[1][1], "undo would take back another step"
