"""What long lists are answered from: orders and sets of records, held in memory until the file
changes.

To sort a hundred thousand records, or to ask each for what is not in its index, takes longer than a
frame. Here their order, and who meets a condition, is worked out once, off the window's thread, and
every further question is answered from it. Nothing is ever answered from it that anybody's change
may have made wrong: what is remembered holds as long as the file looks as it did, to the last
change in the journal and the last commit.

A set of records is a whole number with one byte for each rowid, 1 where the record is in it: sets
are joined by & and |, and counted by `bit_count`.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, compress
from typing import Any

from models import clock, following
from models.base import database

# What was asked lately: a tenth of a megabyte each for a hundred thousand records.
_MOST_ASKED = 100
_FEW = 4_000

Stamp = tuple[object, ...]


@dataclass(frozen=True)
class Order:
    """The rowids of all records in one order; the first `placed` have a place in it, the others
    stand behind them whichever way it goes. `places` says, by rowid, where each stands."""

    rows: array[int]
    placed: int
    places: array[int]

    def towards(self, descending: bool) -> Iterator[int]:
        if not descending:
            return iter(self.rows)
        return _backwards(memoryview(self.rows), self.placed)

    def sort(self, few: Iterable[int], descending: bool) -> Iterator[int]:
        """Put some of the rowids into this order."""
        rows = sorted(few, key=self.places.__getitem__)
        if not descending:
            return iter(rows)
        return _backwards(rows, bisect_left(rows, self.placed, key=self.places.__getitem__))


def order_of(rows: Sequence[int], placed: int, width: int) -> Order:
    # A record that came or went meanwhile has some place: nobody will ask for this order any more.
    places = array("i", bytes(4 * max(width, max(rows, default=0) + 1)))
    for place, row in enumerate(rows):
        places[row] = place
    return Order(array("i", rows), placed, places)


@dataclass(frozen=True)
class Remembered:
    """What is known of the file as it looked at `stamp`: orders, sets that are always wanted, sets
    that were asked for. `facts` is whatever else a kind of record remembers, by its name."""

    stamp: Stamp
    width: int
    everybody: int
    orders: dict[str, Order] = field(default_factory=dict)
    sets: dict[Hashable, int] = field(default_factory=dict)
    asked: dict[Hashable, int] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

    def set_of(self, rowids: Iterable[int]) -> int:
        """Return those of these that are in no trash."""
        return _marked(rowids, self.width) & self.everybody

    def find(self, name: Hashable) -> int | None:
        found = self.sets.get(name)
        return self.asked.get(name) if found is None else found

    def keep(self, name: Hashable, records: int) -> int:
        """Remember a set for as long as not too many others are asked for."""
        while len(self.asked) >= _MOST_ASKED:
            self.asked.pop(next(iter(list(self.asked))), None)
        self.asked[name] = records
        return records

    def rows(self, order: str, descending: bool, records: int) -> Iterator[int]:
        """Return the rowids of a set in an order that is remembered."""
        marks = records.to_bytes(self.width, "little")
        way = self.orders[order]
        if records.bit_count() <= _FEW:
            # Sooner than to look for them all along the order.
            return way.sort(_unmarked(marks), descending)
        picked = map(marks.__getitem__, way.towards(descending))
        return compress(way.towards(descending), picked)

    @property
    def holds(self) -> bool:
        """Whether nothing has changed since."""
        return self.stamp == stamp()


class Memory:
    """Remembers one kind of record, for all threads."""

    def __init__(self) -> None:
        self._remembered: Remembered | None = None

    def recall(self) -> Remembered | None:
        """Return what is remembered; None where that holds no more, or nothing is."""
        remembered = self._remembered
        if remembered is None or remembered.holds:
            return remembered
        self.forget()
        return None

    def begin(self, table: str) -> Remembered | None:
        """Return what is remembered, begun anew where it holds no more. None while nothing can be:
        what is asked is not in the file yet."""
        known, now = self.recall(), stamp()
        if known is not None or now is None:
            return known
        rowids = read_rowids("rid", f'FROM "{table}" WHERE deleted = 0')
        width = max(rowids, default=0) + 1
        begun = Remembered(now, width, _marked(rowids, width))
        if begun.holds:
            self._remembered = begun
            return begun
        return None

    def forget(self) -> None:
        self._remembered = None


def _marked(rowids: Iterable[int], width: int) -> int:
    marks = bytearray(width)
    try:
        for row in rowids:
            marks[row] = 1
    except IndexError:
        # A record that came meanwhile: nobody will ask what is remembered any more.
        return 0
    return int.from_bytes(marks, "little")


def _unmarked(marks: bytes) -> Iterator[int]:
    row = marks.find(1)
    while row >= 0:
        yield row
        row = marks.find(1, row + 1)


def _backwards(rows: Sequence[int], placed: int) -> Iterator[int]:
    return chain(reversed(rows[:placed]), reversed(rows[placed:]))


def stamp() -> Stamp | None:
    """Return a mark that is another after any change: of records, of what is derived from them, by
    whichever program, and of the day."""
    state = database.state()
    if not state:
        return None
    followed = database.execute_sql("SELECT name, n FROM _indexed ORDER BY name").fetchall()
    return database.database, state, following.last_change(), tuple(followed), clock.today()


def read_rowids(column: str, query: str, values: Sequence[object] = ()) -> list[int]:
    """Return a column of whole numbers. SQLite writes all of them into one text: to take them a
    row at a time takes four times as long."""
    found = database.execute_sql(f"SELECT json_group_array({column}) {query}", values)
    return list(json.loads(found.fetchone()[0]))
