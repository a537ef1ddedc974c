"""The invitation: what it says in either language, how it is changed, kept and copied."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.events.event import remove_events, save_event
from models.exchange.signup.guessing import guess_event
from models.exchange.signup.parsing import parse_chain
from models.journal.undo import undo, undo_step
from models.papers.invitation import keep_wording, kept_wording
from models.vocabulary import Rsvp
from tests.reports.gatherings import LINK, Evening
from tests.reports.gatherings import evening as evening
from tests.ui.keyboard import press, tab_stops
from tests.ui.test_accessibility import cut, nameless
from ui.events.invitation_window import InvitationWindow, invite
from ui.events.invitation_words import Way, text_of, usual_wording, words_for
from ui.session import Session


def said(event: bytes, language: str, way: Way) -> str:
    _told, words = words_for(event)
    return text_of(words[language], way)


def test_it_says_what_when_where_who_and_how_many_places_are_left(evening: Evening) -> None:
    save_event(evening.event, {"capacity": 20})
    assert said(evening.event, "en", Way.LINK) == "\n".join(
        ("江边慢跑团: River & village <b>talk</b>", "", "When: Sat, Dec 5 15:00 to 17:30",
         "Where: Reading room, Mill Lane 3", "Guest: Anna Berg, Professor Xu", "",
         "Bring a book.", "", "Of 20 places 14 are left.", f"Sign up here: {LINK}")
    )  # fmt: skip
    assert said(evening.event, "zh_CN", Way.NOTHING) == "\n".join(
        ("【江边慢跑团】River & village <b>talk</b>", "", "时间：12月5日周六 15:00 至 17:30",
         "地点：Reading room，Mill Lane 3", "嘉宾：Anna Berg、Professor Xu", "",
         "Bring a book.", "", "名额 20 人，还剩 14 个。")
    )  # fmt: skip


@pytest.mark.parametrize(
    ("capacity", "sentence"),
    [
        (None, ""), (5, "All 5 places are taken; whoever signs up now is on the waiting list."),
        (6, "All 6 places are taken; whoever signs up now is on the waiting list."),
        (7, "Of 7 places 1 are left."), (0, "All 0 places are taken"),
    ],
)  # fmt: skip
def test_places(evening: Evening, capacity: int | None, sentence: str) -> None:
    save_event(evening.event, {"capacity": capacity})
    text = said(evening.event, "en", Way.NOTHING)
    assert sentence in text if sentence else "place" not in text


def test_a_line_without_anything_to_say_is_left_out(evening: Evening) -> None:
    bare = save_event(None, {"title": "Walk"})
    assert said(bare, "en", Way.LINK) == "江边慢跑团: Walk"
    assert said(bare, "zh_CN", Way.NOTHING) == "【江边慢跑团】Walk"


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_a_chain_comes_back_as_sign_ups_for_this_event(evening: Evening, language: str) -> None:
    text = said(evening.event, language, Way.CHAIN)
    head = {"en": "#Sign-up chain\n", "zh_CN": "#接龙\n"}[language]
    assert text.startswith(head) and text.endswith("1. \n2. \n3. ")
    grown = text.replace("1. ", "1. Zoe Quist +2").replace("2. ", "2. 欧阳晓明 请假")
    chain = parse_chain(grown)
    assert [(each.name, each.answer, each.guests) for each in chain.entries] == [
        ("Zoe Quist", Rsvp.YES, 2), ("欧阳晓明", Rsvp.NO, 0),
    ]  # fmt: skip
    assert guess_event(chain) == evening.event


def test_a_wording_of_one_s_own_is_kept_for_its_format_and_language(evening: Evening) -> None:
    other = save_event(None, {"title": "Talk", "format": "discussion"})
    keep_wording(
        "gathering", "en", "Hey! {Title} ｛ when ｝ {报名} {nonsense}\nWith {guest}\n{host}!"
    )
    text = said(evening.event, "en", Way.LINK)
    assert text.splitlines() == [
        f"Hey! River & village <b>talk</b> Sat, Dec 5 15:00 to 17:30 Sign up here: {LINK}"
        " {nonsense}",
        "With Anna Berg, Professor Xu", "Zoe Quist!",
    ]  # fmt: skip
    assert "Hey" not in said(other, "en", Way.LINK)
    assert "Hey" not in said(evening.event, "zh_CN", Way.LINK)
    step = undo_step()
    assert step is not None
    undo(step)
    assert kept_wording("gathering", "en") == ""
    assert "{时间}" in usual_wording("zh_CN") and "{when}" in usual_wording("en")


@pytest.fixture
def parent(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def window(evening: Evening, session: Session, qtbot: QtBot) -> InvitationWindow:
    made = InvitationWindow(session, evening.event)
    qtbot.addWidget(made)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    made.show()
    qtbot.waitUntil(lambda: made.text.isEnabled())
    return made


def test_it_is_changed_and_copied_by_keyboard(window: InvitationWindow, qtbot: QtBot) -> None:
    QGuiApplication.clipboard().clear()
    assert window.focusWidget() is window.text and LINK in window.text.toPlainText()
    window.activateWindow()
    window.text.insertPlainText("Dear all, ")
    press(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: QGuiApplication.clipboard().text() != "")
    copied = QGuiApplication.clipboard().text()
    assert copied.startswith("Dear all, 江边慢跑团") and copied == window.text.toPlainText()
    assert window._hint.text() == "Copied. Paste it into the group."
    assert nameless(window) == [] and cut(window) == []
    stops = tab_stops(window, window.text)
    for widget in (window.way, window.language, window.fresh, window.copy):
        assert widget in stops


def test_what_was_changed_by_hand_is_there_again(window: InvitationWindow) -> None:
    window.text.setPlainText("All by hand")
    window.way.setCurrentIndex(window.way.findData(Way.CHAIN))
    assert window.text.toPlainText().startswith("#Sign-up chain") and not window.fresh.isVisible()
    window.language.setCurrentIndex(window.language.findData("zh_CN"))
    assert window.text.toPlainText().startswith("#接龙")
    window.language.setCurrentIndex(window.language.findData("en"))
    window.way.setCurrentIndex(window.way.findData(Way.LINK))
    assert window.text.toPlainText() == "All by hand" and window.fresh.isVisible()
    window.fresh.click()
    assert LINK in window.text.toPlainText() and not window.fresh.isVisible()


def test_the_wording_is_changed_here_and_kept(
    window: InvitationWindow, evening: Evening, session: Session
) -> None:
    assert window.wording_pill.text() == "Wording for “Gathering”"
    window.wording_pill.click()
    assert "{when}" in window.wording.toPlainText() and window.focusWidget() is window.wording
    assert nameless(window) == [] and cut(window) == []
    window.wording.setPlainText("Come to ")
    window.wording.moveCursor(window.wording.textCursor().MoveOperation.End)
    entries = {action.text(): action for action in window.insert.menu().actions()}
    entries["title"].trigger()
    assert window.wording.toPlainText() == "Come to {title}"
    window.text_pill.click()
    assert window.text.toPlainText() == "Come to River & village <b>talk</b>"
    assert kept_wording("gathering", "en") == "Come to {title}"
    window.wording_pill.click()
    window.usual.click()
    window.close()
    assert kept_wording("gathering", "en") == "", "closing keeps it too; the usual one is none"


def test_a_missing_link_and_a_waiting_list_are_said(
    evening: Evening, session: Session, parent: QWidget, qtbot: QtBot
) -> None:
    save_event(evening.event, {"link": ""})
    window = invite(session, evening.event, parent)
    qtbot.waitUntil(lambda: window.text.isEnabled())
    assert window.way.currentData() == Way.CHAIN
    assert window._hint.text() == "1 person is on the waiting list."
    window.way.setCurrentIndex(window.way.findData(Way.LINK))
    assert "no link yet" in window._hint.text()
    window.close()


def test_an_event_that_is_gone_is_said(
    evening: Evening, session: Session, parent: QWidget, qtbot: QtBot
) -> None:
    remove_events([evening.event])
    window = invite(session, evening.event, parent)
    qtbot.waitUntil(lambda: "is gone" in window._hint.text())
    assert not window.copy.isEnabled()
    window.close()
