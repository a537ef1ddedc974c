"""Pairs of entries that may be one person: all there are, how many are certain, and whom somebody
may be who is being typed in.

Only entries that share something telling are ever compared (candidates.py), so a hundred thousand
members take seconds, however many of them have the same name. That two are not the same person is
a settlement like that of a conflict: it travels with the file, and no copy asks again.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from models.base import database, read_words
from models.following import last_change
from models.journal.transactions import action
from models.members.candidates import (
    Blocks,
    all_keys,
    candidates,
    certain_keys,
    load_entries,
    typed_entry,
)
from models.members.likeness import Entry, Likeness, Reason, Strength, compare, phone_key
from models.members.one_person import joined_into
from models.progress import Progress, unheard
from models.settlement import mark_different, pair_id, settled_ids
from models.titles import Named
from models.vocabulary import Kind

_MOST = 500
_OFFERED = 3
_AT_ONCE = 500
# How many there were, and up to which change that was counted, by the place of the file.
_counted: dict[str, tuple[int, int]] = {}


@dataclass(frozen=True)
class Pair:
    """Two entries that may be one person. `id` is that of the question, on every copy."""

    id: bytes
    first: Named
    second: Named
    reasons: tuple[Reason, ...]
    strength: Strength


@dataclass(frozen=True)
class Duplicates:
    """The likeliest pairs first. `found` says how many there are of each strength: of very many
    only the first are in `pairs`, and the others follow when those are settled."""

    pairs: tuple[Pair, ...]
    found: Mapping[Strength, int]


@dataclass(frozen=True)
class Maybe:
    """A member whom somebody may be who is being typed in; `detail` tells them from others."""

    id: bytes
    name: str
    joined: str
    detail: str
    reasons: tuple[Reason, ...]
    strength: Strength


def find_duplicates(progress: Progress = unheard, most: int = _MOST) -> Duplicates:
    """Go through all members. Raises Cancelled."""
    return _find(all_keys, progress, most)


def count_strong(progress: Progress = unheard) -> int:
    """Count the pairs that are as good as certain, in less time. Raises Cancelled."""
    return _find(certain_keys, progress, 0).found.get(Strength.STRONG, 0)


def strong_now() -> int:
    """Return the same count, counted again only where members changed since the last time."""
    place, last = str(database.database), last_change()
    known = _counted.get(place)
    if known is None or known[0] > last or _changed_since(known[0]):
        known = (last, count_strong())
    _counted.clear()
    _counted[place] = (last, known[1])
    return known[1]


def _changed_since(last: int) -> bool:
    found = database.execute_sql(
        "SELECT 1 FROM _change g WHERE g.n > ? AND g.tbl IN (SELECT no FROM _table"
        " WHERE name IN ('member', 'alias', 'settlement')) LIMIT 1",
        (last,),
    )
    return found.fetchone() is not None


def settle_different(first: bytes, second: bytes) -> None:
    """Write down that two entries are two people."""
    with action("member.tell_apart"):
        mark_different(first, second)


def found_while_typing(
    values: Mapping[str, Any], progress: Progress = unheard
) -> tuple[Maybe, ...]:
    """Return whom a new member with these values may be, the likeliest first, three at most."""
    typed = typed_entry(values)
    condition, parameters = _like_typed(typed, str(values.get("name", "")).strip())
    if not condition:
        return ()
    entries = load_entries(condition, parameters)
    alike = [(likeness, entry) for entry in entries.values() if (likeness := compare(typed, entry))]
    alike.sort(key=lambda each: (-each[0].score, each[1].id))
    shown = alike[:_OFFERED]
    told = _told([entry.id for _likeness, entry in shown])
    return tuple(
        Maybe(bytes(entry.id), *told[entry.id], likeness.reasons, likeness.strength)
        for likeness, entry in shown
    )


def _find(keys_of: Blocks, progress: Progress, most: int) -> Duplicates:
    found: Counter[Strength] = Counter()
    best: list[tuple[int, bytes, bytes, Likeness]] = []
    different = _Different()
    for one, other in candidates(load_entries().values(), keys_of, progress):
        likeness = compare(one, other)
        if likeness is None or different.are(one, other):
            continue
        found[likeness.strength] += 1
        low, high = sorted((one.id, other.id))
        ranked = (likeness.score, low, high, likeness)
        if len(best) < most:
            heapq.heappush(best, ranked)
        elif best and ranked[0] > best[0][0]:
            heapq.heapreplace(best, ranked)
    best.sort(key=lambda each: (-each[0], each[1], each[2]))
    names = _names(best)
    return Duplicates(
        tuple(
            Pair(pair_id(low, high), names[low], names[high], alike.reasons, alike.strength)
            for _score, low, high, alike in best
        ),
        dict(found),
    )


class _Different:
    """The pairs that were said to be two people; whoever became one with another stands for all
    their entries."""

    def __init__(self) -> None:
        self._settled = settled_ids()
        self._entries: dict[bytes, list[bytes]] = defaultdict(list)
        links = joined_into()
        for entry in links:
            kept = links[entry]
            while kept in links and kept != entry:
                kept = links[kept]
            self._entries[kept].append(entry)

    def are(self, one: Entry, other: Entry) -> bool:
        if not self._settled:
            return False
        return any(
            pair_id(first, second) in self._settled
            for first in (one.id, *self._entries.get(one.id, ()))
            for second in (other.id, *self._entries.get(other.id, ()))
        )


def _names(best: list[tuple[int, bytes, bytes, Likeness]]) -> dict[bytes, Named]:
    wanted = list({member for _score, low, high, _alike in best for member in (low, high)})
    found = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        rows = database.execute_sql(f"SELECT id, name FROM member WHERE id IN ({marks})", some)
        for member, name in rows:
            found[bytes(member)] = Named(Kind.MEMBER, bytes(member), read_words(name))
    return found


def _like_typed(typed: Entry, name: str) -> tuple[str, list[Any]]:
    """Return the condition for whom is worth comparing with somebody who is being typed in."""
    asked: list[tuple[str, list[Any]]] = []
    if typed.phone:
        digits = "replace(replace(replace(m.phone, ' ', ''), '-', ''), '+', '')"
        asked.append((f"{digits} LIKE ?", [f"%{typed.phone[-8:]}"]))
    if typed.wechat_id:
        asked.append(("lower(m.wechat_id) = ?", [typed.wechat_id]))
    if typed.email:
        asked.append(("lower(m.email) = ?", [typed.email]))
    called = sorted({name, *typed.nicknames, *typed.accounts} - {""})
    if called:
        marks = ", ".join("?" * len(called))
        asked.append((f"m.name IN ({marks})", called))
        asked.append((f"m.wechat_name IN ({marks}) OR m.group_name IN ({marks})", called * 2))
        alias = f"SELECT member FROM alias WHERE deleted = 0 AND name IN ({marks})"
        asked.append((f"m.id IN ({alias})", called))
    if typed.sound:
        asked.append(("replace(m.pinyin, ' ', '') LIKE ?", [f"{typed.sound}\t%"]))
    for word in typed.name.split() if typed.name.isascii() else ():
        if len(word) > 2:
            asked.append(("m.name LIKE ?", [f"%{word}%"]))
    condition = " OR ".join(f"({one})" for one, _values in asked)
    values = [value for _one, some in asked for value in some]
    return condition, values


def _told(members: list[bytes]) -> dict[bytes, tuple[str, str, str]]:
    marks = ", ".join("?" * len(members))
    rows = database.execute_sql(
        f"SELECT id, name, coalesce(joined, ''), region, phone FROM member WHERE id IN ({marks})",
        members,
    )
    return {
        member: (read_words(name), joined, " · ".join(filter(None, (region, _tail(phone)))))
        for member, name, joined, region, phone in rows
    }


def _tail(phone: str) -> str:
    """Return the end of a number, which people know each other's by."""
    digits = phone_key(phone)
    return f"…{digits[-4:]}" if digits else ""
