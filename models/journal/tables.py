"""The journal's own tables, and what it must know about a table to keep its journal.

One row of `_transaction` is one action of the user. `_change` holds its records in the order they
were written (`n`): a row inserted (column NULL), a cell changed (column number, old, new), a row
put into the trash (column DELETED_MARK, new = how many records of the row its author had seen) or
erased (column ERASED). Values of a new row are not copied: they stand in the row, and the first
change of a cell carries them as `old`; only of a row that two copies can make are they written, as
far as somebody chose them: a default would else overrule what was entered on the other copy.
The mark of a deletion also keeps, as its `old`, how many records its author had seen of the rows
that belong to the deleted one, such as a member's attendances.
Ids are random, never counted: a copied file clones every counter. `_clock` keeps the hybrid
logical clock and the transaction being written, `_table` and
`_column` the numbers of tables and columns, given by the migrations. The tables are made by the
first migration.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from peewee import ForeignKeyField

from models.base import Record, database

ERASED = -1
DELETED_MARK = -2
# Actions with a meaning of their own: the one that cannot be undone, and the one that is no
# transaction but many that came together.
ERASING = "member.erase"
MERGING = "merge"


@dataclass(frozen=True)
class Journaled:
    """One table as the journal sees it. `columns` are all it journals, each with its number.

    `belongs` names the tables its rows are part of, by the column that says to which row;
    `defaults` is what SQLite puts into a column that is not given, as SQL. `unasked` are the
    numbers of the columns whose crossing is nobody's question.
    """

    number: int
    name: str
    columns: dict[str, int]
    keys: tuple[str, ...]
    owner: str | None
    shared_id: bool
    belongs: dict[str, str]
    defaults: dict[str, str]
    unasked: frozenset[int] = frozenset()

    @property
    def immutable(self) -> tuple[str, ...]:
        owner = (self.owner,) if self.owner and self.owner not in self.keys else ()
        return ("id", *self.keys, *owner)

    @property
    def changing(self) -> dict[str, int]:
        return {name: no for name, no in self.columns.items() if name not in self.immutable}


def differs(one: str, other: str) -> str:
    """Return SQL: neither collation nor affinity may hide a change: 'x' -> 'X', 0 -> 0.0 are."""
    return f"{one} IS NOT {other} COLLATE BINARY OR typeof({one}) <> typeof({other})"


def same_cell(one: str, other: str) -> str:
    """Return SQL that is true where two values are the same in the same way."""
    return f"(({one}) IS ({other}) COLLATE BINARY AND typeof({one}) = typeof({other}))"


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
    return Journaled(
        number=table[0],
        name=name,
        columns={column: known[column] for column in names},
        keys=record.keys,
        owner=record.owner,
        shared_id=record.shared_id,
        belongs=_owners(record),
        defaults=dict(
            database.execute_sql(
                "SELECT name, coalesce(dflt_value, 'NULL') FROM pragma_table_info(?)", (name,)
            ).fetchall()
        ),
        unasked=frozenset(known[column] for column in record.unasked),
    )


def _owners(record: type[Record]) -> dict[str, str]:
    immutable = dict.fromkeys((*record.keys, *filter(None, [record.owner])))
    fields = [record._meta.fields[name] for name in immutable]
    return {
        field.column_name: field.rel_model._meta.table_name
        for field in fields
        if isinstance(field, ForeignKeyField)
    }
