"""Copies that sync programs leave beside the file find their way home."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QFile
from pytestqt.qtbot import QtBot

from models import known_copies
from models.base import database
from models.book import close_book, create_book, open_book
from models.members.member import save_member
from models.records import RECORDS
from models.storage.rekeying import set_passphrase
from models.storage.salvage import salvage
from tests.ui.conftest import Start, settle
from tests.ui.merging.conftest import Copied
from tests.ui.merging.test_merging import (
    choose,
    edit_here,
    edit_there,
    names,
    nothing,
    preview,
)
from ui import asking
from ui.asking import Key
from ui.desk import Desk
from ui.preferences import Preferences

CONFLICT = "club.sync-conflict-20261031-080000-ABCDEFG.guildbook"
LONG_AGO = (1_000_000_000, 1_000_000_000)


def old(path: Path) -> Path:
    """Let a file look as if nobody were writing it any more."""
    os.utime(path, LONG_AGO)
    return path


def offered(desk: Desk, words: str, qtbot: QtBot) -> None:
    def said() -> bool:
        bar = desk.merging.copies.bar
        return bar is not None and words in bar.offer.text

    qtbot.waitUntil(said)
    settle(desk, qtbot)


def press(desk: Desk, place: int) -> None:
    bar = desk.merging.copies.bar
    assert bar is not None
    bar.buttons[place].click()


def quiet(desk: Desk, qtbot: QtBot) -> None:
    desk.merging.copies.look()
    settle(desk, qtbot)
    assert desk.merging.copies.bar is None


def test_a_copy_that_lies_there_at_opening_is_merged_and_cleared_away(
    copied: Copied, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = old(copied(CONFLICT, edit_there))
    trashed: list[str] = []

    def trash(name: str) -> bool:
        trashed.append(name)
        return True

    monkeypatch.setattr(QFile, "moveToTrash", trash)
    desk = start(copied("", edit_here, "laptop-1", "Lin"))
    offered(desk, f"A copy made by Syncthing was found: “{CONFLICT}”.", qtbot)
    assert desk.merging.copies.bar is not None
    assert desk.merging.copies.bar.isVisible()
    press(desk, 0)
    preview(desk, qtbot).first.click()
    offered(desk, "holds nothing new any more", qtbot)
    assert "Cai" in names()
    assert there in known_copies.known()
    press(desk, 0)
    assert trashed == [str(there)]
    assert known_copies.known() == ()
    quiet(desk, qtbot)


def test_a_copy_that_arrives_later_is_noticed(
    copied: Copied, start: Start, qtbot: QtBot, tmp_path_factory: pytest.TempPathFactory
) -> None:
    aside = copied("there.copy", edit_there)
    mine = copied("", edit_here, "laptop-1", "Lin")
    desk = start(mine)
    quiet(desk, qtbot)
    arrived = mine.with_name("club (1).guildbook")
    old(aside).rename(arrived)
    offered(desk, "A copy of this community was found beside it: “club (1).guildbook”", qtbot)


def test_what_was_declined_is_not_offered_again_until_it_changes(
    copied: Copied, start: Start, qtbot: QtBot, preferences: Preferences
) -> None:
    there = old(copied(CONFLICT, edit_there))
    mine = copied("", edit_here, "laptop-1", "Lin")
    desk = start(mine)
    offered(desk, CONFLICT, qtbot)
    press(desk, 1)
    quiet(desk, qtbot)
    assert preferences.declined == ((there, LONG_AGO[0] * 10**9),)
    desk.window.close()
    again = start(mine)
    quiet(again, qtbot)
    os.utime(there, (LONG_AGO[0] + 60, LONG_AGO[0] + 60))
    again.merging.copies.look()
    offered(again, CONFLICT, qtbot)


def test_a_leftover_with_nothing_new_is_only_offered_to_the_trash(
    copied: Copied, start: Start, qtbot: QtBot
) -> None:
    old(copied(CONFLICT, nothing))
    desk = start(copied("", edit_here, "laptop-1", "Lin"))
    offered(desk, "is left over from Syncthing and holds nothing new", qtbot)
    press(desk, 1)
    quiet(desk, qtbot)


def test_a_copy_somebody_saved_beside_it_is_left_alone(
    copied: Copied, start: Start, qtbot: QtBot
) -> None:
    old(copied("before the party.guildbook", nothing))
    desk = start(copied("", edit_here, "laptop-1", "Lin"))
    quiet(desk, qtbot)


def test_other_communities_and_other_files_are_no_copies(
    copied: Copied, start: Start, qtbot: QtBot, tmp_path: Path
) -> None:
    other = tmp_path / "club 2.guildbook"
    create_book(other, "Other")
    close_book()
    (tmp_path / "club (2).guildbook").write_bytes(b"%PDF-1.7")
    for path in tmp_path.glob("*.guildbook"):
        old(path)
    mine = copied("", edit_here, "laptop-1", "Lin")
    desk = start(mine)
    quiet(desk, qtbot)


def test_two_copies_are_offered_one_after_the_other(
    copied: Copied, start: Start, qtbot: QtBot
) -> None:
    first = old(copied(CONFLICT, edit_there))
    second = first.with_name("club (1).guildbook")
    shutil.copyfile(first, second)
    os.utime(second, (LONG_AGO[0] + 9, LONG_AGO[0] + 9))
    desk = start(copied("", edit_here, "laptop-1", "Lin"))
    offered(desk, CONFLICT, qtbot)
    press(desk, 1)
    offered(desk, "club (1).guildbook", qtbot)
    second.unlink()
    desk.merging.copies.look()
    assert desk.merging.copies.bar is None


def test_a_protected_copy_is_known_by_its_salt_and_asked_for_its_passphrase(
    tmp_path: Path, clock: object, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    mine = tmp_path / "secret.guildbook"
    create_book(mine, "Quiet club", "old key")
    close_book()
    there = mine.with_name("secret (conflicted copy 2026-10-31 080000).guildbook")
    shutil.copyfile(mine, there)
    open_book(there, "old key")
    save_member(None, {"name": "Cai"})
    close_book()
    set_passphrase(there, "old key", "new key")
    old(there)
    asked: list[str] = []

    def answer(_parent: object, name: str, **_options: object) -> str:
        asked.append(name)
        return "new key"

    monkeypatch.setattr(asking, "ask_passphrase", answer)
    monkeypatch.setattr(asking, "ask_key", lambda *_args, **_options: Key("old key"))
    desk = start(mine)
    offered(desk, "A copy made by Nextcloud was found", qtbot)
    press(desk, 0)
    preview(desk, qtbot).first.click()
    settle(desk, qtbot)
    assert asked == [there.name]
    assert names() == {"Cai"}


def shown(desk: Desk) -> str:
    bar = desk.merging.copies.bar
    return bar.offer.text if bar is not None else ""


def test_the_offer_of_the_trash_goes_when_the_merge_is_undone_and_comes_back_with_it(
    copied: Copied, start: Start, qtbot: QtBot
) -> None:
    old(copied(CONFLICT, edit_there))
    desk = start(copied("", edit_here, "laptop-1", "Lin"))
    offered(desk, "A copy made by Syncthing was found", qtbot)
    press(desk, 0)
    preview(desk, qtbot).first.click()
    offered(desk, "holds nothing new any more", qtbot)
    desk.undo()
    settle(desk, qtbot)
    assert "Cai" not in names()
    quiet(desk, qtbot)
    desk.redo()
    settle(desk, qtbot)
    assert "Cai" in names()
    assert "holds nothing new any more" in shown(desk)


def test_a_copy_that_was_merged_by_another_way_is_not_offered_for_merging_any_more(
    copied: Copied, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = old(copied(CONFLICT, edit_there))
    twin = old(copied("club (1).guildbook", edit_there))
    shutil.copyfile(there, twin)
    old(twin)
    desk = start(copied("", edit_here, "laptop-1", "Lin"))
    offered(desk, "was found", qtbot)
    assert len(desk.merging.copies._offers) == 2
    choose(desk, twin.parent / "." / twin.name, qtbot, monkeypatch).first.click()
    offered(desk, f"“{twin.name}” holds nothing new any more", qtbot)
    qtbot.waitUntil(
        lambda: all("was found" not in each.text for each in desk.merging.copies._offers),
    )
    settle(desk, qtbot)
    press(desk, 1)
    offered(desk, "is left over from Syncthing and holds nothing new", qtbot)


def test_what_was_saved_of_a_damaged_file_is_no_copy_that_wants_to_come_home(
    copied: Copied, start: Start, qtbot: QtBot
) -> None:
    mine = copied("", edit_here, "laptop-1", "Lin")
    damaged, saved = mine.with_name("damaged"), mine.with_name("club (saved).guildbook")
    shutil.copyfile(mine, damaged)
    open_book(damaged)
    trigger = "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = 'member'"
    for (name,) in database.execute_sql(trigger).fetchall():
        database.execute_sql(f'DROP TRIGGER "{name}"')
    database.execute_sql("UPDATE member SET name = 'Unwritten'")
    close_book()
    salvage(damaged, saved, RECORDS)
    desk = start(mine)
    old(saved)
    quiet(desk, qtbot)


def test_a_damaged_file_is_offered_only_where_a_sync_program_made_it(
    copied: Copied, start: Start, qtbot: QtBot
) -> None:
    mine = copied("", edit_here, "laptop-1", "Lin")
    for name in ("club before.guildbook", CONFLICT):
        torn = mine.with_name(name)
        content = bytearray(mine.read_bytes())
        page = content.index(b"Plays the cello") // 4096 * 4096
        content[page : page + 4096] = b"\x55" * 4096
        torn.write_bytes(content)
        old(torn)
    desk = start(mine)
    offered(desk, CONFLICT, qtbot)
    assert len(desk.merging.copies._offers) == 1
