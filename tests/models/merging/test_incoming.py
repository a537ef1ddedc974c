"""The other file is copied, checked and brought up to date; the original is only read."""

from __future__ import annotations

import os
import shutil
import sqlite3
import stat
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from models import book as books
from models.base import database
from models.erasing import erase_member
from models.errors import Damaged, FileTooNew, NotOurs, UserError, WrongPassphrase
from models.journal.transactions import Author
from models.members.member import Member, load_member, save_member
from models.merging.incoming import receive
from models.merging.merge import Relation, merge, preview
from models.storage import upgrading
from models.storage.rekeying import set_passphrase
from resources.version import APPLICATION
from tests.models.merging.conftest import Laptops
from tests.models.merging.replicas import first_version

# Changes every row in one transaction that is larger than the cache, and is killed in it.
KILLED = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA cache_size = 5")
connection.execute("PRAGMA cache_spill = 1")
connection.execute("BEGIN IMMEDIATE")
for number in range(20):
    connection.execute("UPDATE member SET note = ? || id", (str(number) * 500,))
os.kill(os.getpid(), 9)
"""


@pytest.fixture(autouse=True)
def temporary(home: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where temporary files go: nothing may stay there."""
    folder = user_cache_path(APPLICATION, appauthor=False) / "work"
    folder.mkdir(parents=True)
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def refused(path: Path, passphrase: str | None = None) -> UserError:
    with pytest.raises(UserError) as caught:
        receive(path, passphrase)
    assert caught.value.fields.get("file", path.name) == path.name, "the copy has no name for us"
    assert not database.is_closed()
    assert not list(Path(tempfile.gettempdir()).iterdir()), "the copy is still there"
    return caught.value


def test_the_original_is_only_read_and_the_copy_is_removed(
    laptops: Laptops, temporary: Path
) -> None:
    theirs = laptops.path("mei")
    before, state = theirs.read_bytes(), theirs.stat()
    theirs.chmod(0o400)
    theirs.parent.chmod(0o500)
    with laptops.at("lin"), receive(theirs) as incoming:
        assert (incoming.name, incoming.sealed) == (theirs.name, True)
        assert stat.S_IMODE(incoming.path.stat().st_mode) == 0o600
        assert stat.S_IMODE(incoming.path.parent.stat().st_mode) == 0o700
        assert temporary in incoming.path.parents
        merge(incoming)
    assert list(temporary.iterdir()) == []
    assert theirs.read_bytes() == before
    assert theirs.stat().st_mtime_ns == state.st_mtime_ns
    theirs.parent.chmod(0o700)


def test_the_open_file_itself_is_refused_under_whatever_name(laptops: Laptops) -> None:
    link, hard = laptops.folder / "link.guildbook", laptops.folder / "hard.guildbook"
    link.symlink_to(laptops.path("lin"))
    os.link(laptops.path("lin"), hard)
    with laptops.at("lin"):
        for path in (laptops.path("lin"), link, hard):
            assert "the file that is open" in refused(path).message


def test_another_community_is_refused(laptops: Laptops) -> None:
    with laptops.new("other"):
        pass
    with laptops.at("lin"):
        assert "another community" in refused(laptops.path("other")).message


def test_what_is_no_community_file_is_refused(laptops: Laptops, tmp_path: Path) -> None:
    text, foreign = tmp_path / "a.guildbook", tmp_path / "b.guildbook"
    text.write_text("members\n" * 2000)
    with closing(sqlite3.connect(foreign)) as connection:
        connection.execute("CREATE TABLE member (id)")
    with laptops.at("lin"):
        assert isinstance(refused(text), NotOurs)
        assert isinstance(refused(foreign), NotOurs)
        assert isinstance(refused(tmp_path / "nowhere.guildbook"), UserError)


def test_a_copy_that_cannot_be_read_is_refused(laptops: Laptops, tmp_path: Path) -> None:
    with laptops.at("lin"):
        folder = tmp_path / "folder.guildbook"
        folder.mkdir()
        assert isinstance(refused(folder), UserError)


def test_a_damaged_copy_is_refused(laptops: Laptops) -> None:
    theirs = laptops.path("mei")
    content = bytearray(theirs.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 8192] = bytes(8192)
    theirs.write_bytes(content)
    with laptops.at("lin"):
        assert isinstance(refused(theirs), Damaged)
        theirs.write_bytes(content[: len(content) // 3])
        assert isinstance(refused(theirs), Damaged)
        assert load_member(laptops.zhang)


def test_a_copy_with_rows_its_journal_does_not_know_is_refused(laptops: Laptops) -> None:
    with closing(sqlite3.connect(laptops.path("mei"))) as connection:
        connection.execute("UPDATE _clock SET mute = 1")
        connection.execute("INSERT INTO member (name) VALUES ('nobody knows')")
        connection.execute("UPDATE _clock SET mute = 0")
        connection.commit()
    with laptops.at("lin"):
        assert isinstance(refused(laptops.path("mei")), Damaged)


def test_a_copy_of_a_newer_program_is_refused(laptops: Laptops) -> None:
    with closing(sqlite3.connect(laptops.path("mei"))) as connection:
        connection.execute(f"PRAGMA user_version = {upgrading.latest_version() + 1}")
    with laptops.at("lin"):
        assert isinstance(refused(laptops.path("mei")), FileTooNew)


def test_an_older_copy_is_brought_up_to_date_in_the_copy(tmp_path: Path, clock: object) -> None:
    mine, theirs = tmp_path / "mine.guildbook", tmp_path / "theirs.guildbook"
    mine.write_bytes(first_version())
    theirs.write_bytes(first_version())
    with closing(sqlite3.connect(theirs)) as connection:
        connection.execute("UPDATE member SET note = 'from the old program'")
        connection.commit()
    before = theirs.read_bytes()
    books.open_book(mine, author=Author("lin", "Lin"))
    with receive(theirs) as incoming:
        assert merge(incoming).transactions == 1
    assert theirs.read_bytes() == before
    assert {row.note for row in Member.select()} == {"from the old program"}
    books.close_book()


@pytest.mark.parametrize(("mine", "theirs"), [("", "secret"), ("secret", ""), ("a", "it's b")])
def test_passphrases_of_both_may_differ(laptops: Laptops, mine: str, theirs: str) -> None:
    with laptops.at("mei"):
        save_member(laptops.li, {"note": "from mei"})
    for name, passphrase in (("lin", mine), ("mei", theirs)):
        if passphrase:
            set_passphrase(laptops.path(name), "", passphrase)
    with laptops.at("lin", mine):
        if theirs:
            assert isinstance(refused(laptops.path("mei")), WrongPassphrase)
            assert isinstance(refused(laptops.path("mei"), "wrong"), WrongPassphrase)
        with receive(laptops.path("mei"), theirs) as incoming:
            if theirs:
                assert b"from mei" not in incoming.path.read_bytes()
            merge(incoming)
        assert (found := load_member(laptops.li)) and found.note == "from mei"


def test_the_open_files_own_passphrase_is_tried(laptops: Laptops) -> None:
    set_passphrase(laptops.path("lin"), "", "secret")
    laptops.copy("lin", "mei")
    with laptops.at("mei", "secret"):
        save_member(laptops.li, {"note": "from mei"})
    with laptops.at("lin", "secret"):
        assert laptops.merge("mei").transactions == 1


def test_a_copy_taken_while_somebody_wrote_is_rolled_back(laptops: Laptops, tmp_path: Path) -> None:
    theirs, copy = laptops.path("mei"), tmp_path / "copy.guildbook"
    with laptops.at("mei"):
        for number in range(300):
            save_member(None, {"name": f"成员{number}"})
    subprocess.run([sys.executable, "-c", KILLED, str(theirs)], check=False)
    journal = theirs.with_name(f"{theirs.name}-journal")
    assert journal.stat().st_size > 0
    shutil.copyfile(theirs, copy)
    with laptops.at("lin"):
        # Without its journal the copy is half done; with it, it is as before the writer began.
        assert isinstance(refused(copy), Damaged)
        shutil.copyfile(journal, copy.with_name(f"{copy.name}-journal"))
        with receive(copy) as incoming:
            merge(incoming)
        assert not Member.select().where(Member.note != "").count()
        assert Member.select().count() == 302
        assert copy.with_name(f"{copy.name}-journal").exists(), "the original is only read"


def test_the_file_stays_connected_while_another_is_received(laptops: Laptops) -> None:
    with laptops.at("lin"):
        connection = database.connection()
        with receive(laptops.path("mei")):
            assert database.connection() is connection
        assert database.database == str(laptops.path("lin"))


def test_it_works_beside_a_thread_that_is_connected_too(laptops: Laptops) -> None:
    """As in the program: the window has its connection, the work is done on another thread."""
    with laptops.at("mei"):
        erase_member(laptops.zhang)
        save_member(laptops.li, {"note": "from mei"})

    def work() -> Relation:
        with database.connection_context(), receive(laptops.path("mei")) as incoming:
            preview(incoming)
            assert database.database == str(laptops.path("lin"))
            return merge(incoming).relation

    with laptops.at("lin"), ThreadPoolExecutor(1) as worker:
        assert worker.submit(work).result() is Relation.NEWER
        assert (found := load_member(laptops.li)) is not None
        assert found.note == "from mei"
    assert "张三".encode() not in laptops.path("lin").read_bytes()
