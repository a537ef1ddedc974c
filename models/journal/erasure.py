"""Erasing for good: what is scrubbed from rows, journal and search index follows from the journal.

An erased row has a record that says so. With it go the rows that belong to it, and the rows that
ever named it in a column that says whom they are about. What names nobody stays, because figures
are counted from it; everything else becomes what the table puts into a column that is not given,
and its records go. So it can be found out again on every copy, in any order, as often as one
likes, and the result is always the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from peewee import ForeignKeyField

from models.base import GONE, Record, database
from models.journal.tables import DELETED_MARK, ERASED, Journaled, read_tables
from models.journal.triggers import PREFIX, without

_SEARCH = "_search_"


@dataclass(frozen=True)
class _Scrubbed:
    """What erasing does to the rows of one table. `lost` are the columns that are emptied, each
    with the SQL of what it holds then; `whole` says that no column is kept."""

    table: Journaled
    follows: tuple[str, ...]
    lost: dict[str, str]
    whole: bool

    @property
    def number(self) -> int:
        return self.table.number

    @property
    def name(self) -> str:
        return self.table.name

    @property
    def surviving(self) -> tuple[int, ...]:
        """The numbers of the columns whose records stay."""
        return tuple(no for name, no in self.table.columns.items() if name not in self.lost)


def any_erased() -> bool:
    return bool(
        database.execute_sql(f"SELECT 1 FROM _change WHERE col = {ERASED} LIMIT 1").fetchone()
    )


def erase(
    rows: Iterable[tuple[type[Record], bytes]], records: Sequence[type[Record]]
) -> dict[str, frozenset[bytes]]:
    """Erase rows, inside an action, as the last that is done in it; return what `scrub` does.

    Call purging.purge once the action is written: the bytes stay in free pages until then.
    """
    for record, row in rows:
        database.execute_sql(
            "INSERT INTO _change (tx, tbl, row, col) SELECT c.tx, t.no, ?, ?"
            " FROM _clock c, _table t WHERE t.name = ?",
            (row, ERASED, record._meta.table_name),
        )
    return scrub(records)


def erased_rows(
    records: Sequence[type[Record]], also: Sequence[tuple[type[Record], bytes]] = ()
) -> dict[str, frozenset[bytes]]:
    """Return the ids of all erased rows by table, those without any left out; `also` names rows
    to be taken for erased."""
    if not also and not any_erased():
        return {}
    found: dict[str, set[bytes]] = {}
    with _gathered(records, also) as tables:
        names = {each.number: each.name for each in tables}
        for row, number in database.execute_sql("SELECT row, tbl FROM temp._gone").fetchall():
            found.setdefault(names[number], set()).add(bytes(row))
    return {name: frozenset(rows) for name, rows in found.items()}


def erased_among(record: type[Record], ids: Sequence[bytes]) -> frozenset[bytes]:
    """Return which of these few rows of one table are erased, themselves or by whom they follow."""
    if not ids or not any_erased():
        return frozenset()
    (table,) = read_tables([record])
    marks = ", ".join("?" * len(ids))
    gone = f"(SELECT row FROM _change WHERE col = {ERASED})"
    queries = [f'SELECT id FROM "{table.name}" WHERE id IN ({marks}) AND id IN {gone}']
    for column in filter(None, (record.owner, *record.follows)):
        queries.append(
            f'SELECT id FROM "{table.name}" WHERE id IN ({marks}) AND "{column}" IN {gone}'
        )
    for column in record.follows:
        queries.append(
            f"SELECT row FROM _change WHERE row IN ({marks}) AND col = {table.columns[column]}"
            f" AND (old IN {gone} OR new IN {gone})"
        )
    return frozenset(
        bytes(row) for query in queries for (row,) in database.execute_sql(query, ids).fetchall()
    )


def count_records(records: Sequence[type[Record]], rows: Mapping[str, Sequence[bytes]]) -> int:
    """Count the records that go where rows, given by table, are erased: the earlier values."""
    count = 0
    for record in records:
        if ids := rows.get(record._meta.table_name):
            (table,) = read_tables([record])
            going = _going(_of(record, table))
            for row in ids:
                (found,) = database.execute_sql(
                    f"SELECT count(*) FROM _change WHERE row = ? AND {going}", (row,)
                ).fetchone()
                count += found
    return count


def scrub(records: Sequence[type[Record]]) -> dict[str, frozenset[bytes]]:
    """Scrub what is erased and was not scrubbed yet; return the ids of those rows by table.

    Costs one question where nothing is erased, and writes only where something is to be done.
    Joins the transaction there is. models.erasing.sweep does the same and tells the search index.
    """
    if not any_erased():
        return {}
    with _gathered(records) as tables:
        dirty = {each.name: rows for each in tables if (rows := _dirty(each))}
        if dirty:
            with database.atomic("IMMEDIATE"), _muted():
                for each in tables:
                    if each.name in dirty:
                        _scrub(each, dirty[each.name])
                _count_again()
    return {name: frozenset(rows) for name, rows in dirty.items()}


def find_traces(records: Sequence[type[Record]]) -> list[str]:
    """Return what should be blank and is not, as "table row … is erased and not blank"."""
    if not any_erased():
        return []
    with _gathered(records) as tables:
        return [
            f"{each.name} row {row.hex()} is erased and not blank"
            for each in tables
            for row in sorted(_dirty(each))
        ]


@contextmanager
def _gathered(
    records: Sequence[type[Record]], also: Sequence[tuple[type[Record], bytes]] = ()
) -> Iterator[list[_Scrubbed]]:
    """Put all erased rows into a temporary table, as (row, tbl), while they are asked for."""
    tables = [
        _of(record, table) for record, table in zip(records, read_tables(records), strict=True)
    ]
    database.execute_sql("DROP TABLE IF EXISTS temp._gone")
    database.execute_sql("CREATE TEMP TABLE _gone (row BLOB PRIMARY KEY, tbl INTEGER NOT NULL)")
    try:
        database.execute_sql(
            "INSERT OR IGNORE INTO temp._gone (row, tbl)"
            f" SELECT row, tbl FROM _change WHERE col = {ERASED}"
        )
        for record, row in also:
            database.execute_sql(
                "INSERT OR IGNORE INTO temp._gone (row, tbl) SELECT ?, no FROM _table"
                " WHERE name = ?",
                (row, record._meta.table_name),
            )
        while any([_take_along(each) for each in tables]):
            pass
        yield tables
    finally:
        database.execute_sql("DROP TABLE IF EXISTS temp._gone")


def _of(record: type[Record], table: Journaled) -> _Scrubbed:
    """Tell what is lost of a table's rows: all but what is kept, and what points at other rows
    and so keeps the row in its place."""
    pointing = {
        field.column_name
        for field in record._meta.sorted_fields
        if isinstance(field, ForeignKeyField) and field.name in table.immutable
    }
    kept = {"rid", "id", "deleted", *pointing, *record.follows, *record.kept, record.owner}
    columns = [field.column_name for field in record._meta.sorted_fields]
    lost = {name: table.defaults[name] for name in columns if name not in kept}
    if not record.kept:
        lost["deleted"] = str(GONE)
    return _Scrubbed(table, record.follows, lost, not record.kept)


def _take_along(each: _Scrubbed) -> bool:
    """Add the rows of a table that belong to erased rows or ever named one; say whether any did."""
    gone = "(SELECT row FROM temp._gone)"
    into = "INSERT OR IGNORE INTO temp._gone (row, tbl)"
    name, number = each.name, each.number
    before = _count()
    for column in filter(None, (each.table.owner, *each.follows)):
        database.execute_sql(f'{into} SELECT id, {number} FROM "{name}" WHERE "{column}" IN {gone}')
    for column in each.follows:
        # By way of the rows, which are fewer: there is no index of records by column.
        database.execute_sql(
            f'{into} SELECT r.id, {number} FROM "{name}" r CROSS JOIN _change g ON g.row = r.id'
            f" WHERE g.tbl = {number} AND g.col = {each.table.columns[column]}"
            f" AND (g.old IN {gone} OR g.new IN {gone})"
        )
    return _count() > before


def _count() -> int:
    return int(database.execute_sql("SELECT count(*) FROM temp._gone").fetchone()[0])


def _dirty(each: _Scrubbed) -> set[bytes]:
    """Return the erased rows of a table that still hold something, or of which records do."""
    differs = " OR ".join(
        f'r."{column}" IS NOT {blank} COLLATE BINARY' for column, blank in each.lost.items()
    )
    of_table = f"IN (SELECT row FROM temp._gone WHERE tbl = {each.number})"
    rows = database.execute_sql(
        f'SELECT r.id FROM "{each.name}" r WHERE r.id {of_table} AND ({differs or 0})'
        f" UNION SELECT row FROM _change WHERE row {of_table} AND {_going(each)}"
    )
    return {bytes(row) for (row,) in rows}


def _going(each: _Scrubbed) -> str:
    """Return the condition for the records of an erased row that go."""
    marks = f" OR col = {DELETED_MARK}" if each.whole else ""
    staying = ", ".join(map(str, each.surviving))
    return f"((col > 0 AND col NOT IN ({staying})){marks})"


def _scrub(each: _Scrubbed, rows: set[bytes]) -> None:
    blanks = ", ".join(f'"{column}" = {blank}' for column, blank in each.lost.items())
    ids = [(row,) for row in rows]
    database.execute_sql("CREATE TEMP TABLE IF NOT EXISTS _touched (tx INTEGER PRIMARY KEY)")
    connection = database.connection()
    connection.executemany(
        "INSERT OR IGNORE INTO temp._touched SELECT tx FROM main._change"
        f" WHERE row = ? AND {_going(each)}",
        ids,
    )
    connection.executemany(f"DELETE FROM main._change WHERE row = ? AND {_going(each)}", ids)
    if database.table_exists(f"{_SEARCH}{each.name}"):
        # By rowid, because the index has no texts of its own; what is not in it has nothing to go.
        connection.executemany(
            f"DELETE FROM {_SEARCH}{each.name} WHERE rowid IN"
            f' (SELECT rid FROM "{each.name}" WHERE id = ?)',
            ids,
        )
    # Where a key is itself what goes, the triggers that keep it as it is stand in the way.
    keeping = [
        f"{PREFIX}{each.name}_keep_{column}"
        for column in set(each.lost) & set(each.table.immutable)
    ]
    with without(*keeping):
        connection.executemany(f'UPDATE "{each.name}" SET {blanks} WHERE id = ?', ids)


def _count_again() -> None:
    """Let every transaction say how many records it has now, and the search index how far it is."""
    database.execute_sql(
        "UPDATE _transaction SET size ="
        " (SELECT count(*) FROM _change g WHERE g.tx = _transaction.id)"
        " WHERE size IS NOT NULL AND id IN (SELECT tx FROM temp._touched)"
    )
    database.execute_sql("DROP TABLE temp._touched")
    # The place of the last record may be taken again by one the index has not seen.
    database.execute_sql(
        "UPDATE _indexed SET n = min(n, (SELECT coalesce(max(n), 0) FROM _change))"
    )


@contextmanager
def _muted() -> Iterator[None]:
    """Keep what is scrubbed out of the journal: it follows from it."""
    (before,) = database.execute_sql("SELECT mute FROM _clock").fetchone()
    database.execute_sql("UPDATE _clock SET mute = 1")
    yield
    database.execute_sql("UPDATE _clock SET mute = ?", (before,))
