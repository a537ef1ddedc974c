"""The journal's own tables, and what it must know about a table to keep its journal.

One row of `_transaction` is one action of the user. `_change` holds its records in the order they
were written (`n`): a row inserted (column NULL), a cell changed (column number, old, new), a row
put into the trash (column DELETED_MARK, new = how many records of the row its author had seen) or
erased (column ERASED). Values of a new row are not copied: they stand in the row, and the first
change of a cell carries them as `old`. Ids are random, never counted: a copied file clones every
counter. `_clock` keeps the hybrid logical clock and the transaction being written, `_table` and
`_column` the numbers of tables and columns. The tables are made by the first migration.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.base import Record, database

ERASED = -1
DELETED_MARK = -2


@dataclass(frozen=True)
class Journaled:
    """One table as the journal sees it. `columns` are all it journals, each with its number."""

    number: int
    name: str
    columns: dict[str, int]
    keys: tuple[str, ...]
    owner: str | None

    @property
    def is_link(self) -> bool:
        return bool(self.keys)

    @property
    def immutable(self) -> tuple[str, ...]:
        owner = (self.owner,) if self.owner and self.owner not in self.keys else ()
        return ("id", *self.keys, *owner)

    @property
    def changing(self) -> dict[str, int]:
        return {name: no for name, no in self.columns.items() if name not in self.immutable}


def number_tables(records: Iterable[type[Record]]) -> tuple[Journaled, ...]:
    """Give every table and column its number in the file; a number is never used again.

    All copies of a file run the same migrations, so all give the same numbers.
    """
    tables = []
    for record in records:
        name = record._meta.table_name
        number = _number_of(
            "SELECT no FROM _table WHERE name = ?", (name,), "SELECT max(no) FROM _table", ()
        )
        database.execute_sql(
            "INSERT OR IGNORE INTO _table (no, name, kind) VALUES (?, ?, ?)",
            (number, name, record.subject.value),
        )
        fields = record._meta.sorted_fields
        names = [
            field.column_name for field in fields if field.name not in ("rid", "id", *record.local)
        ]
        columns = {column: _column_number(number, column) for column in names}
        tables.append(Journaled(number, name, columns, record.keys, record.owner))
    return tuple(tables)


def _column_number(table: int, column: str) -> int:
    number = _number_of(
        "SELECT no FROM _column WHERE tbl = ? AND name = ?",
        (table, column),
        "SELECT max(no) FROM _column WHERE tbl = ?",
        (table,),
    )
    database.execute_sql(
        "INSERT OR IGNORE INTO _column (tbl, no, name) VALUES (?, ?, ?)", (table, number, column)
    )
    return number


def _number_of(known: str, key: tuple[object, ...], highest: str, scope: tuple[object, ...]) -> int:
    found = database.execute_sql(known, key).fetchone()
    if found:
        return int(found[0])
    return int(database.execute_sql(highest, scope).fetchone()[0] or 0) + 1
