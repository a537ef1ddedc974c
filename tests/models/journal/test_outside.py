"""What others write into the open file is noticed; what this process writes is not news."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from models.base import database
from models.book import close_book, open_book
from models.journal.outside import News, Outside
from models.journal.transactions import Author
from models.members.member import save_member
from models.vocabulary import Kind

_WRITE = """
import sqlite3, sys
with sqlite3.connect(sys.argv[1]) as connection:
    connection.execute(sys.argv[2])
"""


def write_elsewhere(path: Path, statement: str) -> None:
    """In a process of its own: closing the file in this one would drop SQLite's locks."""
    subprocess.run([sys.executable, "-c", _WRITE, path, statement], check=True)


@pytest.fixture
def outside(book: Path) -> Outside:
    save_member(None, {"name": "Ann"})
    return Outside()


def test_what_another_program_writes_is_told_once(outside: Outside, book: Path) -> None:
    write_elsewhere(book, "UPDATE member SET phone = '1'")
    assert outside.look() == News(frozenset({Kind.MEMBER}))
    assert outside.look() == News()


def test_what_this_process_writes_is_no_news(outside: Outside) -> None:
    save_member(None, {"name": "Ben"})

    def work() -> None:
        with database.connection_context():
            save_member(None, {"name": "Cai"})

    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    assert outside.look() == News()


def test_news_among_our_own_are_told(outside: Outside, book: Path) -> None:
    write_elsewhere(book, "INSERT INTO event (title) VALUES ('Run')")
    save_member(None, {"name": "Ben"})
    assert outside.look() == News(frozenset({Kind.EVENT}))


def test_another_file_in_its_place_is_noticed(outside: Outside, book: Path, tmp_path: Path) -> None:
    earlier = tmp_path / "earlier"
    shutil.copyfile(book, earlier)
    save_member(None, {"name": "Ben"})
    assert outside.look() == News()
    close_book()
    open_book(book, author=Author("laptop-1", "Lin"))
    watched = Outside()
    subprocess.run(["cp", earlier, book], check=True)
    assert watched.look().overwritten


def test_what_cannot_be_read_any_more_is_noticed(outside: Outside, book: Path) -> None:
    size = book.stat().st_size
    subprocess.run(["dd", "if=/dev/urandom", f"of={book}", "conv=notrunc", f"bs={size}", "count=1"],
                   check=True, capture_output=True)  # fmt: skip
    assert outside.look().overwritten
