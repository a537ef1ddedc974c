"""What a list asks SQLite: how its kind of record is listed, and the SQL from FROM on."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Generic, TypeVar

from models import indexing
from models.memory import Memory
from models.remembering import Remembered
from models.texts import tidy

Line = TypeVar("Line")
# SQL, and the values bound in it.
Query = tuple[str, list[Any]]
ALL = "all"


@dataclass(frozen=True)
class Start:
    """Where a long list begins without being sorted: the FROM that walks an index, its columns,
    and the condition on the rows it has in their place. What is left out stands behind them; where
    `behind` is the condition on those, the index has them too, in the order of `tie`."""

    rows: str
    columns: tuple[str, ...]
    known: str
    behind: str = ""


@dataclass(frozen=True)
class Table(Generic[Line]):
    """How one kind of record is listed.

    `pills` are named conditions on the table `t`; `states` names those pills that ask for nothing
    but a state of the index, with the states they show. `orders` maps a column's name to the SQL
    it sorts by; rows that are equal in it stand in the order of `tie`. `sums` has for some of them
    what is quicker in long lists: a join that has the same of all records at once, NULL where it
    has nothing, and what to sort by then; `refresh` brings those up to date, or says that they lag
    behind. `source` is a derived table that has a row of every record, with its rowid in `member`;
    as `s` it answers the pills in `kept` and, without sorting, the orders in `walks` under the
    pills in `walked`. `starts` has for orders, and whether descending, where long lists begin;
    `ties` puts other columns before `tie`. `make` turns rowids into finished lines, in any order,
    with the rowid beside each. `memory` is what long lists of this kind are answered from.
    """

    index: indexing.Index
    pills: Mapping[str, str]
    orders: Mapping[str, str]
    make: Callable[[Sequence[int]], dict[int, Line]]
    states: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sums: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    refresh: Callable[[], bool] = lambda: True
    source: str = ""
    kept: Mapping[str, str] = field(default_factory=dict)
    walks: Mapping[str, str] = field(default_factory=dict)
    walked: tuple[str, ...] = (ALL,)
    starts: Mapping[tuple[str, bool], Start] = field(default_factory=dict)
    ties: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    tie: str = "t.rid"
    memory: Memory = field(default_factory=Memory)


@dataclass(frozen=True)
class Extra:
    """One more condition on the table `t`, and the values bound in it. `each` is the same condition
    with the same values, where it is sooner asked of one row after the other than of all. `recall`
    tells who meets it from what is remembered, None where that does not say."""

    condition: str = "1"
    values: tuple[Any, ...] = ()
    each: str = ""
    recall: Callable[[Remembered], int | None] = field(default=lambda _known: None, compare=False)


NO_EXTRA = Extra()


@dataclass(frozen=True)
class Search:
    """What was typed: an FTS5 expression, None where nothing was typed, "" where no record can
    match. `whole` says that the index holds every change."""

    expression: str | None
    whole: bool = True


def search_for(table: Table[Line], text: str) -> Search:
    text = tidy(text)
    if not text:
        return Search(None)
    expression = indexing.match_expression(text)
    return Search(expression or "", whole=not expression or indexing.refresh(table.index))


def ordered(
    table: Table[Line],
    search: Search,
    pill: str,
    order: str,
    descending: bool,
    extra: Extra,
    many: bool,
) -> tuple[list[Query], Query]:
    """Return the SQL from FROM on that gives a list in its order; before it those, if any, that
    one after the other give its beginning without sorting."""
    way, first = "DESC" if descending else "ASC", next(iter(table.orders))
    (query, values), column, ties = _arranged(table, search, pill, order, extra, many)
    starts: list[Query] = []
    begun = table.starts.get((order or first, descending)) if many else None
    joined = order not in table.sums or table.refresh()
    if begun and joined and not _source(table, search, pill, order, many):
        starts = _beginnings(table, begun, search, table.pills[pill], extra, way)
    behind = ", ".join(f"{each} {way}" for each in ties)
    return starts, (f"{query} ORDER BY {column} {way} NULLS LAST, {behind}", values)


def order_of_all(table: Table[Line], order: str) -> Query:
    """Return the SQL that gives the rowid of every record in an order, and whether it has no place
    there but stands behind those that have one."""
    return _in_order(*_arranged(table, Search(None), ALL, order, NO_EXTRA, many=True))


def order_of_few(table: Table[Line], order: str, few: Sequence[int]) -> Query:
    """Return the SQL that gives the same of a few rowids."""
    return _in_order(*_arranged(table, Search(None), ALL, order, _among(few), many=False))


def query_of_few(
    table: Table[Line], search: Search, pill: str, extra: Extra, few: Sequence[int]
) -> Query:
    """Return the SQL from FROM on that gives those of a few rowids which a list has."""
    among, name = _among(few), table.index.name
    where = f"{among.condition} AND ({extra.each or extra.condition})"
    query, values = query_of(
        table, Search(None), table.pills[pill], replace(among, condition=where), many=False
    )
    values += extra.values
    if search.expression is not None:
        # The plus: what many begin with is sooner looked up once than for each of the few.
        found = f"SELECT rowid FROM {name} WHERE {name} MATCH ? AND +rowid IN ({_marks(few)})"
        query, values = f"{query} AND t.rid IN ({found})", [*values, search.expression, *few]
    return query, values


def _among(few: Sequence[int]) -> Extra:
    condition = f"t.rid IN ({_marks(few)})"
    return Extra(condition, tuple(few), each=f"+{condition}")


def _marks(values: Sequence[object]) -> str:
    return ", ".join("?" * len(values))


def _in_order(query: Query, column: str, ties: tuple[str, ...]) -> Query:
    sql, values = query
    by = ", ".join((f"{column} NULLS LAST", *ties))
    return f"SELECT t.rid, {column} IS NULL {sql} ORDER BY {by}", values


def _arranged(
    table: Table[Line], search: Search, pill: str, order: str, extra: Extra, many: bool
) -> tuple[Query, str, tuple[str, ...]]:
    """Return the SQL from FROM on that gives a list, what it is sorted by, and what by then."""
    first = next(iter(table.orders))
    column = table.orders[order or first]
    if order and order != first:
        # What is unknown stands last, whichever way the list is sorted.
        column = f"nullif({column}, '')"
    join, tie = "", table.tie
    if source := _source(table, search, pill, order, many):
        if order in table.sums:
            join, column = table.sums[order]
        query = _from_source(table, source, extra, join), [*extra.values]
        column, tie = table.walks.get(order, column), "s.member"
    else:
        if many and order in table.sums and table.refresh():
            join, column = table.sums[order]
        query = query_of(table, search, table.pills[pill], extra, many, join)
    return query, column, (*table.ties.get(order, ()), tie)


def _source(table: Table[Line], search: Search, pill: str, order: str, many: bool) -> str:
    """Return the condition by which the derived table gives a list; "" where it cannot, or where
    walking the records is quicker."""
    kept, walks = table.kept.get(pill, ""), order in table.walks
    if not kept and walks and many and pill in table.walked:
        condition = table.pills[pill]
    else:
        condition = kept if walks or not many else ""
    return condition if condition and search.expression is None and table.refresh() else ""


def _beginnings(
    table: Table[Line],
    start: Start,
    search: Search,
    condition: str,
    extra: Extra,
    way: str,
) -> list[Query]:
    """Return the SQL from FROM on that gives the first rows of a long list, and what gives those
    behind them."""
    where, values = f"({condition})", [*extra.values]
    if extra is not NO_EXTRA:
        where = f"{where} AND ({extra.condition})"
    hits = ""
    if search.expression:
        name = table.index.name
        hits = f"+t.rid IN (SELECT rowid FROM {name} WHERE {name} MATCH ?) AND "
        values.insert(0, search.expression)
    parts = [(start.known, start.columns)]
    if start.behind:
        parts.append((start.behind, (table.tie,)))
    return [
        (
            f"FROM {start.rows} WHERE {hits}t.deleted = 0 AND {known} AND {where}"
            f" ORDER BY {', '.join(f'{each} {way}' for each in columns)}",
            values,
        )
        for known, columns in parts
    ]


def _from_source(table: Table[Line], condition: str, extra: Extra, join: str) -> str:
    rows = f'{table.source} s CROSS JOIN "{table.index.table}" t ON t.rid = s.member {join}'
    where = f"t.deleted = 0 AND ({condition})"
    if extra is not NO_EXTRA:
        where = f"{where} AND ({extra.condition})"
    return f"FROM {rows} WHERE {where}"


def query_of(
    table: Table[Line],
    search: Search,
    condition: str,
    extra: Extra,
    many: bool,
    join: str = "",
) -> Query:
    """Return the SQL from FROM on: the hits looked up, or the table walked when they are many."""
    rows, name = f'"{table.index.table}" t {join}', table.index.name
    # What is gathered first is looked up by: the plus keeps SQLite from walking an index for it.
    plus = "+" if extra.each not in ("", extra.condition) else ""
    where = f"{plus}t.deleted = 0 AND ({condition})"
    if extra is not NO_EXTRA:
        where = f"{where} AND ({extra.condition})"
    if search.expression is None:
        return f"FROM {rows} WHERE {where}", [*extra.values]
    if not search.expression:
        return f"FROM {rows} WHERE 0", []
    if many:
        matching = f"SELECT rowid FROM {name} WHERE {name} MATCH ?"
        sql = f"FROM {rows} WHERE +t.rid IN ({matching}) AND {where}"
        return sql, [search.expression, *extra.values]
    hits = f'{name} hit CROSS JOIN "{table.index.table}" t ON t.rid = hit.rowid'
    return f"FROM {hits} WHERE {name} MATCH ? AND {where}", [search.expression, *extra.values]
