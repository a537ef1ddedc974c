"""Files as they come: plain, encrypted, foreign, newer, damaged, hostile, locked, unwritable."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest

from models import book as books
from models.base import database
from models.errors import Damaged, FileTooNew, Invalid, NotOurs, UserError, WrongPassphrase
from models.indexing import catch_up
from models.journal.transactions import action
from models.members.listing import MEMBER_INDEX, find_members
from models.members.member import Member, load_member, save_member
from models.storage import connecting
from models.storage.copying import copy_to

ROOT = Path(__file__).parents[3]


@pytest.fixture
def closed(book: Path) -> Path:
    """A file with a member in it, not open."""
    with action("member.import", 200):
        for number in range(200):
            save_member(None, {"name": f"成员{number}", "note": "x" * 200})
    books.close_book()
    return book


def refused(path: Path, passphrase: str = "") -> UserError:
    """Open what must be refused; return the refusal. The file must be as it was."""
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(UserError) as caught:
        books.open_book(path, passphrase)
    assert not books.is_open()
    assert caught.value.message.endswith(".")
    if before is not None:
        assert path.read_bytes() == before
        assert sorted(entry.name for entry in path.parent.iterdir()).count(path.name) == 1
        assert not path.with_name(path.name + "-journal").exists()
    return caught.value


@pytest.mark.parametrize(
    "passphrase", ["", "秘密 passphrase", 'it\'s "quoted"; --', "'", "x" * 200, " leading", "é"]
)
def test_a_file_opens_with_its_passphrase_alone(tmp_path: Path, passphrase: str) -> None:
    path = tmp_path / "a.guildbook"
    made = books.create_book(path, " 江边慢跑团 ", passphrase)
    assert made == books.Opened(path, "江边慢跑团")
    member = save_member(None, {"name": "张三"})
    books.close_book()
    assert books.needs_passphrase(path) is bool(passphrase)
    if passphrase:
        assert isinstance(refused(path), WrongPassphrase)
        assert isinstance(refused(path, passphrase + "x"), WrongPassphrase)
        assert "江边" not in path.read_bytes().decode("utf-8", "ignore")
    opened = books.open_book(path, passphrase)
    assert (opened.name, opened.copy) == ("江边慢跑团", None)
    assert (values := load_member(member)) is not None
    assert values.name == "张三"
    books.close_book()


def test_a_passphrase_for_a_plain_file_is_not_asked_and_not_used(closed: Path) -> None:
    books.open_book(closed, "whatever")
    assert find_members().total == 200
    books.close_book()


def test_a_new_file_is_its_owners_alone_and_never_overwrites(closed: Path) -> None:
    assert stat.S_IMODE(closed.stat().st_mode) == 0o600
    before = closed.read_bytes()
    with pytest.raises(UserError, match="already there"):
        books.create_book(closed, "again")
    assert closed.read_bytes() == before


def test_a_community_needs_a_name(tmp_path: Path) -> None:
    with pytest.raises(Invalid):
        books.create_book(tmp_path / "a.guildbook", "  ")
    assert list(tmp_path.iterdir()) == []


def test_a_new_file_in_no_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError):
        books.create_book(tmp_path / "nowhere" / "a.guildbook", "a")


def test_nothing_half_made_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(books, "FOUNDING", None)  # breaks the last step of making a file
    monkeypatch.setattr(books, "COMMUNITY_ID", object())
    with pytest.raises(TypeError):
        books.create_book(tmp_path / "a.guildbook", "a")
    assert list(tmp_path.iterdir()) == []
    assert not books.is_open()


def test_an_idle_file_stands_alone(book: Path) -> None:
    save_member(None, {"name": "a"})
    find_members("a").lines(0, 10)
    assert [entry.name for entry in book.parent.iterdir()] == [book.name]
    assert database.pragma("journal_mode") == "delete"


def test_a_whole_copy_is_compact_private_and_opens(tmp_path: Path) -> None:
    for passphrase in ("", "it's secret"):
        path, target = tmp_path / f"a{len(passphrase)}.guildbook", tmp_path / f"b{len(passphrase)}"
        books.create_book(path, "慢跑团", passphrase)
        save_member(None, {"name": "张三"})
        copy_to(target)
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
        assert books.open_book(target, passphrase).name == "慢跑团"
        assert find_members("zs").total == 1
        books.close_book()


def another_programs_database(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE member (id, name)")
        connection.execute("PRAGMA user_version = 1")


def test_what_is_not_ours_is_refused(tmp_path: Path) -> None:
    files = {
        "empty": b"",
        "short": b"SQLite format 3\x00",
        "text": ("会议记录 notes\n" * 400).encode()[:8192],
        "pdf": b"%PDF-1.7\n" + os.urandom(8183),
        "gif": b"GIF89a" + b"\x00" * 8186,
    }
    for name, content in files.items():
        path = tmp_path / f"{name}.guildbook"
        path.write_bytes(content)
        assert isinstance(refused(path), NotOurs), name
    archive = tmp_path / "archive.guildbook"
    with zipfile.ZipFile(archive, "w") as zipped:
        zipped.writestr("a", os.urandom(20_000))
    assert isinstance(refused(archive), NotOurs)
    foreign = tmp_path / "foreign.guildbook"
    another_programs_database(foreign)
    assert isinstance(refused(foreign), NotOurs)


def test_what_is_missing_or_a_folder_is_refused(tmp_path: Path) -> None:
    refused(tmp_path / "missing.guildbook")
    refused(tmp_path)
    with pytest.raises(UserError):
        books.needs_passphrase(tmp_path / "missing.guildbook")


def test_a_newer_file_is_refused(closed: Path) -> None:
    with closing(sqlite3.connect(closed)) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert isinstance(refused(closed), FileTooNew)


def test_a_file_without_a_version_is_not_ours(closed: Path) -> None:
    with closing(sqlite3.connect(closed)) as connection:
        connection.execute("PRAGMA user_version = 0")
    assert isinstance(refused(closed), NotOurs)


def test_a_truncated_file_is_damaged(closed: Path) -> None:
    content = closed.read_bytes()
    for length in (len(content) // 2, len(content) // 2 // 4096 * 4096, 5000):
        closed.write_bytes(content[:length])
        assert isinstance(refused(closed), Damaged)


def test_every_zeroed_page_is_damage_or_unused(closed: Path) -> None:
    content = closed.read_bytes()
    found = 0
    for page in range(1, len(content) // 4096, 7):
        broken = bytearray(content)
        broken[page * 4096 : (page + 1) * 4096] = bytes(4096)
        closed.write_bytes(broken)
        try:
            books.open_book(closed)
            books.close_book()
        except Damaged:
            found += 1
        assert closed.read_bytes() == broken
    assert found > len(content) // 4096 // 7 * 0.6


def test_a_flipped_bit_is_noticed_in_an_encrypted_file(tmp_path: Path) -> None:
    path = tmp_path / "a.guildbook"
    books.create_book(path, "a", "secret")
    books.close_book()
    content = bytearray(path.read_bytes())
    content[3 * 4096 + 100] ^= 4
    path.write_bytes(content)
    assert isinstance(refused(path, "secret"), Damaged)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TRIGGER evil AFTER INSERT ON member BEGIN DELETE FROM event; END",
        "CREATE TRIGGER sqliteXevil AFTER INSERT ON member BEGIN DELETE FROM event; END",
        "CREATE TRIGGER _journal_member_x AFTER UPDATE ON _clock BEGIN DELETE FROM _change; END",
        "CREATE VIEW evil AS SELECT 1",
        "CREATE TABLE evil (a)",
        "CREATE INDEX evil ON member (phone)",
        "ALTER TABLE member ADD COLUMN evil TEXT",
        "DROP TRIGGER _journal_member_update",
        "DROP TABLE _session",
    ],
)
def test_a_file_not_built_by_us_is_refused_before_anything_in_it_runs(
    closed: Path, statement: str
) -> None:
    with closing(sqlite3.connect(closed)) as connection:
        connection.execute(statement)
    assert isinstance(refused(closed), Damaged)


def test_statistics_of_another_program_do_no_harm(closed: Path) -> None:
    with closing(sqlite3.connect(closed, isolation_level=None)) as connection:
        connection.execute("ANALYZE member")
    books.open_book(closed)
    assert find_members("1").total > 0
    books.close_book()


def test_opening_reads_no_more_than_it_writes(closed: Path) -> None:
    before = closed.read_bytes()
    books.open_book(closed)
    books.close_book()
    assert closed.read_bytes() == before


HOLD = """
import sys
from sqlcipher3 import dbapi2
connection = dbapi2.connect(sys.argv[1], isolation_level=None)
connection.execute("BEGIN EXCLUSIVE" if sys.argv[2] == "all" else "BEGIN IMMEDIATE")
connection.execute("INSERT INTO member (name) VALUES ('theirs')")
print("held", flush=True)
sys.stdin.readline()
connection.execute("COMMIT")
"""


@pytest.fixture
def holder(closed: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[subprocess.Popen[str]]]:
    monkeypatch.setattr(connecting, "_LOCK_SECONDS", 0.2)
    processes: list[subprocess.Popen[str]] = []
    yield processes
    for process in processes:
        process.communicate("\n")


def hold(processes: list[subprocess.Popen[str]], path: Path, what: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path), what],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    processes.append(process)
    assert process.stdout and process.stdout.readline() == "held\n"


def test_two_programs_writing_at_once_lose_nothing(
    closed: Path, holder: list[subprocess.Popen[str]]
) -> None:
    books.open_book(closed)
    hold(holder, closed, "write")
    with pytest.raises(UserError, match="Another program is writing"):
        save_member(None, {"name": "ours"})
    assert find_members().total == 200
    holder.pop().communicate("\n")
    save_member(None, {"name": "ours"})
    assert {row.name for row in Member.select()} >= {"ours", "theirs"}
    books.close_book()


def test_reading_while_another_program_holds_the_file_is_told(
    closed: Path, holder: list[subprocess.Popen[str]]
) -> None:
    books.open_book(closed)
    hold(holder, closed, "all")
    reads: list[Callable[[], object]] = [
        lambda: find_members().total,
        lambda: list(Member.select()),
        lambda: database.connection().executemany("UPDATE member SET note = ?", [("a",)]),
        lambda: database.connection().execute("SELECT * FROM member"),
    ]
    for read in reads:
        with pytest.raises(UserError, match="Another program is writing"):
            read()
    holder.pop().communicate("\n")
    assert find_members().total == 201
    books.close_book()


def test_a_locked_file_is_refused_with_a_sentence(
    closed: Path, holder: list[subprocess.Popen[str]]
) -> None:
    hold(holder, closed, "all")
    with pytest.raises(UserError, match="Another program is writing"):
        books.open_book(closed)


def mounted(folder: Path, options: str) -> None:
    """Mount a small file system of its own, or skip where that is not allowed."""
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True
    )
    if done.returncode:
        pytest.skip("mounting is not allowed here")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    folder = tmp_path / "disk"
    mounted(folder, "size=2m")
    yield folder
    books.close_book()
    subprocess.run(["umount", "--lazy", str(folder)], check=True)


def test_a_full_disk_changes_nothing(small_disk: Path) -> None:
    path = small_disk / "a.guildbook"
    books.create_book(path, "a")
    kept = save_member(None, {"name": "kept"})
    with pytest.raises(UserError, match="disk is full"):
        for _ in range(100):
            save_member(None, {"name": "b", "note": "x" * 100_000})
    before = find_members().total
    books.open_book(path)
    assert find_members().total == before
    assert load_member(kept)


def test_a_file_that_does_not_fit_is_not_half_made(small_disk: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(2_000_000))
    with pytest.raises(UserError, match="disk is full"):
        books.create_book(small_disk / "a.guildbook", "a")
    assert [entry.name for entry in small_disk.iterdir()] == ["ballast"]


def test_a_copy_that_does_not_fit_is_taken_away(small_disk: Path, closed: Path) -> None:
    (small_disk / "ballast").write_bytes(bytes(1_950_000))
    books.open_book(closed)
    with pytest.raises(UserError, match="disk is full"):
        copy_to(small_disk / "copy.guildbook")
    assert [entry.name for entry in small_disk.iterdir()] == ["ballast"]


def test_a_read_only_disk_is_read_and_never_written(small_disk: Path, closed: Path) -> None:
    path = small_disk / "a.guildbook"
    path.write_bytes(closed.read_bytes())
    subprocess.run(["mount", "-o", "remount,ro", str(small_disk)], check=True)
    books.open_book(path)
    assert find_members().total == 200
    # The index cannot be brought up to date there: the search finds what it knows.
    find_members("1").lines(0, 10)
    with pytest.raises(UserError):
        save_member(None, {"name": "b"})
    with pytest.raises(UserError, match="cannot be written"):
        catch_up(MEMBER_INDEX)
    assert find_members().total == 200
    with pytest.raises(UserError):
        books.create_book(small_disk / "b.guildbook", "b")
