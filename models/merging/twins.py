"""People who may have been entered twice, on two laptops that did not know of each other."""

from __future__ import annotations

from dataclasses import dataclass

from models.base import database, link_id
from models.journal.transactions import action
from models.merging.conflicts import SETTLING, mark_settled
from models.titles import Named, readable
from models.vocabulary import Kind

_SAME = ("phone", "wechat_id", "name")
_MOST = 200
# A member that came by a merge, beside one that did not come by the same: both live. All members
# are gone through once, and looked up among the few that came.
_PAIRS = """
    WITH came AS MATERIALIZED (SELECT m.rid, trim(m."{column}") AS value, d.merge FROM _merged d
        CROSS JOIN _change g ON g.tx = d.tx AND g.col IS NULL
        CROSS JOIN member m ON m.id = g.row
        WHERE m.deleted = 0 AND trim(m."{column}") <> '')
    , pair AS MATERIALIZED (SELECT DISTINCT min(a.rid, b.rid) AS low, max(a.rid, b.rid) AS high
    FROM member b
    CROSS JOIN came a ON a.value = trim(b."{column}") AND a.rid <> b.rid
    WHERE b.deleted = 0
        AND NOT EXISTS (SELECT 1 FROM _change h JOIN _merged e ON e.tx = h.tx
            WHERE h.row = b.id AND h.col IS NULL AND e.merge = a.merge))
    SELECT one.id, one.name, other.id, other.name FROM pair
    CROSS JOIN member one ON one.rid = pair.low CROSS JOIN member other ON other.rid = pair.high"""


@dataclass(frozen=True)
class Twins:
    """Two members with the same telephone number, WeChat ID or name (`reason`)."""

    id: bytes
    first: Named
    second: Named
    reason: str


def open_twins() -> tuple[Twins, ...]:
    """Return the pairs nobody has looked at yet; each pair once, for its strongest reason.

    Of very many only the first: the others follow when these are settled.
    """
    settled = {
        bytes(row) for (row,) in database.execute_sql("SELECT id FROM settlement WHERE deleted = 0")
    }
    found: dict[bytes, Twins] = {}
    for column in _SAME:
        for pair in database.execute_sql(_PAIRS.format(column=column)).fetchall():
            twins = _twins(_named(*pair[:2]), _named(*pair[2:]), column)
            if twins.id not in settled:
                found.setdefault(twins.id, twins)
            if len(found) == _MOST:
                return tuple(found.values())
    return tuple(found.values())


def settle_twins(twins: Twins) -> None:
    """Write down that they are two different people."""
    with action(SETTLING):
        mark_settled(twins.id, min(twins.first.id, twins.second.id))


def _named(member: bytes, name: str) -> Named:
    return Named(Kind.MEMBER, bytes(member), readable(name))


def _twins(first: Named, second: Named, reason: str) -> Twins:
    # The same id on every copy, whichever of the two is called the first there.
    low, high = sorted((first.id, second.id))
    return Twins(link_id("settlement", low, high, "twins"), first, second, reason)
