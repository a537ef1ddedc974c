from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui import notice
from ui.notice import Notice


@pytest.fixture
def bar(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Notice]:
    monkeypatch.setattr(notice, "SHOWN_FOR", 150)
    window = QWidget()
    window.resize(800, 600)
    qtbot.addWidget(window)
    bar = Notice()
    column = QVBoxLayout(window)
    column.addWidget(QWidget(), 1)
    column.addWidget(bar)
    window.show()
    yield bar


def test_it_tells_offers_undo_and_goes(bar: Notice, qtbot: QtBot) -> None:
    bar.tell("3 members deleted.", True)
    assert bar.isVisible()
    assert bar.words.text() == "3 members deleted."
    assert bar.undo.isVisible()
    assert bar.parentWidget().rect().contains(bar.geometry())
    qtbot.waitUntil(lambda: not bar.isVisible())


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


def test_it_takes_its_own_place_and_hides_nothing(bar: Notice, qtbot: QtBot) -> None:
    column = bar.parentWidget().layout()
    assert column is not None
    page = column.itemAt(0).widget()
    whole = page.height()
    bar.tell("A sentence that is a good deal longer than the room there will be for it.", True)
    bar.parentWidget().resize(320, 300)
    qtbot.waitUntil(lambda: page.geometry().bottom() < bar.geometry().top())
    assert bar.parentWidget().rect().contains(bar.geometry())
    bar.parentWidget().resize(800, 600)
    qtbot.waitUntil(lambda: not bar.isVisible() and page.height() == whole)


def test_a_way_on_is_offered_beside_undo(bar: Notice) -> None:
    went: list[bool] = []
    bar.tell("Merged.", undo=True, more=("Look at the conflicts", lambda: went.append(True)))
    assert bar.more.isVisible()
    assert bar.more.text() == bar.more.accessibleName() == "Look at the conflicts"
    bar.more.click()
    assert went == [True]
    assert not bar.isVisible()
    bar.tell("Saved.")
    assert not bar.more.isVisible()
