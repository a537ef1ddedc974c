"""Whose name stands on a paper, and how much of it, by who the paper is for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from models.base import database
from models.errors import UserError
from models.members.consent import agreed
from models.pinyin import HAN
from models.vocabulary import Audience, Purpose
from resources.i18n import N_

# Surnames of two characters; all others have one.
_LONG_SURNAMES = frozenset(
    (
        "欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政"
        " 濮阳 公冶 太叔 申屠 公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 令狐"
        " 单于 呼延 轩辕 百里 东郭 南门 羊舌 微生 左丘 西门 第五 完颜 纳兰 歐陽 司馬 東方 獨孤 南宮"
        " 諸葛 尉遲 慕容 鍾離 長孫"
    ).split()
)
# So many digits in a row, however they are grouped, are a phone number.
_PHONE = re.compile(r"[+＋]?\d(?:[\s\-－—–./()（）]{0,2}\d){6,}")
_AROUND = "-–—_()（）[]【】:：/|,，、. "  # what stood between a name and its number
_TAIL = 4


@dataclass(frozen=True)
class Shown:
    """Whom a paper shows, in its order, and how many it leaves out because they did not agree."""

    ids: tuple[bytes, ...]
    left_out: int = 0


def shown_to(audience: Audience, ids: Sequence[bytes]) -> Shown:
    """Return who of these may stand on a paper."""
    if audience is not Audience.PUBLIC:
        return Shown(tuple(ids))
    willing = agreed(Purpose.NAME)
    kept = tuple(member for member in ids if member in willing)
    return Shown(kept, len(ids) - len(kept))


def name_for(audience: Audience, name: str) -> str:
    return first_name(name) if audience is Audience.PUBLIC else name


def without_phone(name: str) -> str:
    """Return a name without the phone number that people write into theirs in a group; of who has
    no other name the last four digits stay."""
    if not _PHONE.search(name):
        return name
    kept = " ".join(_PHONE.sub(" ", name).split()).strip(_AROUND)
    if any(map(str.isalnum, kept)):
        return kept
    return "…" + "".join(filter(str.isdigit, name))[-_TAIL:]


def first_name(name: str) -> str:
    """Return a name without the family's: 晓明 of 李晓明, Anna of "Anna Berg" and "Berg, Anna"."""
    plain = " ".join(name.split())
    if HAN.fullmatch(plain):
        length = 2 if plain[:2] in _LONG_SURNAMES and len(plain) > 2 else 1
        return plain[length:] or plain
    family, comma, given = plain.partition(",")
    return (given.split() or family.split() or [plain])[0] if comma else plain.split(" ")[0]


def member_called(text: str) -> bytes:
    """Return the member with this name, or this id in hex. Raises UserError where it is not one."""
    wanted = text.strip()
    rows = database.execute_sql(
        "SELECT id FROM member WHERE deleted = 0 AND (name = ? OR lower(hex(id)) = ?)",
        (wanted, wanted.lower()),
    ).fetchall()
    if not rows:
        raise UserError(N_("No member is called “{name}”."), name=wanted)
    if len(rows) > 1:
        ids = ", ".join(bytes(member).hex() for (member,) in rows)
        raise UserError(
            N_("Several members are called “{name}”. Name one by id: {ids}"),
            name=wanted,
            ids=ids,
        )
    return bytes(rows[0][0])


def everybody() -> tuple[bytes, ...]:
    """Return all members who belong, by name."""
    rows = database.execute_sql(
        "SELECT id FROM member WHERE deleted = 0 AND status IN ('active', 'paused')"
        " ORDER BY pinyin, rid"
    )
    return tuple(bytes(member) for (member,) in rows)
