"""The seal: written by who closes the file last, right only for a file that is whole."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from models import book as books
from models.base import database
from models.errors import Damaged
from models.journal.folding import find_differences
from models.journal.transactions import action
from models.members.listing import find_members
from models.members.member import Member, save_member
from models.storage import checking
from models.storage.seal import LENGTH, PAGE, is_sealed, seal
from tests.models.storage.test_opening import hold

ROOT = Path(__file__).parents[3]


def fill(members: int = 300) -> None:
    with action("member.import", members):
        for number in range(members):
            save_member(None, {"name": f"成员{number}", "note": "x" * 300})


@pytest.mark.parametrize("passphrase", ["", "it's secret"])
def test_a_file_that_was_closed_is_sealed_and_any_changed_byte_breaks_it(
    tmp_path: Path, passphrase: str
) -> None:
    path = tmp_path / "a.guildbook"
    books.create_book(path, "慢跑团", passphrase)
    fill(20)
    assert not is_sealed(path)
    books.close_book()
    assert is_sealed(path)
    content = path.read_bytes()
    assert len(content) % PAGE == LENGTH
    for place in (0, 100, len(content) // 2, len(content) - LENGTH - 1, len(content) - 50):
        broken = bytearray(content)
        broken[place] ^= 1
        path.write_bytes(broken)
        assert not is_sealed(path), place
    path.write_bytes(content[:-LENGTH])
    assert not is_sealed(path)


def test_other_programs_do_not_mind_the_seal_and_their_edits_break_it(book: Path) -> None:
    fill()
    books.close_book()
    with closing(sqlite3.connect(book)) as other, other:
        assert other.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        other.execute("UPDATE member SET phone = '1' WHERE rid = 1")
    assert not is_sealed(book)
    with closing(sqlite3.connect(book)) as other, other:
        other.executemany("INSERT INTO rule (title) VALUES (?)", [("r" * 900,)] * 500)
    books.open_book(book)
    assert (Member.get(Member.rid == 1).phone, find_differences()) == ("1", [])
    books.close_book()
    assert is_sealed(book)


def test_a_file_nobody_wrote_to_is_not_touched(book: Path) -> None:
    books.close_book()
    os.utime(book, (1_600_000_000, 1_600_000_000))
    before = book.read_bytes()
    books.open_book(book)
    find_members().lines(0, 10)
    books.close_book()
    assert book.stat().st_mtime == 1_600_000_000
    assert book.read_bytes() == before


def test_a_right_seal_is_believed_and_a_wrong_one_is_not(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[Path] = []
    monkeypatch.setattr(checking, "_check_contents", checked.append)
    books.close_book()
    books.open_book(book)
    books.close_book()
    assert checked == []
    with book.open("rb+") as file:
        file.seek(-40, os.SEEK_END)
        file.write(b"x")
    books.open_book(book)
    assert checked == [book]


def test_the_last_connection_seals(book: Path) -> None:
    connected, leave = threading.Event(), threading.Event()

    def work() -> None:
        with database.connection_context():
            connected.set()
            leave.wait(20)

    worker = threading.Thread(target=work)
    worker.start()
    connected.wait(20)
    books.close_book()
    assert not is_sealed(book)
    leave.set()
    worker.join()
    books.open_book(book)
    books.close_book()
    assert is_sealed(book)


def test_a_file_somebody_else_is_writing_to_gets_no_seal(book: Path) -> None:
    processes: list[subprocess.Popen[str]] = []
    hold(processes, book, "write")
    books.close_book()
    size = book.stat().st_size
    processes.pop().communicate("\n")
    assert size % PAGE == 0
    books.open_book(book)
    assert [row.name for row in Member.select()] == ["theirs"]


def test_a_file_that_took_the_place_of_ours_gets_no_seal(book: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copyfile(book, other)
    save_member(None, {"name": "a"})
    other.replace(book)
    before = book.read_bytes()
    books.close_book()
    assert book.read_bytes() == before


def test_a_thread_that_connects_after_that_does_not_hide_it(book: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    shutil.copyfile(book, other)
    other.replace(book)
    before = book.read_bytes()

    def work() -> None:
        with database.connection_context():
            database.execute_sql("SELECT 1")

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert database.is_replaced()
    books.close_book()
    assert book.read_bytes() == before


def test_what_has_a_journal_or_no_whole_pages_gets_no_seal(book: Path) -> None:
    books.close_book()
    content = book.read_bytes()
    journal = book.with_name(f"{book.name}-journal")
    journal.write_bytes(b"x")
    assert not seal(book)
    journal.unlink()
    book.write_bytes(content[:5000])
    assert not seal(book)
    assert book.stat().st_size == 5000


KILLED = """
import os, signal, sys
from pathlib import Path
from models.book import open_book
from models.members.member import save_member
open_book(Path(sys.argv[1]))
save_member(None, {"name": "confirmed"})
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_after_a_crash_the_file_is_checked_and_opens(book: Path) -> None:
    books.close_book()
    command = [sys.executable, "-c", KILLED, str(book)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert not is_sealed(book)
    books.open_book(book)
    assert [row.name for row in Member.select()] == ["confirmed"]


@pytest.mark.parametrize("passphrase", ["", "secret"])
def test_a_mix_of_two_generations_is_never_taken_for_whole(tmp_path: Path, passphrase: str) -> None:
    """What a copy taken during a commit looks like, page by page; no such copy has a right seal."""
    path = tmp_path / "a.guildbook"
    books.create_book(path, "慢跑团", passphrase)
    fill()
    books.close_book()
    old = path.read_bytes()
    books.open_book(path, passphrase)
    members = [bytes(row.id) for row in Member.select(Member.id)]
    for member in members[::7]:
        save_member(member, {"note": "y" * 300, "phone": "2"})
    books.close_book()
    new = path.read_bytes()
    chance, trials, refused = random.Random(7), 12, 0
    for _trial in range(trials):
        cut = chance.randrange(1, min(len(old), len(new)) // PAGE) * PAGE
        mixed = chance.choice([old[:cut] + new[cut:], new[:cut] + old[cut:]])
        if mixed in (old, new):
            continue
        path.write_bytes(mixed)
        assert not is_sealed(path)
        try:
            books.open_book(path, passphrase)
            assert find_differences() == []
            books.close_book()
        except Damaged as error:
            assert "salvage" in error.message
            refused += 1
            assert path.read_bytes() == mixed
    assert refused > trials / 2
