"""A list that is as long as its table and holds only the rows on screen."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import chain, islice
from typing import Generic

from models import following, indexing, recalling
from models.base import database
from models.listing_query import (
    ALL,
    NO_EXTRA,
    Extra,
    Line,
    Query,
    Search,
    Table,
    ordered,
    query_of,
    search_for,
)
from models.ordering import Order

# From so many hits on, walking the table in its order finds a first screen sooner than sorting.
_MANY = 4_000


class Listing(Generic[Line]):
    """What a search found: its length at once, its lines as they are asked for."""

    _FIRST = 100

    def __init__(
        self,
        table: Table[Line],
        search: Search,
        pill: str,
        order: str,
        descending: bool,
        extra: Extra,
        whole: bool = False,
    ) -> None:
        self._table = table
        # Of what is found whole, every row is found below: to count it first takes as long.
        self.total = _count(table, search, pill, NO_EXTRA if whole else extra)
        many = self.total > _MANY
        self._starts, self._query = ordered(table, search, pill, order, descending, extra, many)
        self._rowids: array[int] | None = None
        if whole:
            self.total = len(self._all_rows())

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
        query, values = self._query
        rows = database.execute_sql(f"SELECT t.id {query}", values)
        return [bytes(record_id) for (record_id,) in rows]

    def _rows_between(self, start: int, stop: int) -> Sequence[int]:
        if self._rowids is None and stop <= self._FIRST:
            # The first screen must not wait for the order of everything behind it.
            rows: list[tuple[int]] = []
            for query in self._starts:
                rows += _first_rows(query, stop - len(rows)) if len(rows) < stop else []
            if len(rows) < stop:
                rows = _first_rows(self._query, stop)
            return [row for (row,) in rows[start:stop]]
        return self._all_rows()[start:stop]

    def _all_rows(self) -> array[int]:
        if self._rowids is None:
            query, values = self._query
            rows = database.execute_sql(f"SELECT t.rid {query}", values).fetchall()
            # Row by row, a hundred thousand take twice as long.
            self._rowids = array("q", list(chain.from_iterable(rows)))
        return self._rowids


class Recalled(Listing[Line]):
    """The same from what is remembered, all of it as it was then."""

    def __init__(
        self,
        table: Table[Line],
        order: Order,
        records: int,
        width: int,
        descending: bool,
    ) -> None:
        self._table = table
        self.total = records.bit_count()
        self._rowids = None
        self._ordered = partial(order.pick, records, width, descending)

    def ids(self) -> list[bytes]:
        rowids = self._all_rows()
        found: dict[int, bytes] = {}
        for marks, part in following.portions(rowids):
            sql = f'SELECT rid, id FROM "{self._table.index.table}" WHERE rid IN ({marks})'
            found.update(database.execute_sql(sql, part).fetchall())
        return [bytes(found[row]) for row in rowids if row in found]

    def _rows_between(self, start: int, stop: int) -> Sequence[int]:
        if self._rowids is None and stop <= self._FIRST:
            return list(islice(self._ordered(), start, stop))
        return self._all_rows()[start:stop]

    def _all_rows(self) -> array[int]:
        if self._rowids is None:
            self._rowids = array("q", self._ordered())
        return self._rowids


def _first_rows(query: Query, wanted: int) -> list[tuple[int]]:
    sql, values = query
    return list(database.execute_sql(f"SELECT t.rid {sql} LIMIT ?", (*values, wanted)).fetchall())


def find(
    table: Table[Line],
    text: str = "",
    pill: str = ALL,
    order: str = "",
    descending: bool = False,
    extra: Extra = NO_EXTRA,
    whole: bool = False,
) -> Listing[Line]:
    """List the live records that match what was typed, belong under the pill and meet `extra`.

    A list that is found `whole` asks for nothing later but the lines it shows, and what it needed
    is remembered.
    """
    search = search_for(table, text)
    question = (table, search, pill, order, descending, extra)
    known = _remember(*question) if whole else _recall(*question)
    return known or Listing(*question, whole)


def recall(
    table: Table[Line],
    text: str,
    pill: str,
    order: str,
    descending: bool,
    extra: Extra,
) -> Listing[Line] | None:
    """Return what `find` would list where that is remembered, and so there within a frame."""
    return _recall(table, search_for(table, text), pill, order, descending, extra)


def _recall(
    table: Table[Line], search: Search, pill: str, order: str, descending: bool, extra: Extra
) -> Listing[Line] | None:
    known = table.memory.recall()
    if known is None:
        return None
    records = recalling.rows_of(table, search, pill, extra, known)
    if records is None:
        return None
    ordered_by = recalling.order_of_rows(table, order or next(iter(table.orders)), known)
    # Somebody may have changed something while the file was asked about what had changed.
    if ordered_by is None or not known.holds:
        return None
    return Recalled(table, ordered_by, records, known.width, descending)


def _remember(
    table: Table[Line], search: Search, pill: str, order: str, descending: bool, extra: Extra
) -> Listing[Line] | None:
    """Read what a list needs; None where something was changed meanwhile."""
    remembered = recalling.begin(table)
    if remembered is None:
        return None
    recalling.read(table, pill, order or next(iter(table.orders)), extra, remembered)
    return _recall(table, search, pill, order, descending, extra)


def count_pills(table: Table[Line], text: str = "", extra: Extra = NO_EXTRA) -> dict[str, int]:
    """Count what each pill would show of what was typed and meets `extra`."""
    search = search_for(table, text)
    if known := _recalled_counts(table, search, _counted(table), extra):
        return known
    together = search.expression is None or (search.expression and not search.whole)
    if together or extra is not NO_EXTRA:
        return _count_together(table, search, extra)
    return {pill: _count(table, search, pill, extra) for pill in _counted(table)}


def count_kept(table: Table[Line], text: str = "", extra: Extra = NO_EXTRA) -> dict[str, int]:
    """Count the same for the pills that a derived table answers."""
    search = search_for(table, text)
    known = _recalled_counts(table, search, table.kept, extra)
    return known or {pill: _count(table, search, pill, extra) for pill in table.kept}


def count(table: Table[Line], text: str = "", pill: str = ALL, extra: Extra = NO_EXTRA) -> int:
    """Count what `find` would list."""
    search = search_for(table, text)
    known = _recalled_counts(table, search, (pill,), extra)
    return known[pill] if known else _count(table, search, pill, extra)


def _recalled_counts(
    table: Table[Line], search: Search, pills: Iterable[str], extra: Extra
) -> dict[str, int]:
    """Return the same from what is remembered; nothing where some of it is not."""
    known, counts = table.memory.recall(), {}
    if known is None:
        return {}
    for pill in pills:
        records = recalling.rows_of(table, search, pill, extra, known)
        if records is None:
            return {}
        counts[pill] = records.bit_count()
    return counts if known.holds else {}


def _count(table: Table[Line], search: Search, pill: str, extra: Extra) -> int:
    """Count in the index alone where it knows enough: no row of the table need be read."""
    name = table.index.name
    if extra is NO_EXTRA and pill in table.kept and search.whole and table.refresh():
        return _count_kept(table, search, table.kept[pill])
    told = extra is NO_EXTRA and (pill == ALL or pill in table.states)
    if search.expression and search.whole and told:
        expression = search.expression
        if pill != ALL:
            expression = indexing.with_state(expression, table.states[pill])
        query, values = f"FROM {name} WHERE {name} MATCH ?", [expression]
    else:
        query, values = query_of(table, search, table.pills[pill], extra, many=False)
    return int(database.execute_sql(f"SELECT count(*) {query}", values).fetchone()[0])


def _count_together(table: Table[Line], search: Search, extra: Extra) -> dict[str, int]:
    """Count every pill in one reading of the table."""
    pills = _counted(table)
    conditions = [table.pills[pill] for pill in pills]
    columns = ", ".join(f"count(CASE WHEN {condition} THEN 1 END)" for condition in conditions)
    query, values = query_of(table, search, "1", extra, many=False)
    row = database.execute_sql(f"SELECT {columns} {query}", values).fetchone()
    return dict(zip(pills, row, strict=True))


def _counted(table: Table[Line]) -> list[str]:
    return [pill for pill in table.pills if pill not in table.kept]


def _count_kept(table: Table[Line], search: Search, condition: str) -> int:
    source, values = f"{table.source} s", []
    if search.expression is not None:
        name = table.index.name
        source = f"{name} hit CROSS JOIN {source} ON s.member = hit.rowid"
        condition, values = f"{name} MATCH ? AND {condition}", [search.expression]
    if search.expression == "":
        return 0
    sql = f"SELECT count(*) FROM {source} WHERE {condition}"
    return int(database.execute_sql(sql, values).fetchone()[0])
