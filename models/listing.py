"""A list that is as long as its table and holds only the rows on screen."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Any, Generic, TypeVar

from models import indexing
from models.base import database

Line = TypeVar("Line")
ALL = "all"
# From so many hits on, walking the table in its order finds a first screen sooner than sorting.
_MANY = 4_000


@dataclass(frozen=True)
class Table(Generic[Line]):
    """How one kind of record is listed.

    `pills` are named conditions on the table `t`; `states` names those pills that ask for nothing
    but a state of the index, with the states they show. `orders` maps a column's name to the SQL
    it sorts by; rows that are equal in it stand in the order of `tie`. `sums` has for some of them
    what is quicker in long lists: a join that has the same of all records at once, NULL where it
    has nothing, and what to sort by then; `refresh` brings those up to date, or says that they lag
    behind. `make` turns rowids into finished lines, in any order, with the rowid beside each.
    """

    index: indexing.Index
    pills: Mapping[str, str]
    orders: Mapping[str, str]
    make: Callable[[Sequence[int]], dict[int, Line]]
    states: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sums: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    refresh: Callable[[], bool] = lambda: True
    tie: str = "t.rid"


@dataclass(frozen=True)
class _Search:
    """What was typed: an FTS5 expression, None where nothing was typed, "" where no record can
    match. `whole` says that the index holds every change."""

    expression: str | None
    whole: bool = True


class Listing(Generic[Line]):
    """What a search found: its length at once, its lines as they are asked for."""

    _FIRST = 100

    def __init__(
        self, table: Table[Line], search: _Search, pill: str, order: str, descending: bool
    ) -> None:
        self._table = table
        self.total = _count(table, search, pill)
        way = "DESC" if descending else "ASC"
        column = table.orders[order or next(iter(table.orders))]
        if order and order != next(iter(table.orders)):
            # What is unknown stands last, whichever way the list is sorted.
            column = f"nullif({column}, '')"
        many = self.total > _MANY
        join = ""
        if many and order in table.sums and table.refresh():
            join, column = table.sums[order]
        query, self._values = _query(table, search, table.pills[pill], many, join)
        self._query = f"{query} ORDER BY {column} {way} NULLS LAST, {table.tie} {way}"
        self._rowids: array[int] | None = None

    def lines(self, start: int, stop: int) -> list[Line]:
        """Return the lines from `start` up to `stop`; what vanished meanwhile is left out."""
        rowids = self._rows_between(start, min(stop, self.total))
        made = self._table.make(rowids)
        return [made[row] for row in rowids if row in made]

    def position(self, record_id: bytes) -> int | None:
        """Return where a record stands in the list."""
        found = database.execute_sql(
            f'SELECT rid FROM "{self._table.index.table}" WHERE id = ?', (record_id,)
        ).fetchone()
        try:
            return self._all_rows().index(found[0]) if found else None
        except ValueError:
            return None

    def ids(self) -> list[bytes]:
        """Return the ids of all records, in the list's order."""
        rows = database.execute_sql(f"SELECT t.id {self._query}", self._values)
        return [bytes(record_id) for (record_id,) in rows]

    def _rows_between(self, start: int, stop: int) -> Sequence[int]:
        if self._rowids is None and stop <= self._FIRST:
            # The first screen must not wait for the order of everything behind it.
            sql = f"SELECT t.rid {self._query} LIMIT ? OFFSET ?"
            values = (*self._values, max(stop - start, 0), start)
            return [row for (row,) in database.execute_sql(sql, values)]
        return self._all_rows()[start:stop]

    def _all_rows(self) -> array[int]:
        if self._rowids is None:
            rows = database.execute_sql(f"SELECT t.rid {self._query}", self._values).fetchall()
            # Row by row, a hundred thousand take twice as long.
            self._rowids = array("q", list(chain.from_iterable(rows)))
        return self._rowids


def find(
    table: Table[Line], text: str = "", pill: str = ALL, order: str = "", descending: bool = False
) -> Listing[Line]:
    """List the live records that match what was typed and belong under the pill."""
    return Listing(table, _search(table, text), pill, order, descending)


def count_pills(table: Table[Line], text: str = "") -> dict[str, int]:
    """Count what each pill would show of what was typed."""
    search = _search(table, text)
    if search.expression is None:
        return _count_together(table, search)
    if search.expression and not search.whole:
        return _count_together(table, search)
    return {pill: _count(table, search, pill) for pill in table.pills}


def _search(table: Table[Line], text: str) -> _Search:
    if not text.strip():
        return _Search(None)
    expression = indexing.match_expression(text)
    return _Search(expression or "", whole=not expression or indexing.refresh(table.index))


def _count(table: Table[Line], search: _Search, pill: str) -> int:
    """Count in the index alone where it knows enough: no row of the table need be read."""
    name = table.index.name
    if search.expression and search.whole and (pill == ALL or pill in table.states):
        expression = search.expression
        if pill != ALL:
            expression = indexing.with_state(expression, table.states[pill])
        query, values = f"FROM {name} WHERE {name} MATCH ?", [expression]
    else:
        query, values = _query(table, search, table.pills[pill], many=False)
    return int(database.execute_sql(f"SELECT count(*) {query}", values).fetchone()[0])


def _count_together(table: Table[Line], search: _Search) -> dict[str, int]:
    """Count every pill in one reading of the table."""
    conditions = table.pills.values()
    columns = ", ".join(f"count(CASE WHEN {condition} THEN 1 END)" for condition in conditions)
    query, values = _query(table, search, "1", many=False)
    row = database.execute_sql(f"SELECT {columns} {query}", values).fetchone()
    return dict(zip(table.pills, row, strict=True))


def _query(
    table: Table[Line], search: _Search, condition: str, many: bool, join: str = ""
) -> tuple[str, list[Any]]:
    """Return the SQL from FROM on: the hits looked up, or the table walked when they are many."""
    rows, name = f'"{table.index.table}" t {join}', table.index.name
    where = f"t.deleted = 0 AND ({condition})"
    if search.expression is None:
        return f"FROM {rows} WHERE {where}", []
    if not search.expression:
        return f"FROM {rows} WHERE 0", []
    if many:
        matching = f"SELECT rowid FROM {name} WHERE {name} MATCH ?"
        return f"FROM {rows} WHERE {where} AND +t.rid IN ({matching})", [search.expression]
    hits = f'{name} hit CROSS JOIN "{table.index.table}" t ON t.rid = hit.rowid'
    return f"FROM {hits} WHERE {name} MATCH ? AND {where}", [search.expression]
