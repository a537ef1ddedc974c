from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from models.events.event import load_event, remove_events, save_event
from models.journal.undo import undo_step
from models.members.member import load_member, remove_members, save_member
from ui.past.erasing import EraseDialog
from ui.past.trash_window import TrashWindow
from ui.session import Session

Open = Callable[[], TrashWindow]


@pytest.fixture
def open_trash(session: Session, qtbot: QtBot) -> Open:
    def build() -> TrashWindow:
        window = TrashWindow(session)
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(window)
        window.show()
        return window

    return build


def titles(window: TrashWindow) -> list[str]:
    rows = window.list.rows
    return [shown.title for row in range(rows.rowCount()) if (shown := rows.worded(row))]


@pytest.fixture
def filled(book: object) -> tuple[bytes, bytes, bytes]:
    ann, ben = (save_member(None, {"name": name}) for name in ("Ann", "Ben"))
    event = save_event(None, {"title": "Night run"})
    remove_members([ann])
    remove_members([ben])
    remove_events([event])
    return ann, ben, event


def test_what_was_deleted_stands_newest_first(filled: tuple[bytes, ...], open_trash: Open) -> None:
    window = open_trash()
    assert titles(window) == ["Night run", "Ben", "Ann"]
    shown = window.list.rows.worded(1)
    assert shown is not None
    assert shown.caption == "Member · deleted by Lin"
    assert shown.end


def test_one_or_many_come_back_in_one_step(
    filled: tuple[bytes, bytes, bytes], open_trash: Open, session: Session
) -> None:
    ann, ben, event = filled
    window = open_trash()
    window.list.selectAll()
    assert window.restore_button.text() == "Restore 3 records"
    window.restore_button.click()
    assert load_member(ann) and load_member(ben) and load_event(event)
    assert window.notice.words.text() == "3 records are back."
    assert titles(window) == []
    assert any("The trash is empty" in each.text() for each in window.findChildren(QLabel))
    step = undo_step()
    assert step is not None
    assert step.amount == 3
    window.notice.undo.click()
    assert sorted(titles(window)) == ["Ann", "Ben", "Night run"]


def test_the_trash_is_filtered_by_kind_and_text(
    filled: tuple[bytes, ...], open_trash: Open
) -> None:
    window = open_trash()
    window.filters.choose("member")
    window.filters.pill_chosen.emit("member")
    assert titles(window) == ["Ben", "Ann"]
    window.filters.search.setText("an")
    assert titles(window) == ["Ann"]
    window.filters.search.setText("zzz")
    assert titles(window) == []
    assert not window.restore_button.isEnabled()


def test_a_person_in_the_trash_can_be_erased(
    filled: tuple[bytes, bytes, bytes], open_trash: Open, session: Session, qtbot: QtBot
) -> None:
    window = open_trash()
    assert not window.erase_button.isVisible()
    window.list.choose(2)
    assert window.erase_button.isVisible()
    window.erase_button.click()
    dialog = window.findChild(EraseDialog)
    qtbot.waitUntil(lambda: not session.tasks.busy)
    dialog.asked.setChecked(True)
    dialog.erase_button.click()
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert titles(window) == ["Night run", "Ben"]


def test_who_deleted_is_said_as_everywhere(
    filled: tuple[bytes, ...], open_trash: Open, session: Session
) -> None:
    session.preferences._store.setValue("device", "laptop-1")
    shown = open_trash().list.rows.worded(1)
    assert shown is not None
    assert shown.caption == "Member · deleted by Lin · this laptop"


def test_what_was_undone_is_done_again_by_keyboard(
    filled: tuple[bytes, ...], open_trash: Open, qtbot: QtBot
) -> None:
    window = open_trash()
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    QTest.keySequence(window.list, QKeySequence("Ctrl+Z"))
    assert titles(window) == ["Ben", "Ann"]
    QTest.keySequence(window.list, QKeySequence("Ctrl+Y"))
    assert titles(window) == ["Night run", "Ben", "Ann"]
