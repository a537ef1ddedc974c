"""The marks an event was given: by people on its list, and on slips without a name."""

from __future__ import annotations

from models.base import TRASHED, database

# Every mark, as (event, rating). Who was erased gave theirs still; who is in the trash did not.
MARKS = (
    "SELECT a.event, a.rating FROM attendance a WHERE a.deleted = 0 AND a.rating IS NOT NULL"
    f" AND a.member NOT IN (SELECT id FROM member WHERE deleted = {TRASHED})"
    " UNION ALL"
    " SELECT v.event, v.rating FROM evaluation v WHERE v.deleted = 0 AND v.rating IS NOT NULL"
)
# SQL for an event `e`: the mean of its marks, NULL without any, and how many they are.
MEAN = f"(SELECT avg(r.rating) FROM ({MARKS}) r WHERE r.event = e.id)"
COUNT = f"(SELECT count(*) FROM ({MARKS}) r WHERE r.event = e.id)"


def rating_of(event_id: bytes) -> tuple[float | None, int]:
    """Return the mean of an event's marks, None without any, and how many they are."""
    mean, count = database.execute_sql(
        f"SELECT avg(r.rating), count(*) FROM ({MARKS}) r WHERE r.event = ?", (event_id,)
    ).fetchone()
    return mean, int(count)
