"""Writes the inverse of some transactions, a column at a time: an import of 100,000 rows is one.

What they did is gathered first, in temporary tables that stay in memory: the rows they made, and
of every cell they changed the value they left and the one that would stand there without them.
The order of records is the journal's own: in a merged file another copy's may lie between.
"""

from __future__ import annotations

from collections.abc import Iterable

from models.base import database
from models.journal.tables import same_cell

# A row is made by these transactions unless another made it too: before, or on another copy. Where
# another program replaced it since, it was there to be replaced.
_MADE = """
    INSERT INTO temp._made (row, tbl)
    SELECT DISTINCT g.row, g.tbl FROM temp._taken k CROSS JOIN _change g ON g.tx = k.tx
        JOIN _transaction x ON x.id = g.tx
        WHERE g.col IS NULL AND NOT EXISTS (
            SELECT 1 FROM _change e JOIN _transaction o ON o.id = e.tx
            WHERE e.row = g.row AND e.col IS NULL AND e.tx NOT IN (SELECT tx FROM temp._taken)
            AND (o.kind IS NOT NULL OR (o.hlc, o.id) < (x.hlc, x.id)))"""
# Of every cell its first and its last record in these transactions.
_ENDS = """
    INSERT INTO temp._end (tbl, col, row, first, last)
    SELECT DISTINCT g.tbl, g.col, g.row,
        first_value(g.n) OVER earliest, first_value(g.n) OVER latest
    FROM temp._taken k CROSS JOIN _change g ON g.tx = k.tx JOIN _transaction x ON x.id = g.tx
    WHERE g.col > 0 AND g.row NOT IN (SELECT row FROM temp._made)
    WINDOW earliest AS (PARTITION BY g.row, g.col ORDER BY x.hlc, x.id, g.n),
        latest AS (PARTITION BY g.row, g.col ORDER BY x.hlc DESC, x.id DESC, g.n DESC)"""
# The value before is the latest that others wrote before the last record; where nobody did, what
# the first record's author saw. A record that was written with its row saw nothing: `made` is true
# where the value before is the column's default. `stands` is true where this copy had a later value
# when the merge came: the merge did not change that cell, even where it wrote the same.
_CELLS = """
    INSERT INTO temp._cell (tbl, col, row, before, after, made, stands)
    SELECT e.tbl, e.col, e.row,
        CASE WHEN known.n IS NOT NULL THEN known.new ELSE first.old END, last.new,
        known.n IS NULL AND first.old IS NULL AND EXISTS (SELECT 1 FROM _change made
            WHERE made.row = first.row AND made.tx = first.tx AND made.col IS NULL
            AND made.n < first.n),
        EXISTS (SELECT 1 FROM _change o JOIN _transaction x ON x.id = o.tx
            WHERE o.row = e.row AND o.col = e.col AND o.tx NOT IN (SELECT tx FROM temp._taken)
                AND (x.hlc, x.id) > (at.hlc, at.id) AND x.hlc < ?)
    FROM temp._end e CROSS JOIN _change first ON first.n = e.first
    CROSS JOIN _change last ON last.n = e.last
    CROSS JOIN _transaction at ON at.id = last.tx
    LEFT JOIN _change known ON known.n = (
        SELECT g.n FROM _change g JOIN _transaction x ON x.id = g.tx
        WHERE g.row = e.row AND g.col = e.col AND g.tx NOT IN (SELECT tx FROM temp._taken)
            AND (x.hlc, x.id) < (at.hlc, at.id)
        ORDER BY x.hlc DESC, x.id DESC, g.n DESC LIMIT 1)"""
_TEMPORARY = {
    "_taken": "tx INTEGER PRIMARY KEY",
    "_made": "row BLOB PRIMARY KEY, tbl INTEGER NOT NULL",
    "_end": "tbl INTEGER, col INTEGER, row, first INTEGER, last INTEGER",
    "_cell": "tbl INTEGER, col INTEGER, row, before, after, made INTEGER, stands INTEGER",
}


def write(
    transactions: Iterable[int], merged_at: int | None = None
) -> list[tuple[str, bytes, str]]:
    """Take back what transactions did, where it still stands, inside an action of its own.

    `merged_at` is the stamp of the merge they came with. Returns the cells left alone because they
    were edited since, as (kind, row, column).
    """
    _gather(transactions, merged_at)
    kept: list[tuple[str, bytes, str]] = []
    try:
        _trash_made_rows()
        columns = database.execute_sql(
            "SELECT DISTINCT u.tbl, u.col, t.name, t.kind, c.name FROM temp._cell u"
            " JOIN _table t ON t.no = u.tbl JOIN _column c ON c.tbl = u.tbl AND c.no = u.col"
        )
        for number, column_number, table, kind, column in columns.fetchall():
            rows = _restore(number, column_number, table, column)
            kept += [(kind, row, column) for row in rows]
    finally:
        _forget()
    return kept


def kinds_of(transactions: Iterable[int]) -> set[str]:
    """Return the kinds of record that transactions touched."""
    _remember(transactions)
    rows = database.execute_sql(
        "SELECT DISTINCT t.kind FROM temp._taken k CROSS JOIN _change g ON g.tx = k.tx"
        " JOIN _table t ON t.no = g.tbl"
    ).fetchall()
    _forget()
    return {kind for (kind,) in rows}


def _gather(transactions: Iterable[int], merged_at: int | None) -> None:
    _remember(transactions)
    database.execute_sql(_MADE)
    database.execute_sql(_ENDS)
    database.execute_sql(_CELLS, (merged_at or 0,))


def _remember(transactions: Iterable[int]) -> None:
    _forget()
    for table, columns in _TEMPORARY.items():
        database.execute_sql(f"CREATE TEMP TABLE {table} ({columns})")
    database.connection().executemany(
        "INSERT INTO temp._taken (tx) VALUES (?)", [(number,) for number in transactions]
    )


def _forget() -> None:
    for table in _TEMPORARY:
        database.execute_sql(f"DROP TABLE IF EXISTS temp.{table}")


def _trash_made_rows() -> None:
    tables = database.execute_sql(
        "SELECT DISTINCT t.no, t.name FROM temp._made m JOIN _table t ON t.no = m.tbl"
    )
    for number, table in tables.fetchall():
        database.execute_sql(
            f'UPDATE "{table}" SET deleted = 1 WHERE deleted = 0'
            " AND id IN (SELECT row FROM temp._made WHERE tbl = ?)",
            (number,),
        )


def _restore(number: int, column_number: int, table: str, column: str) -> list[bytes]:
    """Write the values before into one column; return the rows whose cell was edited since."""
    (default,) = database.execute_sql(
        "SELECT coalesce(dflt_value, 'NULL') FROM pragma_table_info(?) WHERE name = ?",
        (table, column),
    ).fetchone()
    cell = f'"{table}"."{column}"'
    before = f"CASE WHEN u.made THEN {default} ELSE u.before END"
    cells = "u.tbl = ? AND u.col = ?"
    edited = database.execute_sql(
        f'SELECT u.row FROM temp._cell u CROSS JOIN "{table}" ON "{table}".id = u.row'
        f" WHERE {cells} AND NOT ({same_cell(cell, 'u.after')}) AND NOT ({same_cell(cell, before)})"
        " AND NOT u.stands",
        (number, column_number),
    ).fetchall()
    database.execute_sql(
        f'UPDATE "{table}" SET "{column}" = {before} FROM temp._cell u'
        f' WHERE {cells} AND NOT u.stands AND u.row = "{table}".id'
        f" AND {same_cell(cell, 'u.after')}",
        (number, column_number),
    )
    return [bytes(row) for (row,) in edited]
