"""What happened to a record, and what happened in the file, read from the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from models.base import Record, database
from models.clock import moment_of
from models.journal.tables import DELETED_MARK, MERGING


@dataclass(frozen=True)
class Change:
    """One cell. `column` is the column's name, or None where the row itself was made.

    Values are as stored. `table` tells the record's own cells from those of its link rows.
    """

    table: str
    column: str | None
    old: object
    new: object


@dataclass(frozen=True)
class Entry:
    """What one action did to a record. `kind` is None for an edit by another program."""

    transaction: int
    at: datetime
    who: str
    kind: str | None
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Happening:
    """One action of the file, with the number of records it made or changed."""

    transaction: int
    at: datetime
    who: str
    kind: str | None
    amount: int


def history_of(record_id: bytes, *links: type[Record]) -> tuple[Entry, ...]:
    """Return what was done to a record, newest first.

    `links` are the tables of link rows that belong to the record, such as a member's tags.
    """
    rows = [bytes(record_id)]
    for link in links:
        owner = getattr(link, link.owner or "")
        rows += [bytes(row.id) for row in link.select(link.id).where(owner == record_id)]
    marks = ", ".join("?" * len(rows))
    records = database.execute_sql(
        "SELECT x.id, x.at, coalesce(s.name, ''), x.kind, t.name, c.name, g.old, g.new, g.col"
        " FROM _change g JOIN _transaction x ON x.id = g.tx"
        " LEFT JOIN _session s ON s.id = x.session"
        " JOIN _table t ON t.no = g.tbl LEFT JOIN _column c ON c.tbl = g.tbl AND c.no = g.col"
        f" WHERE g.row IN ({marks}) AND g.col IS NOT {DELETED_MARK}"
        " ORDER BY x.hlc DESC, x.id DESC, g.n",
        rows,
    ).fetchall()
    return tuple(
        Entry(
            key[0],
            moment_of(key[1]),
            key[2],
            key[3],
            tuple(Change(row[4], row[5], row[6], row[7]) for row in group),
        )
        for key, group in groupby(records, key=lambda row: row[:4])
    )


def happenings(limit: int = 100) -> tuple[Happening, ...]:
    """Return the file's actions, newest first; a merge stands above what came with it."""
    rows = database.execute_sql(
        "SELECT id, at, name, kind, amount FROM ("
        "SELECT x.id, x.at, coalesce(s.name, '') AS name, x.kind, coalesce(x.amount, 1) AS amount,"
        " x.hlc, 0 AS place FROM _transaction x LEFT JOIN _session s ON s.id = x.session"
        f" UNION ALL SELECT id, at, name, '{MERGING}', amount, hlc, 1 FROM _merge)"
        " ORDER BY hlc DESC, place DESC, id DESC LIMIT ?",
        (limit,),
    )
    return tuple(
        Happening(number, moment_of(at), who, kind, amount)
        for number, at, who, kind, amount in rows
    )


def rows_changed(table: str, first: datetime, last: datetime) -> frozenset[bytes]:
    """Return the ids of a table's rows that were made or changed from `first` to `last`."""
    rows = database.execute_sql(
        "SELECT DISTINCT g.row FROM _transaction x JOIN _change g ON g.tx = x.id"
        " JOIN _table t ON t.no = g.tbl WHERE t.name = ? AND x.at BETWEEN ? AND ?",
        (table, int(first.timestamp() * 1000), int(last.timestamp() * 1000)),
    )
    return frozenset(bytes(row) for (row,) in rows)
