"""What came with a merge and changed nothing: this file had a later value of the same cell."""

from __future__ import annotations

import json
from collections.abc import Iterable

from models.base import database

# What this file had written by then: not what came later with another merge, nor since.
_OVERRULED = """
    SELECT g.n FROM _change g JOIN _transaction x ON x.id = g.tx, _merge m
    WHERE m.id = ? AND g.n IN (SELECT value FROM json_each(?)) AND g.col IS NOT NULL AND EXISTS (
        SELECT 1 FROM _change h JOIN _transaction y ON y.id = h.tx
        WHERE h.row = g.row AND h.col IS g.col AND y.hlc <= m.hlc
        AND (y.hlc, y.id, h.n) > (x.hlc, x.id, g.n) AND h.tx NOT IN (
            SELECT d.tx FROM _merged d JOIN _merge k ON k.id = d.merge WHERE k.hlc >= m.hlc))
"""


def overruled(merge: int, changes: Iterable[int]) -> frozenset[int]:
    """Return those of a merge's changes, by their numbers, that were older than what stood here."""
    rows = database.execute_sql(_OVERRULED, (merge, json.dumps(list(changes))))
    return frozenset(number for (number,) in rows)
