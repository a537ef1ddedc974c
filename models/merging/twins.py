"""People who may have been entered twice, on two laptops that did not know of each other."""

from __future__ import annotations

from dataclasses import dataclass

from models.base import database, read_words
from models.journal.transactions import action
from models.settlement import mark_different, pair_id, settled_ids
from models.titles import Named
from models.vocabulary import Kind

_SAME = ("phone", "wechat_id", "name")
_MOST = 200
_NOW, _BEFORE = "_pair", "_pair_before"
# A member that came by a merge, beside one that did not come by the same: both live. All members
# are gone through once, and looked up among the few that came.
_PAIRS = """
    INSERT OR IGNORE INTO temp.{into} (low, high, reason, at)
    WITH came AS MATERIALIZED (SELECT m.rid, trim(m."{column}") AS value, d.merge, o.hlc
        FROM _merged d
        JOIN _merge o ON o.id = d.merge
        CROSS JOIN _change g ON g.tx = d.tx AND g.col IS NULL
        CROSS JOIN member m ON m.id = g.row
        WHERE m.deleted = 0 AND trim(m."{column}") <> '')
    SELECT min(a.rid, b.rid), max(a.rid, b.rid), '{column}', max(a.hlc)
    FROM member b
    CROSS JOIN came a ON a.value = trim(b."{column}") AND a.rid <> b.rid
    WHERE b.deleted = 0
        AND NOT EXISTS (SELECT 1 FROM _change h JOIN _merged e ON e.tx = h.tx
            WHERE h.row = b.id AND h.col IS NULL AND e.merge = a.merge)
    GROUP BY 1, 2"""
_BOTH = """
    FROM temp.{pairs} p CROSS JOIN member one ON one.rid = p.low
    CROSS JOIN member other ON other.rid = p.high"""


@dataclass(frozen=True)
class Twins:
    """Two members with the same telephone number, WeChat ID or name (`reason`)."""

    id: bytes
    first: Named
    second: Named
    reason: str


@dataclass(frozen=True)
class Brought:
    """The pairs a merge brought: the first of them, and how many there are besides."""

    first: tuple[Twins, ...]
    more: int


def open_twins() -> tuple[Twins, ...]:
    """Return the pairs nobody has looked at yet; each pair once, for its strongest reason, those
    of the last merge first.

    Of very many only the first: the others follow when these are settled.
    """
    try:
        return _listed(_gather(_NOW))
    finally:
        forget()


def count_twins() -> int:
    """Return how many pairs nobody has looked at yet."""
    try:
        return _count(_gather(_NOW))
    finally:
        forget()


def remember() -> None:
    """Note which pairs there are, before a merge; until they are forgotten."""
    _gather(_BEFORE)


def brought() -> Brought:
    """Return the pairs there are now and were not when they were noted."""
    _gather(_NOW)
    database.execute_sql(
        f"DELETE FROM temp.{_NOW} WHERE (low, high) IN (SELECT low, high FROM temp.{_BEFORE})"
    )
    first = _listed(_NOW)
    return Brought(first, _count(_NOW) - len(first))


def forget() -> None:
    """Drop what was gathered and noted."""
    for name in (_NOW, _BEFORE):
        database.execute_sql(f"DROP TABLE IF EXISTS temp.{name}")


def settle_twins(twins: Twins) -> None:
    """Write down that they are two different people."""
    with action("member.tell_apart"):
        mark_different(twins.first.id, twins.second.id)


def _gather(into: str) -> str:
    """Put all pairs nobody has looked at into a temporary table; return its name."""
    database.execute_sql(f"DROP TABLE IF EXISTS temp.{into}")
    database.execute_sql(
        f"CREATE TEMP TABLE {into} (n INTEGER PRIMARY KEY, low INTEGER NOT NULL,"
        " high INTEGER NOT NULL, reason TEXT NOT NULL, at INTEGER NOT NULL, UNIQUE (low, high))"
    )
    for column in _SAME:
        database.execute_sql(_PAIRS.format(into=into, column=column))
    settled = settled_ids()
    # The few it can be: a settlement names the lower one's id.
    asked = database.execute_sql(
        f"SELECT p.n, one.id, other.id {_BOTH.format(pairs=into)}"
        " WHERE min(one.id, other.id) IN (SELECT record FROM settlement WHERE deleted = 0)"
    ).fetchall()
    done = [(n,) for n, one, other in asked if pair_id(one, other) in settled]
    database.connection().executemany(f"DELETE FROM temp.{into} WHERE n = ?", done)
    return into


def _listed(pairs: str) -> tuple[Twins, ...]:
    rows = database.execute_sql(
        f"SELECT one.id, one.name, other.id, other.name, p.reason {_BOTH.format(pairs=pairs)}"
        " ORDER BY p.at DESC, p.n LIMIT ?",
        (_MOST,),
    )
    return tuple(
        Twins(pair_id(one, other), _named(one, name), _named(other, other_name), reason)
        for one, name, other, other_name, reason in rows.fetchall()
    )


def _count(pairs: str) -> int:
    return int(database.execute_sql(f"SELECT count(*) FROM temp.{pairs}").fetchone()[0])


def _named(member: bytes, name: str) -> Named:
    return Named(Kind.MEMBER, bytes(member), read_words(name))
