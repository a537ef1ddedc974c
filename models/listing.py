"""A list that is as long as its table and holds only the rows on screen."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from models import indexing
from models.base import database

Line = TypeVar("Line")
ALL = "all"


@dataclass(frozen=True)
class Table(Generic[Line]):
    """How one kind of record is listed.

    `rows` selects "rid" from … and is followed by WHERE; `pills` are named conditions; `orders`
    maps a column's name to the SQL it sorts by; `make` turns rowids into finished lines, in any
    order, with the rowid beside each.
    """

    index: indexing.Index
    pills: Mapping[str, str]
    orders: Mapping[str, str]
    make: Callable[[Sequence[int]], dict[int, Line]]
    joins: str = ""


class Listing(Generic[Line]):
    """What a search found: its length at once, its lines as they are asked for."""

    _FIRST = 100

    def __init__(self, table: Table[Line], query: str, order: str, values: Sequence[Any]) -> None:
        self._table = table
        self._rows = f"SELECT t.rid {query} ORDER BY {order}"
        self._values = tuple(values)
        self._rowids: array[int] | None = None
        self.total = int(database.execute_sql(f"SELECT count(*) {query}", values).fetchone()[0])

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
        table = self._table.index.table
        known = {
            rid: bytes(record_id)
            for rid, record_id in database.execute_sql(f'SELECT rid, id FROM "{table}"')
        }
        return [known[row] for row in self._all_rows()]

    def _rows_between(self, start: int, stop: int) -> Sequence[int]:
        if self._rowids is None and stop <= self._FIRST:
            # The first screen must not wait for the order of everything behind it.
            sql = f"{self._rows} LIMIT ? OFFSET ?"
            values = (*self._values, max(stop - start, 0), start)
            return [row for (row,) in database.execute_sql(sql, values)]
        return self._all_rows()[start:stop]

    def _all_rows(self) -> array[int]:
        if self._rowids is None:
            rows = database.execute_sql(self._rows, self._values)
            self._rowids = array("q", (row for (row,) in rows))
        return self._rowids


def find(
    table: Table[Line], text: str = "", pill: str = ALL, order: str = "", descending: bool = False
) -> Listing[Line]:
    """List the live records that match what was typed and belong under the pill."""
    query, values = _query(table, text, table.pills[pill])
    way = "DESC" if descending else "ASC"
    column = table.orders[order or next(iter(table.orders))]
    # Unknown values stand last, whichever way the list is sorted.
    last = f"{column} IS NULL, " if order and order in _MAY_BE_UNKNOWN else ""
    return Listing(table, query, f"{last}{column} {way}, t.rid {way}", values)


def count_pills(table: Table[Line], text: str = "") -> dict[str, int]:
    """Count what each pill would show of what was typed."""
    query, values = _query(table, text, "1")
    columns = ", ".join(
        f"count(CASE WHEN {condition} THEN 1 END)" for condition in table.pills.values()
    )
    row = database.execute_sql(f"SELECT {columns} {query}", values).fetchone()
    return dict(zip(table.pills, row, strict=True))


_MAY_BE_UNKNOWN = frozenset(
    ("joined", "rate", "last_seen", "begins", "effective", "rating", "satisfaction", "capacity")
)


def _query(table: Table[Line], text: str, condition: str) -> tuple[str, list[Any]]:
    name = table.index.table
    query = f'FROM "{name}" t {table.joins} WHERE t.deleted = 0 AND ({condition})'
    if not text.strip():
        return query, []
    expression = indexing.match_expression(text)
    if expression is None:
        return f"{query} AND 0", []
    indexing.refresh(table.index)
    matching = f"SELECT rowid FROM {table.index.name} WHERE {table.index.name} MATCH ?"
    return f"{query} AND t.rid IN ({matching})", [expression]
