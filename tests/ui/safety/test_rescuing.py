"""A damaged file: found, refused, saved from a backup or as far as it can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models.book import close_book
from models.members.listing import find_members
from models.members.member import save_member
from models.storage.backups import Reason, keep
from tests.ui.conftest import Start, settle
from tests.ui.safety.test_passphrase import window_of
from ui import asking
from ui.desk import Desk
from ui.preferences import Preferences
from ui.safety.backup_chooser import BackupChooser
from ui.safety.check_window import CheckWindow
from ui.safety.salvage_window import SalvageWindow
from ui.welcome import Welcome

_PAGE = 4096


@pytest.fixture
def damaged(book: Path) -> Path:
    """A closed file with a backup and a page in its middle that is rubbish."""
    for number in range(400):
        save_member(None, {"name": f"Member {number}", "note": "n" * 200})
    keep(Reason.DAILY)
    close_book()
    content = bytearray(book.read_bytes())
    place = content.index(b"n" * 200, len(content) // 2) // _PAGE * _PAGE
    content[place : place + _PAGE] = b"\x55" * _PAGE
    book.write_bytes(content)
    return book


def take_the_backup(desk: Desk, target: Path, qtbot: QtBot) -> None:
    """Agree to the backup that is offered, which is opened at `target`."""
    chooser = window_of(desk, BackupChooser, qtbot)
    assert isinstance(chooser, BackupChooser)
    with qtbot.waitSignal(desk.settled):
        chooser.agree.click()
    settle(desk, qtbot)
    assert desk.session is not None
    assert desk.session.path == target


def test_a_whole_file_is_told_so(desk: Desk, qtbot: QtBot) -> None:
    desk.safety.check()
    window = window_of(desk, CheckWindow, qtbot)
    assert isinstance(window, CheckWindow)
    assert window.lines == []
    assert not window.salvage.isVisible()
    window.copy.click()
    assert QGuiApplication.clipboard().text().startswith("The file is whole\n")


def test_what_is_wrong_is_said_in_words_with_the_ways_on(desk: Desk, qtbot: QtBot) -> None:
    from models.base import database

    save_member(None, {"name": "Ann"})
    trigger = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'member'"
    for (name,) in database.execute_sql(trigger).fetchall():
        database.execute_sql(f'DROP TRIGGER "{name}"')
    database.execute_sql("UPDATE member SET name = 'Bo'")
    desk.safety.check()
    window = window_of(desk, CheckWindow, qtbot)
    assert isinstance(window, CheckWindow)
    assert window.lines
    assert window.salvage.isVisible()
    window.copy.click()
    assert window.lines[0] in QGuiApplication.clipboard().text()


def test_a_refusal_offers_the_file_s_backups(
    damaged: Path, start: Start, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = damaged.read_bytes()
    desk = start(damaged)
    welcome = desk.shell.room.currentWidget()
    assert isinstance(welcome, Welcome)
    assert "damaged" in welcome.refusal
    target = tmp_path / "again.guildbook"
    monkeypatch.setattr(asking, "choose_target", lambda *_asked: target)
    monkeypatch.setattr(asking, "choose_file", lambda *_asked: None)
    welcome.backup.click()
    take_the_backup(desk, target, qtbot)
    assert find_members().total == 400
    assert damaged.read_bytes() == before


def test_what_can_be_read_is_saved_and_reported_by_kind(
    damaged: Path, start: Start, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = start(damaged)
    welcome = desk.shell.room.currentWidget()
    assert isinstance(welcome, Welcome)
    target = tmp_path / "saved.guildbook"
    monkeypatch.setattr(asking, "choose_target", lambda *_asked: target)
    welcome.salvage.click()
    window = window_of(desk, SalvageWindow, qtbot)
    assert isinstance(window, SalvageWindow)
    with qtbot.waitSignal(desk.settled):
        window.open_new.click()
    settle(desk, qtbot)
    assert desk.session is not None
    assert desk.session.path == target
    assert 300 < find_members().total <= 400


def test_the_open_file_is_closed_to_be_salvaged(
    desk: Desk, book: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_member(None, {"name": "Ann"})
    target = tmp_path / "saved.guildbook"
    monkeypatch.setattr(asking, "choose_target", lambda *_asked: target)
    desk.safety.salvage(book)
    window = window_of(desk, SalvageWindow, qtbot)
    assert isinstance(window, SalvageWindow)
    assert desk.session is None
    window.close()


def test_a_backup_of_the_open_community_is_opened_beside_it(
    desk: Desk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(Reason.MERGE)
    save_member(None, {"name": "Ann"})
    target = tmp_path / "earlier.guildbook"
    monkeypatch.setattr(asking, "choose_target", lambda *_asked: target)
    desk.safety.open_backup()
    take_the_backup(desk, target, qtbot)
    assert find_members().total == 0


def test_a_backup_is_looked_for_where_nothing_tells_whose_it_is(
    start: Start, qtbot: QtBot, tmp_path: Path, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_member(None, {"name": "Ann"})
    backup = keep(Reason.DAILY)
    close_book()
    target = tmp_path / "again.guildbook"
    monkeypatch.setattr(asking, "choose_target", lambda *_asked: target)
    monkeypatch.setattr(asking, "choose_file", lambda *_asked: backup)
    desk = start(None)
    welcome = desk.shell.room.currentWidget()
    assert isinstance(welcome, Welcome)
    with qtbot.waitSignal(desk.settled):
        welcome.backup.click()
    settle(desk, qtbot)
    assert find_members().total == 1


def test_where_the_backups_of_a_file_were_is_known_when_it_can_tell_nothing(
    damaged: Path,
    start: Start,
    preferences: Preferences,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    content = bytearray(damaged.read_bytes())
    content[_PAGE:] = bytes(len(content) - _PAGE)
    damaged.write_bytes(content)
    preferences.note_backups(damaged, damaged.parent)
    folders: list[object] = []
    monkeypatch.setattr(asking, "choose_file", lambda *asked: folders.append(asked[-1]))
    desk = start(damaged)
    welcome = desk.shell.room.currentWidget()
    assert isinstance(welcome, Welcome)
    welcome.backup.click()
    qtbot.waitUntil(lambda: bool(folders))
    assert folders == [damaged.parent]
