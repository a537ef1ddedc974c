"""The file of an open window is written over in its place: the same file, other contents."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from models.book import close_book, create_book, open_book
from models.events.attendance import save_attendance
from models.events.listing import find_events
from models.journal.transactions import Author
from models.members.member import load_member, save_member
from models.storage.backups import backups_of
from models.vocabulary import Came
from tests.ui.conftest import Start, settle
from tests.ui.merging.conftest import Copied
from tests.ui.merging.test_file_watch import told
from tests.ui.merging.test_merging import edit_here, edit_there, member, names, preview
from tests.ui.safety.test_passphrase import window_of
from ui import asking
from ui.asking import Key
from ui.desk import Desk
from ui.merging.telling import say_when_free
from ui.safety.backups_window import BackupsWindow

MERGED = "was replaced by another copy while it was open"


def relying(desk: Desk, qtbot: QtBot) -> Desk:
    """Wait until there is a backup of what was opened."""
    own = desk.merging.watch._own
    assert own is not None
    qtbot.waitUntil(lambda: own.base is not None)
    settle(desk, qtbot)
    return desk


def write_over(mine: Path, there: Path) -> None:
    known = mine.stat().st_ino
    subprocess.run(["cp", there, mine], check=True)
    assert mine.stat().st_ino == known


def test_what_was_there_and_what_was_written_since_is_merged_into_what_came(
    copied: Copied, start: Start, qtbot: QtBot
) -> None:
    there = copied("there.copy", edit_there)
    mine = copied("", lambda: save_member(None, {"name": "Before"}), "laptop-1", "Lin")
    desk = relying(start(mine), qtbot)
    (event,) = find_events().lines(0, 9)
    save_member(member("Before"), {"phone": "22"})
    dora = save_member(None, {"name": "Dora", "tags": {"tea"}})
    save_attendance(event.id, dora, came=Came.YES)
    save_attendance(event.id, member("Before"), came=Came.YES)
    write_over(mine, there)
    told(desk, MERGED, qtbot)
    assert names() == {"Ann", "Before", "Cai", "Dora"}
    before = load_member(member("Before"))
    assert before is not None
    assert before.phone == "22"
    assert find_events().lines(0, 9)[0].came == 2
    save_member(None, {"name": "Eve"})
    relying(desk, qtbot)
    write_over(mine, there)
    qtbot.waitUntil(lambda: names() == {"Ann", "Before", "Cai", "Dora", "Eve"})
    settle(desk, qtbot)
    desk.window.close()
    open_book(mine)
    assert names() == {"Ann", "Before", "Cai", "Dora", "Eve"}
    close_book()


def test_two_files_that_were_changed_equally_often_are_told_apart(
    copied: Copied, start: Start, qtbot: QtBot
) -> None:
    """SQLite itself takes them for the same, and would go on with its own pages."""
    there = copied("there.copy", lambda: save_member(None, {"name": "Gus"}))
    mine = copied("", lambda: None, "laptop-1", "Lin")
    desk = relying(start(mine), qtbot)
    save_member(None, {"name": "Dora"})
    heads = {path.read_bytes()[24:40] for path in (mine, there)}
    assert len(heads) == 1
    write_over(mine, there)
    told(desk, MERGED, qtbot)
    assert names() == {"Ann", "Ben", "Dora", "Gus"}


def test_a_protected_file_too(
    tmp_path: Path,
    home: Path,
    clock: object,
    start: Start,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    mine, there = tmp_path / "secret.guildbook", tmp_path / "there.copy"
    create_book(mine, "Quiet club", "river stone")
    close_book()
    shutil.copyfile(mine, there)
    open_book(there, "river stone", Author("laptop-2", "Wei"))
    save_member(None, {"name": "Cai"})
    close_book()
    monkeypatch.setattr(asking, "ask_key", lambda *_args, **_options: Key("river stone"))
    desk = relying(start(mine), qtbot)
    save_member(None, {"name": "Dora"})
    write_over(mine, there)
    told(desk, MERGED, qtbot)
    assert names() == {"Cai", "Dora"}
    kept = [path for place in (tmp_path, home) for path in place.rglob("*") if path.is_file()]
    assert kept
    assert not [path.name for path in kept if b"Dora" in path.read_bytes()]


def test_something_else_written_over_it_leaves_ours_beside(
    copied: Copied, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(asking, "say", lambda _parent, *words: said.append(" ".join(words)))
    mine = copied("", edit_here, "laptop-1", "Lin")
    desk = relying(start(mine), qtbot)
    save_member(None, {"name": "Dora"})
    mine.write_bytes(b"a shopping list" * 999)
    told(desk, "What you had open goes on in", qtbot)
    qtbot.waitUntil(lambda: bool(said))
    assert "cannot be merged" in said[0]
    assert names() == {"Ann", "Ben", "Dora"}
    assert mine.read_bytes().startswith(b"a shopping list")


def test_a_window_that_is_closed_before_it_noticed_keeps_ours_beside(
    copied: Copied, start: Start, qtbot: QtBot
) -> None:
    there = copied("there.copy", edit_there)
    mine = copied("", edit_here, "laptop-1", "Lin")
    desk = relying(start(mine), qtbot)
    save_member(None, {"name": "Dora"})
    write_over(mine, there)
    desk.window.close()
    kept = mine.with_name("club (kept 2026-10-31).guildbook")
    open_book(kept)
    assert names() == {"Ann", "Ben", "Dora"}
    close_book()
    open_book(mine)
    assert names() == {"Ann", "Cai"}
    close_book()


def test_without_a_backup_of_the_opening_the_backups_are_offered_and_one_can_be_merged(
    copied: Copied, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = copied("there.copy", edit_there)
    mine = copied("", edit_here, "laptop-1", "Lin")
    desk = relying(start(mine), qtbot)
    own = desk.merging.watch._own
    assert own is not None
    assert own.base is not None
    aside = own.base.with_name("2026-10-30 080000 daily.guildbook")
    own.base.rename(aside)  # somebody cleared away what was relied on
    offered: list[str] = []

    def offer(_parent: object, text: str, detail: str, way: str) -> bool:
        offered.extend((text, detail, way))
        return True

    monkeypatch.setattr(asking, "offer", offer)
    write_over(mine, there)
    qtbot.waitUntil(lambda: bool(offered))
    assert "was overwritten by another file" in offered[0]
    assert "each can be merged" in offered[1]
    window = window_of(desk, BackupsWindow, qtbot)
    assert isinstance(window, BackupsWindow)
    window.list.choose(aside)
    assert window.list.chosen is not None
    assert window.list.chosen.path == aside
    window.merge.click()
    preview(desk, qtbot).first.click()
    settle(desk, qtbot)
    assert names() == {"Ann", "Cai"}
    ann = load_member(member("Ann"))
    assert ann is not None
    assert (ann.phone, ann.note) == ("3", "Plays the cello")
    assert len(backups_of()) >= 2


def test_only_one_message_stands_in_front(desk: Desk, qtbot: QtBot) -> None:
    settle(desk, qtbot)
    seen: list[int] = []

    def look() -> None:
        boxes = [each for each in QApplication.topLevelWidgets() if isinstance(each, QMessageBox)]
        seen.append(len([each for each in boxes if each.isVisible()]))

    def close() -> None:
        look()
        box = QApplication.activeModalWidget()
        assert isinstance(box, QMessageBox)
        box.accept()

    QTimer.singleShot(0, lambda: say_when_free(desk, "Two"))
    QTimer.singleShot(300, close)
    QTimer.singleShot(700, close)
    say_when_free(desk, "One")
    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == [1, 1]
