"""Who brought whom: the line upwards from a member, and everybody below."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from models.base import database
from models.progress import Progress, unheard

# So many are shown; all are counted.
SHOWN = 500
_AT_ONCE = 500


@dataclass(frozen=True)
class Brought:
    """Somebody in the tree. `depth` counts from the member asked about, `brought` those they
    brought themselves, `below` everybody under them."""

    id: bytes
    name: str
    status: str
    depth: int
    brought: int
    below: int


@dataclass(frozen=True)
class Referrals:
    """`above` is who introduced the member, then who introduced those, and so on; `below` are the
    people under the member, each followed by their own; `total` counts all of them."""

    above: tuple[tuple[bytes, str], ...]
    below: tuple[Brought, ...]
    total: int


def count_brought(member_id: bytes) -> int:
    """Count the people a member introduced, without those further down."""
    query = "SELECT count(*) FROM member WHERE introduced_by = ? AND deleted = 0"
    return int(database.execute_sql(query, (member_id,)).fetchone()[0])


def referrals_of(member_id: bytes, shown: int = SHOWN, progress: Progress = unheard) -> Referrals:
    """Return the tree around a member. Two who introduced each other stand in it once."""
    progress(0, 1)
    people, children = _below(member_id)
    counts = _count_below(member_id, children)
    lines: list[Brought] = []
    waiting = [(each, 1) for each in reversed(children[member_id])]
    while waiting and len(lines) < shown:
        person, depth = waiting.pop()
        own = children.get(person, [])
        name, status = people[person]
        lines.append(Brought(person, name, status, depth, len(own), counts[person]))
        waiting += [(each, depth + 1) for each in reversed(own)]
    return Referrals(_above(member_id), tuple(lines), len(people))


def _above(member_id: bytes) -> tuple[tuple[bytes, str], ...]:
    line: dict[bytes, str] = {}
    at = member_id
    while True:
        row = database.execute_sql(
            "SELECT i.id, i.name FROM member m JOIN member i ON i.id = m.introduced_by"
            " WHERE m.id = ? AND i.deleted = 0",
            (at,),
        ).fetchone()
        if row is None or bytes(row[0]) in line or bytes(row[0]) == member_id:
            return tuple(line.items())
        at = bytes(row[0])
        line[at] = row[1]


def _below(
    member_id: bytes,
) -> tuple[dict[bytes, tuple[str, str]], dict[bytes, list[bytes]]]:
    """Return the people below by id, and whom each brought, level by level."""
    people: dict[bytes, tuple[str, str]] = {}
    children: dict[bytes, list[bytes]] = defaultdict(list)
    level = [member_id]
    while level:
        below: list[bytes] = []
        for person, name, status, introducer in _brought_by(level):
            if person not in people and person != member_id:
                people[person] = (name, status)
                children[introducer].append(person)
                below.append(person)
        level = below
    return people, children


def _brought_by(introducers: Sequence[bytes]) -> list[tuple[bytes, str, str, bytes]]:
    rows: list[tuple[bytes, str, str, bytes, str]] = []
    for start in range(0, len(introducers), _AT_ONCE):
        some = introducers[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        rows += database.execute_sql(
            "SELECT id, name, status, introduced_by, pinyin FROM member"
            f" WHERE introduced_by IN ({marks}) AND deleted = 0",
            some,
        )
    rows.sort(key=lambda row: row[4])
    return [(bytes(row[0]), row[1], row[2], bytes(row[3])) for row in rows]


def _count_below(member_id: bytes, children: dict[bytes, list[bytes]]) -> dict[bytes, int]:
    """Count everybody under each, from the ends of the tree upwards."""
    order = [member_id]
    for person in order:
        order += children.get(person, ())
    counts: dict[bytes, int] = {}
    for person in reversed(order):
        own = children.get(person, ())
        counts[person] = sum(counts[each] + 1 for each in own)
    return counts
