"""What members took part in, kept for sorting: counted again only where something changed.

Derived like the search index: not journaled, not merged. Members who are on no event's list have
no row. What is in the trash counts nowhere.
"""

from __future__ import annotations

import time
from collections.abc import Sequence

from models import following
from models.base import database
from models.following import portions
from models.progress import Progress, unheard

_NAME = "participation"
SOURCES = (
    (
        "attendance",
        "SELECT m.rid FROM attendance a CROSS JOIN member m ON m.id = a.member WHERE a.id",
    ),
    (
        "event",
        "SELECT m.rid FROM attendance a CROSS JOIN member m ON m.id = a.member WHERE a.event",
    ),
)
# CROSS keeps SQLite from beginning with every event there is.
FIGURES = (
    "count(iif(a.came = 'yes', 1, NULL)) AS came,"
    " avg(iif(a.came = 'no_record', NULL, a.came = 'yes')) AS rate,"
    " max(iif(a.came = 'yes', e.begins, NULL)) AS last_seen"
    " FROM attendance a CROSS JOIN event e ON e.id = a.event"
    " WHERE a.deleted = 0 AND e.deleted = 0"
)
# Members counted under one lock, and the seconds in which whoever waits for it gets it.
_AT_ONCE = 1_000
_BREATH = 0.002
_INLINE = 1_000


def catch_up(progress: Progress = unheard, most: int | None = None) -> bool:
    """Count what changed since the last time; False where more than `most` members are waiting.

    Writes in small steps, so that the user's own changes never wait long. Raises Cancelled.
    """
    last, done = following.last_change(), following.followed_to(_NAME)
    if last == done:
        return True
    if most is not None and last - done > following.CERTAINLY_MANY:
        return False
    rowids = following.changed_rows(SOURCES, done, last)
    if most is not None and len(rowids) > most:
        return False
    for start in range(0, len(rowids), _AT_ONCE):
        progress(start, len(rowids))
        if start:
            time.sleep(_BREATH)
        _count(rowids[start : start + _AT_ONCE])
    following.keep_followed(_NAME, last)
    return True


def refresh() -> bool:
    """Count a few changes at once, as after a save; False where the figures lag behind."""
    return following.done_inline(lambda: catch_up(most=_INLINE))


def is_behind() -> bool:
    """Whether so much has changed that it waits for catch_up."""
    return following.last_change() - following.followed_to(_NAME) > _INLINE


def _count(rowids: Sequence[int]) -> None:
    with database.atomic("IMMEDIATE"):
        for marks, part in portions(rowids):
            database.execute_sql(f"DELETE FROM _participation WHERE member IN ({marks})", part)
            database.execute_sql(
                "INSERT INTO _participation (member, came, rate, last_seen)"
                " SELECT t.rid, f.came, f.rate, f.last_seen FROM member t JOIN ("
                f"SELECT a.member, {FIGURES}"
                f" AND a.member IN (SELECT id FROM member WHERE rid IN ({marks}))"
                " GROUP BY a.member) f ON f.member = t.id",
                part,
            )
