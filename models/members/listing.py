"""Members as the list shows them, with what they took part in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from models import listing
from models.base import database, read_day
from models.indexing import Index
from models.listing import Listing, Table
from models.members import participation
from models.members.participation import FIGURES
from models.vocabulary import Gender, MemberStatus

MEMBER_INDEX = Index(
    "member",
    "SELECT m.rid, m.status, m.name, m.wechat_name, m.group_name, m.wechat_id, m.region, m.phone,"
    " m.email, m.role, m.source, m.note, m.left_reason, m.born,"
    " (SELECT name FROM member i WHERE i.id = m.introduced_by),"
    " (SELECT group_concat(tag, ' ') FROM member_tag g WHERE g.member = m.id AND g.deleted = 0),"
    " m.joined, m.gender"
    " FROM member m WHERE +m.deleted = 0 AND m.rid IN",
    spoken=3,
    choices=(MemberStatus, Gender),
    days=1,
    dependents=(
        (
            "member_tag",
            "SELECT m.rid FROM member m JOIN member_tag g ON g.member = m.id WHERE g.id",
        ),
        ("member", "SELECT rid FROM member WHERE introduced_by"),
    ),
    sort_column="pinyin",
)

_NEVER = (0, None, None)
_KEPT = "LEFT JOIN _participation p ON p.member = t.rid"


def _of_one(figure: str) -> str:
    return f"(SELECT {figure} FROM (SELECT {FIGURES} AND a.member = t.id))"


@dataclass(frozen=True)
class MemberLine:
    """`came` counts events; `rate` is the share of those with a record, None without any."""

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


def find_members(
    text: str = "", pill: str = listing.ALL, order: str = "name", descending: bool = False
) -> Listing[MemberLine]:
    return listing.find(_TABLE, text, pill, order, descending)


def pill_counts(text: str = "") -> dict[str, int]:
    return listing.count_pills(_TABLE, text)


def _lines(rowids: Sequence[int]) -> dict[int, MemberLine]:
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
        "SELECT rid, id, name, group_name, status, region, phone, role, joined FROM member"
        f" WHERE rid IN ({marks})",
        rowids,
    )
    return {row[0]: _line([*row, *seen.get(bytes(row[1]), _NEVER)], tags) for row in rows}


def _line(row: Sequence[Any], tags: Mapping[bytes, Sequence[str]]) -> MemberLine:
    _rid, member, name, group_name, status, region, phone, role, joined, came, rate, last = row
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
    )


_TABLE = Table(
    MEMBER_INDEX,
    pills={
        "all": "1",
        "active": "t.status = 'active'",
        "applicant": "t.status = 'applicant'",
        "paused": "t.status = 'paused'",
        "left": "t.status = 'left'",
    },
    orders={
        "name": "t.pinyin",
        "group_name": "t.group_name",
        "status": "t.status",
        "region": "t.region",
        "phone": "t.phone",
        "role": "t.role",
        "joined": "t.joined",
        "came": _of_one("came"),
        "rate": _of_one("rate"),
        "last_seen": _of_one("last_seen"),
    },
    sums={
        "came": (_KEPT, "coalesce(p.came, 0)"),
        "rate": (_KEPT, "p.rate"),
        "last_seen": (_KEPT, "p.last_seen"),
    },
    refresh=participation.refresh,
    make=_lines,
    states={
        "active": ("active",),
        "applicant": ("applicant",),
        "paused": ("paused",),
        "left": ("left",),
    },
)
COLUMNS = tuple(_TABLE.orders)
