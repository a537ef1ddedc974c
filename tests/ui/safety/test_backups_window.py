from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from models import known_copies
from models.book import close_book, open_book
from models.members.listing import find_members
from models.members.member import load_member, save_member
from models.storage.backups import Reason, backups_of, keep
from models.storage.seal import is_sealed
from tests.conftest import FixedClock
from tests.ui.conftest import settle
from ui import asking, undoing
from ui.desk import Desk
from ui.safety.backups_window import BackupsWindow
from ui.session import Session


@pytest.fixture
def window(session: Session, clock: FixedClock, qtbot: QtBot) -> Iterator[BackupsWindow]:
    """Two backups: of before and after Ann came; Bo came since."""
    keep(Reason.MERGE)
    clock.set(datetime(2026, 11, 1, 9, 0))
    save_member(None, {"name": "Ann"})
    keep(Reason.DAILY)
    save_member(None, {"name": "Bo"})
    room = QWidget()
    qtbot.addWidget(room)
    made = BackupsWindow(session, room)
    made.show()
    yield made


def test_backups_are_listed_with_when_why_and_size(window: BackupsWindow) -> None:
    model = window.list.model()
    rows = [[str(model.index(row, column).data()) for column in range(3)] for row in range(2)]
    assert "today" in rows[0][0]
    assert "yesterday" in rows[1][0]
    assert [row[1] for row in rows] == ["New day", "Before merging"]
    assert all(row[2].endswith("kB") for row in rows)
    assert window.note.text().startswith("2 backups")


def test_going_back_is_said_before_done_and_can_be_undone(
    window: BackupsWindow, session: Session, qtbot: QtBot
) -> None:
    told: list[tuple[str, bool]] = []
    changed: list[object] = []
    session.told.connect(lambda text, undo: told.append((text, undo)))
    session.changed.connect(changed.append)
    window.list.selectRow(1)
    assert "Undo brings it back" in window.preview.text()
    window.restore.click()
    qtbot.waitUntil(lambda: bool(told))
    assert find_members().total == 0
    assert told[0][1]
    assert told[0][0].startswith("As on")
    assert changed
    undoing.undo(session)
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert find_members().total == 2


def test_one_is_saved_as_a_file(
    window: BackupsWindow,
    session: Session,
    tmp_path: Path,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "back.guildbook"
    monkeypatch.setattr(asking, "choose_target", lambda *_asked: target)
    window.save.click()
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert window.preview.text() == "Saved as “back.guildbook”."
    close_book()
    open_book(target)


def test_the_folder_is_shown_or_named(
    window: BackupsWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda _url: False)
    monkeypatch.setattr(asking, "say", lambda _parent, _text, detail: said.append(detail))
    window.folder.click()
    assert said == [str(backups_of()[0].path.parent)]


def test_without_a_backup_it_says_when_there_will_be_one(session: Session, qtbot: QtBot) -> None:
    window = BackupsWindow(session)
    qtbot.addWidget(window)
    window.show()
    assert window.empty.isVisible()
    assert not window.restore.isEnabled()
    assert not window.save.isEnabled()


def test_the_day_s_backup_is_made_quietly_after_opening(desk: Desk, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: len(backups_of()) == 1)
    assert backups_of()[0].reason is Reason.DAILY
    settle(desk, qtbot)
    assert not desk.shell.notice.isVisible()


def test_a_copy_is_whole_and_its_place_is_remembered(
    desk: Desk, tmp_path: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    ann = save_member(None, {"name": "Ann"})
    target = tmp_path / "copy.guildbook"
    monkeypatch.setattr(asking, "choose_target", lambda *_asked: target)
    desk.safety.save_copy()
    settle(desk, qtbot)
    assert "copy.guildbook" in desk.shell.notice.words.text()
    assert known_copies.known() == (target.resolve(),)
    desk.window.close()
    assert is_sealed(target)
    open_book(target)
    assert load_member(ann) is not None
