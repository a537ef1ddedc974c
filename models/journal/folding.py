"""Holds the state of the file against its journal: what "Check file" asks, and every test."""

from __future__ import annotations

from models.base import Record, database
from models.journal import erasure
from models.journal.tables import differs

HIGHEST_STAMP = 1 << 61
_FIRST, _LAST = -(1 << 42), 1 << 47  # milliseconds: some hundred years ago, the year 6429
# Numbers both, and not so high that the clock could not go on from there.
SOUND_STAMPS = (
    "(typeof(hlc) = 'integer' AND typeof(at) = 'integer'"
    f" AND hlc BETWEEN 0 AND {HIGHEST_STAMP} AND at BETWEEN {_FIRST} AND {_LAST})"
)


def find_differences() -> list[str]:
    """Return what contradicts the journal, as "table.column of row"; empty is whole.

    Every cell with records holds the last record's value; every row has been inserted by a
    record; every record belongs to a transaction; a transaction has as many records as it says;
    what is erased is blank, and no record holds a value of it.
    """
    return find_contradictions() + erasure.find_traces(_records())


def find_contradictions() -> list[str]:
    """Return the differences without those that scrubbing ends: another program may have written
    about somebody who is erased, and the file is whole for all that."""
    differences: list[str] = []
    for number, table in database.execute_sql("SELECT no, name FROM _table").fetchall():
        differences += [
            f"{table} row {bytes(row).hex()} has no record"
            for (row,) in database.execute_sql(
                f'SELECT id FROM "{table}" r WHERE NOT EXISTS'
                " (SELECT 1 FROM _change g WHERE g.row = r.id AND g.tbl = ? AND g.col IS NULL)",
                (number,),
            )
        ]
        columns = database.execute_sql("SELECT no, name FROM _column WHERE tbl = ?", (number,))
        for column, name in columns.fetchall():
            differences += _differing_cells(number, table, column, name)
    return differences + _broken_transactions()


def _records() -> list[type[Record]]:
    """Return the records of the tables in the file: to open it, all of them were imported."""
    named = {name for (name,) in database.execute_sql("SELECT name FROM _table").fetchall()}
    return [each for each in Record.__subclasses__() if each._meta.table_name in named]


def _differing_cells(number: int, table: str, column: int, name: str) -> list[str]:
    rows = database.execute_sql(
        f"""SELECT last.row FROM (
            SELECT g.row, g.new, row_number() OVER (
                PARTITION BY g.row ORDER BY x.hlc DESC, x.id DESC, g.n DESC) AS place
            FROM _change g JOIN _transaction x ON x.id = g.tx WHERE g.tbl = ? AND g.col = ?) last
        LEFT JOIN "{table}" r ON r.id = last.row
        WHERE last.place = 1
        AND ({differs(f'r."{name}"', "last.new")})""",
        (number, column),
    )
    return [f"{table}.{name} of {bytes(row).hex()}" for (row,) in rows]


def _broken_transactions() -> list[str]:
    lonely = database.execute_sql(
        "SELECT DISTINCT tx FROM _change WHERE tx NOT IN (SELECT id FROM _transaction)"
    )
    short = database.execute_sql(
        "SELECT x.id FROM _transaction x WHERE x.size IS NOT NULL"
        " AND x.size <> (SELECT count(*) FROM _change g WHERE g.tx = x.id)"
    )
    clock = database.execute_sql(
        "SELECT 1 FROM _clock WHERE tx IS NOT NULL OR mute <> 0"
        " OR hlc < (SELECT coalesce(max(hlc), 0) FROM _transaction)"
    )
    stamps = database.execute_sql(
        "SELECT 1 FROM (SELECT hlc, 0 AS at FROM _clock UNION ALL SELECT hlc, at FROM _transaction)"
        f" WHERE NOT {SOUND_STAMPS} LIMIT 1"
    )
    return (
        [f"records of an unknown transaction {number}" for (number,) in lonely]
        + [f"transaction {number} is not complete" for (number,) in short]
        + ["the clock is behind or was left open" for _row in clock]
        + ["a stamp of time is none" for _row in stamps]
    )
