"""Takes the transactions of the other file into the open one.

Merge is the union of two sets of transactions. Of every cell the last writer's value stands: the
record that is last by hybrid logical clock, transaction, and place in the transaction, which is the
same record on every copy. Nothing is journaled about the merge itself, or two copies would never
become equal. Everything happens in tables and in one transaction of SQLite; temporary tables stay
in memory. `theirs` is the other file, attached.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.base import Record, database
from models.journal.tables import Journaled, differs, read_tables
from models.merging.incoming import THEIRS

_TEMPORARY = ("_new", "_alone", "_fresh", "_written", "_winner", "_differs")
_LATEST = "x.hlc DESC, x.id DESC, g.n DESC"


@dataclass(frozen=True)
class Difference:
    """How two sets of transactions differ: those only they have, those only this file has."""

    theirs: int
    mine: int


def difference() -> Difference:
    """Compare the two sets, and keep both differences as temp._new and temp._alone."""
    forget()
    for name, here, there in (("_new", "main", THEIRS), ("_alone", THEIRS, "main")):
        database.execute_sql(f"CREATE TEMP TABLE {name} (tx INTEGER PRIMARY KEY)")
        database.execute_sql(
            f"INSERT INTO temp.{name} SELECT id FROM {there}._transaction"
            f" WHERE id NOT IN (SELECT id FROM {here}._transaction)"
        )
    return Difference(_count("temp._new"), _count("temp._alone"))


def forget() -> None:
    """Drop what was gathered."""
    for name in _TEMPORARY:
        database.execute_sql(f"DROP TABLE IF EXISTS temp.{name}")


def gather(records: Sequence[type[Record]]) -> None:
    """Take their journal and their new rows, and find the winner of every cell they touched.

    Afterwards temp._fresh has the new rows, temp._differs the other cells that are to change, with
    the value of now and the one to come; they are as they were. The clock goes one on, so that
    every merge has its place among the steps of undo. Must be called inside a transaction, after
    difference().
    """
    tables = read_tables(records)
    database.execute_sql("PRAGMA defer_foreign_keys = 1")
    database.execute_sql(
        f"UPDATE main._clock SET mute = 1, hlc = 1 + max(hlc, (SELECT hlc FROM {THEIRS}._clock))"
    )
    before = _take_journal()
    database.execute_sql("CREATE TEMP TABLE _fresh (row BLOB PRIMARY KEY, tbl INTEGER NOT NULL)")
    for table in tables:
        _take_rows(table)
    _find_winners(before)
    database.execute_sql(
        "CREATE TEMP TABLE _differs (tbl INTEGER, row BLOB, col INTEGER, old, new)"
    )
    for table, column, name in _columns_won(tables):
        _compare_column(table, column, name)


def apply(records: Sequence[type[Record]]) -> None:
    """Write the winners. What is erased in the one file is yet to be scrubbed in the other."""
    for table, column, name in _columns_won(read_tables(records)):
        database.execute_sql(
            f'UPDATE main."{table.name}" SET "{name}" = w.new FROM temp._winner w'
            f' WHERE w.tbl = ? AND w.col = ? AND w.row = "{table.name}".id'
            f" AND ({differs(_cell(table, name), 'w.new')})",
            (table.number, column),
        )
    database.execute_sql("UPDATE main._clock SET mute = 0")


def broken_references() -> bool:
    """Say whether a row now names another one that is not there."""
    return bool(database.execute_sql("PRAGMA main.foreign_key_check").fetchall())


def _take_journal() -> int:
    """Copy sessions, transactions and records; return the last record there was before."""
    before = _number("SELECT coalesce(max(n), 0) FROM main._change")
    database.execute_sql(
        f"INSERT OR IGNORE INTO main._session SELECT * FROM {THEIRS}._session WHERE id IN"
        f" (SELECT session FROM {THEIRS}._transaction WHERE id IN (SELECT tx FROM temp._new))"
    )
    database.execute_sql(
        f"INSERT INTO main._transaction SELECT * FROM {THEIRS}._transaction"
        " WHERE id IN (SELECT tx FROM temp._new)"
    )
    database.execute_sql(
        "INSERT INTO main._change (tx, tbl, row, col, old, new)"
        f" SELECT tx, tbl, row, col, old, new FROM {THEIRS}._change"
        " WHERE tx IN (SELECT tx FROM temp._new) ORDER BY n"
    )
    return before


def _take_rows(table: Journaled) -> None:
    """Insert the rows this file has never had. Their cells are what the other file holds, which
    is what its last writer left; where both files wrote a cell, both files have the row."""
    columns = ", ".join(f'"{name}"' for name in ("id", *table.columns))
    database.execute_sql(
        f'INSERT INTO temp._fresh (row, tbl) SELECT id, ? FROM {THEIRS}."{table.name}" y'
        f' WHERE NOT EXISTS (SELECT 1 FROM main."{table.name}" m WHERE m.id = y.id)',
        (table.number,),
    )
    database.execute_sql(
        f'INSERT INTO main."{table.name}" ({columns}) SELECT {columns}'
        f' FROM {THEIRS}."{table.name}" WHERE id IN (SELECT row FROM temp._fresh WHERE tbl = ?)',
        (table.number,),
    )


def _find_winners(before: int) -> None:
    database.execute_sql(
        "CREATE TEMP TABLE _written AS"
        " SELECT DISTINCT tbl, row, col FROM main._change WHERE n > ? AND col > 0",
        (before,),
    )
    database.execute_sql(
        f"""CREATE TEMP TABLE _winner AS SELECT tbl, row, col, new FROM (
            SELECT g.tbl, g.row, g.col, g.new, row_number() OVER (
                PARTITION BY g.row, g.col ORDER BY {_LATEST}) AS place
            FROM temp._written k CROSS JOIN main._change g ON g.row = k.row AND g.col = k.col
            JOIN main._transaction x ON x.id = g.tx) WHERE place = 1"""
    )
    database.execute_sql("CREATE UNIQUE INDEX temp._winner_cell ON _winner (tbl, col, row)")


def _columns_won(tables: Sequence[Journaled]) -> list[tuple[Journaled, int, str]]:
    """Return the columns that have winners, each with its table and its number."""
    pairs = set(database.execute_sql("SELECT DISTINCT tbl, col FROM temp._winner").fetchall())
    return [
        (table, column, name)
        for table in tables
        for name, column in table.columns.items()
        if (table.number, column) in pairs
    ]


def _compare_column(table: Journaled, column: int, name: str) -> None:
    cell = _cell(table, name)
    database.execute_sql(
        "INSERT INTO temp._differs (tbl, row, col, old, new)"
        f" SELECT w.tbl, w.row, w.col, {cell}, w.new"
        f' FROM temp._winner w CROSS JOIN main."{table.name}" ON "{table.name}".id = w.row'
        f" WHERE w.tbl = ? AND w.col = ? AND ({differs(cell, 'w.new')})"
        " AND w.row NOT IN (SELECT row FROM temp._fresh)",
        (table.number, column),
    )


def _cell(table: Journaled, name: str) -> str:
    return f'"{table.name}"."{name}"'


def _count(table: str) -> int:
    return _number(f"SELECT count(*) FROM {table}")


def _number(query: str) -> int:
    return int(database.execute_sql(query).fetchone()[0])
