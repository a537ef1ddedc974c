"""A column has one number, whatever way a file came to its version."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import pytest
from peewee import IntegrityError

from models.base import Record, WordsField, database
from models.journal.numbering import number_columns, number_table
from models.records import RECORDS
from models.storage import upgrading
from models.storage.connection import open_connection
from models.vocabulary import Kind

SECOND = """
from models.journal.numbering import number_columns, number_table


def up(migrator, db):
    db.execute_sql(
        "CREATE TABLE badge (rid INTEGER PRIMARY KEY, id BLOB, deleted INTEGER, title TEXT,"
        " colour TEXT)"
    )
    number_table(db, 40, "badge", "member")
    number_columns(db, "badge", {"deleted": 1, "title": 2, "colour": 3})
"""
THIRD = """
from models.journal.numbering import number_columns


def up(migrator, db):
    db.execute_sql("ALTER TABLE badge ADD COLUMN shape TEXT")
    number_columns(db, "badge", {"shape": 4})
"""
FORGETFUL = """
def up(migrator, db):
    db.execute_sql("ALTER TABLE badge ADD COLUMN shape TEXT")
"""


class OldBadge(Record):
    subject = Kind.MEMBER
    title = WordsField()
    colour = WordsField()

    class Meta:
        table_name = "badge"


class Badge(Record):
    """The new column does not come last: numbers given in the order of the class would move."""

    subject = Kind.MEMBER
    shape = WordsField()
    title = WordsField()
    colour = WordsField()

    class Meta:
        table_name = "badge"


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of migrations; at first it is today's program."""
    folder = tmp_path / "migrations"
    shutil.copytree(upgrading.MIGRATIONS, folder)
    monkeypatch.setattr(upgrading, "MIGRATIONS", folder)
    return folder


def upgraded(folder: Path, *programs: tuple[dict[str, str], Sequence[type[Record]]]) -> set[object]:
    """Bring a new file up with one program after the other; return the numbers in it."""
    for later in folder.glob("000[6-9]*"):
        later.unlink()
    with database.visiting(open_connection(":memory:")):
        upgrading.migrate(RECORDS)
        for migrations, records in programs:
            for name, text in migrations.items():
                (folder / name).write_text(text)
            upgrading.migrate((*RECORDS, *records))
        return set(
            database.execute_sql(
                "SELECT t.no, t.name, t.kind, c.no, c.name FROM _table t"
                " JOIN _column c ON c.tbl = t.no"
            )
        )


def test_two_ways_to_a_version_give_the_same_numbers(program: Path) -> None:
    second, third = {"0006_badge.py": SECOND}, {"0007_shape.py": THIRD}
    slowly = upgraded(program, (second, [OldBadge]), (third, [Badge]))
    assert slowly == upgraded(program, ({**second, **third}, [Badge]))
    assert {(40, "badge", "member", 3, "colour"), (40, "badge", "member", 4, "shape")} < slowly


def test_a_migration_that_forgets_a_number_is_a_bug(program: Path) -> None:
    with pytest.raises(LookupError, match=r"badge\.shape"):
        upgraded(program, ({"0006_badge.py": SECOND, "0007_shape.py": FORGETFUL}, [Badge]))
    with pytest.raises(LookupError, match="the table badge"):
        upgraded(program, ({"0006_badge.py": "def up(migrator, db): pass"}, [Badge]))


def test_a_number_is_given_once(book: Path) -> None:
    with pytest.raises(IntegrityError):
        number_table(database, 1, "badge", "member")
    with pytest.raises(IntegrityError):
        number_columns(database, "member", {"nickname": 1})
    with pytest.raises(LookupError):
        number_columns(database, "badge", {"title": 1})


def test_every_table_has_the_kind_of_its_records(book: Path) -> None:
    kinds = dict(database.execute_sql("SELECT name, kind FROM _table"))
    assert kinds == {record._meta.table_name: record.subject.value for record in RECORDS}
