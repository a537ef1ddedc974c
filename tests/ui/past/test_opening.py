"""The windows of the past as the user finds them: by their keys, in the menu, by Ctrl+K."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from models.members.member import remove_members, save_member
from tests.ui.test_accessibility import cut, nameless
from ui import wording
from ui.desk import Desk
from ui.jump import Jump
from ui.members.tab import members_tab
from ui.past.erasing import EraseDialog
from ui.past.introduction import Introduction
from ui.past.opening import erase_somebody, show_past, show_trash
from ui.past.trash_window import TrashWindow
from ui.past.window import PastWindow
from ui.preferences import Preferences
from ui.records.history import HistoryWindow
from ui.session import Session


def test_ctrl_h_opens_what_happened(desk: Desk, qtbot: QtBot) -> None:
    desk.window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is desk.window)
    QTest.keyClick(desk.window, Qt.Key.Key_H, Qt.KeyboardModifier.ControlModifier)
    past = QApplication.activeModalWidget()
    assert isinstance(past, PastWindow)
    past.close()


def test_the_menu_and_ctrl_k_lead_to_the_trash_and_to_erasing(desk: Desk, qtbot: QtBot) -> None:
    menu = QMenu()
    desk._actions.fill(menu)
    titles = [action.text() for action in menu.actions()]
    assert "What has happened" in titles
    trash = next(action for action in menu.actions() if action.text() == "Trash")
    trash.trigger()
    window = QApplication.activeModalWidget()
    assert isinstance(window, TrashWindow)
    window.close()
    assert desk.session is not None
    jump = Jump(desk.session, desk._actions.possible(), desk.window)
    qtbot.addWidget(jump)
    jump.field.setText("erase")
    jump._go(jump.list.item(0))
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, EraseDialog)
    assert dialog.chooser.isVisible()
    dialog.close()


def test_a_link_shows_the_record_on_its_page(desk: Desk, qtbot: QtBot) -> None:
    save_member(None, {"name": "Ann"})
    show_past(desk)
    past = QApplication.activeModalWidget()
    assert isinstance(past, PastWindow)
    past.pane.record_wanted.emit(*_first_record(past))
    assert desk.pages is not None
    qtbot.waitUntil(lambda: desk.pages.currentWidget() is desk.pages.visit(1))
    assert desk.pages.visit(1).page.listing.table.current_id() is not None


def test_the_windows_go_when_the_file_is_closed(desk: Desk, qtbot: QtBot) -> None:
    for show in (show_past, show_trash, erase_somebody):
        show(desk)
        window = QApplication.activeModalWidget()
        assert isinstance(window, PastWindow | TrashWindow | EraseDialog)
        with qtbot.waitSignal(window.destroyed):
            desk.close_file()
        assert desk.session is None
        with qtbot.waitSignal(desk.settled):
            desk.open_file(desk._preferences.recent[0])
        qtbot.waitUntil(lambda: not desk.tasks.busy)


def _first_record(past: PastWindow) -> tuple[object, bytes]:
    from models.past import deed_of

    record = deed_of(past.list.current().happened.transaction).records[0]
    return record.kind, record.id


def test_a_member_is_erased_from_the_pane(session: Session, qtbot: QtBot) -> None:
    ann = save_member(None, {"name": "Ann"})
    tab = members_tab(session)
    qtbot.addWidget(tab)
    tab.show()
    tab.show_record(ann)
    last = tab.pane.menu.actions()[-1]
    assert last.text() == "Erase a person for good…"
    last.trigger()
    dialog = tab.findChild(EraseDialog)
    assert dialog.isVisible()
    assert not dialog.chooser.isVisible()
    qtbot.waitUntil(lambda: not session.tasks.busy)
    dialog.asked.setChecked(True)
    dialog.erase_button.click()
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert tab.listing.table.rows.rowCount() == 0
    assert not tab.pane.isVisible()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
@pytest.mark.parametrize("window", ["past", "trash", "erase", "introduction", "history"])
def test_every_control_has_a_name_and_room_for_its_words(
    window: str, language: str, session: Session, preferences: Preferences, qtbot: QtBot
) -> None:
    ann = save_member(None, {"name": "欧阳娜娜 Alexandra Featherstonehaugh", "phone": "1"})
    save_member(ann, {"phone": "2", "tags": ("tea",), "note": "long " * 60})
    gone = save_member(None, {"name": "Ben"})
    remove_members([gone])
    wording.use(language)
    made = {
        "past": lambda: PastWindow(session),
        "trash": lambda: TrashWindow(session),
        "erase": lambda: EraseDialog(session, ann),
        "introduction": lambda: Introduction(preferences),
        "history": lambda: HistoryWindow(session, ann),
    }[window]()
    qtbot.addWidget(made)
    made.resize(made.minimumSize().expandedTo(made.minimumSizeHint()))
    made.show()
    qtbot.waitUntil(lambda: not session.tasks.busy)
    if window == "past":
        made.list.choose(1)
    assert nameless(made) == []
    assert cut(made) == []
