"""After a merge: what two laptops wrote about one event, not knowing of each other, is made right.

Who was ticked at two doors is in, though one of the two took their tick back: undo takes back what
one door wrote and knows nothing of the other, but of a cell the last writer stands, and that is
then the undo. And who signed up on both keeps the place in the queue that was theirs first.

What is to do follows from the journal alone, so copies that hold the same come to the same; where
nothing is left to do, nothing is written.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from models.base import GONE, database, store
from models.events.attendance import ARRIVING, WALKING_IN, Attendance
from models.journal.tables import DELETED_MARK
from models.journal.transactions import action
from models.journal.undo import REDO, UNDO, belong_to_last_merge
from models.progress import Progress, unheard
from models.vocabulary import Came, Rsvp

FOLLOWING = "attendance.follow"
_TICKING = (ARRIVING, WALKING_IN)
# The attendances that the last merge brought something about and that may not be right: without a
# tick after an undo, or signed up by two. Nobody's who is erased.
_SIGNED = (
    "(SELECT c.no FROM _column c JOIN _table t ON t.no = c.tbl"
    " WHERE t.name = 'attendance' AND c.name = 'signed')"
)
_MET = f"""
    SELECT DISTINCT a.id, a.came, a.deleted, a.signed
    FROM (SELECT id FROM _merge ORDER BY hlc DESC, id DESC LIMIT 1) o
    CROSS JOIN _merged d ON d.merge = o.id CROSS JOIN _change g ON g.tx = d.tx
    CROSS JOIN attendance a ON a.id = g.row
    WHERE g.tbl = (SELECT no FROM _table WHERE name = 'attendance') AND a.deleted <> {GONE}
        AND EXISTS (SELECT 1 FROM _change b JOIN _transaction y ON y.id = b.tx
            WHERE b.row = g.row AND (
                (y.kind = '{UNDO}' AND (a.deleted OR a.came <> '{Came.YES}'))
                OR (b.col = g.col AND b.tx <> g.tx AND g.col = {_SIGNED})))
        AND EXISTS (SELECT 1 FROM member m WHERE m.id = a.member AND m.deleted <> {GONE})"""
_WRITTEN = """
    SELECT x.id, coalesce(x.kind, ''), x.undoes, g.col, c.name, g.new
    FROM _change g JOIN _transaction x ON x.id = g.tx
    LEFT JOIN _column c ON c.tbl = g.tbl AND c.no = g.col
    WHERE g.row = ? ORDER BY x.hlc, x.id, g.n"""


@dataclass(frozen=True)
class _Record:
    tx: int
    kind: str
    undoes: int | None
    column: str
    value: Any


def follow_doors(progress: Progress = unheard) -> int:
    """Make right what the last merge brought about attendances; return of how many.

    One action, which is taken back together with the merge. Raises UserError where the file cannot
    be written.
    """
    met = database.execute_sql(_MET).fetchall()
    changes: dict[bytes, dict[str, Any]] = {}
    for step, (row, came, deleted, signed) in enumerate(met):
        progress(step, len(met))
        records = list(_records(bytes(row)))
        tick = _tick_that_stands(records) if came != Came.YES or deleted else None
        first = _first_sign_up(records) if signed else None
        if first and first < signed:
            tick = {"signed": first, **(tick or {})}
        if tick:
            changes[bytes(row)] = tick
    if not changes:
        return 0
    with action(FOLLOWING, len(changes)) as written:
        for row, values in changes.items():
            store(Attendance, row, values)
    belong_to_last_merge(written.id)
    return len(changes)


def keep_other_tick(attendance_id: bytes) -> bool:
    """After an undo at one door: let whoever was ticked at another one too be in, and say so."""
    tick = _tick_that_stands(list(_records(attendance_id)))
    if tick is None:
        return False
    with action(FOLLOWING):
        store(Attendance, attendance_id, tick)
    return True


def _tick_that_stands(records: list[_Record]) -> dict[str, Any] | None:
    """Return what a door wrote last of a row, where only the undo of another tick hides it."""
    if not records or records[-1].kind != UNDO:
        return None
    undone = {record.undoes for record in records if record.kind in (UNDO, REDO)}
    said = [r for r in records if r.kind not in (UNDO, REDO) and r.tx not in undone]
    decisive = [r for r in said if r.column in ("came", "deleted")]
    if not decisive or decisive[-1].kind not in _TICKING:
        return None
    last = decisive[-1].tx
    told = {r.column: r.value for r in said if r.tx == last and r.column not in ("", "deleted")}
    return {**told, "deleted": 0}


def _first_sign_up(records: list[_Record]) -> str | None:
    """Return when somebody signed up first since they last had not."""
    first: str | None = None
    for record in records:
        left = record.column == "rsvp" and record.value != Rsvp.YES
        if left or (record.column == "deleted" and record.value):
            first = None
        elif record.column == "signed" and record.value:
            first = min(first or record.value, record.value)
    return first


def _records(row: bytes) -> Iterator[_Record]:
    for tx, kind, undoes, column, name, value in database.execute_sql(_WRITTEN, (row,)).fetchall():
        called = "deleted" if column == DELETED_MARK else name or ""
        yield _Record(tx, kind, undoes, called, value)
