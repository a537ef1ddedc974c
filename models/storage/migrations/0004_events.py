"""Events: how they are planned and repeated, who signs up, and what is said of them afterwards.

Frozen: a released migration is never edited. Its models are copies on purpose.
"""

from __future__ import annotations

from typing import Any

from peewee import SQL, AutoField, BlobField, Field, ForeignKeyField, IntegerField, Model, TextField

from models.journal.numbering import number_columns, number_table

TEXT = "TEXT NOT NULL DEFAULT ''"
# By table: the number and the kind of each new column.
COLUMNS = {
    "event": {
        "series": (16, 'BLOB REFERENCES "series" ("id")'),
        "occurs": (17, "TEXT"),
        "uid": (18, TEXT),
        "link": (19, TEXT),
        "went_well": (20, TEXT),
        "to_change": (21, TEXT),
    },
    "attendance": {
        "guests": (8, "INTEGER NOT NULL DEFAULT 0"),
        "note": (9, TEXT),
        "signed": (10, "TEXT"),
        "arrived": (11, "TEXT"),
        "source": (12, TEXT),
    },
    "interaction": {
        "event": (7, 'BLOB REFERENCES "event" ("id")'),
        "minutes": (8, "INTEGER"),
    },
}
INDEXES = (
    'CREATE INDEX "event_series_occurs" ON "event" ("series", "occurs")',
    'CREATE INDEX "event_uid" ON "event" ("uid")',
    'CREATE INDEX "interaction_event" ON "interaction" ("event")',
)
FIRST_NUMBER = 28
# The kind of record each new table concerns, in the order of the tables' numbers.
KINDS = {
    "series": "community",
    "task": "event",
    "budget_line": "event",
    "evaluation": "event",
    "template": "community",
    "guest": "community",
    "venue": "community",
    "quiet_week": "community",
}
UNJOURNALED = ("rid", "id")


def words(default: str = "") -> TextField:
    return TextField(default=default, constraints=[SQL(f"DEFAULT '{default}'")])


def date() -> TextField:
    return TextField(null=True)


def optional() -> IntegerField:
    return IntegerField(null=True)


def whole(default: int) -> IntegerField:
    return IntegerField(default=default, constraints=[SQL(f"DEFAULT {default}")])


def link(model: Any, name: str, **options: Any) -> ForeignKeyField:
    return ForeignKeyField(model, field="id", column_name=name, index=False, **options)


def up(migrator: Any, db: Any) -> None:
    made = models(db)
    series, *others = made
    db.create_tables([series])
    for table, columns in COLUMNS.items():
        for name, (_number, kind) in columns.items():
            db.execute_sql(f'ALTER TABLE "{table}" ADD COLUMN "{name}" {kind}')
        number_columns(db, table, {name: number for name, (number, _kind) in columns.items()})
    db.create_tables(others)
    for statement in INDEXES:
        db.execute_sql(statement)
    for number, model in enumerate(made, FIRST_NUMBER):
        table = model._meta.table_name
        number_table(db, number, table, KINDS[table])
        fields = [field.column_name for field in model._meta.sorted_fields]
        journaled = [name for name in fields if name not in UNJOURNALED]
        number_columns(db, table, {name: at for at, name in enumerate(journaled, 1)})


def models(db: Any) -> list[type[Model]]:
    class Record(Model):
        rid = AutoField()
        id: Field = BlobField(unique=True, constraints=[SQL("DEFAULT (randomblob(16))")])
        deleted = whole(0)

        class Meta:
            database = db
            legacy_table_names = False

    class Member(Record):
        """What the new tables point at; made by the first migration."""

    class Event(Record):
        """The same."""

    class Series(Record):
        title = words()
        rule = words()
        begins = date()
        uid = words()

    class Task(Record):
        event = link(Event, "event")
        title = words()
        member = link(Member, "member", null=True)
        due = date()
        done = date()
        number = whole(0)

        class Meta:
            indexes = (
                (("event", "deleted", "number"), False),
                (("member", "deleted", "due"), False),
                (("deleted", "done", "due"), False),
            )

    class BudgetLine(Record):
        event = link(Event, "event")
        sort = words("other")
        title = words()
        planned = optional()
        actual = optional()
        number = whole(0)

        class Meta:
            indexes = ((("event", "deleted", "number"), False),)

    class Evaluation(Record):
        event = link(Event, "event")
        rating = optional()
        comment = words()

        class Meta:
            indexes = ((("event", "deleted", "rating"), False),)

    class Template(Record):
        name = words()
        format = words("gathering")
        mode = words("offline")
        minutes = optional()
        place = words()
        host = words()
        capacity = optional()
        description = words()
        checklist = words()
        budget = words()

    class Guest(Record):
        name = words()
        topics = words()
        phone = words()
        wechat_id = words()
        email = words()
        note = words()

    class Venue(Record):
        name = words()
        address = words()
        capacity = optional()
        contact = words()
        note = words()

    class QuietWeek(Record):
        monday = words()
        reason = words()

    return [Series, Task, BudgetLine, Evaluation, Template, Guest, Venue, QuietWeek]
