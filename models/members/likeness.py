"""How much two entries look like one person, and why. Asks no database.

What belongs to one person alone counts most; a family may share a telephone or an address, and
many people share a name: what tells two of them apart counts against it.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

_PHONE_SIGNS = re.compile(r"[\s\-.()–—·/]+")
_MAINLAND = re.compile(r"(?:\+|00)?86(1\d{10})")
_WORDS = re.compile(r"[^\W\d_]+")
_LATIN = re.compile(r"[a-z]")
_SHORTEST_PHONE = 6
# Names that are this much alike, of 100, may be one name written twice.
_ALIKE = 86
_PLACEHOLDERS = re.compile(r"(\d)\1*|0?123456789?0?")


class Reason(StrEnum):
    """Why two entries may be one person, or why not: the latter begin with OTHER."""

    ACCOUNT = "account"
    WECHAT_ID = "wechat_id"
    PHONE = "phone"
    EMAIL = "email"
    NAME = "name"
    SOUND = "sound"
    SPELLING = "spelling"
    ALIAS = "alias"
    BIRTHDAY = "birthday"
    YEAR = "year"
    REGION = "region"
    HOUSEHOLD = "household"
    OTHER_NAME = "other_name"
    OTHER_WECHAT_ID = "other_wechat_id"
    OTHER_PHONE = "other_phone"
    OTHER_EMAIL = "other_email"
    OTHER_BORN = "other_born"
    OTHER_GENDER = "other_gender"

    @property
    def speaks_against(self) -> bool:
        return self.name.startswith("OTHER_")


class Strength(StrEnum):
    STRONG = "strong"
    POSSIBLE = "possible"
    WEAK = "weak"


_POINTS = {
    Reason.ACCOUNT: 90,
    Reason.WECHAT_ID: 90,
    Reason.PHONE: 55,
    Reason.EMAIL: 50,
    Reason.NAME: 35,
    Reason.SOUND: 20,
    Reason.SPELLING: 25,
    Reason.ALIAS: 30,
    Reason.BIRTHDAY: 45,
    Reason.YEAR: 10,
    Reason.REGION: 8,
    Reason.HOUSEHOLD: 15,
    Reason.OTHER_NAME: -15,
    Reason.OTHER_WECHAT_ID: -25,
    Reason.OTHER_PHONE: -10,
    Reason.OTHER_EMAIL: -5,
    Reason.OTHER_BORN: -30,
    Reason.OTHER_GENDER: -30,
}
_STRONG, _POSSIBLE = 75, 40
# Without one of these nobody would take two entries for one.
_TELLING = frozenset(
    (
        Reason.ACCOUNT,
        Reason.WECHAT_ID,
        Reason.PHONE,
        Reason.EMAIL,
        Reason.NAME,
        Reason.SOUND,
        Reason.SPELLING,
        Reason.ALIAS,
    )
)
_NAMING = (Reason.NAME, Reason.SOUND, Reason.SPELLING, Reason.ALIAS)


class Entry(NamedTuple):
    """What is compared of one entry, already reduced to what different writings share.

    `sound` is the pinyin of the name, `nicknames` what else they are called, `accounts` their
    account numbers in chats.
    """

    id: bytes
    name: str = ""
    sound: str = ""
    phone: str = ""
    wechat_id: str = ""
    email: str = ""
    born: str = ""
    region: str = ""
    household: bytes | None = None
    gender: str = ""
    nicknames: frozenset[str] = frozenset()
    accounts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Likeness:
    """`score` orders pairs, `strength` is what it comes to; the reasons for come first."""

    score: int
    reasons: tuple[Reason, ...]

    @property
    def strength(self) -> Strength:
        if self.score >= _STRONG:
            return Strength.STRONG
        return Strength.POSSIBLE if self.score >= _POSSIBLE else Strength.WEAK


def compare(one: Entry, other: Entry) -> Likeness | None:
    """Say how alike two entries are; None where nothing makes one think of it."""
    found = [*_shared(one, other), *_called_alike(one, other)]
    hints = _supporting(one, other)
    # Very many names sound the same: by itself that tells nothing.
    if not _TELLING.intersection(found) or (found == [Reason.SOUND] and not hints):
        return None
    found += hints
    found += _against(one, other, found)
    score = sum(_POINTS[reason] for reason in found)
    return Likeness(max(score, 1), tuple(found))


def name_key(name: str) -> str:
    """Return what two writings of a name share: neither width, case, accents nor blanks."""
    is_plain = name.isalpha() and not name.isascii() and name == name.casefold()
    return name if is_plain and unicodedata.is_normalized("NFKD", name) else _plain(name)


@lru_cache(maxsize=50_000)
def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    kept = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    words = _WORDS.findall(kept)
    # "Smith, John" is "John Smith".
    return " ".join(sorted(words)) if _LATIN.search(kept) else "".join(kept.split())


def is_latin(key: str) -> bool:
    return bool(_LATIN.match(key))


def phone_key(text: str) -> str:
    """Return the digits of a telephone number, a mainland one without +86; "" for what is none."""
    if not text:
        return ""
    plain = text
    if not (text.isascii() and text.isdecimal()):
        plain = _PHONE_SIGNS.sub("", unicodedata.normalize("NFKC", text).strip())
    if mainland := _MAINLAND.fullmatch(plain):
        plain = mainland[1]
    digits = plain.removeprefix("+")
    if len(digits) < _SHORTEST_PHONE or not digits.isdecimal() or _PLACEHOLDERS.fullmatch(digits):
        return ""
    return digits


def spelled_alike(one: str, other: str) -> bool:
    """Say whether two Latin names may be one name, once misspelled or shortened."""
    # rapidfuzz takes a while to import, and only a search for duplicates needs it.
    from rapidfuzz import fuzz

    return bool(fuzz.ratio(one, other) >= _ALIKE)


def _shared(one: Entry, other: Entry) -> list[Reason]:
    found = []
    if one.accounts & other.accounts:
        found.append(Reason.ACCOUNT)
    if one.wechat_id and one.wechat_id == other.wechat_id:
        found.append(Reason.WECHAT_ID)
    if one.phone and one.phone == other.phone:
        found.append(Reason.PHONE)
    if one.email and one.email == other.email:
        found.append(Reason.EMAIL)
    return found


def _called_alike(one: Entry, other: Entry) -> list[Reason]:
    if one.name and one.name == other.name:
        return [Reason.NAME]
    if one.name in other.nicknames or other.name in one.nicknames:
        return [Reason.ALIAS]
    if one.sound and one.sound == other.sound:
        return [Reason.SOUND]
    if is_latin(one.name) and is_latin(other.name) and spelled_alike(one.name, other.name):
        return [Reason.SPELLING]
    return [Reason.ALIAS] if one.nicknames & other.nicknames else []


def _supporting(one: Entry, other: Entry) -> list[Reason]:
    found = []
    if one.born and one.born == other.born:
        found.append(Reason.BIRTHDAY if len(one.born) > 4 else Reason.YEAR)
    elif one.born and other.born and _same_year(one.born, other.born):
        found.append(Reason.YEAR)
    if one.household and one.household == other.household:
        found.append(Reason.HOUSEHOLD)
    if one.region and one.region == other.region:
        found.append(Reason.REGION)
    return found


def _same_year(one: str, other: str) -> bool:
    """Whether a year and a whole date agree; two different dates never do."""
    return one[:4] == other[:4] and 4 in (len(one), len(other))


def _against(one: Entry, other: Entry, found: list[Reason]) -> list[Reason]:
    against = []
    if not any(reason in found for reason in _NAMING):
        against.append(Reason.OTHER_NAME)
    if one.wechat_id and other.wechat_id and one.wechat_id != other.wechat_id:
        against.append(Reason.OTHER_WECHAT_ID)
    if one.phone and other.phone and one.phone != other.phone:
        against.append(Reason.OTHER_PHONE)
    if one.email and other.email and one.email != other.email:
        against.append(Reason.OTHER_EMAIL)
    if one.born and other.born and one.born != other.born and not _same_year(one.born, other.born):
        against.append(Reason.OTHER_BORN)
    if one.gender and other.gender and one.gender != other.gender:
        against.append(Reason.OTHER_GENDER)
    return against
