"""What long lists are answered from: orders and sets of records, held in memory.

To sort a hundred thousand records, or to ask each for what is not in its index, takes longer than a
frame. Here their order, and who meets a condition, is worked out once, off the window's thread, and
every further question is answered from it. What is read later than it was begun is right of all
records but those that changed since; about those the file itself is asked (memory.py).

A set of records is a whole number with one byte for each rowid, 1 where the record is in it: sets
are joined by & and |, and counted by `bit_count`.
"""

from __future__ import annotations

import json
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from models import clock, following
from models.base import database
from models.following import Place
from models.ordering import Order

# What was asked lately: a tenth of a megabyte each for a hundred thousand records.
_MOST_ASKED = 100


@dataclass(frozen=True)
class Stamp:
    """How the file looks: another after any change, of records, of what is derived from them, by
    whichever program, and on another day. As long as `ground` is the same, the journal says behind
    `last` what changed."""

    ground: tuple[object, ...]
    last: int
    looks: tuple[object, ...]


@dataclass(frozen=True)
class Remembered:
    """What is known of the records that have not changed since the place in the journal in `since`;
    where that is None, as long as the file looks as it did at `stamp`.

    Orders, sets that are always wanted, sets that were asked for; `facts` is whatever else a kind
    of record remembers, by its name. No rowid in it is `width` or higher.
    """

    stamp: Stamp
    since: Place | None
    width: int
    everybody: int
    orders: dict[str, Order] = field(default_factory=dict)
    sets: dict[Hashable, int] = field(default_factory=dict)
    asked: dict[Hashable, int] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

    def set_of(self, rowids: Iterable[int]) -> int:
        """Return those of these that were in no trash."""
        return set_of(rowids, self.width) & self.everybody

    def find(self, name: Hashable) -> int | None:
        found = self.sets.get(name)
        return self.asked.get(name) if found is None else found

    def keep(self, name: Hashable, records: int) -> int:
        """Remember a set for as long as not too many others are asked for."""
        while len(self.asked) >= _MOST_ASKED:
            self.asked.pop(next(iter(list(self.asked))), None)
        self.asked[name] = records
        return records


def set_of(rowids: Iterable[int], width: int) -> int:
    """Return a set; a record that came later, and has no room in it, is left out."""
    rows, marks = list(rowids), bytearray(width)
    try:
        for row in rows:
            marks[row] = 1
    except IndexError:
        return set_of((row for row in rows if row < width), width)
    return int.from_bytes(marks, "little")


def stamp() -> Stamp | None:
    """Return how the file looks; None while this thread has not committed what it writes."""
    state = database.state()
    if not state:
        return None
    followed = dict(database.execute_sql("SELECT name, n FROM _indexed").fetchall())
    # Below zero are marks of what all is derived by, such as the rules of classes.
    marks = tuple(sorted(item for item in followed.items() if item[1] < 0))
    device, place, *looks = state
    ground = (database.database, device, place, database.strangers, clock.today(), marks)
    return Stamp(ground, following.last_change(), (*looks, tuple(sorted(followed.items()))))


def read_rowids(column: str, query: str, values: Sequence[object] = ()) -> list[int]:
    """Return a column of whole numbers. SQLite writes all of them into one text: to take them a
    row at a time takes four times as long."""
    found = database.execute_sql(f"SELECT json_group_array({column}) {query}", values)
    return list(json.loads(found.fetchone()[0]))
