"""Search across the subjects: the index brought up to date, and "jump to" by a few letters."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any
from unicodedata import normalize

from peewee import DatabaseError

from models import clock, indexing
from models.base import database, write_moment
from models.events.listing import EVENT_INDEX
from models.feedback.listing import FEEDBACK_INDEX
from models.members import participation, standing
from models.members.listing import MEMBER_INDEX
from models.pinyin import spellings
from models.progress import Progress, unheard
from models.rules.listing import RULE_INDEX
from models.vocabulary import Kind

_INDEXES = {
    Kind.MEMBER: MEMBER_INDEX,
    Kind.EVENT: EVENT_INDEX,
    Kind.RULE: RULE_INDEX,
    Kind.FEEDBACK: FEEDBACK_INDEX,
}
# What a hit is called and what tells it from its namesakes.
_TITLES = {
    Kind.MEMBER: ("t.name", "coalesce(nullif(t.group_name, ''), nullif(t.phone, ''), t.region)"),
    Kind.EVENT: ("t.title", "coalesce(t.begins, '')"),
    Kind.RULE: ("t.title", "t.section"),
    Kind.FEEDBACK: ("substr(t.text, 1, 60)", "t.date"),
}
_ORDERS = {
    Kind.MEMBER: "t.pinyin",
    # Of a series that goes on for a year the evening that is meant is near; last what has no day.
    Kind.EVENT: "coalesce(abs(julianday(t.begins) - julianday(?)), 1e9), t.begins DESC",
    Kind.RULE: "t.number",
    Kind.FEEDBACK: "t.date DESC",
}
# What has a title; feedback has none, and members are found by the key they are sorted by.
_TITLED = {Kind.EVENT: "t.title", Kind.RULE: "t.title"}
_LETTERS = re.compile(r"[a-z]+")
# Of titles so many hits are read, to find those that sound like what was typed.
_HEARD = 60


@dataclass(frozen=True)
class Hit:
    """`called`: the record's own name or title begins like that; else another of its texts fits."""

    kind: Kind
    id: bytes
    title: str
    subtitle: str
    called: bool = False


def catch_up(progress: Progress = unheard) -> None:
    """Bring every index, and what is kept for sorting, up to the journal.

    Raises Cancelled; what is done stays done.
    """
    for index in _INDEXES.values():
        indexing.catch_up(index, progress)
    participation.catch_up(progress)
    standing.catch_up(progress)


def is_behind() -> bool:
    """Whether search or an order lags behind and waits for catch_up."""
    try:
        behind = any(map(indexing.is_behind, _INDEXES.values())) or participation.is_behind()
        return behind or standing.is_behind()
    except DatabaseError:
        # Something else was written over the file: whoever watches it deals with that.
        return False


def write_again(changed: Mapping[str, Iterable[bytes]]) -> None:
    """Index anew whatever shows one of these rows, given by table: their journal cannot say it."""
    for index in _INDEXES.values():
        own = f'SELECT rid FROM "{index.table}" WHERE id'
        rowids: set[int] = set()
        for table, query in ((index.table, own), *index.dependents):
            for row in changed.get(table, ()):
                found = database.execute_sql(f"{query} = ?", (row,)).fetchall()
                rowids.update(rid for (rid,) in found)
        if rowids:
            indexing.write(index, sorted(rowids))
    standing.forget(list(changed.get("member", ())))


def complete(kind: Kind, text: str, limit: int = 8) -> list[Hit]:
    """Return the records that fit the letters typed so far, for a list to choose from.

    Those called like that stand first: a name or title that begins so, in letters or in pinyin.
    """
    expression = indexing.match_expression(text)
    if expression is None:
        return []
    indexing.refresh(_INDEXES[kind])
    typed = "".join(normalize("NFKC", text).casefold().split())
    first = _called(kind, typed, expression, limit)[:limit]
    if len(first) == limit:
        return first
    known = {hit.id for hit in first}
    rest = _fitting(kind, expression, "1", (), limit)
    return (first + [hit for hit in rest if hit.id not in known])[:limit]


def prepare(progress: Progress = unheard) -> None:
    """Load what the first look-up by sound would wait for: 0.13 s."""
    spellings("好")


def _called(kind: Kind, typed: str, expression: str, limit: int) -> list[Hit]:
    if kind is Kind.MEMBER:
        if _LETTERS.fullmatch(typed):
            return _members_by_sound(typed, limit)
        return [] if typed[:1].isdecimal() else _members_by_name(typed, expression, limit)
    return _titled(kind, typed, expression, limit) if kind in _TITLED else []


def _fitting(
    kind: Kind, expression: str, condition: str, values: tuple[str, ...], limit: int
) -> list[Hit]:
    index, (title, subtitle) = _INDEXES[kind], _TITLES[kind]
    now = (write_moment(clock.now()),) if "?" in _ORDERS[kind] else ()
    rows = database.execute_sql(
        f'SELECT t.id, {title}, {subtitle} FROM "{index.table}" t WHERE t.deleted = 0'
        f" AND t.rid IN (SELECT rowid FROM {index.name} WHERE {index.name} MATCH ?)"
        f" AND {condition} ORDER BY {_ORDERS[kind]} LIMIT ?",
        (expression, *values, *now, limit),
    )
    return [_hit(kind, row) for row in rows]


def _titled(kind: Kind, typed: str, expression: str, limit: int) -> list[Hit]:
    """Return hits whose title begins as typed; in letters also those that sound so."""
    begins = f"substr(lower(replace({_TITLED[kind]}, ' ', '')), 1, {len(typed)}) = ?"
    found = _fitting(kind, expression, begins, (typed,), limit)
    if _LETTERS.fullmatch(typed):
        others = _fitting(kind, expression, f"NOT {begins}", (typed,), _HEARD)
        found += [hit for hit in others if _sounds(typed, hit.title)]
    return _called_hits(found, typed)


def _members_by_name(typed: str, expression: str, limit: int) -> list[Hit]:
    # The key ends in the name; to look there spares reading the whole record.
    begins = "instr(t.pinyin, char(9) || ?) AND instr(replace(t.pinyin, ' ', ''), char(9) || ?)"
    found = _fitting(Kind.MEMBER, expression, begins, (typed[0], typed), limit)
    return _called_hits(found, typed)


def _called_hits(found: list[Hit], typed: str) -> list[Hit]:
    """Mark hits as called so, and put the one that is called exactly so first."""
    found.sort(key=lambda hit: "".join(hit.title.casefold().split()) != typed)
    return [replace(hit, called=True) for hit in found]


def _members_by_sound(typed: str, limit: int) -> list[Hit]:
    """Return members whose names begin as typed, found by the key that they are sorted by.

    It holds a name's syllables; those that fit are walked in their order until there are enough.
    """
    title, subtitle = _TITLES[Kind.MEMBER]
    rows = database.execute_sql(
        f"SELECT t.id, {title}, {subtitle}, t.pinyin FROM member t"
        " WHERE t.deleted = 0 AND t.pinyin >= ? AND t.pinyin < ? AND t.pinyin GLOB ?"
        " ORDER BY t.pinyin",
        (typed[0], chr(ord(typed[0]) + 1), "*".join(typed) + "*"),
    )
    found: list[Hit] = []
    for *row, key in rows:
        spelt, _tab, name = key.partition("\t")
        if _spells(typed, spelt.split()) or _initials(name).startswith(typed):
            found.append(_hit(Kind.MEMBER, row, called=True))
            if len(found) == limit:
                break
    return found


def _spells(typed: str, syllables: list[str]) -> bool:
    """Whether a name begins as typed: its pinyin, its initials, or the one and then the other."""
    initials = "".join(syllable[0] for syllable in syllables)
    beginnings = ("".join(syllables[:whole]) for whole in range(len(syllables) + 1))
    return any(
        f"{beginning}{initials[whole:]}".startswith(typed)
        for whole, beginning in enumerate(beginnings)
    )


def _initials(name: str) -> str:
    return "".join(word[0] for word in name.split())


def _sounds(typed: str, title: str) -> bool:
    beginning = title.partition("\n")[0][:12]
    return any(word.startswith(typed) for word in spellings(beginning, surname=False))


def _hit(kind: Kind, row: Any, called: bool = False) -> Hit:
    record, title, subtitle = row
    return Hit(kind, bytes(record), title, subtitle, called)
