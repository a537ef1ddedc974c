"""A long list answered from what is remembered of its records; what is not yet, read where there is
time for it."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from string import ascii_lowercase, digits

from models.base import database
from models.listing_query import (
    ALL,
    NO_EXTRA,
    Extra,
    Line,
    Search,
    Table,
    order_of_all,
    query_of,
    search_for,
)
from models.progress import Progress
from models.remembering import Order, Remembered, read_rowids

# What many words begin with, so that it takes longest to look up.
_LETTERS = ascii_lowercase + digits


def rows_of(
    table: Table[Line], search: Search, pill: str, extra: Extra, remembered: Remembered
) -> int | None:
    """Return the records a list has, None where that is not remembered. What was typed is looked
    up, for that is quick."""
    inside = remembered.everybody
    if pill != ALL:
        held = remembered.sets.get(table.pills[pill])
        if held is None:
            return None
        inside &= held
    if extra is not NO_EXTRA:
        met = remembered.sets.get((extra.condition, extra.values))
        if met is None:
            met = extra.recall(remembered)
        if met is None:
            return None
        inside &= met
    if search.expression is None:
        return inside
    found = _typed(table, search, remembered)
    return None if found is None else inside & found


def read(table: Table[Line], pill: str, order: str, extra: Extra, remembered: Remembered) -> None:
    """Remember what a list needs, as far as it is not."""
    read_order(table, order, remembered)
    if pill != ALL:
        read_pill(table, pill, remembered)
    name = (extra.condition, extra.values)
    if extra is not NO_EXTRA and name not in remembered.sets:
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
        _typed(table, search_for(table, letter), remembered)


def read_order(table: Table[Line], order: str, remembered: Remembered) -> None:
    if order in remembered.orders:
        return
    rows = database.execute_sql(*order_of_all(table, order)).fetchall()
    placed = sum(not behind for _row, behind in rows)
    remembered.orders[order] = Order(array("i", [row for row, _behind in rows]), placed)


def read_pill(table: Table[Line], pill: str, remembered: Remembered) -> None:
    condition = table.pills[pill]
    if condition not in remembered.sets:
        query, values = query_of(table, Search(None), condition, NO_EXTRA, many=False)
        found = remembered.set_of(read_rowids("t.rid", query, values))
        remembered.keep(condition, found)


def _typed(table: Table[Line], search: Search, remembered: Remembered) -> int | None:
    """Return what was typed; None where the index lags behind and may not say it."""
    if not search.expression:
        return 0
    if not search.whole:
        return None
    name = ("typed", search.expression)
    if name in remembered.sets:
        return remembered.sets[name]
    query = f"FROM {table.index.name} WHERE {table.index.name} MATCH ?"
    values = (search.expression,)
    count = database.execute_sql(f"SELECT count(*) {query}", values).fetchone()[0]
    if count == remembered.everybody.bit_count():
        # To name them takes three times as long as to count them.
        return remembered.keep(name, remembered.everybody)
    return remembered.keep(name, remembered.set_of(read_rowids("rowid", query, values)))
