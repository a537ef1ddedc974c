"""What an event's list holds before a chain is compared with it, and what of it a chain said.

The journal tells what was entered by hand since: that is never overruled by a chain that still
says what it said before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from models.base import GONE, LIVE, database, read_moment
from models.vocabulary import Listing, Rsvp

ACTION = "attendance.chain"
CELLS = ("rsvp", "guests", "note")
BLANK = {"rsvp": Rsvp.NONE.value, "guests": 0, "note": ""}
_NAMES = (*CELLS, "deleted")


@dataclass
class Standing:
    """One row of the list. `said` is what the last chain put into a cell, where one did;
    `taken_off` says that somebody removed the row by hand."""

    id: bytes
    member: bytes
    cells: dict[str, Any]
    deleted: int
    signed: datetime | None
    source: str
    said: dict[str, Any] = field(default_factory=dict)
    taken_off: bool = False

    @property
    def is_listed(self) -> bool:
        return self.deleted == LIVE

    @property
    def from_chain(self) -> bool:
        return self.is_listed and self.source == Listing.CHAIN


@dataclass(frozen=True)
class Listed:
    """An event's list by member; `erased` counts those of a chain who were erased since."""

    rows: dict[bytes, Standing]
    erased: int

    def latest_by_hand(self) -> datetime | None:
        """Return when the last one signed up who did not do so in a chain."""
        signed = (row.signed for row in self.rows.values() if row.is_listed and not row.from_chain)
        return max(filter(None, signed), default=None)


def read_list(event_id: bytes) -> Listed:
    """Return the rows of an event's list, those in the trash too."""
    rows = {
        bytes(row): Standing(
            bytes(row),
            bytes(member),
            dict(zip(CELLS, cells, strict=True)),
            deleted,
            read_moment(signed),
            source,
        )
        for row, member, deleted, signed, source, *cells in database.execute_sql(
            "SELECT a.id, a.member, a.deleted, a.signed, a.source, a.rsvp, a.guests, a.note"
            f" FROM attendance a JOIN member m ON m.id = a.member AND m.deleted <> {GONE}"
            " WHERE a.event = ?",
            (event_id,),
        )
    }
    _tell_apart(rows, event_id)
    erased = database.execute_sql(
        f"SELECT count(*) FROM attendance a JOIN member m ON m.id = a.member AND m.deleted = {GONE}"
        " WHERE a.event = ? AND a.deleted = 0 AND a.source = ?",
        (event_id, Listing.CHAIN.value),
    ).fetchone()
    return Listed({row.member: row for row in rows.values()}, int(erased[0]))


def _tell_apart(rows: dict[bytes, Standing], event_id: bytes) -> None:
    """Note in the rows what a chain said of them, and who was taken off by hand."""
    records = database.execute_sql(
        "SELECT g.row, c.name, g.new, x.id, coalesce(x.kind, ''), x.undoes FROM attendance a"
        " JOIN _change g ON g.row = a.id JOIN _transaction x ON x.id = g.tx"
        " LEFT JOIN _column c ON c.tbl = g.tbl AND c.no = g.col"
        " WHERE a.event = ? AND (g.col IS NULL OR c.name IN (?, ?, ?, ?))"
        " ORDER BY x.hlc, x.id, g.n",
        (event_id, *_NAMES),
    ).fetchall()
    void = _taken_back((tx, undoes) for _row, _name, _new, tx, _kind, undoes in records)
    held: dict[bytes, dict[str, Any]] = {}
    for row, name, new, tx, kind, undoes in records:
        holds = held.setdefault(bytes(row), dict(BLANK))
        if name in CELLS:
            holds[name] = new
        standing = rows.get(bytes(row))
        if standing is None or tx in void or undoes is not None:
            continue
        if name == "deleted":
            standing.taken_off = bool(new) and kind != ACTION
        if name in (None, "deleted"):
            # Who is put on the list by a chain, anew too, has everything from it.
            standing.said = dict(holds) if kind == ACTION else {}
        elif kind == ACTION:
            standing.said[name] = new


def _taken_back(actions: Iterable[tuple[int, int | None]]) -> set[int]:
    """Return the actions that were undone and not redone: an undo may itself be undone."""
    undoing = dict(actions)
    void: set[int] = set()
    for tx in reversed(undoing):
        undone = undoing[tx]
        if undone is not None and tx not in void:
            void.add(undone)
    return void
