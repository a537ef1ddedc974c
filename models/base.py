"""The database handle, what every record has, and the fields records are made of."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar, TypeVar

from peewee import SQL, AutoField, Field, IntegerField, Model, ModelSelect, TextField

from models.storage.connection import Database
from models.texts import storable
from models.vocabulary import Kind

# One process holds one community file; models/book.py opens and closes it.
database = Database(None)

LIVE, TRASHED, GONE = 0, 1, 2  # what `deleted` says: in use, in the trash, erased for good
_AT_ONCE = 500
_LINKS = uuid.UUID("6f0b9c6e-54c0-4f5e-9c0e-6d1d3a7a2b10")


def new_id() -> bytes:
    """Return a random id: no copy of the file can ever make the same one."""
    return os.urandom(16)


def link_id(table: str, *keys: bytes | str) -> bytes:
    """Return the id of a link row: the same on every copy, so that two copies make one row."""
    parts = [key.hex() if isinstance(key, bytes) else storable(key) for key in keys]
    return uuid.uuid5(_LINKS, "\x1f".join([table, *parts])).bytes


class IdField(Field):
    field_type = "BLOB"

    def db_value(self, value: Any) -> bytes | None:
        return None if value is None else bytes(value)

    def python_value(self, value: Any) -> bytes | None:
        # What another program put in its place names nothing.
        return value if isinstance(value, bytes) else None


class WordsField(TextField):
    """Text that is empty rather than NULL, also when another program inserts the row. Bytes that
    another program put in its place read as what they spell, as far as they do."""

    def __init__(self, default: str = "", **options: Any) -> None:
        super().__init__(default=default, constraints=[SQL(f"DEFAULT '{default}'")], **options)

    def db_value(self, value: Any) -> str:
        return "" if value is None else storable(str(value))

    def python_value(self, value: Any) -> str:
        return read_words(value)


class ImageField(Field):
    """The bytes of a small picture; empty where there is none."""

    field_type = "BLOB"

    def __init__(self) -> None:
        super().__init__(default=b"", constraints=[SQL("DEFAULT x''")])

    def db_value(self, value: Any) -> bytes:
        return bytes(value or b"")

    def python_value(self, value: Any) -> bytes:
        return value if isinstance(value, bytes) else b""


class DayField(TextField):
    """A date as ISO text. Text of another program that is no date reads as unknown."""

    def db_value(self, value: Any) -> str | None:
        return value.isoformat() if isinstance(value, date) else value

    def python_value(self, value: Any) -> date | None:
        return read_day(value)


class MomentField(TextField):
    """A local time as "2026-10-03 19:00", without a zone: where the community meets."""

    def db_value(self, value: Any) -> str | None:
        return write_moment(value) if isinstance(value, datetime) else value

    def python_value(self, value: Any) -> datetime | None:
        return read_moment(value)


class InstantField(TextField):
    """A local time to the microsecond, as "2026-10-03 19:00:07.000012": what orders things."""

    def db_value(self, value: Any) -> str | None:
        return value.isoformat(" ", "microseconds") if isinstance(value, datetime) else value

    def python_value(self, value: Any) -> datetime | None:
        return read_moment(value)


class MoneyField(IntegerField):
    """An amount in hundredths of the community's currency; Decimal in Python."""

    def db_value(self, value: Any) -> int | None:
        return write_money(value)

    def python_value(self, value: Any) -> Decimal | None:
        return read_money(value)


def read_words(stored: Any) -> str:
    return stored.decode("utf-8", "replace") if isinstance(stored, bytes) else str(stored or "")


def read_day(stored: Any) -> date | None:
    try:
        return date.fromisoformat(stored[:10]) if stored else None
    except (TypeError, ValueError):
        return None


def read_moment(stored: Any) -> datetime | None:
    try:
        return datetime.fromisoformat(stored).replace(tzinfo=None) if stored else None
    except (TypeError, ValueError):
        return None


def write_moment(moment: datetime) -> str:
    # Not strftime: it writes a year before 1000 in other ways on other systems.
    return moment.replace(tzinfo=None).isoformat(" ", "minutes")


def read_money(stored: Any) -> Decimal | None:
    return Decimal(stored) / 100 if isinstance(stored, int) else None


def write_money(amount: Any) -> int | None:
    """Return hundredths, rounded half to even.

    Raises ValueError where the value is no amount.
    """
    if amount is None:
        return None
    try:
        return int((Decimal(str(amount)) * 100).to_integral_value())
    except InvalidOperation as error:
        raise ValueError("no amount of money") from error


class Record(Model):
    """What every table has: a local rowid, an id for all copies, a mark in place of deletion.

    `subject` says what kind of thing a change of the table concerns. `keys` are the columns that
    make a link row's id, `owner` the key whose erasure takes the row along; neither ever changes.
    `local` columns can be computed again, so they are neither journaled nor merged. `shared_id`
    says that two copies can make the same row, because its id is not random: then both journals
    hold the values it was made with, and the two rows merge cell by cell.

    `follows` are columns that name whom a row is about though they may change: once one of them
    has named a person who is erased, the row is erased too. `kept` columns survive that, because
    they name nobody and figures are counted from them; a row that keeps something stays in place.

    `called` is the column that says what a row is called in lists of what happened. `unasked`
    columns say when or whence: where two copies wrote them, the later stands and nobody is asked.
    """

    subject: ClassVar[Kind]
    keys: ClassVar[tuple[str, ...]] = ()
    owner: ClassVar[str | None] = None
    local: ClassVar[tuple[str, ...]] = ()
    shared_id: ClassVar[bool] = False
    follows: ClassVar[tuple[str, ...]] = ()
    kept: ClassVar[tuple[str, ...]] = ()
    called: ClassVar[str] = ""
    unasked: ClassVar[tuple[str, ...]] = ()

    rid = AutoField()
    id = IdField(unique=True, default=new_id, constraints=[SQL("DEFAULT (randomblob(16))")])
    deleted = IntegerField(default=0, constraints=[SQL("DEFAULT 0")])

    class Meta:
        database = database
        legacy_table_names = False


SomeRecord = TypeVar("SomeRecord", bound=Record)


def live(model: type[SomeRecord], *columns: Any) -> ModelSelect[SomeRecord]:
    """Select the rows of a table that are not in the trash."""
    found: ModelSelect[SomeRecord] = model.select(*columns).where(model.deleted == 0)
    return found


def store(model: type[Record], record_id: bytes | None, values: Mapping[str, Any]) -> bytes:
    """Insert a row, or update the row with this id; return its id."""
    if record_id is None:
        return bytes(model.create(**values).id)
    if values:
        model.update(**values).where(model.id == record_id).execute()
    return record_id


def renumber(model: type[Record], record_ids: Iterable[bytes]) -> None:
    """Give rows that have a `number` the numbers 1, 2, 3 … in this order; only what changes is
    written."""
    known = {row.id: row.__data__["number"] for row in live(model)}
    for number, record_id in enumerate(record_ids, start=1):
        if known.get(record_id) != number:
            store(model, record_id, {"number": number})


def mark(model: type[Record], record_ids: list[bytes], deleted: bool) -> None:
    """Put rows into the trash, or take them out. What is erased stays erased."""
    for start in range(0, len(record_ids), _AT_ONCE):
        some = record_ids[start : start + _AT_ONCE]
        there = model.id.in_(some) & (model.deleted != GONE)
        model.update(deleted=TRASHED if deleted else LIVE).where(there).execute()
