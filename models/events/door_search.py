"""Finding people at the door while their name is typed: everybody in memory, within one frame.

What somebody can be found by stands in one line of one long text, between bars; the text is
searched from its beginning and no further than to the last match that is shown. So ten thousand
people take some megabytes and a millisecond.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from models.base import database
from models.events.door_line import Typed, folded
from models.members.alias import all_aliases, is_account
from models.pinyin import HAN, spellings
from models.progress import Progress, unheard

TAIL = 4  # digits of a phone that are shown
_BAR = "|"
_LONGEST_SOUND = 8  # characters of a name that are spelled out
_LATIN = re.compile(r"[^\W_\u3400-\u9fff]+")
_DOTS = re.compile("[·•・･‧]")  # within names such as 阿迪力·买买提
_NUMBERS = re.compile(r"[/,;，；、|\n]")
_NO_DIGIT = re.compile(r"\D")
_STEP = 500
_FEW = 48  # lines


@dataclass(frozen=True, slots=True)
class Known:
    """One person of the book, as far as the door may show: of a phone only its last digits.

    `own`, `other` and `inside` are what they are found by: their name, what else they are called,
    their name without the surname; `numbers` the digits of their phones. `told` are their other
    names as they are written.
    """

    member: bytes
    name: str
    group_name: str
    tail: str
    status: str
    own: str
    other: str
    inside: str
    numbers: str
    told: tuple[str, ...]


def load_known(progress: Progress = unheard) -> list[Known]:
    """Return everybody who is not in the trash, sorted by name. Raises Cancelled."""
    aliases: dict[bytes, list[str]] = {}
    for member, alias in all_aliases():
        if not is_account(alias):
            aliases.setdefault(member, []).append(alias)
    rows = database.execute_sql(
        "SELECT id, name, group_name, wechat_name, wechat_id, phone, status FROM member"
        " WHERE deleted = 0 ORDER BY pinyin, rid"
    ).fetchall()
    found = []
    for step, (id_, name, group, wechat_name, account, phone, status) in enumerate(rows):
        if not step % _STEP:
            progress(step, len(rows))
        member = bytes(id_)
        told = (group, wechat_name, *aliases.get(member, ()))
        found.append(known(member, name, phone, status, told, account))
    return found


def known(
    member: bytes,
    name: str,
    phone: str,
    status: str,
    told: Sequence[str] = (),
    account: str = "",
) -> Known:
    """Make one person findable. `told` are other names, that in the group first; an `account` is
    found too but never shown."""
    numbers = [_NO_DIGIT.sub("", part) for part in _NUMBERS.split(phone)]
    numbers = [number for number in numbers if number]
    others = tuple(dict.fromkeys(text for text in told if text and text != name))
    other = {key for text in (*others, account) if text for key in _sounds(text)}
    return Known(
        member,
        name,
        told[0] if told else "",
        numbers[0][-TAIL:] if numbers else "",
        status,
        _line(_sounds(name)),
        _line(other),
        _line(_inside(name)),
        _line(numbers),
        others,
    )


class Shelf:
    """Some people in an order, searchable; made anew when somebody comes or goes."""

    def __init__(self, people: Iterable[Known]) -> None:
        self.people = list(people)
        self._own = _Column(person.own for person in self.people)
        self._other = _Column(person.other for person in self.people)
        self._inside = _Column(person.inside for person in self.people)
        self._numbers = _Column(person.numbers for person in self.people)

    def find(self, typed: Typed) -> Iterator[tuple[Known, bool]]:
        """Yield who fits, whoever is called exactly so first, and whether it is exact."""
        seen: set[int] = set()
        for place, exact in self._places(typed):
            if place not in seen:
                seen.add(place)
                yield self.people[place], exact

    def _places(self, typed: Typed) -> Iterator[tuple[int, bool]]:
        sought = typed.sought.replace(_BAR, "")
        if not sought:
            yield from self._by_number(typed.digits)
            return
        for place, exact in self._by_name(sought):
            if not typed.digits or typed.digits in self.people[place].numbers:
                yield place, exact

    def _by_name(self, sought: str) -> Iterator[tuple[int, bool]]:
        columns = (self._own, self._other, self._inside)
        own, other, inside = (column.begun(sought) for column in columns)
        yield from ((place, True) for place in own.exact)
        yield from ((place, False) for place in other.exact)
        for places in (own.others, other.others, inside.exact, inside.others):
            yield from ((place, False) for place in places)

    def _by_number(self, digits: str) -> Iterator[tuple[int, bool]]:
        if not digits:
            return
        for place in self._numbers.find(f"{digits}{_BAR}"):
            yield place, True
        for column, needle in ((self._own, f"{_BAR}{digits}"), (self._numbers, digits)):
            for place in column.find(needle):
                yield place, False


@dataclass(frozen=True)
class _Begun:
    """The lines where a key is exactly so, and those where one begins so."""

    exact: list[int]
    others: Iterable[int]


class _Column:
    """One line for each person, in one text."""

    def __init__(self, lines: Iterable[str]) -> None:
        self._lines = list(lines)
        self._text = "\n".join(self._lines)
        self._starts = [0]
        for line in self._lines:
            self._starts.append(self._starts[-1] + len(line) + 1)

    def begun(self, sought: str) -> _Begun:
        """Find keys that begin so. Where many do, the exact ones are looked for by themselves."""
        whole, begun = f"{_BAR}{sought}{_BAR}", f"{_BAR}{sought}"
        first = list(islice(self.find(begun), _FEW))
        if len(first) < _FEW:
            exact = [place for place in first if whole in self._lines[place]]
            return _Begun(exact, [place for place in first if place not in exact])
        return _Begun(list(islice(self.find(whole), _FEW)), self.find(begun))

    def find(self, needle: str) -> Iterator[int]:
        """Yield the numbers of the lines that hold a text, in order."""
        at = self._text.find(needle)
        while at >= 0:
            line = bisect_right(self._starts, at) - 1
            yield line
            at = self._text.find(needle, self._starts[line + 1])


def namesakes(people: Iterable[Known]) -> Counter[str]:
    """Count how many are called the same."""
    return Counter(folded(person.name) for person in people)


def called_so(person: Known, typed: Typed) -> str:
    """Return the other name that somebody was found by; "" where it was their own."""
    sought = typed.sought
    if not sought or f"{_BAR}{sought}" in person.own:
        return ""
    return next((text for text in person.told if _begins(text, sought)), "")


def _begins(text: str, sought: str) -> bool:
    return any(key.startswith(sought) for key in _sounds(text))


def _sounds(text: str) -> set[str]:
    """Return a name as it may be typed from its beginning, or from the beginning of a word."""
    plain = folded(text)
    squeezed = _DOTS.sub("", plain)
    keys = {plain, squeezed}
    if HAN.fullmatch(squeezed):
        keys |= spellings(squeezed[:_LONGEST_SOUND])
        if squeezed == plain:
            return keys
    words = _LATIN.findall(text.casefold())
    keys.update(words)
    if len(words) > 1:
        keys.add("".join(word[0] for word in words))
    for run in HAN.findall(plain):
        keys |= {run, *spellings(run[:_LONGEST_SOUND])}
    return keys


def _inside(name: str) -> set[str]:
    """Return what a Chinese name is typed by without the surname: 三丰, sanfeng, sf."""
    plain = folded(name)
    if not HAN.fullmatch(plain):
        return set()
    endings = [plain[start : start + _LONGEST_SOUND] for start in range(1, len(plain))]
    return {key for ending in endings for key in (ending, *spellings(ending, surname=False))}


def _line(keys: Iterable[str]) -> str:
    texts = [key.replace(_BAR, "").replace("\n", "") for key in keys]
    return _BAR + _BAR.join(texts) + _BAR if texts else ""
