"""The first file: the journal, the records, what is derived from them.

Frozen: a released migration is never edited. Its models are copies on purpose.
"""

from __future__ import annotations

from typing import Any

from peewee import SQL, AutoField, BlobField, Field, ForeignKeyField, IntegerField, Model, TextField

from models.journal.numbering import number_columns, number_table

JOURNAL = (
    "CREATE TABLE _file (one INTEGER PRIMARY KEY CHECK (one = 1), dataset BLOB NOT NULL)",
    "INSERT INTO _file (one, dataset) VALUES (1, randomblob(16))",
    """CREATE TABLE _clock (
        one INTEGER PRIMARY KEY CHECK (one = 1),
        hlc INTEGER NOT NULL,
        tx INTEGER,
        outside_tx INTEGER,
        outside_at INTEGER,
        mute INTEGER NOT NULL DEFAULT 0)""",
    "INSERT INTO _clock (one, hlc) VALUES (1, 0)",
    """CREATE TABLE _session (
        id INTEGER PRIMARY KEY,
        device TEXT NOT NULL,
        name TEXT NOT NULL,
        application TEXT NOT NULL,
        at INTEGER NOT NULL)""",
    """CREATE TABLE _transaction (
        id INTEGER PRIMARY KEY,
        hlc INTEGER NOT NULL,
        at INTEGER NOT NULL,
        session INTEGER,
        kind TEXT,
        amount INTEGER,
        undoes INTEGER,
        size INTEGER)""",
    "CREATE INDEX _transaction_hlc ON _transaction (hlc, id)",
    "CREATE INDEX _transaction_session ON _transaction (session, hlc, id)",
    """CREATE TABLE _change (
        n INTEGER PRIMARY KEY,
        tx INTEGER NOT NULL,
        tbl INTEGER NOT NULL,
        row BLOB NOT NULL,
        col INTEGER,
        old,
        new)""",
    "CREATE INDEX _change_row ON _change (row)",
    "CREATE INDEX _change_tx ON _change (tx)",
    "CREATE INDEX _change_erased ON _change (row) WHERE col = -1",
    "CREATE TABLE _table (no INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, kind TEXT NOT NULL)",
    """CREATE TABLE _column (
        tbl INTEGER NOT NULL,
        no INTEGER NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (tbl, no))""",
    "CREATE TABLE _indexed (name TEXT PRIMARY KEY, n INTEGER NOT NULL)",
    """CREATE TABLE _participation (
        member INTEGER PRIMARY KEY,
        came INTEGER NOT NULL,
        rate REAL,
        last_seen TEXT)""",
)
SEARCHED = ("member", "rule", "event", "feedback")
# The kind of record each table belongs to, in the order of the tables' numbers.
KINDS = ("community", "member", "member", "rule", "event", "attendance", "feedback")
UNJOURNALED = ("rid", "id", "pinyin")


def words(default: str = "", **options: Any) -> TextField:
    return TextField(default=default, constraints=[SQL(f"DEFAULT '{default}'")], **options)


def day() -> TextField:
    return TextField(null=True)


def whole(default: int) -> IntegerField:
    return IntegerField(default=default, constraints=[SQL(f"DEFAULT {default}")])


def optional() -> IntegerField:
    return IntegerField(null=True)


def link(model: Any, name: str, **options: Any) -> ForeignKeyField:
    return ForeignKeyField(model, field="id", column_name=name, **options)


def up(migrator: Any, db: Any) -> None:
    for statement in JOURNAL:
        db.execute_sql(statement)
    made = models(db)
    db.create_tables(made)
    for number, (model, kind) in enumerate(zip(made, KINDS, strict=True), 1):
        table = model._meta.table_name
        number_table(db, number, table, kind)
        fields = [field.column_name for field in model._meta.sorted_fields]
        journaled = [name for name in fields if name not in UNJOURNALED]
        number_columns(db, table, {name: at for at, name in enumerate(journaled, 1)})
    for name in SEARCHED:
        db.execute_sql(
            f"CREATE VIRTUAL TABLE _search_{name} USING fts5(words, content='',"
            " contentless_delete=1, detail=none, prefix='1 2 3 4',"
            " tokenize='unicode61 remove_diacritics 2')"
        )


def models(db: Any) -> list[type[Model]]:
    class Record(Model):
        rid = AutoField()
        id: Field = BlobField(unique=True, constraints=[SQL("DEFAULT (randomblob(16))")])
        deleted = whole(0)

        class Meta:
            database = db
            legacy_table_names = False

    class Community(Record):
        name = words()
        purpose = words()
        founded = day()
        currency = words("CNY")
        promise_days = whole(7)

    class Member(Record):
        name = words()
        wechat_name = words()
        wechat_id = words()
        group_name = words()
        gender = words("unknown")
        born = words()
        region = words()
        phone = words()
        email = words()
        status = words("active")
        role = words()
        joined = day()
        left = day()
        left_reason = words()
        source = words()
        introduced_by = link("self", "introduced_by", null=True)
        note = words()
        pinyin = words()

        class Meta:
            indexes = (
                (("deleted", "pinyin"), False),
                (("deleted", "status", "pinyin"), False),
                (("deleted", "joined"), False),
            )

    class MemberTag(Record):
        member = link(Member, "member")
        tag = words()

        class Meta:
            indexes = ((("tag", "deleted", "member"), False),)

    class Rule(Record):
        title = words()
        section = words("conduct")
        text = words()
        number = whole(0)
        status = words("draft")
        effective = day()

        class Meta:
            indexes = ((("deleted", "section", "number"), False),)

    class Event(Record):
        title = words()
        format = words("gathering")
        mode = words("offline")
        begins = day()
        ends = day()
        place = words()
        host = words()
        guest = words()
        description = words()
        capacity = optional()
        budget = optional()
        cost = optional()
        income = optional()
        status = words("planned")

        class Meta:
            indexes = ((("deleted", "begins"), False),)

    class Attendance(Record):
        event = link(Event, "event", index=False)
        member = link(Member, "member", index=False)
        rsvp = words("none")
        came = words("no_record")
        rating = optional()
        comment = words()

        class Meta:
            indexes = (
                (("event", "deleted", "member", "rsvp", "came", "rating"), False),
                (("member", "deleted", "came", "event"), False),
            )

    class Feedback(Record):
        date = TextField()
        member = link(Member, "member", null=True)
        kind = words("question")
        channel = words()
        text = words()
        satisfaction = optional()
        event = link(Event, "event", null=True)
        rule = link(Rule, "rule", null=True)
        status = words("new")
        answer = words()
        answered_on = day()
        told_on = day()

        class Meta:
            indexes = ((("deleted", "date"), False), (("deleted", "status", "date"), False))

    return [Community, Member, MemberTag, Rule, Event, Attendance, Feedback]
