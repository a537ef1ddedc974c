"""Where two laptops wrote without knowing of each other, by the places in the journal.

A record whose `old` is not what stood before it was written by somebody who had not seen its
predecessor; a deletion carries how many records its author had seen.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum

from models.base import TRASHED, database, link_id
from models.journal.tables import DELETED_MARK, ERASING, Journaled, differs, same_cell
from models.journal.undo import REDO, UNDO
from models.settlement import SETTLING


class Sort(StrEnum):
    """VALUE: two values for one cell. REMOVED: deleted by somebody who had not seen an edit.
    EDITED: edited by somebody who had not seen the deletion."""

    VALUE = "value"
    REMOVED = "removed"
    EDITED = "edited"


@dataclass(frozen=True)
class Crossing:
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
        first_value(g.n) OVER latest AS stands, first_value(g.new) OVER latest AS value,
        first_value(x.kind) OVER latest AS by
    FROM _change g JOIN _transaction x ON x.id = g.tx
    WHERE g.col > 0 AND EXISTS
        (SELECT 1 FROM _change o WHERE o.row = g.row AND o.col = g.col AND o.tx <> g.tx)
    WINDOW cell AS (PARTITION BY g.row, g.col ORDER BY x.hlc, x.id, g.n),
        latest AS (PARTITION BY g.row, g.col ORDER BY x.hlc DESC, x.id DESC, g.n DESC)"""
_VALUES = f"""
    SELECT c.tbl, c.row, c.col, c.stands, c.by, c.lost, c.before, c.tx FROM ({_CHAIN}) c
    JOIN _column n ON n.tbl = c.tbl AND n.no = c.col AND n.name <> 'deleted'
    WHERE c.tx <> c.before
        AND ({differs("c.old", "c.known")})
        AND ({differs("c.known", "c.new")})
        AND ({differs("c.known", "c.value")})"""
# Of the value that stands after an undo or redo: the last who wrote it, and later than what lost.
_WRITTEN = f"""
    SELECT g.n FROM _change last CROSS JOIN _change lost CROSS JOIN _change g
        ON g.row = last.row AND g.col = last.col
    JOIN _transaction other ON other.id = lost.tx JOIN _transaction x ON x.id = g.tx
    WHERE last.n = ? AND lost.n = ? AND coalesce(x.kind, '') NOT IN ('{UNDO}', '{REDO}')
        AND {same_cell("g.new", "last.new")}
        AND (x.hlc, x.id, g.n) > (other.hlc, other.id, lost.n)
    ORDER BY x.hlc DESC, x.id DESC, g.n DESC LIMIT 1"""
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
# Who became one with another entry: what others add to them follows them there.
_JOINED = f"SELECT id FROM member WHERE same_as IS NOT NULL AND deleted = {TRASHED}"


def find_crossings(tables: Collection[Journaled]) -> list[Crossing]:
    """Return all of them, those that were settled too."""
    unasked = {(table.number, column) for table in tables for column in table.unasked}
    found = [each for each in _find_values() if (each.table, each.column) not in unasked]
    for table in tables:
        found += _find_deletions(table, _belongings(table, tables))
    following = _following(tables)
    return [each for each in found if each.column is not None or each.row not in following]


def _following(tables: Iterable[Journaled]) -> frozenset[bytes]:
    """Return the rows in the trash that are there because their member became one with another."""
    if database.execute_sql(f"{_JOINED} LIMIT 1").fetchone() is None:
        return frozenset()
    queries = [
        f'SELECT id FROM "{table.name}" WHERE member IN ({_JOINED})'
        for table in tables
        if table.belongs.get("member") == "member"
    ]
    rows = [row for query in queries for (row,) in database.execute_sql(query).fetchall()]
    return frozenset(map(bytes, rows))


def _find_values() -> list[Crossing]:
    found = database.execute_sql(_VALUES).fetchall()
    return [
        Crossing(
            Sort.VALUE,
            table,
            bytes(row),
            column,
            _written(stands, lost) if by in (UNDO, REDO) else stands,
            lost,
            tuple(marks),
        )
        for table, row, column, stands, by, lost, *marks in found
    ]


def _written(stands: int, lost: int) -> int:
    """Return the record of whoever wrote the value that stands: not of an undo or redo that only
    brought it back."""
    written = database.execute_sql(_WRITTEN, (stands, lost)).fetchone()
    return int(written[0]) if written else stands


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


def _find_deletions(table: Journaled, belongings: list[tuple[Journaled, str]]) -> list[Crossing]:
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
) -> Crossing | None:
    """Say whether a deletion and an edit of the row, or of what belongs to it, crossed."""
    if table.name == "member" and _is_joined(row):
        belongings, seen_owned = [], None
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
    # Who made or changed a row and deleted it in the same action loses nothing by its deletion.
    agreed = {each.tx for each in _records(f"g.row = ? AND g.col = {DELETED_MARK}", row)}
    edits = [each for each in edits if each.tx not in agreed]
    late = [each for each in edits if each > deletion and each.kind not in _KNOWING]
    if late:
        marks = (deletion.tx, max(late).tx)
        return Crossing(Sort.EDITED, table.number, row, None, deletion.n, max(late).n, marks)
    early = [each for each in edits if each < deletion and each.tx != deletion.tx]
    missed = sum(each < deletion for each in own) > seen
    missed |= seen_owned is not None and sum(each < deletion for each in owned) > seen_owned
    if missed and early:
        lost = max(early).n
        return Crossing(Sort.REMOVED, table.number, row, None, deletion.n, lost, (deletion.tx,))
    return None


def _is_joined(member: bytes) -> bool:
    found = database.execute_sql(f"{_JOINED} AND id = ?", (member,))
    return found.fetchone() is not None


def _records(condition: str, row: bytes) -> list[_Written]:
    found = database.execute_sql(_RECORDS.format(condition=condition), (row,))
    return [_Written(*record) for record in found]


def _count_owned(other: Journaled, column: str) -> str:
    return (
        f'SELECT count(*) FROM "{other.name}" b CROSS JOIN _change o ON o.row = b.id'
        f' WHERE b."{column}" = d.row AND (o.col IS NULL OR o.col > 0)'
    )
