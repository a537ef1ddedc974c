"""What the list says of each member."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from models.base import database, read_day, read_words
from models.members.alias import aliases_of_each, is_account
from models.members.field_values import Value, values_of_each
from models.members.participation import FIGURES
from models.members.points import balances
from models.members.reasons import Grounds, grounds_of

_NEVER = (0, None, None)


@dataclass(frozen=True)
class MemberLine:
    """`came` counts events; `rate` is the share of those with a record, None without any. `points`
    are those still active, None for who was never given any. `grounds` is what the class was told
    from, None for whoever is in none. `aliases` are names alone,
    without accounts; `cadence` is their own, whatever their tags ask for."""

    id: bytes
    name: str
    group_name: str
    status: str
    region: str
    phone: str
    role: str
    joined: date | None
    tags: tuple[str, ...]
    came: int
    rate: float | None
    last_seen: date | None
    points: float | None = None
    grounds: Grounds | None = None
    custom: Mapping[bytes, Value] = field(default_factory=dict)
    aliases: tuple[str, ...] = ()
    household: str = ""
    rest_until: date | None = None
    cadence: int | None = None

    @property
    def standing(self) -> str:
        return str(self.grounds.standing) if self.grounds else ""


def lines_of(rowids: Sequence[int]) -> dict[int, MemberLine]:
    """Return what some dozen lines say, by rowid."""
    marks = ", ".join("?" * len(rowids))
    tags: dict[bytes, list[str]] = {}
    for member, tag in database.execute_sql(
        "SELECT g.member, g.tag FROM member_tag g JOIN member t ON t.id = g.member"
        f" WHERE g.deleted = 0 AND t.rid IN ({marks}) ORDER BY g.tag",
        rowids,
    ):
        tags.setdefault(bytes(member), []).append(tag)
    seen = {
        bytes(member): figures
        for member, *figures in database.execute_sql(
            f"SELECT a.member, {FIGURES} AND a.member IN"
            f" (SELECT id FROM member WHERE rid IN ({marks})) GROUP BY a.member",
            rowids,
        )
    }
    rows = database.execute_sql(
        "SELECT rid, id, name, group_name, status, region, phone, role, joined, rest_until,"
        " cadence, (SELECT name FROM household h WHERE h.id = m.household AND h.deleted <> 2)"
        f" FROM member m WHERE rid IN ({marks})",
        rowids,
    )
    lines = {row[0]: _line([*row, *seen.get(bytes(row[1]), _NEVER)], tags) for row in rows}
    ids = [line.id for line in lines.values()]
    own, given, grounds = values_of_each(ids), balances(ids), grounds_of(rowids)
    aliases = aliases_of_each(ids)
    return {
        row: replace(
            line,
            custom=own.get(line.id, {}),
            points=given[line.id].active if line.id in given else None,
            grounds=grounds.get(row),
            aliases=tuple(name for name in aliases.get(line.id, ()) if not is_account(name)),
        )
        for row, line in lines.items()
    }


def _line(row: Sequence[Any], tags: Mapping[bytes, Sequence[str]]) -> MemberLine:
    (
        _rid, member, name, group_name, status, region, phone, role, joined, rest_until, cadence,
        household, came, rate, last,
    ) = row  # fmt: skip
    return MemberLine(
        id=bytes(member),
        name=name,
        group_name=group_name,
        status=status,
        region=region,
        phone=phone,
        role=role,
        joined=read_day(joined),
        tags=tuple(tags.get(bytes(member), ())),
        came=came,
        rate=rate,
        last_seen=read_day(last),
        household=read_words(household),
        rest_until=read_day(rest_until),
        cadence=cadence if isinstance(cadence, int) else None,
    )
