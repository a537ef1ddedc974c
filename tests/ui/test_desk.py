from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu
from pytestqt.qtbot import QtBot

from models.base import database, new_id
from models.book import close_book, create_book, is_open
from models.journal.transactions import action
from models.members.listing import find_members
from models.members.member import load_member, save_member
from models.search import is_behind
from models.vocabulary import Kind
from resources.i18n import translation
from tests.ui.conftest import Start, settle
from ui import asking, pages, wording
from ui.asking import Key
from ui.desk import Desk
from ui.members.rooms import MembersRooms
from ui.preferences import Preferences
from ui.welcome import Welcome

Control, Shift = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier


def test_a_file_is_opened_after_the_first_painting(desk: Desk, book: Path) -> None:
    assert desk.session is not None
    assert desk.session.path == book
    assert desk.shell.side.name.text() == "江边慢跑团"
    assert desk.window.windowTitle() == "江边慢跑团 – Guildbook"
    assert desk.shell.tabs.isVisible()
    assert desk.pages is not None
    assert desk.shell.room.currentWidget() is desk.pages


def test_the_last_file_is_remembered(desk: Desk, preferences: Preferences, book: Path) -> None:
    assert preferences.recent == (book,)


def test_without_a_file_the_welcome_page_is_shown(start: Start) -> None:
    desk = start(None)
    assert isinstance(desk.shell.room.currentWidget(), Welcome)
    assert not desk.shell.tabs.isVisible()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 something else", b"x" * 9000])
def test_what_is_no_community_file_is_refused_in_a_sentence(
    content: bytes, start: Start, tmp_path: Path
) -> None:
    strange = tmp_path / "strange.guildbook"
    strange.write_bytes(content)
    desk = start(strange)
    welcome = desk.shell.room.currentWidget()
    assert isinstance(welcome, Welcome)
    assert "strange.guildbook" in welcome.refusal
    assert strange.read_bytes() == content


def test_a_protected_file_asks_until_the_passphrase_is_right(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret.guildbook"
    create_book(path, "Quiet Club", "right")
    close_book()
    answers = iter([(Key("wrong"), False), (Key("right"), True)])

    def answer(_parent: object, _name: str, complaint: str, _has_store: bool) -> Key:
        key, expected = next(answers)
        assert bool(complaint) is expected
        return key

    monkeypatch.setattr(asking, "ask_key", answer)
    assert start(path).shell.side.name.text() == "Quiet Club"


def test_a_passphrase_that_is_not_given_leads_to_the_welcome_page(
    start: Start, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secret.guildbook"
    create_book(path, "Quiet Club", "right")
    close_book()
    monkeypatch.setattr(asking, "ask_key", lambda *_asked: None)
    assert isinstance(start(path).shell.room.currentWidget(), Welcome)
    assert not is_open()


def test_a_new_community_is_made_where_the_user_says(
    start: Start, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ui.dialogs import new_community

    wanted = new_community.Wanted("Readers", tmp_path / "readers.guildbook", "")
    monkeypatch.setattr(new_community, "ask_new_community", lambda *_asked: wanted)
    desk = start(None)
    with qtbot.waitSignal(desk.settled):
        desk.make_community()
    assert desk.shell.side.name.text() == "Readers"
    assert wanted.path.is_file()


def test_undo_and_redo_say_what_they_did(desk: Desk, qtbot: QtBot) -> None:
    changed = []
    assert desk.session is not None
    desk.session.changed.connect(changed.append)
    member = save_member(None, {"name": "Ann"})
    desk.undo()
    assert desk.shell.notice.words.text() == "Undone: new member."
    assert load_member(member) is None
    desk.redo()
    assert desk.shell.notice.words.text() == "Done again: new member."
    assert load_member(member) is not None
    assert changed == [frozenset({Kind.MEMBER})] * 2
    settle(desk, qtbot)


def test_nothing_to_undo_is_said_too(desk: Desk) -> None:
    desk.redo()
    assert desk.shell.notice.words.text() == "There is nothing to do again."


def test_a_large_undo_runs_on_the_worker(desk: Desk, qtbot: QtBot) -> None:
    from models.journal.transactions import action

    with action("member.import", 300):
        for number in range(300):
            save_member(None, {"name": f"Member {number}"})
    desk.undo()
    assert desk.tasks.busy
    settle(desk, qtbot)
    assert desk.shell.notice.words.text() == "Undone: import of 300 members."


def test_keys_turn_the_pages(desk: Desk, qtbot: QtBot) -> None:
    desk.window.activateWindow()
    tabs = desk.shell.tabs
    qtbot.keyClick(desk.window, Qt.Key.Key_6, Control)
    assert tabs.currentIndex() == pages.REPORTS
    qtbot.keyClick(desk.window, Qt.Key.Key_Tab, Control)
    assert tabs.currentIndex() == pages.OVERVIEW
    qtbot.keyClick(desk.window, Qt.Key.Key_Backtab, Control | Shift)
    assert tabs.currentIndex() == pages.REPORTS
    tabs.setFocus()
    qtbot.keyClick(tabs, Qt.Key.Key_Down)
    assert tabs.currentIndex() == pages.OVERVIEW
    qtbot.keyClick(desk.window, Qt.Key.Key_2, Control)
    rooms = desk.pages.currentWidget() if desk.pages is not None else None
    assert isinstance(rooms, MembersRooms) and rooms.page.listing.search.hasFocus()
    save_member(None, {"name": "张三"})
    rooms.reload()
    qtbot.keyClick(desk.window, Qt.Key.Key_2, Control)
    assert rooms.page.listing.table.hasFocus() and rooms.page.record is not None
    settle(desk, qtbot)


def test_the_language_changes_at_once(desk: Desk, preferences: Preferences, qtbot: QtBot) -> None:
    preferences.language = "en"
    desk.switch_language()
    chinese = translation("zh_CN")
    assert desk.shell.tabs.tabText(pages.MEMBERS) == chinese._("Members") != "Members"
    assert desk.shell.side.name.text() == "江边慢跑团"
    assert preferences.language == "zh_CN"
    desk.switch_language()
    assert desk.shell.tabs.tabText(pages.MEMBERS) == "Members"
    settle(desk, qtbot)


def test_the_colours_change_at_once(desk: Desk, preferences: Preferences) -> None:
    before = QApplication.palette().window().color()
    desk.switch_scheme()
    assert QApplication.palette().window().color() != before
    assert preferences.scheme == "dark"
    assert desk.shell.side.scheme.text() == "Light"


def test_an_edit_under_way_keeps_the_window_open(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.show_page(pages.MEMBERS)
    desk.start_new()
    settle(desk, qtbot)
    assert desk.pages is not None
    page = cast(MembersRooms, desk.pages.records(pages.MEMBERS)).page
    field = page.form.editor("name").field
    assert isinstance(field, QLineEdit)
    field.setText("Ann")
    monkeypatch.setattr(asking, "choose", lambda *_asked: None)
    assert not desk.window.close()
    assert is_open()
    monkeypatch.setattr(asking, "choose", lambda *_asked: 1)
    assert desk.window.close()
    assert not is_open()


def test_closing_keeps_the_place_of_the_window(desk: Desk, preferences: Preferences) -> None:
    assert preferences.geometry.isEmpty()
    desk.window.close()
    assert not preferences.geometry.isEmpty()


def test_f2_and_delete_reach_the_selected_record_from_anywhere(
    desk: Desk, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(asking, "choose", lambda *_asked: 1)
    member = save_member(None, {"name": "Ann"})
    desk.show_page(pages.MEMBERS)
    assert desk.pages is not None
    page = cast(MembersRooms, desk.pages.records(pages.MEMBERS)).page
    page.show_record(member)
    desk.window.activateWindow()
    desk.shell.tabs.setFocus()
    qtbot.keyClick(desk.shell.tabs, Qt.Key.Key_F2)
    assert page.pane.is_editing
    qtbot.keyClick(page.form.focusWidget() or page.form, Qt.Key.Key_Delete)
    page.cancel()
    assert load_member(member) is not None
    desk.shell.tabs.setFocus()
    qtbot.keyClick(desk.shell.tabs, Qt.Key.Key_Delete)
    assert load_member(member) is None
    settle(desk, qtbot)


def test_the_menu_lists_every_action_with_its_key(desk: Desk) -> None:
    menu = desk.shell.side.menu.findChild(QMenu)
    assert menu is not None
    texts = {action.text(): action.shortcut().toString() for action in menu.actions()}
    assert texts["Undo"] == "Ctrl+Z"
    assert texts["Settings…"] == "Ctrl+,"
    assert "Recent communities" in texts


def test_alt_alone_opens_the_menu(desk: Desk, qtbot: QtBot) -> None:
    qtbot.keyPress(desk.window, Qt.Key.Key_Alt)
    qtbot.keyRelease(desk.window, Qt.Key.Key_Alt)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    menu.close()


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_the_sample_is_made_where_the_user_says_and_opened(
    language: str,
    start: Start,
    tmp_path: Path,
    preferences: Preferences,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    preferences.language = language
    wording.use(language)
    target = tmp_path / "sample.guildbook"
    monkeypatch.setattr(asking, "choose_target", lambda *_args: target)
    desk = start(None)
    with qtbot.waitSignal(desk.settled, timeout=60_000):
        desk.make_sample()
    settle(desk, qtbot)
    assert target.is_file()
    assert desk.session is not None
    assert desk.session.path == target
    assert preferences.recent[0] == target


def test_search_catches_up_behind_the_scenes(book: Path, start: Start, qtbot: QtBot) -> None:
    with action("member.import", 1000):
        rows = [(new_id(), f"{surname}三") for surname in "赵钱孙李张" for _copy in range(200)]
        database.connection().executemany("INSERT INTO member (id, name) VALUES (?, ?)", rows)
    assert is_behind()
    close_book()
    desk = start(book)
    qtbot.waitUntil(lambda: not is_behind())
    settle(desk, qtbot)
    assert find_members("zs").total == 400
    assert find_members().lines(0, 1)[0].name == "李三"


def test_a_wrong_file_leaves_the_open_community_open(
    desk: Desk, book: Path, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(asking, "say", lambda _window, text: said.append(text))
    wrong = tmp_path / "wrong.guildbook"
    wrong.write_bytes(b"%PDF-1.7")
    with qtbot.waitSignal(desk.settled):
        desk.open_file(wrong)
    assert said == [
        "“wrong.guildbook” is no Guildbook file. Choose a file whose name ends in .guildbook."
    ]
    assert desk.session is not None
    assert desk.session.path == book


def test_what_is_half_edited_is_shown_before_it_is_asked_about(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert desk.pages is not None
    desk.show_page(pages.MEMBERS)
    rooms = cast(MembersRooms, desk.pages.currentWidget())
    rooms.start_new()
    rooms.page.form.editor("name").field.setText("half")
    desk.show_page(pages.REPORTS)
    seen: list[tuple[bool, int]] = []

    def choose(_parent: object, _question: str, _answers: object) -> int:
        seen.append((rooms.page.form.isVisible(), desk.shell.tabs.currentIndex()))
        return 1

    monkeypatch.setattr(asking, "choose", choose)
    assert desk.leave()
    assert seen == [(True, pages.MEMBERS)]
