"""Undo and redo of any action: a new transaction that writes the inverse.

A cell that was edited since keeps its value and is reported; a row that the action made goes to
the trash; undoing an undo is redo. Nothing is ever taken out of the journal.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from models.base import database
from models.journal import inverse
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


def _invert(name: str, step: Step) -> Undone:
    with action(name, step.amount, undoes=step.transaction):
        kept = inverse.write(step.transaction)
        kinds = inverse.kinds_of(step.transaction)
    return Undone(
        frozenset(Kind(kind) for kind in kinds),
        tuple(Kept(Kind(kind), row, column) for kind, row, column in kept),
    )


def _stacks(whole_file: bool) -> tuple[list[Step], list[Step]]:
    """Replay the sessions' actions into what can be undone and what can be redone.

    A step of the first list names the transaction to invert now, which after a redo is the redo.
    """
    done: list[Step] = []
    undone: list[Step] = []
    for number, kind, amount, undoes, at in _transactions(whole_file):
        when = datetime.fromtimestamp(at / 1000)
        if kind == UNDO:
            if taken := _take(done, undoes):
                undone.append(Step(number, taken.kind, taken.amount, when))
        elif kind == REDO:
            if taken := _take(undone, undoes):
                done.append(Step(number, taken.kind, taken.amount, when))
        elif kind != FOUNDING:
            done.append(Step(number, kind, amount or 1, when))
            undone.clear()
    return done, undone


def _take(steps: list[Step], number: int | None) -> Step | None:
    for place in reversed(range(len(steps))):
        if steps[place].transaction == number:
            return steps.pop(place)
    return None


def _transactions(whole_file: bool) -> Iterator[tuple[int, str, int | None, int | None, int]]:
    columns = "SELECT id, kind, amount, undoes, at FROM _transaction"
    if whole_file:
        yield from database.execute_sql(f"{columns} WHERE kind IS NOT NULL ORDER BY hlc, id")
        return
    yield from database.execute_sql(
        f"{columns} WHERE kind IS NOT NULL AND session IN (?, ?) ORDER BY hlc, id",
        _latest_sessions(),
    )


def _latest_sessions() -> tuple[int, int | None]:
    """Return this session and the one before it on this laptop, by the journal's own clock: the
    laptop's may have been set back."""
    author, session = current_session()
    before = database.execute_sql(
        "SELECT x.session FROM _transaction x JOIN _session s ON s.id = x.session"
        " WHERE s.device = ? AND s.id <> ? ORDER BY x.hlc DESC, x.id DESC LIMIT 1",
        (author.device, session),
    ).fetchone()
    return session, before[0] if before else None
