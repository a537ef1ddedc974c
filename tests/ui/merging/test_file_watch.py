"""The file of an open window is replaced, moved, overwritten or written to by others."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from models.book import close_book, create_book, open_book, read_only
from models.members.listing import find_members
from models.members.member import save_member
from models.merging.conflicts import open_conflicts
from models.vocabulary import Kind
from tests.conftest import FixedClock
from tests.ui.conftest import Start, settle
from tests.ui.merging.conftest import Copied
from tests.ui.merging.test_merging import edit_here, edit_there, member, names, nothing
from tests.ui.safety.test_file_lock import lock_of_another_machine
from ui import asking
from ui.desk import Desk

ROOT = Path(__file__).parents[3]


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    texts: list[str] = []
    monkeypatch.setattr(asking, "say", lambda _parent, *words: texts.append(" ".join(words)))
    return texts  # type: ignore[return-value]


def told(desk: Desk, words: str, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: words in desk.shell.notice.words.text())
    settle(desk, qtbot)


def test_a_file_replaced_underneath_is_merged_and_nothing_written_is_lost(
    copied: Copied, start: Start, qtbot: QtBot
) -> None:
    there = copied("there.copy", edit_there)
    mine = copied("", edit_here, "laptop-1", "Lin")
    desk = start(mine)
    save_member(None, {"name": "Dora"})
    os.replace(there, mine)
    told(desk, "was replaced by another copy while it was open", qtbot)
    assert names() == {"Ann", "Cai", "Dora"}
    assert len(open_conflicts()) == 1
    save_member(None, {"name": "Eve"})
    desk.window.close()
    open_book(mine)
    assert names() == {"Ann", "Cai", "Dora", "Eve"}
    close_book()


def test_an_edit_under_way_stays_where_it_is(copied: Copied, start: Start, qtbot: QtBot) -> None:
    from ui import pages

    there = copied("there.copy", edit_there)
    mine = copied("", nothing, "laptop-1", "Lin")
    desk = start(mine)
    desk.show_page(pages.MEMBERS)
    settle(desk, qtbot)
    desk.start_new()
    assert desk.pages is not None
    form = desk.pages.records(pages.MEMBERS).page.form  # type: ignore[union-attr]
    form.editor("name").set_value("Half-written")
    os.replace(there, mine)
    told(desk, "was replaced by", qtbot)
    assert form.editor("name").value() == "Half-written"
    desk.pages.can_leave = lambda: True  # type: ignore[method-assign]


def test_a_file_of_another_community_leaves_ours_beside(
    copied: Copied,
    start: Start,
    qtbot: QtBot,
    said: list[str],
    tmp_path_factory: pytest.TempPathFactory,
    clock: FixedClock,
) -> None:
    other = tmp_path_factory.mktemp("other") / "other.guildbook"
    create_book(other, "Other")
    close_book()
    mine = copied("", edit_here, "laptop-1", "Lin")
    desk = start(mine)
    save_member(None, {"name": "Dora"})
    content = other.read_bytes()
    os.replace(other, mine)
    told(desk, "What you had open goes on in", qtbot)
    kept = mine.with_name("club (kept 2026-10-31).guildbook")
    assert desk.session is not None
    assert desk.session.path == kept
    qtbot.waitUntil(lambda: bool(said))
    assert "cannot be merged" in said[0]
    save_member(None, {"name": "Eve"})
    desk.window.close()
    assert mine.read_bytes() == content
    open_book(kept)
    assert names() == {"Ann", "Ben", "Dora", "Eve"}
    close_book()


def test_a_damaged_file_leaves_ours_beside(
    copied: Copied, start: Start, qtbot: QtBot, said: list[str], tmp_path: Path
) -> None:
    mine = copied("", edit_here, "laptop-1", "Lin")
    torn = tmp_path / "torn"
    torn.write_bytes(mine.read_bytes()[:20_000])
    desk = start(mine)
    os.replace(torn, mine)
    told(desk, "What you had open goes on in", qtbot)
    assert names() == {"Ann", "Ben"}
    assert mine.stat().st_size == 20_000


def test_a_file_that_is_gone_goes_on_under_another_name(
    copied: Copied, start: Start, qtbot: QtBot, said: list[str]
) -> None:
    mine = copied("", edit_here, "laptop-1", "Lin")
    desk = start(mine)
    mine.unlink()
    told(desk, "What you had open goes on in", qtbot)
    qtbot.waitUntil(lambda: bool(said))
    assert "is not there any more" in said[0]
    assert names() == {"Ann", "Ben"}
    save_member(None, {"name": "Dora"})


def test_a_file_that_was_renamed_is_followed(copied: Copied, start: Start, qtbot: QtBot) -> None:
    mine = copied("", edit_here, "laptop-1", "Lin")
    desk = start(mine)
    renamed = mine.with_name("runners.guildbook")
    mine.rename(renamed)
    told(desk, "The file is called “runners.guildbook” now.", qtbot)
    save_member(None, {"name": "Dora"})
    desk.window.close()
    open_book(renamed)
    assert "Dora" in names()
    close_book()


def test_what_a_command_writes_is_shown(
    copied: Copied, start: Start, qtbot: QtBot, tmp_path: Path
) -> None:
    mine = copied("", edit_here, "laptop-1", "Lin")
    desk = start(mine)
    changed: list[frozenset[Kind]] = []
    assert desk.session is not None
    desk.session.changed.connect(changed.append)
    listed = tmp_path / "list.csv"
    listed.write_text("Name\nFay\n", encoding="utf-8")
    command = [sys.executable, "main.py", "import", str(mine), str(listed), "--as", "members"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    told(desk, "Another program changed this file.", qtbot)
    assert changed == [frozenset({Kind.MEMBER})]
    assert find_members("Fay").total == 1


def test_what_the_window_writes_itself_is_no_news(
    copied: Copied, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from tests.ui.merging.test_merging import choose

    there = copied("there.guildbook", edit_there)
    desk = start(copied("", edit_here, "laptop-1", "Lin"))
    choose(desk, there, qtbot, monkeypatch).first.click()
    settle(desk, qtbot)
    before = desk.shell.notice.words.text()
    save_member(member("Ann"), {"phone": "9"})
    desk.merging.watch.look()
    assert desk.shell.notice.words.text() == before


def test_a_passphrase_changed_elsewhere_is_asked_for(
    copied: Copied, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    from models.storage.rekeying import set_passphrase

    there = copied("there.copy", edit_there)
    set_passphrase(there, "", "river stone")
    monkeypatch.setattr(asking, "ask_passphrase", lambda *_args, **_options: "river stone")
    mine = copied("", edit_here, "laptop-1", "Lin")
    desk = start(mine)
    save_member(None, {"name": "Dora"})
    shutil.copyfile(mine, mine.with_name("before.copy"))
    os.replace(there, mine)
    told(desk, "was replaced by another copy", qtbot)
    assert names() == {"Ann", "Cai", "Dora"}
    desk.window.close()
    open_book(mine, "river stone")
    assert names() == {"Ann", "Cai", "Dora"}
    close_book()


def test_a_file_that_is_only_read_is_opened_anew_and_not_written(
    copied: Copied, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = copied("there.copy", edit_there)
    mine = copied("", edit_here, "laptop-1", "Lin")
    lock_of_another_machine(mine)
    monkeypatch.setattr(asking, "choose", lambda *_asked: 0)
    desk = start(mine)
    assert read_only()
    content = there.read_bytes()
    with qtbot.waitSignal(desk.settled):
        os.replace(there, mine)
    settle(desk, qtbot)
    assert read_only()
    assert names() == {"Ann", "Cai"}
    desk.window.close()
    assert mine.read_bytes() == content


def test_a_window_that_is_closed_meanwhile_loses_nothing(
    copied: Copied, start: Start, qtbot: QtBot
) -> None:
    there = copied("there.copy", edit_there)
    mine = copied("", edit_here, "laptop-1", "Lin")
    desk = start(mine)
    save_member(None, {"name": "Dora"})
    os.replace(there, mine)
    desk.merging.watch.look()
    assert desk.tasks.busy
    desk.window.close()
    found = set()
    for path in mine.parent.glob("*.guildbook"):
        open_book(path)
        found |= names()
        close_book()
    assert {"Ann", "Cai", "Dora"} <= found
