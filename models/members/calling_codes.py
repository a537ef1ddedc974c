"""Short numbers for members on a call sheet, to find them again when it is typed back in.

Every id spells a long number, the same on every copy and for ever: what it is as a fraction of one,
in decimal digits. So numbers stand in the order of ids, and the index finds them. On paper stands
as much of the beginning as tells somebody from all other members, at least three digits. Who joined
since may begin alike: then both are found.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from models.base import database

LEAST, _WHOLE = 3, 10
_BYTES = 8


def codes_of(member_ids: Sequence[bytes]) -> dict[bytes, str]:
    """Return the numbers of these members."""
    rows = database.execute_sql("SELECT id FROM member WHERE deleted = 0 ORDER BY id").fetchall()
    ids = [member for (member,) in rows]
    return {member: _code(ids, member) for member in member_ids}


def looks_like_code(text: str) -> bool:
    """Say whether something typed can be meant as such a number, or as its beginning; a telephone
    number is longer."""
    return text.isdecimal() and len(text) <= _WHOLE


def members_coded(code: str) -> list[tuple[bytes, str, str]]:
    """Return (id, name, phone) of the members whose number begins so, by name."""
    if not looks_like_code(code) or len(code) < LEAST:
        return []
    rows = database.execute_sql(
        "SELECT id, name, phone FROM member WHERE deleted = 0 AND id >= ? AND id < ?"
        " ORDER BY pinyin, name, id",
        (_first_with(int(code), len(code)), _first_with(int(code) + 1, len(code))),
    )
    return [(bytes(member), name, phone) for member, name, phone in rows]


def _code(ids: Sequence[bytes], member: bytes) -> str:
    number = _spelled(member)
    place = bisect_left(ids, member)
    beside = [ids[each] for each in (place - 1, place + 1) if 0 <= each < len(ids)]
    alike = max((_alike(number, _spelled(each)) for each in beside), default=0)
    return number[: max(LEAST, alike + 1)]


def _spelled(member: bytes) -> str:
    part = int.from_bytes(member[:_BYTES], "big")
    return str((part * 10**_WHOLE) >> (8 * _BYTES)).zfill(_WHOLE)


def _first_with(number: int, digits: int) -> bytes:
    """Return where ids begin whose number begins so, or where those of the number before end."""
    part = -((-number << (8 * _BYTES)) // 10**digits)
    whole = part.to_bytes(_BYTES + 1, "big")
    return whole[1:] if not whole[0] else b"\xff" * (_BYTES * 2 + 1)


def _alike(one: str, other: str) -> int:
    for place, (digit, another) in enumerate(zip(one, other, strict=True)):
        if digit != another:
            return place
    return _WHOLE
