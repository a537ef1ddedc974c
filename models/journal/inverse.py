"""Writes the inverse of a transaction, a column at a time: an import of 100,000 rows is one.

What the transaction did is gathered first, in temporary tables that stay in memory: the rows it
made, and of every cell it changed the value before and the value it left.
"""

from __future__ import annotations

from models.base import database

# A row is made by a transaction unless it has records before it: then another program replaced it.
_MADE = """
    INSERT INTO temp._made (row, tbl)
    SELECT DISTINCT g.row, g.tbl FROM _change g WHERE g.tx = ? AND g.col IS NULL
        AND NOT EXISTS (SELECT 1 FROM _change e WHERE e.row = g.row AND e.n < g.n)"""
# The value before is the first record's `old`, save where that record is a value of a row that
# replaced another: then it is what the journal knew of the cell before.
_CELLS = """
    INSERT INTO temp._cell (tbl, col, row, before, after)
    SELECT first.tbl, first.col, first.row,
        CASE WHEN first.old IS NULL AND EXISTS (SELECT 1 FROM _change made
            WHERE made.row = first.row AND made.tx = first.tx AND made.col IS NULL
            AND made.n < first.n)
        THEN (SELECT known.new FROM _change known WHERE known.row = first.row
            AND known.col = first.col AND known.n < first.n ORDER BY known.n DESC LIMIT 1)
        ELSE first.old END,
        last.new
    FROM (SELECT min(n) AS low, max(n) AS high FROM _change
        WHERE tx = ? AND col > 0 AND row NOT IN (SELECT row FROM temp._made)
        GROUP BY row, col) ends
    CROSS JOIN _change first ON first.n = ends.low
    CROSS JOIN _change last ON last.n = ends.high"""


def write(transaction: int) -> list[tuple[str, bytes, str]]:
    """Take back what a transaction did, inside an action of its own.

    Returns the cells left alone because they were edited since, as (kind, row, column).
    """
    _gather(transaction)
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


def kinds_of(transaction: int) -> set[str]:
    """Return the kinds of record a transaction touched."""
    rows = database.execute_sql(
        "SELECT DISTINCT t.kind FROM _change g JOIN _table t ON t.no = g.tbl WHERE g.tx = ?",
        (transaction,),
    )
    return {kind for (kind,) in rows}


def _gather(transaction: int) -> None:
    _forget()
    database.execute_sql("CREATE TEMP TABLE _made (row BLOB PRIMARY KEY, tbl INTEGER NOT NULL)")
    database.execute_sql("CREATE TEMP TABLE _cell (tbl INTEGER, col INTEGER, row, before, after)")
    database.execute_sql(_MADE, (transaction,))
    database.execute_sql(_CELLS, (transaction,))


def _forget() -> None:
    for table in ("_made", "_cell"):
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
    cell = f'"{table}"."{column}"'
    cells = "u.tbl = ? AND u.col = ?"
    edited = database.execute_sql(
        f'SELECT u.row FROM temp._cell u CROSS JOIN "{table}" ON "{table}".id = u.row'
        f" WHERE {cells} AND NOT ({_same(cell, 'u.after')}) AND NOT ({_same(cell, 'u.before')})",
        (number, column_number),
    ).fetchall()
    database.execute_sql(
        f'UPDATE "{table}" SET "{column}" = u.before FROM temp._cell u'
        f' WHERE {cells} AND u.row = "{table}".id AND {_same(cell, "u.after")}',
        (number, column_number),
    )
    return [bytes(row) for (row,) in edited]


def _same(one: str, other: str) -> str:
    """Compare as the journal does: neither collation nor affinity may hide a difference."""
    return f"{one} IS {other} COLLATE BINARY AND typeof({one}) = typeof({other})"
