from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui import notice
from ui.notice import Notice


@pytest.fixture
def bar(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Notice:
    monkeypatch.setattr(notice, "SHOWN_FOR", 150)
    room = QWidget()
    room.resize(800, 600)
    qtbot.addWidget(room)
    bar = Notice(room)
    room.show()
    return bar


def test_it_tells_offers_undo_and_goes(bar: Notice, qtbot: QtBot) -> None:
    bar.tell("3 members deleted.", True)
    assert bar.isVisible()
    assert bar.words.text() == "3 members deleted."
    assert bar.undo.isVisible()
    assert bar.parentWidget().rect().contains(bar.geometry())
    qtbot.waitUntil(lambda: not bar.isVisible(), timeout=2000)


def test_good_news_alone_has_no_button(bar: Notice) -> None:
    bar.tell("Saved.")
    assert not bar.undo.isVisible()


def test_undo_is_reached_by_keyboard_and_waits_for_it(bar: Notice, qtbot: QtBot) -> None:
    bar.tell("3 members deleted.", True)
    bar.undo.setFocus()
    qtbot.wait(400)
    assert bar.isVisible()
    with qtbot.waitSignal(bar.undo_wanted):
        qtbot.keyClick(bar.undo, Qt.Key.Key_Space)
    assert not bar.isVisible()


def test_it_keeps_its_place_when_the_window_changes(bar: Notice) -> None:
    bar.tell("A sentence that is a good deal longer than the room there will be for it.", True)
    bar.parentWidget().resize(420, 300)
    assert bar.parentWidget().rect().contains(bar.geometry())
