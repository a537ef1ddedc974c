"""A file on a medium that cannot be written, through the window: read, not changed, merged."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import cast

import pytest
from pytestqt.qtbot import QtBot

from models.book import close_book, open_book, read_only
from models.errors import UserError
from models.journal.transactions import Author
from models.members.listing import find_members
from models.members.member import save_member
from tests.ui.conftest import Start, settle
from tests.ui.merging.test_merging import choose
from ui import asking, pages
from ui.members.rooms import MembersRooms
from ui.safety.file_lock import lock_path


def names() -> set[str]:
    return {line.name for line in find_members().lines(0, 99)}


pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="mounts as Linux does")


@pytest.fixture
def medium(book: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the closed file on a file system that is mounted only to be read."""
    save_member(None, {"name": "Ann"})
    close_book()
    source = tmp_path_factory.mktemp("source")
    copy = source / "on the stick.guildbook"
    shutil.copyfile(book, copy)
    open_book(copy, author=Author("laptop-2", "Wei"))
    save_member(None, {"name": "Cai"})
    close_book()
    if os.geteuid():
        copy.chmod(0o400)
        source.chmod(0o500)
        yield copy
        source.chmod(0o700)
        return
    # The superuser may write whatever a folder says: only a medium stops it. Not among the folders
    # pytest clears away, which a mount left by a killed run would stop.
    folder = Path(tempfile.mkdtemp(prefix="guildbook-stick-"))
    if subprocess.run(["mount", "--bind", source, folder], capture_output=True).returncode:
        folder.rmdir()
        pytest.skip("nothing can be mounted here")
    again = ["mount", "-o", "remount,bind,ro", folder]
    try:
        if subprocess.run(again, capture_output=True).returncode:
            pytest.skip("nothing can be mounted here to be read only")
        yield folder / copy.name
    finally:
        subprocess.run(["umount", "--lazy", folder], check=True)
        folder.rmdir()


def test_it_is_opened_to_be_read_and_says_so(
    medium: Path, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: list[str] = []
    monkeypatch.setattr(asking, "say", lambda _parent, text, *_detail: said.append(text))
    monkeypatch.setattr(asking, "choose", lambda *_asked: 1)
    before = medium.read_bytes()
    desk = start(medium)
    assert read_only()
    assert names() == {"Ann", "Cai"}
    bar = desk.safety._bar
    assert bar is not None
    assert bar.isVisible()
    desk.show_page(pages.MEMBERS)
    settle(desk, qtbot)
    assert desk.pages is not None
    page = cast(MembersRooms, desk.pages.records(pages.MEMBERS)).page
    page.start_new()
    page.form.editor("name").set_value("Dora")
    page.save()
    assert said[-1].startswith("This file cannot be written.")
    page.cancel()
    with pytest.raises(UserError, match="cannot be written"):
        save_member(None, {"name": "Dora"})
    assert desk.merging.copies.bar is None
    desk.window.close()
    assert medium.read_bytes() == before
    assert [each.name for each in medium.parent.iterdir()] == [medium.name]
    assert not lock_path(medium).exists()


def test_it_is_merged_into_a_file_that_can_be_written(
    medium: Path, book: Path, start: Start, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = medium.read_bytes()
    desk = start(book)
    choose(desk, medium, qtbot, monkeypatch).first.click()
    settle(desk, qtbot)
    assert names() == {"Ann", "Cai"}
    assert medium.read_bytes() == before
