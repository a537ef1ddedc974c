"""Writing many rows at once, past peewee's objects but not past the journal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

from models.base import Record, database

_AT_ONCE = 5_000
_MANY = 2_000


def insert(
    model: type[Record],
    records: Sequence[tuple[bytes, Mapping[str, Any]]],
    transaction: int,
    done: Callable[[int], None],
) -> None:
    """Insert new rows with these ids inside the action `transaction`.

    Columns no row speaks of get their default from the table.
    """
    if not records:
        return
    named = {column for _id, values in records for column in values}
    defaults = {
        field.column_name: field.default
        for field in model._meta.sorted_fields
        if field.column_name in named
    }
    columns = ", ".join(f'"{name}"' for name in ("id", *defaults))
    marks = ", ".join("?" * (len(defaults) + 1))
    statement = f'INSERT INTO "{model._meta.table_name}" ({columns}) VALUES ({marks})'
    rows = ((record, *{**defaults, **values}.values()) for record, values in records)
    if len(records) < _MANY:
        write(statement, rows, done)
        return
    before = _count(f'SELECT max(rid) FROM "{model._meta.table_name}"')
    with _bare(model._meta.table_name, indexes=before < len(records)):
        write(statement, rows, done)
        _journal(model, before, transaction)


@contextmanager
def _bare(table: str, indexes: bool) -> Iterator[None]:
    """Take the triggers off a table, and maybe its indexes, and put them back as they were.

    Both cost more than the rows. All of it happens inside the action, so whatever fails, the
    rollback brings them back. Unique indexes stay: foreign keys need them.
    """
    kinds = "('trigger', 'index')" if indexes else "('trigger')"
    parts = database.execute_sql(
        "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name = ? AND sql IS NOT NULL"
        f" AND type IN {kinds} AND sql NOT LIKE 'CREATE UNIQUE%' ORDER BY rowid",
        (table,),
    ).fetchall()
    for kind, name, _sql in parts:
        database.execute_sql(f'DROP {kind} "{name}"')
    yield
    for _kind, _name, sql in parts:
        database.execute_sql(sql)


def _journal(model: type[Record], before: int, transaction: int) -> None:
    """Write what the insert triggers would have: the row, and of a link row its values too."""
    table = model._meta.table_name
    number = _count("SELECT no FROM _table WHERE name = ?", table)
    database.execute_sql(
        "INSERT INTO _change (tx, tbl, row)"
        f' SELECT ?, ?, id FROM "{table}" WHERE rid > ? ORDER BY rid',
        (transaction, number, before),
    )
    if not model.keys:
        return
    known = database.execute_sql("SELECT no, name FROM _column WHERE tbl = ?", (number,)).fetchall()
    for column, name in known:
        if name not in (*model.keys, model.owner):
            database.execute_sql(
                "INSERT INTO _change (tx, tbl, row, col, new)"
                f' SELECT ?, ?, id, ?, "{name}" FROM "{table}"'
                f' WHERE rid > ? AND "{name}" IS NOT NULL ORDER BY rid',
                (transaction, number, column, before),
            )


def _count(query: str, *parameters: object) -> int:
    return int(database.execute_sql(query, parameters).fetchone()[0] or 0)


def update(
    model: type[Record],
    records: Iterable[tuple[bytes, Mapping[str, Any]]],
    done: Callable[[int], None],
) -> None:
    """Change the given columns of each row; rows that change the same columns go together."""
    groups: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for record, changes in records:
        groups[tuple(changes)].append((*changes.values(), record))
    for columns, rows in groups.items():
        if columns:
            cells = ", ".join(f'"{column}" = ?' for column in columns)
            write(f'UPDATE "{model._meta.table_name}" SET {cells} WHERE id = ?', rows, done)


def write(statement: str, rows: Iterable[tuple[Any, ...]], done: Callable[[int], None]) -> None:
    """Run one statement for each row, telling after every few thousand how many were done."""
    cursor = database.connection().cursor()
    batch: list[tuple[Any, ...]] = []
    for row in rows:
        batch.append(row)
        if len(batch) == _AT_ONCE:
            cursor.executemany(statement, batch)
            done(len(batch))
            batch = []
    if batch:
        cursor.executemany(statement, batch)
        done(len(batch))


def check_keys_at_commit() -> None:
    """Let a row name another that is inserted after it; the commit checks them all."""
    database.execute_sql("PRAGMA defer_foreign_keys = ON")
