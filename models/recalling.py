"""A long list answered from what is remembered of its records; what is not yet, read where there is
time for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from string import ascii_lowercase, digits

from models import following, indexing
from models.base import database
from models.listing_query import (
    ALL,
    NO_EXTRA,
    Extra,
    Line,
    Search,
    Table,
    order_of_all,
    order_of_few,
    query_of,
    query_of_few,
    search_for,
)
from models.memory import Known
from models.ordering import Order, order_of, placed_anew
from models.progress import Progress
from models.remembering import Remembered, read_rowids

# What many words begin with, so that it takes longest to look up.
_LETTERS = ascii_lowercase + digits


def rows_of(
    table: Table[Line], search: Search, pill: str, extra: Extra, known: Known
) -> int | None:
    """Return the records a list has, None where that is not remembered. What was typed is looked
    up, for that is quick; so is what changed."""
    records = _remembered_rows(table, search, pill, extra, known.remembered)
    if records is None or not known.changed:
        return records
    few: list[int] = []
    if search.expression != "":
        few = read_rowids("t.rid", *query_of_few(table, search, pill, extra, known.changed))
    return known.lay(few, records)


def order_of_rows(table: Table[Line], order: str, known: Known) -> Order | None:
    """Return an order, those who changed in their places; None where it is not remembered."""
    found = known.orders.get(order) or known.remembered.orders.get(order)
    if found is None or not known.changed or order in known.orders:
        return found
    known.orders[order] = placed_anew(found, known.changed, partial(_sorted, table, order))
    return known.orders[order]


def _sorted(table: Table[Line], order: str, few: Sequence[int]) -> list[tuple[int, bool]]:
    return list(database.execute_sql(*order_of_few(table, order, few)).fetchall())


def _remembered_rows(
    table: Table[Line], search: Search, pill: str, extra: Extra, remembered: Remembered
) -> int | None:
    inside = remembered.everybody
    if pill != ALL:
        held = remembered.find(table.pills[pill])
        if held is None:
            return None
        inside &= held
    if extra is not NO_EXTRA:
        met = remembered.find((extra.condition, extra.values))
        if met is None:
            met = extra.recall(remembered)
            if met is None:
                return None
            remembered.keep((extra.condition, extra.values), met)
        inside &= met
    if search.expression is None:
        return inside
    found = _typed(table, search, remembered)
    return None if found is None else inside & found


def begin(table: Table[Line], anew: bool = False) -> Remembered | None:
    """Return what is remembered, begun where that is nothing; `anew` what is to replace it, where
    many records changed since. None while nothing can be remembered."""
    # Brought up to date: later it would change by itself, and no journal says so.
    since = following.last_place()
    is_settled = all([indexing.refresh(table.index), table.refresh()])
    find = table.memory.renew if anew else table.memory.begin
    return find(table.index.table, since if is_settled else None)


def read(table: Table[Line], pill: str, order: str, extra: Extra, remembered: Remembered) -> None:
    """Remember what a list needs, as far as it is not."""
    read_order(table, order, remembered)
    if pill != ALL:
        read_pill(table, pill, remembered)
    name = (extra.condition, extra.values)
    if extra is not NO_EXTRA and remembered.find(name) is None:
        met = extra.recall(remembered)
        if met is None:
            met = remembered.set_of(
                read_rowids("t.rid", *query_of(table, Search(None), "1", extra, many=False))
            )
        remembered.keep(name, met)


def read_all(
    table: Table[Line], orders: Iterable[str], remembered: Remembered, progress: Progress
) -> None:
    """Remember every order, every pill and what one letter finds. Raises Cancelled."""
    for order in orders:
        progress(0, 1)
        read_order(table, order, remembered)
    for pill in table.pills:
        progress(0, 1)
        read_pill(table, pill, remembered)
    for letter in _LETTERS:
        progress(0, 1)
        search = search_for(table, letter)
        if search.whole and search.expression:
            remembered.sets[search.expression] = _look_up(table, search, remembered)


def read_order(table: Table[Line], order: str, remembered: Remembered) -> None:
    if order in remembered.orders:
        return
    rows = database.execute_sql(*order_of_all(table, order)).fetchall()
    remembered.orders[order] = order_of(rows, remembered.width)


def read_pill(table: Table[Line], pill: str, remembered: Remembered) -> None:
    condition = table.pills[pill]
    if condition not in remembered.sets:
        query, values = query_of(table, Search(None), condition, NO_EXTRA, many=False)
        remembered.sets[condition] = remembered.set_of(read_rowids("t.rid", query, values))


def _typed(table: Table[Line], search: Search, remembered: Remembered) -> int | None:
    """Return what was typed; None where the index lags behind and may not say it."""
    if not search.expression:
        return 0
    if not search.whole:
        return None
    found = remembered.find(search.expression)
    if found is None:
        found = remembered.keep(search.expression, _look_up(table, search, remembered))
    return found


def _look_up(table: Table[Line], search: Search, remembered: Remembered) -> int:
    query = f"FROM {table.index.name} WHERE {table.index.name} MATCH ?"
    return remembered.set_of(read_rowids("rowid", query, (search.expression,)))
