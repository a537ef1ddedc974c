"""Many new rows at once, with the journal the triggers would have written.

A trigger costs more than the row it watches. So for a long list the triggers of the table are
taken off, the journal is written from the rows that are there now, and the triggers come back.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from models.base import Record, database
from models.journal.tables import read_tables
from models.journal.triggers import unsaid

_AT_ONCE = 5_000
MANY = 2_000
_ID_BYTES = 16


def new_ids(count: int) -> list[bytes]:
    """Return random ids in order: an index is filled much faster at its end than all over."""
    noise = os.urandom(_ID_BYTES * count)
    return sorted([noise[at : at + _ID_BYTES] for at in range(0, len(noise), _ID_BYTES)])


def insert(
    model: type[Record],
    columns: Sequence[str],
    rows: Sequence[tuple[Any, ...]],
    done: Callable[[int], None] | None = None,
) -> None:
    """Insert rows no copy of the file can have yet: each is an id and a value for each column.

    Other columns get their default from the table. Must be called inside an action. The journal has
    exactly the records that inserting the rows one by one would have left, a row's own
    record before its values. Whatever fails, in here or later in the action, takes back the rows,
    their records and the schema together; so does a crash. `done` is told how many more rows are
    in; Cancelled may be raised from it.
    """
    table = model._meta.table_name
    names = ", ".join(f'"{name}"' for name in ("id", *columns))
    marks = ", ".join("?" * (len(columns) + 1))
    statement = f'INSERT INTO "{table}" ({names}) VALUES ({marks})'
    if len(rows) < MANY:
        run(statement, rows, done)
        return
    before = _number(f'SELECT max(rid) FROM "{table}"')
    with _bare(table, indexes=before < len(rows)):
        run(statement, rows, done)
        _write_records(model, before)


def run(
    statement: str, rows: Sequence[tuple[Any, ...]], done: Callable[[int], None] | None = None
) -> None:
    """Run one statement for each row, telling after every few thousand how many were done."""
    cursor = database.connection().cursor()
    for start in range(0, len(rows), _AT_ONCE):
        some = rows[start : start + _AT_ONCE]
        cursor.executemany(statement, some)
        if done:
            done(len(some))


@contextmanager
def _bare(table: str, indexes: bool) -> Iterator[None]:
    """Take the triggers off a table, and maybe its indexes, and put them back as they were.

    In a savepoint of its own: who catches an error inside the action has the triggers again. The
    unique index stays, foreign keys need it.
    """
    kinds = "('trigger', 'index')" if indexes else "('trigger')"
    parts = database.execute_sql(
        "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name = ? AND sql IS NOT NULL"
        f" AND type IN {kinds} AND sql NOT LIKE 'CREATE UNIQUE%' ORDER BY rowid",
        (table,),
    ).fetchall()
    with database.savepoint():
        for kind, name, _sql in parts:
            database.execute_sql(f'DROP {kind} "{name}"')
        yield
        for _kind, _name, sql in parts:
            database.execute_sql(sql)


def _write_records(model: type[Record], before: int) -> None:
    """Write what the insert triggers would have: the row, and its values where copies share it."""
    table = model._meta.table_name
    (journaled,) = read_tables([model])
    number = journaled.number
    database.execute_sql(
        "INSERT INTO _change (tx, tbl, row)"
        f' SELECT tx, ?, id FROM _clock CROSS JOIN "{table}" WHERE rid > ? ORDER BY rid',
        (number, before),
    )
    if not model.shared_id:
        return
    for name, column in journaled.changing.items():
        database.execute_sql(
            "INSERT INTO _change (tx, tbl, row, col, new)"
            f' SELECT tx, ?, id, ?, "{name}" FROM _clock CROSS JOIN "{table}"'
            f' WHERE rid > ? AND "{name}" IS NOT {unsaid(journaled, name)} ORDER BY rid',
            (number, column, before),
        )


def _number(query: str) -> int:
    return int(database.execute_sql(query).fetchone()[0] or 0)
