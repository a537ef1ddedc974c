"""Undo and redo of any action: a new transaction that writes the inverse.

A cell that was edited since keeps its value and is reported; a row that the action made goes to
the trash; undoing an undo is redo. Nothing is ever taken out of the journal. A merge is one action
of the file that took it in: what came with it is taken back together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from models.base import database
from models.clock import moment_of
from models.journal import inverse
from models.journal.tables import ERASING, MERGING
from models.journal.transactions import FOUNDING, action, current_session
from models.vocabulary import Kind

UNDO = "undo"
REDO = "redo"
# What made the file, and what must never come back.
FINAL = (FOUNDING, ERASING)


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


def follows_erasing() -> bool:
    """Whether the last thing done was erasing somebody, which no undo takes back."""
    last = None
    for _number, kind, *_rest in _actions(whole_file=False):
        last = kind
    return last == ERASING


def redo_step(whole_file: bool = False) -> Step | None:
    _done, undone = _stacks(whole_file)
    return undone[-1] if undone else None


def undo(step: Step) -> Undone:
    """Take an action back. Raises UserError where the file cannot be written."""
    return _invert(UNDO, step)


def redo(step: Step) -> Undone:
    return _invert(REDO, step)


def belong_to_last_merge(transaction: int) -> None:
    """Let an action that a merge brought about be taken back together with it."""
    database.execute_sql(
        "INSERT OR IGNORE INTO _merged (tx, merge) SELECT x.id, m.id FROM _transaction x, _merge m"
        " WHERE x.id = ? ORDER BY m.hlc DESC LIMIT 1",
        (transaction,),
    )


def _invert(name: str, step: Step) -> Undone:
    transactions = _transactions_of(step)
    with action(name, step.amount, undoes=step.transaction):
        kept = inverse.write(transactions, _merged_at(step))
        kinds = inverse.kinds_of(transactions)
    return Undone(
        frozenset(Kind(kind) for kind in kinds),
        tuple(Kept(Kind(kind), row, column) for kind, row, column in kept),
    )


def _transactions_of(step: Step) -> list[int]:
    """Return what is to be inverted: of a merge everything that came with it."""
    if step.kind != MERGING:
        return [step.transaction]
    came = database.execute_sql("SELECT tx FROM _merged WHERE merge = ?", (step.transaction,))
    # After a redo the step names the redo's own transaction, which is one like any other.
    return [number for (number,) in came] or [step.transaction]


def _merged_at(step: Step) -> int | None:
    found = database.execute_sql("SELECT hlc FROM _merge WHERE id = ?", (step.transaction,))
    row = found.fetchone()
    return row[0] if row else None


def _stacks(whole_file: bool) -> tuple[list[Step], list[Step]]:
    """Replay the sessions' actions into what can be undone and what can be redone.

    A step of the first list names the transaction to invert now, which after a redo is the redo.
    """
    done: list[Step] = []
    undone: list[Step] = []
    for number, kind, amount, undoes, at in _actions(whole_file):
        when = moment_of(at)
        if kind == UNDO:
            if taken := _take(done, undoes):
                undone.append(Step(number, taken.kind, taken.amount, when))
        elif kind == REDO:
            if taken := _take(undone, undoes):
                done.append(Step(number, taken.kind, taken.amount, when))
        elif kind not in FINAL:
            done.append(Step(number, kind, amount or 1, when))
            undone.clear()
    return done, undone


def _take(steps: list[Step], number: int | None) -> Step | None:
    for place in reversed(range(len(steps))):
        if steps[place].transaction == number:
            return steps.pop(place)
    return None


def _actions(whole_file: bool) -> Iterator[tuple[int, str, int | None, int | None, int]]:
    """Return the file's own actions in their order. A merge stands after all that came with it,
    and those do not count by themselves; nor does an action that erasing left nothing of."""
    sessions = "" if whole_file else "AND session IN (?, ?)"
    parameters = () if whole_file else _latest_sessions() * 2
    yield from database.execute_sql(
        "SELECT id, kind, amount, undoes, at FROM ("
        "SELECT id, kind, amount, undoes, at, hlc, 0 AS place FROM _transaction"
        f" WHERE kind IS NOT NULL AND id NOT IN (SELECT tx FROM _merged) {sessions}"
        " AND (size IS NOT 0 OR undoes IS NOT NULL)"
        f" UNION ALL SELECT id, '{MERGING}', amount, NULL, at, hlc, 1 FROM _merge"
        " WHERE EXISTS (SELECT 1 FROM _merged d JOIN _transaction x ON x.id = d.tx"
        f" WHERE d.merge = _merge.id AND x.size IS NOT 0) {sessions}) ORDER BY hlc, place, id",
        parameters,
    )


def _latest_sessions() -> tuple[int, int | None]:
    """Return this session and the one before it on this laptop, by the journal's own clock: the
    laptop's may have been set back."""
    author, session = current_session()
    before = database.execute_sql(
        "SELECT session FROM ("
        "SELECT x.session, s.device, x.hlc, x.id FROM _transaction x"
        " JOIN _session s ON s.id = x.session"
        " UNION ALL SELECT session, device, hlc, id FROM _merge)"
        " WHERE device = ? AND session <> ? ORDER BY hlc DESC, id DESC LIMIT 1",
        (author.device, session),
    ).fetchone()
    return session, before[0] if before else None
