"""Migrations: models and files agree, a copy is set aside first, and nothing is ever half done."""

from __future__ import annotations

import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from peewee import SqliteDatabase
from playhouse.schema_diff import diff_models

from models import book as books
from models.base import database
from models.errors import Damaged
from models.journal.folding import find_differences
from models.members.member import Member, load_member, save_member
from models.records import RECORDS
from models.storage import checking, upgrading

ROOT = Path(__file__).parents[3]
PRESENT = upgrading.latest_version()
SECOND = """
from peewee import SQL, TextField


def up(migrator, db):
    migrator.migrate(
        migrator.add_column(
            "member", "nickname", TextField(default="", constraints=[SQL("DEFAULT ''")])
        )
    )
    db.execute_sql("UPDATE member SET note = note || '!'")
"""


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    folder = tmp_path / "migrations"
    shutil.copytree(upgrading.MIGRATIONS, folder)
    (folder / "0006_nickname.py").write_text(SECOND)
    return folder


@pytest.fixture
def second_version(migrations: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The program of tomorrow: one more migration than today's."""
    checking.expected_schema.cache_clear()
    monkeypatch.setattr(upgrading, "MIGRATIONS", migrations)
    yield
    checking.expected_schema.cache_clear()


def test_models_and_migrations_agree(book: Path) -> None:
    assert not diff_models(database, list(RECORDS))


def test_columns_are_made_as_the_models_would_make_them(book: Path) -> None:
    fresh = SqliteDatabase(":memory:")
    with fresh.bind_ctx(RECORDS), fresh.connection_context():
        fresh.create_tables(RECORDS)
        for record in RECORDS:
            name = record._meta.table_name
            pragmas = (f'PRAGMA table_xinfo("{name}")', f'PRAGMA foreign_key_list("{name}")')
            for pragma in pragmas:
                modelled = {row[1:] for row in fresh.execute_sql(pragma).fetchall()}
                assert modelled == {row[1:] for row in database.execute_sql(pragma).fetchall()}
            wanted = {row[1:3] for row in fresh.execute_sql(f'PRAGMA index_list("{name}")')}
            there = {row[1:3] for row in database.execute_sql(f'PRAGMA index_list("{name}")')}
            assert wanted == there


def test_every_table_has_its_triggers(book: Path) -> None:
    for record in RECORDS:
        rows = database.execute_sql(
            "SELECT name FROM sqlite_schema WHERE type = 'trigger' AND tbl_name = ?",
            (record._meta.table_name,),
        )
        purposes = {name.removeprefix(f"_journal_{record._meta.table_name}_") for (name,) in rows}
        assert purposes >= {"open", "replace", "insert", "update", "delete", "keep_id", "keep_rid"}


@pytest.mark.parametrize("passphrase", ["", "it's secret"])
def test_an_older_file_is_copied_aside_and_brought_up_to_date(
    tmp_path: Path, passphrase: str, request: pytest.FixtureRequest, home: Path
) -> None:
    path = tmp_path / "old.guildbook"
    books.create_book(path, "慢跑团", passphrase)
    member = save_member(None, {"name": "张三", "note": "hello"})
    books.close_book()
    request.getfixturevalue("second_version")

    opened = books.open_book(path, passphrase)
    assert opened.copy and opened.copy.is_relative_to(home)
    assert opened.copy.stat().st_mode & 0o777 == 0o600
    assert upgrading.file_version() == PRESENT + 1
    assert (values := load_member(member)) is not None
    assert values.note == "hello!"
    Member.update(note="journaled").where(Member.id == member).execute()
    changed = "SELECT count(*) FROM _change WHERE new = 'journaled'"
    assert database.execute_sql(changed).fetchone() == (1,)
    books.close_book()

    assert books.open_book(path, passphrase).copy is None
    copy = opened.copy
    books.close_book()
    request.getfixturevalue("monkeypatch").undo()
    checking.expected_schema.cache_clear()
    books.open_book(copy, passphrase)
    assert upgrading.file_version() == PRESENT
    assert find_differences() == []
    books.close_book()


def test_an_older_file_with_a_foreign_trigger_is_refused(
    book: Path, request: pytest.FixtureRequest
) -> None:
    books.close_book()
    with closing(sqlite3.connect(book)) as connection:
        connection.execute("CREATE TRIGGER evil AFTER UPDATE ON member BEGIN SELECT 1; END")
    before = book.read_bytes()
    request.getfixturevalue("second_version")
    with pytest.raises(Damaged):
        books.open_book(book)
    assert book.read_bytes() == before


def test_a_migration_that_fails_leaves_the_old_file(
    book: Path, migrations: Path, request: pytest.FixtureRequest
) -> None:
    save_member(None, {"name": "a"})
    books.close_book()
    broken = migrations / "0006_nickname.py"
    request.getfixturevalue("second_version")
    broken.write_text(
        SECOND + "    if db.database != ':memory:':\n        raise ZeroDivisionError\n"
    )
    before = book.read_bytes()
    with pytest.raises(ZeroDivisionError):
        books.open_book(book)
    assert not books.is_open()
    assert book.read_bytes() == before


KILLED = """
import sys
from pathlib import Path
from models.storage import upgrading
upgrading.MIGRATIONS = Path(sys.argv[2])
from models.book import open_book
open_book(Path(sys.argv[1]))
"""


def test_a_program_killed_in_a_migration_leaves_the_old_file(book: Path, migrations: Path) -> None:
    for number in range(300):
        save_member(None, {"name": f"m{number}", "note": "x" * 3000})
    books.close_book()
    kill = (
        "    if db.database != ':memory:':\n"
        # Everything written must reach the file, not only the cache, before the end.
        "        db.execute_sql('PRAGMA cache_spill = 1')\n"
        "        db.execute_sql('PRAGMA cache_size = 5')\n"
        "        db.execute_sql(\"UPDATE member SET note = note || 'y'\")\n"
        "        import os, signal\n"
        "        os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    (migrations / "0006_nickname.py").write_text(SECOND + kill)
    done = subprocess.run(
        [sys.executable, "-c", KILLED, str(book), str(migrations)], cwd=ROOT, capture_output=True
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert book.with_name(book.name + "-journal").exists()
    books.open_book(book)
    assert upgrading.file_version() == PRESENT
    assert Member.select().where(Member.note == "x" * 3000).count() == 300
    assert find_differences() == []
    assert [entry.name for entry in book.parent.glob("*-journal")] == []
