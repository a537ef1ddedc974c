"""Merging: what was settled, and which transactions came by which merge.

Frozen: a released migration is never edited. Its models are copies on purpose.
"""

from __future__ import annotations

from typing import Any

from peewee import SQL, AutoField, BlobField, Field, IntegerField, Model

from models.journal.numbering import number_columns, number_table

# What this file has taken in, known to it alone: never journaled, never merged.
MERGES = (
    """CREATE TABLE _merge (
        id INTEGER PRIMARY KEY,
        hlc INTEGER NOT NULL,
        at INTEGER NOT NULL,
        session INTEGER NOT NULL,
        device TEXT NOT NULL,
        name TEXT NOT NULL,
        amount INTEGER NOT NULL)""",
    "CREATE TABLE _merged (tx INTEGER PRIMARY KEY, merge INTEGER NOT NULL)",
    "CREATE INDEX _merged_merge ON _merged (merge)",
)
NUMBER = 8


def up(migrator: Any, db: Any) -> None:
    for statement in MERGES:
        db.execute_sql(statement)
    db.create_tables(models(db))
    number_table(db, NUMBER, "settlement", "community")
    number_columns(db, "settlement", {"deleted": 1, "record": 2})


def models(db: Any) -> list[type[Model]]:
    class Settlement(Model):
        rid = AutoField()
        id: Field = BlobField(unique=True, constraints=[SQL("DEFAULT (randomblob(16))")])
        deleted = IntegerField(default=0, constraints=[SQL("DEFAULT 0")])
        record: Field = BlobField()

        class Meta:
            database = db
            legacy_table_names = False

    return [Settlement]
