from __future__ import annotations

import threading

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from pytestqt.qtbot import QtBot

from models.errors import Cancelled
from models.journal.transactions import action
from models.journal.undo import undo, undo_step
from models.members.listing import find_members
from models.members.member import remove_members, save_member
from models.vocabulary import Kind
from tests.ui.keyboard import press
from ui.members.tab import members_tab
from ui.records.record_page import RecordPage
from ui.records.removing import AT_ONCE, remove_selection, selection_of
from ui.session import Session

MANY = AT_ONCE + 320


@pytest.fixture
def page(session: Session, qtbot: QtBot) -> RecordPage:
    with action("member.import", MANY):
        for number in range(MANY):
            save_member(None, {"name": f"Member {number:03}"})
    made = members_tab(session)
    qtbot.addWidget(made)
    made.resize(1084, 760)
    made.show()
    qtbot.waitExposed(made)
    return made


def test_many_are_deleted_on_the_worker_and_come_back_in_one_step(
    page: RecordPage, session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    threads = []
    remember = page.listing.table.rows.listing
    assert remember is not None
    ids = remember.ids
    monkeypatch.setattr(
        remember, "ids", lambda: threads.append(threading.current_thread()) or ids()
    )
    page.listing.table.selectAll()
    with qtbot.waitSignal(session.told) as told:
        press(page.listing.table, Qt.Key.Key_Delete)
        assert session.tasks.busy
    assert told.args == [f"{MANY} members deleted.", True]
    assert threads and threading.main_thread() not in threads
    assert find_members().total == page.listing.table.rows.rowCount() == 0
    step = undo_step()
    assert step is not None and (step.kind, step.amount) == ("member.remove", MANY)
    undo(step)
    assert find_members().total == MANY


def test_a_few_are_gone_at_once(page: RecordPage, session: Session) -> None:
    page.listing.table.select_near(3)
    press(page.listing.table, Qt.Key.Key_Delete)
    assert not session.tasks.busy
    assert find_members().total == MANY - 1


def test_a_selection_of_several_stretches_and_a_cancelled_deletion(page: RecordPage) -> None:
    table = page.listing.table
    flags = QItemSelectionModel.SelectionFlag
    for row in (1, 2, 3, 9):
        table.selectionModel().select(table.rows.index(row, 0), flags.Select | flags.Rows)
    selection = selection_of(table)
    assert selection.count == 4
    every = find_members().ids()
    assert set(selection.ids()) == {every[row] for row in (1, 2, 3, 9)}
    table.selectAll()

    def stop(step: int, _total: int) -> None:
        if step:
            raise Cancelled

    with pytest.raises(Cancelled):
        remove_selection(Kind.MEMBER, remove_members, selection_of(table), stop)
    assert find_members().total == MANY
