"""Checking a file: what is wrong with it is told in words, and nothing is changed by asking."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from models import book as books
from models.base import database
from models.errors import FileTooNew, NotOurs, UserError, WrongPassphrase
from models.members.member import save_member
from models.safety import check, check_path
from models.storage.findings import Findings
from models.storage.seal import is_sealed
from tests.models.storage.test_backups import make_version_1


def codes(found: Findings) -> set[str]:
    for finding in found.findings:
        assert finding.message.format(**finding.fields).endswith(".")
    return {finding.code for finding in found.findings}


@pytest.fixture(params=["", "it's secret"], ids=["plain", "encrypted"])
def closed(request: pytest.FixtureRequest, tmp_path: Path, clock: object) -> tuple[Path, str]:
    path = tmp_path / "a.guildbook"
    books.create_book(path, "慢跑团", request.param)
    for number in range(60):
        save_member(None, {"name": f"成员{number}", "note": "x" * 200})
    books.close_book()
    return path, request.param


def test_a_whole_file_has_no_findings_and_stays_as_it_is(closed: tuple[Path, str]) -> None:
    path, passphrase = closed
    before, at = path.read_bytes(), path.stat().st_mtime_ns
    found = check_path(path, passphrase)
    assert found.whole and found.findings == ()
    assert (path.read_bytes(), path.stat().st_mtime_ns) == (before, at)
    books.open_book(path, passphrase)
    assert check() == Findings(())
    books.close_book()


def test_another_file_is_checked_while_one_is_open(book: Path, closed: tuple[Path, str]) -> None:
    books.open_book(book)
    assert check_path(*closed).whole
    save_member(None, {"name": "a"})
    assert database.holds(book)


def test_a_missing_seal_is_told_and_is_no_damage(closed: tuple[Path, str]) -> None:
    path, passphrase = closed
    path.write_bytes(path.read_bytes()[:-64])
    found = check_path(path, passphrase)
    assert (found.whole, codes(found)) == (True, {"seal"})
    assert not is_sealed(path)


def test_broken_and_missing_pages_are_counted(closed: tuple[Path, str]) -> None:
    path, passphrase = closed
    content = path.read_bytes()
    broken = bytearray(content)
    for page in range(60, len(content) // 4096, 2):
        broken[page * 4096 : (page + 1) * 4096] = bytes(4096)
    path.write_bytes(broken)
    found = check_path(path, passphrase)
    assert not found.whole
    assert codes(found) >= {"pages", "seal"}
    path.write_bytes(content[: len(content) // 2 // 4096 * 4096])
    assert "pages" in codes(check_path(path, passphrase))


@pytest.mark.parametrize(
    ("statement", "code"),
    [
        ("UPDATE member SET name = 'other'", "values"),
        ("DELETE FROM _change WHERE col IS NULL AND tbl = 2", "rows"),
        ("DELETE FROM _transaction WHERE kind = 'member.edit'", "transactions"),
        ("UPDATE _clock SET hlc = 1", "clock"),
        ("UPDATE member SET introduced_by = x'00112233445566778899aabbccddeeff'", "keys"),
        ("DROP TRIGGER _journal_member_insert", "schema"),
        ("CREATE TABLE other (a)", "schema"),
    ],
)
def test_what_is_wrong_is_named(book: Path, statement: str, code: str) -> None:
    member = save_member(None, {"name": "a"})
    save_member(member, {"name": "b"})
    database.execute_sql("UPDATE _clock SET mute = 1")
    database.execute_sql("PRAGMA foreign_keys = OFF")
    database.execute_sql(statement)
    database.execute_sql("UPDATE _clock SET mute = 0")
    found = check()
    assert not found.whole
    assert code in codes(found)
    books.close_book()
    assert code in codes(check_path(book))


def test_an_older_file_is_checked_as_what_it_is(tmp_path: Path) -> None:
    path = tmp_path / "old.guildbook"
    make_version_1(path)
    assert check_path(path).whole


def test_what_cannot_be_asked_is_refused(closed: tuple[Path, str], tmp_path: Path) -> None:
    path, passphrase = closed
    if passphrase:
        with pytest.raises(WrongPassphrase):
            check_path(path, "wrong")
        return
    with pytest.raises(UserError, match="There is no file"):
        check_path(tmp_path / "missing")
    (tmp_path / "text").write_text("notes" * 2000)
    with pytest.raises(NotOurs):
        check_path(tmp_path / "text")
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA user_version = 99")
    with pytest.raises(FileTooNew):
        check_path(path)


def test_nothing_of_a_foreign_schema_is_asked(book: Path) -> None:
    books.close_book()
    with closing(sqlite3.connect(book)) as other:
        other.execute("ALTER TABLE _table RENAME TO kept")
        other.execute(
            "CREATE VIEW _table (no, name, kind) AS WITH RECURSIVE r (n) AS"
            " (SELECT 1 UNION ALL SELECT n + 1 FROM r) SELECT n, 'member', 'member' FROM r"
        )
        other.commit()
    assert codes(check_path(book)) == {"schema", "seal"}
