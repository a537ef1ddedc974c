"""Whom a name may mean that nobody has exactly: it sounds the same, or has much in common."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from difflib import SequenceMatcher
from heapq import nlargest
from itertools import chain

from models import search
from models.base import database
from models.exchange.cells import name_key
from models.exchange.people import People, Person
from models.pinyin import HAN, sort_key
from models.vocabulary import Kind

_OFFERED = 5
_COMPARED = 30
# Of more members the search index finds them sooner.
_MANY = 20_000
_ALIKE = 0.5
# What stands before and behind the name in a group nickname, where it only helps to guess.
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")
_BEHIND = re.compile(r"[-—–_|/(（【\[].*$")
_KINSHIP = re.compile(
    r"(?<=.)(?:爸爸|妈妈|爸|妈|家长|同学|老师|爷爷|奶奶|外婆|外公|哥|姐|总|先生|女士)$"
)
_FAMILIAR = re.compile(r"^[小阿大老](?=.)")
_TITLES = ("name", "group_name", "wechat_name")


class Alike:
    """The members, asked by a name that is written otherwise."""

    def __init__(self, people: People) -> None:
        self._people = people
        self._texts: list[tuple[int, str, Person]] = []
        self._places: dict[str, list[int]] = {}

    def homophones(self, name: str) -> list[Person]:
        """Return members whose names sound the same."""
        core = core_of(name)
        if not HAN.fullmatch(core):
            return []
        spelt = sort_key(core).partition("\t")[0]
        rows = database.execute_sql(
            "SELECT id FROM member WHERE deleted = 0 AND pinyin >= ? AND pinyin < ? LIMIT ?",
            (f"{spelt}\t", f"{spelt}\n", _OFFERED),
        )
        ids = {bytes(member) for (member,) in rows}
        return [who for who in self._people.all if who.id in ids] if ids else []

    def close(self, name: str, least: float = _ALIKE) -> list[Person]:
        """Return members whose names have this much in common with it, of 1, the closest first."""
        text = core_of(name)
        if len(self._people.all) > _MANY:
            found = {hit.id for hit in search.complete(Kind.MEMBER, text, _OFFERED)}
            return [who for who in self._people.all if who.id in found] if found else []
        if not self._texts:
            self._read_texts()
        signs = set(text)
        shared = Counter(chain.from_iterable(self._places.get(sign, ()) for sign in signs))
        rough = nlargest(
            _COMPARED,
            (
                (2 * count / (len(signs) + self._texts[place][0]), place)
                for place, count in shared.items()
            ),
        )
        close = [
            (SequenceMatcher(None, text, self._texts[place][1], autojunk=False).ratio(), -place)
            for _share, place in rough
        ]
        return [
            self._texts[-place][2] for score, place in sorted(close, reverse=True) if score >= least
        ]

    def _read_texts(self) -> None:
        """Note what everybody is called, and at which places of that list a sign stands."""
        places = defaultdict(list)
        for who in self._people.all:
            for text in sorted({core_of(who.values[field]) for field in _TITLES} - {""}):
                signs = set(text)
                for sign in signs:
                    places[sign].append(len(self._texts))
                self._texts.append((len(signs), text, who))
        self._places = dict(places)


def core_of(name: str) -> str:
    """Return the bare name in a group nickname: 丽 of 🌸小丽妈妈🏃, 丽 of 阿丽-市场部."""
    plain = _BEHIND.sub("", _EDGES.sub("", unicodedata.normalize("NFKC", name)))
    return name_key(_FAMILIAR.sub("", _KINSHIP.sub("", plain)) or name)
