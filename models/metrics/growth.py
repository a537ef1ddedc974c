"""How many members there are, who came and who went. Facts only, no wording."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.base import database, read_day
from models.month import Month
from models.vocabulary import OUTSIDE

# Present on a day: not an applicant, joined by then or nobody knows when, not left by then. A
# member who left nobody knows when counts in no month, and is reported instead.
_LEFT_UNDATED = "status = 'left' AND coalesce(\"left\", '') = ''"
_OUTSIDE = f"({', '.join(repr(str(status)) for status in OUTSIDE)})"
_EVER_MEMBER = f"deleted = 0 AND status NOT IN {_OUTSIDE} AND NOT ({_LEFT_UNDATED})"
PRESENT_ON = (
    f"{_EVER_MEMBER} AND (coalesce(joined, '') <= ?)"
    " AND (coalesce(\"left\", '') = '' OR substr(\"left\", 1, 10) > ?)"
)
# Every time that somebody was or is a member: the present one, and those before a return.
_NOW = f"FROM member t WHERE {_EVER_MEMBER}"
_BEFORE = (
    "FROM stay s CROSS JOIN member t ON t.id = s.member"
    " WHERE s.deleted = 0 AND t.deleted = 0 AND coalesce(s.\"left\", '') <> ''"
)
_SPANS = f'SELECT joined, "left" {_NOW} UNION ALL SELECT s.joined, s."left" {_BEFORE}'
_WHOSE = "t.id AS id, t.rid AS rid, t.name AS name, t.pinyin AS pinyin, t.source AS source"
_STAYS = (
    f'SELECT {_WHOSE}, joined, "left", left_reason AS reason {_NOW}'
    f' UNION ALL SELECT {_WHOSE}, s.joined, s."left", s.reason {_BEFORE}'
)
_HAS_PAST = (
    'EXISTS (SELECT 1 FROM stay p WHERE p.member = t.id AND p.deleted = 0 AND p."left" <= t.joined)'
)


@dataclass(frozen=True)
class Joiner:
    """`is_back`: they were a member before, and returned."""

    id: bytes
    name: str
    day: date
    source: str
    is_back: bool = False


@dataclass(frozen=True)
class Leaver:
    id: bytes
    name: str
    day: date
    joined: date | None
    reason: str


@dataclass(frozen=True)
class MonthlyCount:
    """Members at the end of a month, and who joined and left in it."""

    month: Month
    members: int
    joined: int
    left: int


@dataclass(frozen=True)
class Growth:
    """`series` ends with the month itself. `applicants` are those waiting now."""

    month: Month
    series: tuple[MonthlyCount, ...]
    joined: tuple[Joiner, ...]
    left: tuple[Leaver, ...]
    applicants: int
    left_undated: int

    @property
    def members(self) -> int:
        return self.series[-1].members

    @property
    def members_before(self) -> int:
        return self.series[-2].members


def growth_of(month: Month, months: int = 12) -> Growth:
    """Return how membership stands at the end of a month, with the months before it."""
    by_status = "SELECT status, count(*) FROM member WHERE deleted = 0 GROUP BY status"
    statuses = dict(database.execute_sql(by_status).fetchall())
    undated = database.execute_sql(
        f"SELECT count(*) FROM member WHERE deleted = 0 AND {_LEFT_UNDATED}"
    ).fetchone()[0]
    return Growth(
        month=month,
        series=monthly_counts(month, max(months, 2)),
        joined=joined_in(month),
        left=left_in(month),
        applicants=statuses.get("applicant", 0),
        left_undated=undated,
    )


def members_on(day: date) -> int:
    """Return how many members there were at the end of a day."""
    query = (
        f"SELECT count(*) FROM ({_SPANS}) WHERE coalesce(joined, '') <= ?"
        " AND (coalesce(\"left\", '') = '' OR substr(\"left\", 1, 10) > ?)"
    )
    return int(database.execute_sql(query, (day.isoformat(), day.isoformat())).fetchone()[0])


def monthly_counts(month: Month, months: int) -> tuple[MonthlyCount, ...]:
    """Return the counts of so many months, the last one last, reading the members once."""
    rows = database.execute_sql(
        "SELECT substr(coalesce(joined, ''), 1, 7), substr(coalesce(\"left\", ''), 1, 7), count(*)"
        f" FROM ({_SPANS}) GROUP BY 1, 2"
    ).fetchall()
    counts = []
    for back in range(months - 1, -1, -1):
        shown = month.back(back)
        key = str(shown)
        counts.append(
            MonthlyCount(
                month=shown,
                members=sum(n for came, went, n in rows if came <= key and not "" < went <= key),
                joined=sum(n for came, _went, n in rows if came == key),
                left=sum(n for _came, went, n in rows if went == key),
            )
        )
    return tuple(counts)


def joined_in(month: Month) -> tuple[Joiner, ...]:
    rows = database.execute_sql(
        f"SELECT id, name, joined, source, {_HAS_PAST} FROM ({_STAYS}) t"
        " WHERE joined BETWEEN ? AND ? ORDER BY joined, pinyin, name, rid",
        _span(month),
    )
    return tuple(
        Joiner(bytes(id_), name, day, source, bool(is_back))
        for id_, name, joined, source, is_back in rows
        if (day := read_day(joined))
    )


def left_in(month: Month) -> tuple[Leaver, ...]:
    rows = database.execute_sql(
        f'SELECT id, name, "left", joined, reason FROM ({_STAYS})'
        ' WHERE "left" BETWEEN ? AND ? ORDER BY "left", pinyin, name, rid',
        _span(month),
    )
    return tuple(
        Leaver(bytes(id_), name, day, read_day(joined), reason)
        for id_, name, left, joined, reason in rows
        if (day := read_day(left))
    )


def _span(month: Month) -> tuple[str, str]:
    return month.first.isoformat(), f"{month.last.isoformat()}~"
