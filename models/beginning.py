"""The first screen of a list that takes longer than a frame to find: found in time, or not at all.

Whoever looks at a list looks at its beginning. Its order is walked until there are enough rows that
meet the condition; where they are rare, those few are looked up and sorted. SQLite is stopped when
its time is over: then the whole list is found elsewhere.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from sqlcipher3 import dbapi2

from models.base import database
from models.listing_query import Extra, Line, Query, Table, ordered, search_for

# Seconds of work for the walk, for looking up and sorting, and for walking on where that was too
# much: with the lines made and painted, all of it is within a frame.
_FIRST_WALK, _SORTING, _LAST_WALK = 0.001, 0.003, 0.005
# Where others have the processor or the disk, no more than so many times as long.
_PATIENCE = 3
# Steps of SQLite's machine between two looks at the clock: some hundredths of a millisecond.
_STEPS = 500
_STOPPED = "interrupted"


def begin(
    table: Table[Line],
    text: str,
    pill: str,
    order: str,
    descending: bool,
    extra: Extra,
    wanted: int,
) -> list[Line] | None:
    """Return the first `wanted` lines of what `find` would list, or all where there are fewer.

    None where they cannot be told in time, or there are none.
    """
    search = search_for(table, text)
    asked = table, search, pill, order, descending
    starts, walk = ordered(*asked, replace(extra, condition=extra.each or extra.condition), True)
    walks = starts or [walk]
    # Behind those that have a place in the order stand those that have none.
    least = wanted if len(starts) == 1 else 0
    rowids = (
        _found(walks, wanted, least, _FIRST_WALK)
        or _found([ordered(*asked, extra, False)[1]], wanted, 0, _SORTING)
        or _found(walks, wanted, least, _LAST_WALK)
    )
    if not rowids:
        return None
    made = table.make(rowids)
    return [made[row] for row in rowids if row in made]


def _found(queries: list[Query], wanted: int, least: int, seconds: float) -> list[int]:
    """Return the first rowids that queries give, one behind the other; none where they do not give
    so many in time."""
    rows: list[tuple[int]] = []
    # Not through peewee, which would make errors of its own.
    execute = database.connection().execute
    try:
        with _stopped_after(seconds):
            for sql, values in queries:
                left = wanted - len(rows)
                rows += execute(f"SELECT t.rid {sql} LIMIT ?", (*values, left)).fetchall()
    except dbapi2.OperationalError as error:
        if _STOPPED not in str(error):
            raise
        return []
    return [row for (row,) in rows] if len(rows) >= least else []


@contextmanager
def _stopped_after(seconds: float) -> Iterator[None]:
    """Stop what this thread asks of the file when its work or its patience is over."""
    connection = database.connection()
    worked, waited = time.thread_time() + seconds, time.perf_counter() + _PATIENCE * seconds

    def is_over() -> bool:
        return time.thread_time() > worked or time.perf_counter() > waited

    connection.set_progress_handler(is_over, _STEPS)
    try:
        yield
    finally:
        connection.set_progress_handler(None, _STEPS)
