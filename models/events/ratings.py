"""The marks an event was given: by people on its list, and on slips without a name."""

from __future__ import annotations

from models.base import TRASHED, database

_GIVEN = (
    "a.deleted = 0 AND a.rating IS NOT NULL"
    # Who was erased gave theirs still; who is in the trash did not.
    f" AND a.member NOT IN (SELECT id FROM member WHERE deleted = {TRASHED})"
)
_ON_SLIPS = "v.deleted = 0 AND v.rating IS NOT NULL"
# Every mark, as (event, rating).
MARKS = (
    f"SELECT a.event, a.rating FROM attendance a WHERE {_GIVEN}"
    f" UNION ALL SELECT v.event, v.rating FROM evaluation v WHERE {_ON_SLIPS}"
)


def figure_of(figure: str, event: str) -> str:
    """Return SQL for a figure of the marks of one event, `avg(rating)` or `count(*)`. The event is
    named inside, for SQLite reads every mark there is where it is asked for outside."""
    return (
        f"(SELECT {figure} FROM (SELECT a.rating FROM attendance a WHERE a.event = {event}"
        f" AND {_GIVEN} UNION ALL"
        f" SELECT v.rating FROM evaluation v WHERE v.event = {event} AND {_ON_SLIPS}))"
    )


# SQL for an event `e`: the mean of its marks, NULL without any, and how many they are.
MEAN = figure_of("avg(rating)", "e.id")
COUNT = figure_of("count(*)", "e.id")


def rating_of(event_id: bytes) -> tuple[float | None, int]:
    """Return the mean of an event's marks, None without any, and how many they are."""
    mean, count = database.execute_sql(
        f"SELECT avg(r.rating), count(*) FROM ({MARKS}) r WHERE r.event = ?", (event_id,)
    ).fetchone()
    return mean, int(count)
