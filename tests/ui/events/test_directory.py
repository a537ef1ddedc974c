"""The directories of guests and venues, by keyboard."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models.events.event import load_event, save_event
from models.events.guest import guests, remove_guests, save_guest
from models.events.venue import save_venue, venues
from models.vocabulary import Kind
from tests.ui.keyboard import commit
from ui import asking
from ui.events.directory.guests import GUESTS
from ui.events.directory.venues import VENUES
from ui.events.directory.window import DirectoryWindow
from ui.session import Session


@pytest.fixture
def window(book: Path, session: Session, qtbot: QtBot) -> Iterator[DirectoryWindow]:
    save_event(None, {
        "title": "摄影课", "guest": "王老师、李博士", "status": "done", "place": "活动室",
        "begins": datetime(2026, 10, 3, 19),
    })  # fmt: skip
    save_guest(None, {"name": "王老师", "topics": "摄影"})
    made = DirectoryWindow(session, GUESTS)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.form.fill(None)


def typed(window: DirectoryWindow, field: str, text: str) -> None:
    window.form.focus_field(field)
    line = window.form.editor(field).field
    line.selectAll()  # type: ignore[attr-defined]
    commit(line, text)


def test_what_events_say_of_a_guest_is_shown(window: DirectoryWindow) -> None:
    assert window.list.currentItem().text() == "王老师\n摄影 · 1 talk"
    assert [window.past.item(row).text() for row in range(window.past.count())] == [
        "10/3/2026 · 摄影课"
    ]


def test_fields_stand_below_their_heading(window: DirectoryWindow) -> None:
    left = window.form.editor("name").field.mapTo(window, QPoint()).x()
    assert left == window.heading.mapTo(window, QPoint()).x()
    assert left == window.past.mapTo(window, QPoint()).x()


def test_a_guest_is_made_changed_and_deleted_by_keys(window: DirectoryWindow) -> None:
    QTest.keyClick(window.list, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    typed(window, "name", "Ada Berg")
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert sorted(each.name for each in guests()) == ["Ada Berg", "王老师"]
    assert window.list.currentItem().text().startswith("Ada Berg")
    typed(window, "name", "王老师")
    QTest.keyClick(window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert window.form.is_edited(), "a name that is taken is refused where it stands"
    typed(window, "name", "Ada Lund")
    assert window.store()
    QTest.keyClick(window.list, Qt.Key.Key_Delete)
    assert [each.name for each in guests()] == ["王老师"]


def test_names_that_events_know_are_taken_over(window: DirectoryWindow) -> None:
    window.offered.aboutToShow.emit()
    (offered,) = window.offered.actions()
    assert offered.text() == "李博士"
    offered.trigger()
    assert sorted(each.name for each in guests()) == ["李博士", "王老师"]
    assert not window.take.isEnabled()


def test_a_half_finished_entry_is_asked_about(
    window: DirectoryWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def choose(_parent: QWidget, question: str, _answers: list[str]) -> int | None:
        asked.append(question)
        return None

    monkeypatch.setattr(asking, "choose", choose)
    typed(window, "name", "王芳")
    window.begin()
    assert len(asked) == 1 and window.form.values()["name"] == "王芳"
    monkeypatch.setattr(asking, "choose", lambda *_asked: 1)
    window.begin()
    assert window.form.values()["name"] == ""


def test_a_venue_takes_its_events_along(book: Path, session: Session, qtbot: QtBot) -> None:
    venue = save_venue(None, {"name": "活动室", "capacity": 40})
    event = save_event(None, {"title": "摄影课", "place": "活动室"})
    window = DirectoryWindow(session, VENUES)
    qtbot.addWidget(window)
    window.show_record(venue)
    assert window.list.currentItem().text() == "活动室\nroom for 40 people"
    typed(window, "name", "二楼活动室")
    assert window.store()
    assert load_event(event).place == "二楼活动室"  # type: ignore[union-attr]
    assert [each.events for each in venues()] == [1]
    window.search.setText("三楼")
    assert window.list.count() == 0


def test_another_entry_is_chosen_while_the_first_is_saved(
    window: DirectoryWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = save_guest(None, {"name": "Zoe"})
    window.show_record(guests()[0].id)
    window._session.announce(Kind.COMMUNITY)
    typed(window, "topics", "夜景")
    monkeypatch.setattr(asking, "choose", lambda *_asked: 0)
    (row,) = (row for row in range(window.list.count()) if window.list.item(row).text() == "Zoe")
    window.list.setCurrentRow(row)
    assert window.heading.text() == "Zoe" == window.list.currentItem().text()
    assert {each.topics for each in guests() if each.id != other} == {"夜景"}


def test_what_is_typed_about_an_entry_that_was_deleted_is_not_lost(
    window: DirectoryWindow,
) -> None:
    typed(window, "topics", "夜景")
    remove_guests([guests()[0].id])
    window._session.announce(Kind.COMMUNITY)
    assert window.heading.text() == "New guest" and window.store()
    assert [(each.name, each.topics) for each in guests()] == [("王老师", "夜景")]
