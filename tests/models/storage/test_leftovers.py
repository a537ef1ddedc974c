"""A journal left beside a file that it does not belong to."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from models.book import close_book, create_book, open_book
from models.journal.transactions import Author
from models.members.listing import find_members
from models.members.member import save_member
from models.merging.incoming import receive
from models.merging.merge import merge
from models.safety import check_path
from models.storage.seal import LENGTH

ROOT = Path(__file__).parents[3]
# Dies in the middle of a transaction whose pages are on the disk already.
_KILLED = """
import os, signal, sys
from pathlib import Path
from models.base import database
from models.book import open_book
from models.journal.transactions import action
from models.members.member import save_member

open_book(Path(sys.argv[1]))
database.pragma("cache_size", 5)
with action("member.import"):
    for number in range(300):
        save_member(None, {"name": f"half {number}", "note": "x" * 2000})
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def left(tmp_path: Path) -> Path:
    """A newer, sealed file in the place of one whose writer was killed, its journal beside it."""
    path, newer = tmp_path / "a.guildbook", tmp_path / "newer"
    create_book(path, "club", author=Author("one", "Lin"))
    save_member(None, {"name": "before"})
    close_book()
    shutil.copyfile(path, newer)
    done = subprocess.run([sys.executable, "-c", _KILLED, path], cwd=ROOT)
    assert done.returncode == -signal.SIGKILL
    assert path.with_name("a.guildbook-journal").stat().st_size > 0
    open_book(newer, author=Author("other", "Mei"))
    save_member(None, {"name": "newer", "note": "y" * 50_000})
    close_book()
    os.replace(newer, path)
    return path


def names() -> set[str]:
    found = find_members()
    return {line.name for line in found.lines(0, found.total)}


def test_it_is_not_played_into_a_sealed_file(left: Path) -> None:
    whole = left.read_bytes()
    assert check_path(left).whole
    assert left.read_bytes() == whole
    open_book(left)
    assert names() == {"before", "newer"}
    close_book()


def test_it_is_not_played_into_a_copy_that_is_merged(left: Path, tmp_path: Path) -> None:
    mine = tmp_path / "mine.guildbook"
    shutil.copyfile(left, mine)
    open_book(mine, author=Author("one", "Lin"))
    with receive(left) as incoming:
        merge(incoming)
    assert names() == {"before", "newer"}
    close_book()


def test_its_own_file_is_rolled_back_by_it(tmp_path: Path) -> None:
    path = tmp_path / "a.guildbook"
    create_book(path, "club", author=Author("one", "Lin"))
    save_member(None, {"name": "before"})
    close_book()
    subprocess.run([sys.executable, "-c", _KILLED, path], cwd=ROOT)
    open_book(path)
    assert names() == {"before"}
    close_book()


def test_it_is_laid_aside_where_an_unsealed_file_cannot_be_its_own(tmp_path: Path) -> None:
    path, newer = tmp_path / "a.guildbook", tmp_path / "newer"
    create_book(path, "club")
    save_member(None, {"name": "before"})
    close_book()
    shutil.copyfile(path, newer)
    subprocess.run([sys.executable, "-c", _KILLED, path], cwd=ROOT)
    open_book(newer)
    for number in range(3):
        save_member(None, {"name": f"newer {number}", "note": "y" * 50_000})
    close_book()
    with newer.open("rb+") as file:
        file.truncate(newer.stat().st_size - LENGTH)
    os.replace(newer, path)
    open_book(path)
    assert names() == {"before", "newer 0", "newer 1", "newer 2"}
    close_book()
    assert not path.with_name("a.guildbook-journal").exists()
    assert path.with_name("a.guildbook-journal.foreign").exists()
