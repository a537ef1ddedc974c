from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from models.members.member import save_member
from models.vocabulary import Kind
from tests.ui.conftest import settle
from ui import asking, pages
from ui.desk import Desk
from ui.jump import Jump
from ui.members.rooms import MembersRooms

Control = Qt.KeyboardModifier.ControlModifier


def test_jump_leads_to_a_record_by_pinyin(desk: Desk, qtbot: QtBot) -> None:
    member = save_member(None, {"name": "张三"})
    assert desk.session is not None
    desk.session.wanted.disconnect()
    desk.jump()
    jump = desk.window.findChild(Jump)
    assert jump is not None
    jump.field.setText("zs")
    with qtbot.waitSignal(desk.session.wanted) as wanted:
        qtbot.keyClick(jump.field, Qt.Key.Key_Return)
    assert wanted.args == [Kind.MEMBER, member, None]


def test_jump_leads_past_the_list_to_the_timeline_of_a_member(desk: Desk, qtbot: QtBot) -> None:
    save_member(None, {"name": "李四"})
    member = save_member(None, {"name": "张三"})
    desk.jump()
    jump = desk.window.findChild(Jump)
    assert jump is not None
    jump.field.setText("zs")
    listed = [jump.list.item(row).text().strip() for row in range(jump.list.count())]
    assert listed[:2] == ["张三", "Timeline of 张三"]
    qtbot.keyClick(jump.field, Qt.Key.Key_Down)
    qtbot.keyClick(jump.field, Qt.Key.Key_Return)
    assert desk.pages is not None
    rooms = desk.pages.currentWidget()
    assert isinstance(rooms, MembersRooms)
    assert rooms.currentWidget() is rooms.person and rooms.person.member == member
    settle(desk, qtbot)


def test_jump_runs_commands_and_says_when_nothing_fits(desk: Desk, qtbot: QtBot) -> None:
    desk.jump()
    jump = desk.window.findChild(Jump)
    assert jump is not None
    jump.field.setText("qqqq")
    assert jump.list.item(0).text() == "Nothing is called like that."
    jump.field.setText("reports")
    qtbot.keyClick(jump.field, Qt.Key.Key_Return)
    assert desk.shell.tabs.currentIndex() == pages.REPORTS
    settle(desk, qtbot)


def test_jump_lists_the_commands_of_the_page_first_and_runs_them(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(asking, "choose_file", lambda _page, title, _ways: asked.append(title))
    desk.show_page(pages.MEMBERS)
    qtbot.keyClick(desk.window, Qt.Key.Key_K, Control)
    jump = desk.window.findChild(Jump)
    assert jump is not None
    listed = [jump.list.item(row).text() for row in range(jump.list.count())]
    assert listed[0] == "Import members · From a file…   Ctrl+I"
    assert listed.index("Export this list…   Ctrl+E") < listed.index("Settings…   Ctrl+,")
    jump.field.setText("from a file")
    qtbot.keyClick(jump.field, Qt.Key.Key_Return)
    assert asked == ["Import"]
    settle(desk, qtbot)


def test_jump_puts_commands_between_those_called_so_and_those_that_mention_it(
    desk: Desk, qtbot: QtBot
) -> None:
    for name, note in (("Adam", "keeps the settings"), ("Settina", "")):
        save_member(None, {"name": name, "note": note})
    desk.jump()
    jump = desk.window.findChild(Jump)
    assert jump is not None
    jump.field.setText("setti")
    listed = [jump.list.item(row).text() for row in range(jump.list.count())]
    assert [text.split()[0] for text in listed] == ["Settina", "Timeline", "Settings…", "Adam"]
    jump.leave()
    settle(desk, qtbot)


def test_jump_keeps_the_keyboard_in_the_window_and_gives_it_back(desk: Desk, qtbot: QtBot) -> None:
    desk.show_page(pages.MEMBERS)
    desk.window.activateWindow()
    desk.search()
    before = desk.window.focusWidget()
    desk.jump()
    jump = desk.window.findChild(Jump)
    assert jump is not None
    assert jump.window() is desk.window
    assert desk.window.focusWidget() is jump.field
    for key, modifier in ((Qt.Key.Key_Tab, None), (Qt.Key.Key_2, Control), (Qt.Key.Key_K, Control)):
        qtbot.keyClick(jump.field, key, modifier or Qt.KeyboardModifier.NoModifier)
    assert desk.window.focusWidget() is jump.field
    assert len(desk.window.findChildren(Jump)) == 1
    desk.window.resize(900, 600)
    qtbot.waitUntil(lambda: jump.size() == desk.window.size())
    qtbot.keyClick(jump.field, Qt.Key.Key_Escape)
    assert not jump.isVisible()
    assert desk.window.focusWidget() is before
    desk.jump()
    again = desk.window.findChildren(Jump)[-1]
    qtbot.mouseClick(again, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))
    assert not again.isVisible()
    settle(desk, qtbot)


def test_a_command_that_begins_so_comes_first(desk: Desk, qtbot: QtBot) -> None:
    desk.show_page(pages.MEMBERS)
    save_member(None, {"name": "Ann"})
    assert desk.session is not None
    desk.session.announce(Kind.MEMBER)
    desk.jump()
    jump = desk.window.findChild(Jump)
    assert jump is not None
    jump.field.setText("tags")
    listed = [jump.list.item(row).text().strip() for row in range(jump.list.count())]
    assert listed[:2] == ["Tags…", "Add or take away tags…"]
    settle(desk, qtbot)
