"""A long list answered from what is remembered of its records; what is not yet, read where there is
time for it."""

from __future__ import annotations

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
from models.remembering import Remembered, order_of, read_rowids

# What many words begin with, so that it takes longest to look up.
_LETTERS = ascii_lowercase + digits


def rows_of(
    table: Table[Line], search: Search, pill: str, extra: Extra, remembered: Remembered
) -> int | None:
    """Return the records a list has, None where that is not remembered. What was typed is looked
    up, for that is quick."""
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
    placed = sum(not behind for _row, behind in rows)
    rowids = [row for row, _behind in rows]
    remembered.orders[order] = order_of(rowids, placed, remembered.width)


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
