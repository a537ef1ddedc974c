"""What happened in the file, at a glance, read from the journal."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from models.base import Record, database
from models.clock import moment_of
from models.journal.tables import MERGING, read_tables


@dataclass(frozen=True)
class Happening:
    """One action of the file, with the number of records it made or changed."""

    transaction: int
    at: datetime
    who: str
    kind: str | None
    amount: int


def happenings(limit: int = 100) -> tuple[Happening, ...]:
    """Return the file's actions, newest first; a merge stands above what came with it. Those that
    erasing left nothing of are left out."""
    rows = database.execute_sql(
        "SELECT id, at, name, kind, amount FROM ("
        "SELECT x.id, x.at, coalesce(s.name, '') AS name, x.kind, coalesce(x.amount, 1) AS amount,"
        " x.hlc, 0 AS place FROM _transaction x LEFT JOIN _session s ON s.id = x.session"
        " WHERE x.size IS NOT 0"
        f" UNION ALL SELECT id, at, name, '{MERGING}', amount, hlc, 1 FROM _merge)"
        " ORDER BY hlc DESC, place DESC, id DESC LIMIT ?",
        (limit,),
    )
    return tuple(
        Happening(number, moment_of(at), who, kind, amount)
        for number, at, who, kind, amount in rows
    )


@dataclass(frozen=True)
class Edit:
    """One change of a cell: what stood before, and when, as a number that only grows."""

    at: int
    old: object


def edits_of(record: type[Record], column: str, row: bytes) -> tuple[Edit, ...]:
    """Return the changes of a cell since its row was made, in their order."""
    (table,) = read_tables([record])
    rows = database.execute_sql(
        "SELECT x.hlc, c.old FROM _change c JOIN _transaction x ON x.id = c.tx"
        " WHERE c.row = ? AND c.tbl = ? AND c.col = ? ORDER BY x.hlc, x.id, c.n",
        (row, table.number, table.columns[column]),
    )
    return tuple(Edit(at, old) for at, old in rows)


def made_at(record: type[Record], row: bytes) -> int:
    """Return when a row was made, as Edit.at has it."""
    (table,) = read_tables([record])
    found = database.execute_sql(
        "SELECT min(x.hlc) FROM _change c JOIN _transaction x ON x.id = c.tx"
        " WHERE c.row = ? AND c.tbl = ? AND c.col IS NULL",
        (row, table.number),
    ).fetchone()
    return int(found[0] or 0)


def kinds_of(record: type[Record], row: bytes) -> frozenset[str]:
    """Return the kinds of the actions that made a row and changed it; "" for what wrote without
    one."""
    (table,) = read_tables([record])
    found = database.execute_sql(
        "SELECT DISTINCT coalesce(x.kind, '') FROM _change c JOIN _transaction x ON x.id = c.tx"
        " WHERE c.row = ? AND c.tbl = ?",
        (row, table.number),
    )
    return frozenset(kind for (kind,) in found)


def ever_held(record: type[Record], column: str, rows: Sequence[bytes]) -> frozenset[bytes]:
    """Return the ids that a column of these few rows ever named, as far as the journal tells."""
    (table,) = read_tables([record])
    marks = ", ".join("?" * len(rows))
    found = database.execute_sql(
        f"SELECT old, new FROM _change WHERE tbl = ? AND col = ? AND row IN ({marks})",
        (table.number, table.columns[column], *rows),
    )
    return frozenset(bytes(each) for both in found for each in both if each is not None)
