"""Violations: which rule a member broke, when, and what followed.

Frozen: a released migration is never edited. Its models are copies on purpose.
"""

from __future__ import annotations

from typing import Any

from peewee import SQL, AutoField, BlobField, Field, ForeignKeyField, IntegerField, Model, TextField

from models.journal.numbering import number_columns, number_table

NUMBER = 36
JOURNALED = ("deleted", "member", "rule", "day", "measure", "note")


def up(migrator: Any, db: Any) -> None:
    db.create_tables([_violation(db)])
    number_table(db, NUMBER, "violation", "member")
    number_columns(db, "violation", {name: at for at, name in enumerate(JOURNALED, 1)})


def words(default: str = "") -> TextField:
    return TextField(default=default, constraints=[SQL(f"DEFAULT '{default}'")])


def link(model: Any, name: str, **options: Any) -> ForeignKeyField:
    return ForeignKeyField(model, field="id", column_name=name, index=False, **options)


def _violation(db: Any) -> type[Model]:
    class Record(Model):
        rid = AutoField()
        id: Field = BlobField(unique=True, constraints=[SQL("DEFAULT (randomblob(16))")])
        deleted = IntegerField(default=0, constraints=[SQL("DEFAULT 0")])

        class Meta:
            database = db
            legacy_table_names = False

    class Member(Record):
        """What a violation points at; made by the first migration."""

    class Rule(Record):
        """The same."""

    class Violation(Record):
        member = link(Member, "member")
        rule = link(Rule, "rule", null=True)
        day = TextField(null=True)
        measure = words("reminder")
        note = words()

        class Meta:
            indexes = (
                (("member", "deleted", "day"), False),
                (("rule", "deleted", "day"), False),
            )

    return Violation
