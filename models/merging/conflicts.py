"""Where two laptops wrote the same thing without knowing of each other.

Conflicts are derived from the journal, never stored, so they are the same on every copy: a record
whose `old` is not what stood before it was written by somebody who had not seen its predecessor.
Settling one is an ordinary edit and a row that says so; both travel.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from models.base import TRASHED, Record, database, link_id
from models.clock import moment_of
from models.journal.tables import DELETED_MARK, ERASING, Journaled, read_tables
from models.journal.transactions import action
from models.journal.undo import REDO, UNDO
from models.records import RECORDS
from models.settlement import Settlement
from models.titles import titles_of
from models.vocabulary import Kind

SETTLING = "conflict.settle"


class Sort(StrEnum):
    """VALUE: two values for one cell. REMOVED: deleted by somebody who had not seen an edit.
    EDITED: edited by somebody who had not seen the deletion."""

    VALUE = "value"
    REMOVED = "removed"
    EDITED = "edited"


@dataclass(frozen=True)
class Side:
    """One of the two: the value as stored, who wrote it, on which laptop, and when."""

    transaction: int
    value: Any
    who: str
    device: str
    at: datetime


@dataclass(frozen=True)
class Conflict:
    """`winner` is what stands now, `loser` what was written without knowing of it.

    `record` is the row; `shown` is the record to open for it: of a link row its owner. `column` is
    None where a row was deleted: then the winner is the deletion, and the loser the edit.
    """

    id: bytes
    sort: Sort
    kind: Kind
    table: str
    record: bytes
    shown: bytes
    title: str
    column: str | None
    winner: Side
    loser: Side


@dataclass(frozen=True)
class _Found:
    """A conflict by its numbers: the place in the journal of what stands and of what lost."""

    sort: Sort
    table: int
    row: bytes
    column: int | None
    winner: int
    loser: int
    marks: tuple[int, ...]  # the transactions that make its id

    @property
    def id(self) -> bytes:
        parts = (self.sort, str(self.column), *map(str, self.marks))
        return link_id("settlement", self.row, *parts)


# The records of every cell that two transactions wrote, in their order, each beside the one before
# it and the last one.
_CHAIN = """
    SELECT g.tbl, g.row, g.col, g.old, g.new, g.tx, g.n,
        lag(g.new) OVER cell AS known, lag(g.tx) OVER cell AS before, lag(g.n) OVER cell AS lost,
        first_value(g.n) OVER latest AS stands, first_value(g.new) OVER latest AS value
    FROM _change g JOIN _transaction x ON x.id = g.tx
    WHERE g.col > 0 AND EXISTS
        (SELECT 1 FROM _change o WHERE o.row = g.row AND o.col = g.col AND o.tx <> g.tx)
    WINDOW cell AS (PARTITION BY g.row, g.col ORDER BY x.hlc, x.id, g.n),
        latest AS (PARTITION BY g.row, g.col ORDER BY x.hlc DESC, x.id DESC, g.n DESC)"""
_VALUES = f"""
    SELECT c.tbl, c.row, c.col, c.stands, c.lost, c.before, c.tx FROM ({_CHAIN}) c
    JOIN _column n ON n.tbl = c.tbl AND n.no = c.col AND n.name <> 'deleted'
    WHERE c.tx <> c.before
        AND (c.old IS NOT c.known OR typeof(c.old) <> typeof(c.known))
        AND (c.known IS NOT c.new OR typeof(c.known) <> typeof(c.new))
        AND (c.known IS NOT c.value OR typeof(c.known) <> typeof(c.value))"""
# The last deletion of every row in the trash, where the row has more records than its author saw:
# all had been seen but the deletion's own.
_DELETIONS = """
    SELECT d.n, d.row, d.hlc, d.tx, d.seen, d.seen_owned FROM (
        SELECT g.n, g.row, x.hlc, g.tx, g.new AS seen, g.old AS seen_owned, row_number() OVER (
            PARTITION BY g.row ORDER BY x.hlc DESC, x.id DESC, g.n DESC) AS place
        FROM _change g JOIN _transaction x ON x.id = g.tx
        WHERE g.col = {mark} AND g.tbl = {number}) d
    WHERE d.place = 1
        AND EXISTS (SELECT 1 FROM "{table}" t WHERE t.id = d.row AND t.deleted = {trashed})
        AND ((SELECT count(*) FROM _change o WHERE o.row = d.row AND o.col > 0) > d.seen + 1
            OR ({owned}) > d.seen_owned)"""
# What counts as an edit of a deleted row: not what its own laptop took back or restored.
_RECORDS = """
    SELECT x.hlc, x.id, g.n, g.col, coalesce(x.kind, '') FROM _change g
    JOIN _transaction x ON x.id = g.tx WHERE {condition}"""
_KNOWING = (UNDO, REDO, SETTLING, ERASING, "community.restore")
_SIDES = """
    SELECT g.n, g.new, x.id, coalesce(s.name, ''), coalesce(s.device, ''), x.at
    FROM _change g JOIN _transaction x ON x.id = g.tx LEFT JOIN _session s ON s.id = x.session
    WHERE g.n IN ({marks})"""
_AT_ONCE = 500


def open_conflicts() -> tuple[Conflict, ...]:
    """Return the conflicts nobody has settled yet, the latest first."""
    tables = {table.number: table for table in read_tables(RECORDS)}
    found = _find_values()
    for table in tables.values():
        found += _find_deletions(table, _belongings(table, tables.values()))
    settled = {
        bytes(row) for (row,) in database.execute_sql("SELECT id FROM settlement WHERE deleted = 0")
    }
    return _describe([each for each in found if each.id not in settled], tables)


def settle(conflict: Conflict, use_loser: bool) -> None:
    """Let the one or the other stand; nobody is asked again, on any copy."""
    with action(SETTLING):
        if use_loser and conflict.column is not None:
            database.execute_sql(
                f'UPDATE "{conflict.table}" SET "{conflict.column}" = ? WHERE id = ?',
                (conflict.loser.value, conflict.record),
            )
        elif use_loser:
            database.execute_sql(
                f'UPDATE "{conflict.table}" SET deleted = 0 WHERE id = ? AND deleted = {TRASHED}',
                (conflict.record,),
            )
        mark_settled(conflict.id, conflict.record)


def settle_all(conflicts: Sequence[Conflict]) -> None:
    """Let everything stay as it stands."""
    with action(SETTLING, len(conflicts)):
        for conflict in conflicts:
            mark_settled(conflict.id, conflict.record)


def mark_settled(settlement: bytes, record: bytes) -> None:
    """Write down that a conflict about a record is settled. Must be called inside an action."""
    if Settlement.update(deleted=0).where(Settlement.id == settlement).execute() == 0:
        Settlement.create(id=settlement, record=record)


def _find_values() -> list[_Found]:
    return [
        _Found(Sort.VALUE, table, bytes(row), column, stands, lost, (before, tx))
        for table, row, column, stands, lost, before, tx in database.execute_sql(_VALUES)
    ]


def _belongings(table: Journaled, others: Iterable[Journaled]) -> list[tuple[Journaled, str]]:
    """Return the tables whose rows belong to this one's, with the column that says to which."""
    return [
        (other, column)
        for other in others
        for column, owner in other.belongs.items()
        if owner == table.name
    ]


@dataclass(frozen=True, order=True)
class _Written:
    """One record, in the order in which the last one wins."""

    hlc: int
    tx: int
    n: int
    column: int | None = None
    kind: str = ""


def _find_deletions(table: Journaled, belongings: list[tuple[Journaled, str]]) -> list[_Found]:
    owned = " + ".join(f"({_count_owned(other, column)})" for other, column in belongings)
    deletions = database.execute_sql(
        _DELETIONS.format(
            mark=DELETED_MARK,
            number=table.number,
            table=table.name,
            trashed=TRASHED,
            owned=owned or "0",
        )
    ).fetchall()
    return [
        found
        for n, row, hlc, tx, seen, seen_owned in deletions
        if (found := _judge(table, belongings, bytes(row), _Written(hlc, tx, n), seen, seen_owned))
    ]


def _judge(
    table: Journaled,
    belongings: list[tuple[Journaled, str]],
    row: bytes,
    deletion: _Written,
    seen: int,
    seen_owned: int | None,
) -> _Found | None:
    """Say whether a deletion and an edit of the row, or of what belongs to it, crossed."""
    own = _records("g.row = ? AND g.col > 0", row)
    owned = [
        record
        for other, column in belongings
        for record in _records(
            f'g.tbl = {other.number} AND g.row IN (SELECT id FROM "{other.name}"'
            f' WHERE "{column}" = ?) AND (g.col IS NULL OR g.col > 0)',
            row,
        )
    ]
    edits = [each for each in own if each.column != table.columns["deleted"]] + owned
    late = [each for each in edits if each > deletion and each.kind not in _KNOWING]
    if late:
        marks = (deletion.tx, max(late).tx)
        return _Found(Sort.EDITED, table.number, row, None, deletion.n, max(late).n, marks)
    early = [each for each in edits if each < deletion and each.tx != deletion.tx]
    missed = sum(each < deletion for each in own) > seen
    missed |= seen_owned is not None and sum(each < deletion for each in owned) > seen_owned
    if missed and early:
        lost = max(early).n
        return _Found(Sort.REMOVED, table.number, row, None, deletion.n, lost, (deletion.tx,))
    return None


def _records(condition: str, row: bytes) -> list[_Written]:
    found = database.execute_sql(_RECORDS.format(condition=condition), (row,))
    return [_Written(*record) for record in found]


def _count_owned(other: Journaled, column: str) -> str:
    return (
        f'SELECT count(*) FROM "{other.name}" b CROSS JOIN _change o ON o.row = b.id'
        f' WHERE b."{column}" = d.row AND (o.col IS NULL OR o.col > 0)'
    )


def _describe(found: list[_Found], tables: dict[int, Journaled]) -> tuple[Conflict, ...]:
    sides = _sides({n for each in found for n in (each.winner, each.loser)})
    subjects = {record._meta.table_name: record for record in RECORDS}
    shown = {each: _shown(subjects[tables[each.table].name], each.row) for each in found}
    titles: dict[bytes, str] = {}
    for kind in Kind:
        titles |= titles_of(kind, {row for of, row in shown.values() if of is kind})
    names = {
        table.number: {no: name for name, no in table.columns.items()} for table in tables.values()
    }
    conflicts = [
        Conflict(
            id=each.id,
            sort=each.sort,
            kind=shown[each][0],
            table=tables[each.table].name,
            record=each.row,
            shown=shown[each][1],
            title=titles.get(shown[each][1], ""),
            column=None if each.column is None else names[each.table][each.column],
            winner=sides[each.winner],
            loser=sides[each.loser],
        )
        for each in found
    ]
    return tuple(sorted(conflicts, key=lambda each: (each.winner.at, each.id), reverse=True))


def _shown(record: type[Record], row: bytes) -> tuple[Kind, bytes]:
    """Return the record to open for a row: for a member's tag the member."""
    if record.subject.value == record._meta.table_name or not record.owner:
        return record.subject, row
    owner = database.execute_sql(
        f'SELECT "{record.owner}" FROM "{record._meta.table_name}" WHERE id = ?', (row,)
    ).fetchone()
    return record.subject, bytes(owner[0]) if owner else row


def _sides(places: set[int]) -> dict[int, Side]:
    wanted = sorted(places)
    sides = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        rows = database.execute_sql(_SIDES.format(marks=", ".join("?" * len(some))), some)
        for n, value, tx, who, device, at in rows:
            sides[n] = Side(tx, value, who, device, moment_of(at))
    return sides
