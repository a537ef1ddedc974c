"""The journal's own tables, and what it must know about a table to keep its journal.

One row of `_transaction` is one action of the user. `_change` holds its records in the order they
were written (`n`): a row inserted (column NULL), a cell changed (column number, old, new), a row
put into the trash (column DELETED_MARK, new = how many records of the row its author had seen) or
erased (column ERASED). Values of a new row are not copied: they stand in the row, and the first
change of a cell carries them as `old`; only of a row that two copies can make are they written.
Ids are random, never counted: a copied file clones every counter. `_clock` keeps the hybrid
logical clock and the transaction being written, `_table` and
`_column` the numbers of tables and columns, given by the migrations. The tables are made by the
first migration.
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
    shared_id: bool

    @property
    def immutable(self) -> tuple[str, ...]:
        owner = (self.owner,) if self.owner and self.owner not in self.keys else ()
        return ("id", *self.keys, *owner)

    @property
    def changing(self) -> dict[str, int]:
        return {name: no for name, no in self.columns.items() if name not in self.immutable}


def read_tables(records: Iterable[type[Record]]) -> tuple[Journaled, ...]:
    """Return what the journal must know of the records' tables, with the numbers in the file.

    Raises LookupError where a migration made a journaled table or column and gave it no number:
    see models.journal.numbering.
    """
    return tuple(_read_table(record) for record in records)


def _read_table(record: type[Record]) -> Journaled:
    name = record._meta.table_name
    table = database.execute_sql("SELECT no FROM _table WHERE name = ?", (name,)).fetchone()
    if not table:
        raise LookupError(f"no migration gave the table {name} a number")
    known = dict(
        database.execute_sql("SELECT name, no FROM _column WHERE tbl = ?", table).fetchall()
    )
    unjournaled = ("rid", "id", *record.local)
    fields = [field for field in record._meta.sorted_fields if field.name not in unjournaled]
    names = [field.column_name for field in fields]
    if missing := [column for column in names if column not in known]:
        raise LookupError(f"no migration gave {name}.{missing[0]} a number")
    columns = {column: known[column] for column in names}
    return Journaled(table[0], name, columns, record.keys, record.owner, record.shared_id)
