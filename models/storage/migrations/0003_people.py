"""People: what is known of members beside their record, how they came, and what is decided.

Frozen: a released migration is never edited. Its models are copies on purpose.
"""

from __future__ import annotations

from typing import Any

from peewee import SQL, AutoField, BlobField, Field, ForeignKeyField, IntegerField, Model, TextField

from models.journal.numbering import number_columns, number_table

TEXT = "TEXT NOT NULL DEFAULT ''"
MEMBER_COLUMNS = {
    "can_give": (19, TEXT),
    "needs": (20, TEXT),
    "traits": (21, TEXT),
    "household": (22, 'BLOB REFERENCES "household" ("id")'),
    "rest_until": (23, "TEXT"),
    "cadence": (24, "INTEGER"),
    "applied": (25, "TEXT"),
    "decided": (26, "TEXT"),
    "decision": (27, TEXT),
    "exit_note": (28, TEXT),
    "same_as": (29, 'BLOB REFERENCES "member" ("id")'),
}
# Members are listed by these without being sorted.
MEMBER_ORDERS = ("group_name", "region", "phone", "role")
# Derived: the class of every member; a row holds until the day in `due`.
STANDING = (
    """CREATE TABLE _standing (
        member INTEGER PRIMARY KEY,
        standing TEXT NOT NULL,
        place REAL,
        score REAL NOT NULL,
        best REAL NOT NULL,
        last_seen TEXT,
        last_contact TEXT,
        due TEXT NOT NULL)""",
    "CREATE INDEX _standing_standing ON _standing (standing, place)",
    "CREATE INDEX _standing_place ON _standing (place)",
    "CREATE INDEX _standing_due ON _standing (due)",
)
# What members took part in is listed from either end without being sorted.
PARTICIPATION = tuple(
    f"CREATE INDEX _participation_{name} ON _participation ({name})"
    for name in ("came", "rate", "last_seen")
)
# What stands in the organizer's own fields, in the order of numbers.
NUMBERS = (
    'CREATE INDEX IF NOT EXISTS "custom_value_number" ON "custom_value"'
    ' ("field", "deleted", CAST("value" AS REAL), "member")'
)
FIRST_NUMBER = 9
# The kind of record each new table concerns, in the order of the tables' numbers.
KINDS = {
    "household": "community",
    "alias": "member",
    "guardian": "member",
    "consent": "member",
    "photo": "member",
    "custom_field": "community",
    "custom_value": "member",
    "contact": "member",
    "cadence": "community",
    "interaction": "member",
    "chat_day": "member",
    "criterion": "community",
    "finding": "member",
    "welcome_step": "member",
    "stay": "member",
    "barred": "community",
    "points": "member",
    "saved_list": "community",
    "setting": "community",
}
UNJOURNALED = ("rid", "id")


def words(default: str = "", **options: Any) -> TextField:
    return TextField(default=default, constraints=[SQL(f"DEFAULT '{default}'")], **options)


def date() -> TextField:
    return TextField(null=True)


def whole(default: int) -> IntegerField:
    return IntegerField(default=default, constraints=[SQL(f"DEFAULT {default}")])


def optional() -> IntegerField:
    return IntegerField(null=True)


def link(model: Any, name: str) -> ForeignKeyField:
    return ForeignKeyField(model, field="id", column_name=name)


def up(migrator: Any, db: Any) -> None:
    made = models(db)
    household, *others = made
    db.create_tables([household])
    for name, (_number, kind) in MEMBER_COLUMNS.items():
        db.execute_sql(f'ALTER TABLE "member" ADD COLUMN "{name}" {kind}')
    for name in ("household", "same_as"):
        db.execute_sql(f'CREATE INDEX "member_{name}" ON "member" ("{name}")')
    for name in MEMBER_ORDERS:
        db.execute_sql(f'CREATE INDEX "member_deleted_{name}" ON "member" ("deleted", "{name}")')
    number_columns(db, "member", {name: number for name, (number, _k) in MEMBER_COLUMNS.items()})
    db.create_tables(others)
    for number, model in enumerate(made, FIRST_NUMBER):
        table = model._meta.table_name
        number_table(db, number, table, KINDS[table])
        fields = [field.column_name for field in model._meta.sorted_fields]
        journaled = [name for name in fields if name not in UNJOURNALED]
        number_columns(db, table, {name: at for at, name in enumerate(journaled, 1)})
    for statement in (*STANDING, *PARTICIPATION):
        db.execute_sql(statement)
    # Members are found by more than before.
    db.execute_sql("DELETE FROM _indexed WHERE name = 'member'")


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

    class Household(Record):
        name = words()
        contact: Field = BlobField(null=True)

    class Alias(Record):
        member = link(Member, "member")
        name = words()
        source = words()

        class Meta:
            indexes = ((("name", "deleted", "member"), False),)

    class Guardian(Record):
        member = link(Member, "member")
        guardian = link(Member, "guardian")
        relation = words()

    class Consent(Record):
        member = link(Member, "member")
        purpose = words()
        given = date()
        withdrawn = date()
        how = words()

    class Photo(Record):
        member = link(Member, "member")
        image: Field = BlobField(constraints=[SQL("DEFAULT x''")])

    class CustomField(Record):
        title = words()
        sort = words("text")
        choices = words()
        number = whole(0)

    class CustomValue(Record):
        member = link(Member, "member")
        field = link(CustomField, "field")
        value = words()

        class Meta:
            indexes = (
                (("field", "deleted", "value", "member"), False),
                SQL(NUMBERS),
            )

    class Contact(Record):
        member = link(Member, "member")
        day = date()
        channel = words()
        who = words()
        needs = words()
        mood = optional()
        note = words()
        follow_up = date()
        done = date()
        reached = whole(1)

        class Meta:
            indexes = ((("member", "deleted", "day"), False),)

    class Cadence(Record):
        tag = words()
        days = optional()

    class Interaction(Record):
        member = link(Member, "member")
        day = date()
        sort = words("helped")
        amount = whole(1)
        note = words()

        class Meta:
            indexes = ((("member", "deleted", "day"), False),)

    class ChatDay(Record):
        member = link(Member, "member")
        chat = words()
        day = words()
        since = whole(0)
        until = whole(1440)
        amount = whole(0)

        class Meta:
            indexes = ((("member", "deleted", "day"), False),)

    class Criterion(Record):
        title = words()
        sort = words("question")
        wanted = words()
        required = whole(1)
        weight = whole(1)
        number = whole(0)

    class Finding(Record):
        member = link(Member, "member")
        criterion = link(Criterion, "criterion")
        verdict = words("unknown")
        note = words()
        by_hand = whole(1)

    class WelcomeStep(Record):
        member = link(Member, "member")
        number = whole(0)
        title = words()
        due = date()
        done = date()

    class Stay(Record):
        member = link(Member, "member")
        joined = date()
        left = date()
        reason = words()
        note = words()

    class Barred(Record):
        mark = words()
        reason = words()
        until = date()
        day = date()
        bar: Field = BlobField(null=True)

    class Points(Record):
        member = link(Member, "member")
        amount = whole(0)
        reason = words()
        day = date()

        class Meta:
            indexes = ((("member", "deleted", "day"), False),)

    class SavedList(Record):
        name = words()
        filter = words()
        number = whole(0)

    class Setting(Record):
        name = words()
        value = words()

    return [
        Household,
        Alias,
        Guardian,
        Consent,
        Photo,
        CustomField,
        CustomValue,
        Contact,
        Cadence,
        Interaction,
        ChatDay,
        Criterion,
        Finding,
        WelcomeStep,
        Stay,
        Barred,
        Points,
        SavedList,
        Setting,
    ]
