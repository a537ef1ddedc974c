"""Undo and redo of any action: a new transaction that writes the inverse.

A cell that was edited since keeps its value and is reported; a row that the action made goes to
the trash; undoing an undo is redo. Nothing is ever taken out of the journal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from models.base import database
from models.journal.transactions import FOUNDING, action, current_session
from models.vocabulary import Kind

UNDO = "undo"
REDO = "redo"


@dataclass(frozen=True)
class Step:
    """An action that can be taken back, or done again. `kind` and `amount` name it."""

    transaction: int
    kind: str
    amount: int
    at: datetime


@dataclass(frozen=True)
class Kept:
    """A cell that undo left alone, because it was edited since."""

    kind: Kind
    row: bytes
    column: str


@dataclass(frozen=True)
class Undone:
    kinds: frozenset[Kind]
    kept: tuple[Kept, ...]


@dataclass(frozen=True)
class _Change:
    n: int
    table: str
    kind: Kind
    row: bytes
    column: str | None
    old: object
    new: object


def undo_step(whole_file: bool = False) -> Step | None:
    """Return what undo would take back: of this session and the one before, or of the file."""
    done, _undone = _stacks(whole_file)
    return done[-1] if done else None


def redo_step(whole_file: bool = False) -> Step | None:
    _done, undone = _stacks(whole_file)
    return undone[-1] if undone else None


def undo(step: Step) -> Undone:
    """Take an action back. Raises UserError where the file cannot be written."""
    return _invert(UNDO, step)


def redo(step: Step) -> Undone:
    return _invert(REDO, step)


def _stacks(whole_file: bool) -> tuple[list[Step], list[Step]]:
    """Replay the sessions' actions into what can be undone and what can be redone.

    A step of the first list names the transaction to invert now, which after a redo is the redo.
    """
    done: list[tuple[int, Step]] = []
    undone: list[tuple[int, Step]] = []
    for number, kind, amount, undoes, at in _transactions(whole_file):
        step = Step(number, kind or "", amount or 1, datetime.fromtimestamp(at / 1000))
        if kind == UNDO:
            taken = _take(done, undoes)
            if taken:
                undone.append((number, Step(number, taken.kind, taken.amount, step.at)))
        elif kind == REDO:
            taken = _take(undone, undoes)
            if taken:
                done.append((number, Step(number, taken.kind, taken.amount, step.at)))
        elif kind != FOUNDING:
            done.append((number, step))
            undone.clear()
    return [step for _number, step in done], [step for _number, step in undone]


def _take(steps: list[tuple[int, Step]], number: int | None) -> Step | None:
    for place, (known, step) in enumerate(steps):
        if known == number:
            del steps[place]
            return step
    return None


def _transactions(
    whole_file: bool,
) -> Iterator[tuple[int, str | None, int | None, int | None, int]]:
    columns = "SELECT id, kind, amount, undoes, at FROM _transaction"
    if whole_file:
        yield from database.execute_sql(f"{columns} WHERE kind IS NOT NULL ORDER BY hlc, id")
        return
    author, session = current_session()
    sessions = database.execute_sql(
        "SELECT id FROM _session WHERE device = ? ORDER BY id IS ? DESC, at DESC, rowid LIMIT 2",
        (author.device, session),
    ).fetchall()
    if session is None:
        sessions = sessions[:1]
    marks = ", ".join("?" * len(sessions))
    yield from database.execute_sql(
        f"{columns} WHERE kind IS NOT NULL AND session IN ({marks}) ORDER BY hlc, id",
        tuple(number for (number,) in sessions),
    )


def _invert(name: str, step: Step) -> Undone:
    with action(name, step.amount, undoes=step.transaction):
        changes = _changes_of(step.transaction)
        made = _rows_made(step.transaction)
        _trash_made_rows(step.transaction, made)
        kept = [
            Kept(change.kind, change.row, change.column or "")
            for change in changes
            if not _restore_cell(change, made)
        ]
    kinds = {change.kind for change in changes} | {kind for _table, kind in made.values()}
    return Undone(frozenset(kinds), tuple(dict.fromkeys(kept)))


def _changes_of(transaction: int) -> list[_Change]:
    """Return the changed cells, last first."""
    rows = database.execute_sql(
        "SELECT g.n, t.name, t.kind, g.row, c.name, g.old, g.new FROM _change g"
        " JOIN _table t ON t.no = g.tbl JOIN _column c ON c.tbl = g.tbl AND c.no = g.col"
        " WHERE g.tx = ? ORDER BY g.n DESC",
        (transaction,),
    )
    return [
        _Change(n, table, Kind(kind), bytes(row), column, old, new)
        for n, table, kind, row, column, old, new in rows
    ]


def _rows_made(transaction: int) -> dict[bytes, tuple[str, Kind]]:
    """Return the rows that did not exist before; a row replaced by another program did."""
    rows = database.execute_sql(
        "SELECT g.row, t.name, t.kind FROM _change g JOIN _table t ON t.no = g.tbl"
        " WHERE g.tx = ? AND g.col IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM _change e WHERE e.row = g.row AND e.n < g.n)",
        (transaction,),
    )
    return {bytes(row): (table, Kind(kind)) for row, table, kind in rows}


def _trash_made_rows(transaction: int, made: dict[bytes, tuple[str, Kind]]) -> None:
    for table in sorted({table for table, _kind in made.values()}):
        database.execute_sql(
            f'UPDATE "{table}" SET deleted = 1 WHERE deleted = 0 AND id IN ('
            " SELECT g.row FROM _change g JOIN _table t ON t.no = g.tbl"
            " WHERE g.tx = ? AND g.col IS NULL AND t.name = ?"
            " AND NOT EXISTS (SELECT 1 FROM _change e WHERE e.row = g.row AND e.n < g.n))",
            (transaction, table),
        )


def _restore_cell(change: _Change, made: dict[bytes, tuple[str, Kind]]) -> bool:
    """Write the value from before the change; False where the cell was edited since."""
    old = change.old
    if change.row in made:
        return True
    if old is None and (before := _value_before_replace(change)) is not None:
        old = before[0]
    elif old is None and _was_replaced(change):
        return True
    assigned = f'"{change.table}"."{change.column}"'
    changed = database.execute_sql(
        f'UPDATE "{change.table}" SET "{change.column}" = ? WHERE id = ?'
        f" AND {assigned} IS ? COLLATE BINARY AND typeof({assigned}) = typeof(?)",
        (old, change.row, change.new, change.new),
    )
    return bool(changed.rowcount)


def _was_replaced(change: _Change) -> bool:
    """Say whether the record is a value of an INSERT over an existing row."""
    return bool(
        database.execute_sql(
            "SELECT 1 FROM _change WHERE row = ? AND col IS NULL AND n < ?"
            " AND tx = (SELECT tx FROM _change WHERE n = ?)",
            (change.row, change.n, change.n),
        ).fetchone()
    )


def _value_before_replace(change: _Change) -> tuple[object] | None:
    if not _was_replaced(change):
        return None
    found = database.execute_sql(
        "SELECT g.new FROM _change g JOIN _change now ON now.n = ?"
        " WHERE g.row = now.row AND g.col = now.col AND g.n < now.n ORDER BY g.n DESC LIMIT 1",
        (change.n,),
    ).fetchone()
    return (found[0],) if found else None
