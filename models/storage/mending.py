"""Bringing rows and a journal that were read from a damaged file into agreement."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from models.base import GONE, database
from models.journal.folding import SOUND_STAMPS
from models.journal.tables import ERASED, Journaled, same_cell
from models.journal.triggers import PREFIX, unsaid, without

_ID = 16
# The tables in which what was read waits, and what is found out about it.
_TEMPORARY = {
    "_read_transaction": "id INTEGER PRIMARY KEY, hlc INTEGER NOT NULL, at INTEGER NOT NULL,"
    " session INTEGER, kind TEXT, amount INTEGER, undoes INTEGER, size INTEGER",
    "_read_change": "n INTEGER PRIMARY KEY, tx INTEGER NOT NULL, tbl INTEGER NOT NULL,"
    " row BLOB NOT NULL, col INTEGER, old, new",
    "_erased_row": "row BLOB PRIMARY KEY, tbl INTEGER NOT NULL",
    "_better": "tbl INTEGER, col INTEGER, row BLOB, value",
}


@contextmanager
def staging() -> Iterator[None]:
    """Have the temporary tables inside a transaction."""
    for name, columns in _TEMPORARY.items():
        database.execute_sql(f"CREATE TEMP TABLE {name} ({columns})")
    database.execute_sql("CREATE INDEX temp._read_change_row ON _read_change (row)")
    database.execute_sql("CREATE INDEX temp._read_change_tx ON _read_change (tx)")
    yield
    for name in _TEMPORARY:
        database.execute_sql(f"DROP TABLE temp.{name}")


def made_rows(table: Journaled) -> set[bytes]:
    """Return the rows of a table that the journal says were made, as far as it was read."""
    rows = database.execute_sql(
        "SELECT DISTINCT row FROM temp._read_change WHERE tbl = ? AND col IS NULL", (table.number,)
    )
    return {bytes(row) for (row,) in rows}


def drop_strangers(tables: Sequence[Journaled]) -> None:
    """Leave out rows that cannot be what they seem, and rows that belong to rows that are lost."""
    database.execute_sql(
        f"DELETE FROM temp._read_change WHERE typeof(row) <> 'blob' OR length(row) <> {_ID}"
    )
    for table in tables:
        _delete(table, f"typeof(id) <> 'blob' OR length(id) <> {_ID} OR deleted NOT IN (0, 1, 2)")
        _delete(
            table,
            "EXISTS (SELECT 1 FROM temp._read_change g WHERE g.row = id AND g.col IS NULL"
            f" AND g.tbl <> {table.number})",
        )
        if table.shared_id and not table.keys:
            # All there is to such a row is in the journal.
            database.execute_sql(
                f'INSERT OR IGNORE INTO "{table.name}" (id) SELECT row FROM temp._read_change'
                f" WHERE tbl = {table.number} AND col IS NULL"
            )
    while any([_delete_orphans(table) for table in tables]):
        pass


def keep_whole_transactions(tables: Sequence[Journaled]) -> None:
    """Take over the transactions of which every record was read and every row is there."""
    rows = " UNION ALL ".join(
        f'SELECT id, {table.number} AS tbl FROM "{table.name}"' for table in tables
    )
    database.execute_sql(
        f"""INSERT INTO _transaction (id, hlc, at, session, kind, amount, undoes, size)
        SELECT x.* FROM temp._read_transaction x
        WHERE (SELECT count(*) FROM temp._read_change g WHERE g.tx = x.id) = coalesce(x.size,
            (SELECT count(*) FROM temp._read_change g WHERE g.tx = x.id))
        AND {SOUND_STAMPS} AND x.id NOT IN (SELECT g.tx FROM temp._read_change g
            LEFT JOIN ({rows}) r ON r.id = g.row AND r.tbl = g.tbl WHERE r.id IS NULL)"""
    )
    database.execute_sql(
        "INSERT INTO _change SELECT g.* FROM temp._read_change g JOIN _transaction x ON x.id = g.tx"
        " ORDER BY g.n"
    )
    database.execute_sql("DELETE FROM _merged WHERE tx NOT IN (SELECT id FROM _transaction)")
    database.execute_sql(
        "UPDATE _clock SET hlc = max(hlc, (SELECT coalesce(max(hlc), 0) FROM"
        f" temp._read_transaction WHERE {SOUND_STAMPS}))"
    )
    _find_erased(tables)


def follow_journal(tables: Sequence[Journaled]) -> None:
    """Give every cell the value its last record says, and note what the row knows better: a value
    that no record of the cell has is newer than all of them."""
    for table in tables:
        for name, column in table.changing.items():
            _follow_column(table, name, column)


def write_what_rows_know(tables: Sequence[Journaled]) -> int:
    """Write into the journal, inside an action, what it does not know; return of how many rows."""
    amount = 0
    for table in tables:
        amount += _write_new_rows(table)
    for table in tables:
        for name, column in table.changing.items():
            amount += _run(
                f'UPDATE "{table.name}" SET "{name}" = b.value FROM temp._better b'
                f' WHERE b.tbl = {table.number} AND b.col = {column} AND b.row = "{table.name}".id'
            )
        amount += _let_go(table)
    return amount + _run(
        "INSERT INTO _change (tx, tbl, row, col)"
        f" SELECT c.tx, e.tbl, e.row, {ERASED} FROM _clock c CROSS JOIN temp._erased_row e"
    )


def _find_erased(tables: Sequence[Journaled]) -> None:
    """Note which rows are erased without a record that says so: nothing brings them back."""
    database.execute_sql(
        "INSERT OR IGNORE INTO temp._erased_row SELECT row, tbl FROM temp._read_change"
        f" WHERE col = {ERASED}"
    )
    for table in tables:
        database.execute_sql(
            f'INSERT OR IGNORE INTO temp._erased_row SELECT id, {table.number} FROM "{table.name}"'
            f" WHERE deleted = {GONE}"
        )
    database.execute_sql(
        f"DELETE FROM temp._erased_row WHERE row IN (SELECT row FROM _change WHERE col = {ERASED})"
    )
    rows = " UNION ALL ".join(f'SELECT id FROM "{table.name}"' for table in tables)
    database.execute_sql(f"DELETE FROM temp._erased_row WHERE row NOT IN ({rows})")


def _follow_column(table: Journaled, name: str, column: int) -> None:
    database.execute_sql("DROP TABLE IF EXISTS temp._last")
    database.execute_sql(
        f"""CREATE TEMP TABLE _last AS SELECT last.row, last.new FROM (
            SELECT g.row, g.new, row_number() OVER (
                PARTITION BY g.row ORDER BY x.hlc DESC, x.id DESC, g.n DESC) AS place
            FROM _change g JOIN _transaction x ON x.id = g.tx
            WHERE g.tbl = {table.number} AND g.col = {column}) last
        JOIN "{table.name}" r ON r.id = last.row WHERE last.place = 1
        AND NOT {same_cell(f'r."{name}"', "last.new")}"""
    )
    cell = f'r."{name}"'
    database.execute_sql(
        f"""INSERT INTO temp._better SELECT {table.number}, {column}, r.id, {cell}
        FROM "{table.name}" r JOIN temp._last l ON l.row = r.id
        WHERE NOT EXISTS (SELECT 1 FROM _change g WHERE g.row = r.id AND g.col = {column}
            AND ({same_cell("g.new", cell)} OR {same_cell("g.old", cell)}))"""
    )
    database.execute_sql(
        f'UPDATE "{table.name}" SET "{name}" = l.new FROM temp._last l'
        f' WHERE l.row = "{table.name}".id'
    )
    database.execute_sql("DROP TABLE temp._last")


def _write_new_rows(table: Journaled) -> int:
    """Write that rows were made, of which the journal does not say it; of rows that two copies can
    make their values too."""
    database.execute_sql("DROP TABLE IF EXISTS temp._new_row")
    database.execute_sql(
        f'CREATE TEMP TABLE _new_row AS SELECT r.id FROM "{table.name}" r WHERE NOT EXISTS'
        f" (SELECT 1 FROM _change g WHERE g.row = r.id AND g.tbl = {table.number}"
        " AND g.col IS NULL) ORDER BY r.rid"
    )
    made = _run(
        f"INSERT INTO _change (tx, tbl, row) SELECT c.tx, {table.number}, m.id"
        " FROM _clock c CROSS JOIN temp._new_row m"
    )
    for name, column in table.changing.items() if table.shared_id else ():
        database.execute_sql(
            "INSERT INTO _change (tx, tbl, row, col, new)"
            f' SELECT c.tx, {table.number}, r.id, {column}, r."{name}" FROM _clock c'
            f' CROSS JOIN temp._new_row m CROSS JOIN "{table.name}" r ON r.id = m.id'
            f' WHERE r."{name}" IS NOT {unsaid(table, name)} AND NOT EXISTS'
            f" (SELECT 1 FROM _change g WHERE g.row = r.id AND g.col = {column})"
        )
    database.execute_sql("DROP TABLE temp._new_row")
    return made


def _let_go(table: Journaled) -> int:
    """Empty the columns that name a row which is lost."""
    return sum(
        _run(f'UPDATE "{table.name}" SET "{column}" = NULL WHERE {_is_lost(column, other)}')
        for column, other, optional in _pointing(table)
        if optional
    )


def _delete_orphans(table: Journaled) -> int:
    return sum(
        _delete(table, _is_lost(column, other))
        for column, other, optional in _pointing(table)
        if not optional
    )


def _pointing(table: Journaled) -> list[tuple[str, str, bool]]:
    """Return the columns that name other rows: the column, their table, whether it may be empty."""
    rows = database.execute_sql(
        'SELECT k."from", k."table", c."notnull" FROM pragma_foreign_key_list(?) k'
        ' JOIN pragma_table_info(?) c ON c.name = k."from"',
        (table.name, table.name),
    )
    return [(column, other, not demanded) for column, other, demanded in rows.fetchall()]


def _is_lost(column: str, other: str) -> str:
    return f'"{column}" IS NOT NULL AND "{column}" NOT IN (SELECT id FROM "{other}")'


def _delete(table: Journaled, condition: str) -> int:
    """Really delete rows, which a trigger else keeps from happening."""
    with without(f"{PREFIX}{table.name}_delete"):
        return _run(f'DELETE FROM "{table.name}" WHERE {condition}')


def _run(statement: str) -> int:
    return max(0, int(database.execute_sql(statement).rowcount))
