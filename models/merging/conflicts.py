"""Where two laptops wrote the same thing without knowing of each other.

Conflicts are derived from the journal, never stored, so they are the same on every copy.
Settling one is an ordinary edit and a row that says so; both travel.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from models.base import TRASHED, Record, database, read_words
from models.clock import moment_of
from models.journal.tables import Journaled, read_tables
from models.journal.transactions import action
from models.merging.crossings import Crossing, Sort, find_crossings
from models.records import OF_EVENTS, RECORDS
from models.settlement import SETTLING, mark_settled, settled_ids
from models.titles import fields_of_values, titles_of
from models.vocabulary import Kind

__all__ = ["Conflict", "Side", "Sort", "open_conflicts", "settle", "settle_all"]


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
    None where a row was deleted: then the winner is the deletion, and the loser the edit. `field`
    is the title of the organizer's own field whose value it is.
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
    field: str = ""


_SIDES = """
    SELECT g.n, g.new, x.id, coalesce(s.name, ''), coalesce(s.device, ''), x.at
    FROM _change g JOIN _transaction x ON x.id = g.tx LEFT JOIN _session s ON s.id = x.session
    WHERE g.n IN ({marks})"""
_AT_ONCE = 500


def open_conflicts() -> tuple[Conflict, ...]:
    """Return the conflicts nobody has settled yet, the latest first."""
    tables = {table.number: table for table in read_tables(RECORDS)}
    found = find_crossings(tables.values())
    settled = settled_ids()
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


def _describe(found: list[Crossing], tables: dict[int, Journaled]) -> tuple[Conflict, ...]:
    sides = _sides({n for each in found for n in (each.winner, each.loser)})
    subjects = {record._meta.table_name: record for record in RECORDS}
    shown = {each: _shown(subjects[tables[each.table].name], each.row) for each in found}
    titles: dict[bytes, str] = {}
    for kind in Kind:
        titles |= titles_of(kind, {row for of, row in shown.values() if of is kind})
    names = {
        table.number: {no: name for name, no in table.columns.items()} for table in tables.values()
    }
    fields = fields_of_values({each.row for each in found})
    conflicts = [
        Conflict(
            id=each.id,
            sort=each.sort,
            kind=shown[each][0],
            table=tables[each.table].name,
            record=each.row,
            shown=shown[each][1],
            title=" · ".join(
                filter(
                    None,
                    [
                        _called(subjects[tables[each.table].name], each.row),
                        titles.get(shown[each][1], ""),
                    ],
                )
            ),
            column=None if each.column is None else names[each.table][each.column],
            winner=sides[each.winner],
            loser=sides[each.loser],
            field=fields.get(each.row, ""),
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


def _called(record: type[Record], row: bytes) -> str:
    """Return which task or budget line of an event a row is, "" for all else."""
    if record not in OF_EVENTS:
        return ""
    found = database.execute_sql(
        f'SELECT "{record.called}" FROM "{record._meta.table_name}" WHERE id = ?', (row,)
    ).fetchone()
    return read_words(found[0]) if found else ""


def _sides(places: set[int]) -> dict[int, Side]:
    wanted = sorted(places)
    sides = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        rows = database.execute_sql(_SIDES.format(marks=", ".join("?" * len(some))), some)
        for n, value, tx, who, device, at in rows:
            sides[n] = Side(tx, value, who, device, moment_of(at))
    return sides
