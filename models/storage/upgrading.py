"""Bring a file to the schema of this program: copy aside, migrate, write the triggers anew."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from playhouse.migrations import Migration, Runner

from models.base import Record, database
from models.journal import tables, triggers

MIGRATIONS = Path(__file__).with_name("migrations")


def latest_version() -> int:
    """Return the version of this program's files: the number of its last migration."""
    return max(int(migration.idx) for migration in Migration.load_directory(str(MIGRATIONS)))


def file_version() -> int:
    return int(database.pragma("user_version"))


def migrate(records: Sequence[type[Record]], target: int | None = None) -> None:
    """Run the missing migrations in the open file, up to version `target`, in one transaction."""
    with database.atomic("IMMEDIATE"):
        triggers.drop()
        runner = Runner(database, directory=str(MIGRATIONS), table_name="_migration")
        names = {int(step.idx): step.name for step in runner.migrations()}
        runner.up(names[target] if target else None)
        if target is None:
            triggers.rebuild(tables.read_tables(records))
        database.pragma("user_version", target or latest_version())
