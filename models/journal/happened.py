"""Everything that was done in the file, action by action, fetched as far as somebody looks.

A merge is one action of this file, beside the actions that came with it.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from models.base import LIVE, Record, database
from models.clock import moment_of
from models.journal.overruled import overruled
from models.journal.tables import DELETED_MARK, ERASED, MERGING, differs
from models.journal.undo import FINAL, REDO, UNDO, Step

ALL = "all"
# A merge stands above all that came with it. What erasing left nothing of is not told.
_ACTIONS = f"""(
    SELECT id, hlc, at, session, kind, amount, undoes, 0 AS place FROM _transaction
    WHERE size IS NOT 0
    UNION ALL SELECT id, hlc, at, session, '{MERGING}', amount, NULL, 1 FROM _merge)"""


@dataclass(frozen=True)
class Happened:
    """One action. `kind` and `amount` name it; `kind` is None for an edit by another program.

    `root_kind` and `root_amount` name what an undo or redo took back or did again; of every other
    action they are its own. `undone` says whether that is taken back now, and `latest` which
    transaction is to be inverted to change it. `merged`: it came from another copy.
    """

    transaction: int
    at: datetime
    who: str
    device: str
    kind: str | None
    amount: int
    root_kind: str | None
    root_amount: int
    undone: bool
    latest: int
    merged: bool = False

    @property
    def inverts(self) -> bool:
        return self.kind in (UNDO, REDO)

    @property
    def is_final(self) -> bool:
        """Whether it can never be taken back: the beginning of the file, and erasing."""
        return self.root_kind in FINAL

    def step(self) -> Step:
        """Return what to undo, or to redo where it is undone."""
        return Step(self.latest, self.root_kind or "", self.root_amount, self.at)


@dataclass(frozen=True)
class Cell:
    """One record of the journal. `column` is None where the row was made; `kind` is the table's.

    `overruled`: it came with a merge, and what stood here was later and stayed.
    """

    table: str
    kind: str
    row: bytes
    column: str | None
    old: object
    new: object
    erased: bool = False
    overruled: bool = False

    @property
    def came(self) -> bool:
        """Whether the row was made or taken out of the trash."""
        return self.column is None or (self.column == "deleted" and self.new == LIVE)


@dataclass(frozen=True)
class Entry:
    """What one action did to one record. `kind` is None for an edit by another program."""

    transaction: int
    at: datetime
    who: str
    device: str
    kind: str | None
    cells: tuple[Cell, ...]


class Actions:
    """The file's actions under one filter, newest first: how many at once, the rest on demand."""

    def __init__(self, pill: str = ALL, only: Collection[int] | None = None) -> None:
        condition, values = _condition(only)
        rows = database.execute_sql(
            f"SELECT x.id FROM {_ACTIONS} x WHERE ({PILLS[pill]}) AND {condition}"
            " ORDER BY x.hlc DESC, x.place DESC, x.id DESC",
            values,
        )
        self._ids = [number for (number,) in rows]
        self._chains = _Chains()

    @property
    def total(self) -> int:
        return len(self._ids)

    def lines(self, start: int, stop: int) -> list[Happened]:
        """Return the actions from `start` up to `stop`."""
        some = self._ids[start:stop]
        rows = {row[0]: row for row in _rows(some)}
        known = self._chains.named(some, rows)
        return [self._made(rows[number], known) for number in some if number in rows]

    def position(self, transaction: int) -> int | None:
        """Return where an action stands in the list."""
        return self._ids.index(transaction) if transaction in self._ids else None

    def _made(self, row: _Row, known: Mapping[int, _Row]) -> Happened:
        number, at, who, device, kind, amount, merged = row
        root = known.get(self._chains.root(number), row)
        latest, undone = self._chains.state(number)
        return Happened(
            number, moment_of(at), who, device, kind, amount, root[4], root[5], undone, latest,
            bool(merged),
        )  # fmt: skip


_Row = tuple[int, int, str, str, str | None, int, int]


class _Chains:
    """Which action an undo or redo is about, and what became of it since."""

    def __init__(self) -> None:
        rows = database.execute_sql(
            "SELECT id, undoes FROM _transaction WHERE undoes IS NOT NULL ORDER BY hlc, id"
        ).fetchall()
        self._undoes = dict(rows)
        self._undone_by = {undoes: number for number, undoes in rows}

    def root(self, number: int) -> int:
        """Return the action at the beginning; a forged circle is left where it is entered."""
        for _step in range(len(self._undoes)):
            if number not in self._undoes:
                break
            number = self._undoes[number]
        return number

    def state(self, number: int) -> tuple[int, bool]:
        """Return the latest transaction about the same action, and whether that is undone now."""
        latest, undone = self.root(number), False
        for _step in range(len(self._undone_by)):
            if latest not in self._undone_by:
                break
            latest, undone = self._undone_by[latest], not undone
        return latest, undone

    def named(self, numbers: Iterable[int], rows: Mapping[int, _Row]) -> dict[int, _Row]:
        """Return the rows of the actions these are about."""
        missing = {self.root(number) for number in numbers} - rows.keys()
        return {**rows, **{row[0]: row for row in _rows(list(missing))}}


def _touching(kind: str) -> str:
    """Say in SQL that an action concerns a kind of record: by its name, else by what it did."""
    return f"""x.kind LIKE '{kind}.%' OR (x.kind IS NULL OR x.kind NOT LIKE '%.%') AND EXISTS (
        SELECT 1 FROM _table t JOIN _change g ON g.tbl = t.no WHERE t.kind = '{kind}'
        AND (g.tx = x.id OR g.tx IN (SELECT tx FROM _merged WHERE merge = x.id)))"""


PILLS = {
    ALL: "1",
    "member": _touching("member"),
    "event": f"{_touching('event')} OR {_touching('attendance')}",
    "rule": _touching("rule"),
    "feedback": _touching("feedback"),
    "import": "x.kind LIKE '%.import'",
    "merge": f"x.kind = '{MERGING}' OR x.kind LIKE 'conflict.%'",
    "outside": "x.kind IS NULL",
}


def count_pills(only: Collection[int] | None = None) -> dict[str, int]:
    """Count what each pill would show."""
    condition, values = _condition(only)
    columns = ", ".join(f"count(CASE WHEN {pill} THEN 1 END)" for pill in PILLS.values())
    row = database.execute_sql(
        f"SELECT {columns} FROM {_ACTIONS} x WHERE {condition}", values
    ).fetchone()
    return dict(zip(PILLS, row, strict=True))


def kinds_in_use() -> list[str | None]:
    """Return the names of all actions there are; None where another program was at work."""
    rows = database.execute_sql(f"SELECT DISTINCT kind FROM {_ACTIONS}")
    return [kind for (kind,) in rows]


def cells_of(transaction: int, limit: int, hidden: Collection[str] = ()) -> tuple[list[Cell], int]:
    """Return what an action or a merge wrote, as far as `limit`, and how much it is in all; what
    it wrote into tables that are `hidden` is left out."""
    # Of one transaction the index has the records in their order; of a merge they are sorted.
    is_merge = database.execute_sql("SELECT 1 FROM _merge WHERE id = ?", (transaction,)).fetchone()
    its_own = "g.tx IN (SELECT tx FROM _merged WHERE merge = ?)" if is_merge else "g.tx = ?"
    marks = ", ".join("?" * len(hidden))
    source = f"{_SOURCE} WHERE {its_own} AND {_TOLD} AND t.name NOT IN ({marks})"
    asked = (transaction, *hidden)
    rows = database.execute_sql(
        f"{_CELL}, g.n {source} ORDER BY g.n LIMIT ?", (*asked, limit)
    ).fetchall()
    total = len(rows)
    if total == limit:
        count = f"SELECT count(*) {source}"
        total = database.execute_sql(count, asked).fetchone()[0]
    late = overruled(transaction, [row[-1] for row in rows]) if is_merge else frozenset()
    return [replace(_cell(row), overruled=row[-1] in late) for row in rows], total


def first_rows(transactions: Sequence[int]) -> dict[int, Cell]:
    """Return the first record each of these actions wrote; a merge wrote none itself."""
    rows = database.execute_sql(
        f"{_CELL}, g.tx {_SOURCE} WHERE g.n IN (SELECT min(n) FROM _change"
        " WHERE tx IN (SELECT value FROM json_each(?)) GROUP BY tx)",
        (json.dumps(list(transactions)),),
    )
    return {row[7]: _cell(row) for row in rows}


def past_of(record_id: bytes, *links: type[Record]) -> tuple[Entry, ...]:
    """Return what was done to a record, newest first.

    `links` are the tables of link rows that belong to the record, such as a member's tags.
    """
    rows = [bytes(record_id)]
    for link in links:
        for key in dict.fromkeys((*link.keys, *filter(None, [link.owner]))):
            owned = link.select(link.id).where(getattr(link, key) == record_id)
            rows += [bytes(row.id) for row in owned]
    marks = ", ".join("?" * len(rows))
    found = database.execute_sql(
        f"{_CELL}, x.id, x.at, coalesce(s.name, ''), coalesce(s.device, ''), x.kind {_SOURCE}"
        " JOIN _transaction x ON x.id = g.tx LEFT JOIN _session s ON s.id = x.session"
        f" WHERE g.row IN ({marks}) AND {_TOLD}"
        " ORDER BY x.hlc DESC, x.id DESC, g.n",
        rows,
    ).fetchall()
    return tuple(
        Entry(key[0], moment_of(key[1]), key[2], key[3], key[4], tuple(_cell(row) for row in group))
        for key, group in groupby(found, key=lambda row: row[7:])
    )


# A record of the journal with its table, and those of them that say something to people: not the
# mark of a deletion, not a new row's being there, not what a replaced row held before.
_CELL = "SELECT t.name, t.kind, g.row, c.name, g.old, g.new, g.col"
_SOURCE = (
    "FROM _change g JOIN _table t ON t.no = g.tbl"
    " LEFT JOIN _column c ON c.tbl = g.tbl AND c.no = g.col"
)
_TOLD = (
    f"g.col IS NOT {DELETED_MARK}"
    " AND (c.name IS NOT 'deleted' OR g.old IS NOT NULL)"
    f" AND (c.name IS NULL OR {differs('g.old', 'g.new')})"
)


def _cell(row: Sequence[object]) -> Cell:
    table, kind, record, column, old, new, number = row[:7]
    return Cell(
        str(table),
        str(kind),
        bytes(record),  # type: ignore[call-overload]
        None if column is None else str(column),
        old,
        new,
        number == ERASED,
    )


def _condition(only: Collection[int] | None) -> tuple[str, list[str]]:
    if only is None:
        return "1", []
    return "x.id IN (SELECT value FROM json_each(?))", [json.dumps(list(only))]


def _rows(numbers: Sequence[int]) -> list[_Row]:
    found = database.execute_sql(
        "SELECT x.id, x.at, coalesce(m.name, s.name, ''), coalesce(m.device, s.device, ''), x.kind,"
        " coalesce(x.amount, 1), x.id IN (SELECT tx FROM _merged)"
        f" FROM {_ACTIONS} x LEFT JOIN _merge m ON m.id = x.id"
        " LEFT JOIN _session s ON s.id = x.session WHERE x.id IN (SELECT value FROM json_each(?))",
        (json.dumps(list(numbers)),),
    )
    return list(found.fetchall())
