"""Telling the new people of a list apart: who shares a name, and may be named twice.

Two rows that share no identity but both have one of the same sort are two persons.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from models.exchange.people import contradict, identities

Identities = Mapping[str, Sequence[str | None]]


def unclear_names(keys: Sequence[str], columns: Identities) -> set[str]:
    """Return the names (their keys) that may stand twice for one person.

    `columns` holds the identity of each row, by sort. Of the names left out, every two rows have
    an identity of one sort and share none: they are surely two persons.
    """
    several = {key for key, count in Counter(keys).items() if count > 1}
    unclear = set(several)
    for column in columns.values():
        if all(column):
            unclear.clear()
        else:
            unclear &= {key for key, identity in zip(keys, column, strict=True) if not identity}
    for column in columns.values():
        unclear.update(_sharing(keys, column))
    return unclear


def _sharing(keys: Sequence[str], column: Sequence[str | None]) -> Iterable[str]:
    """Return the names of which two rows have the same identity."""
    if len(set(filter(None, column))) + column.count(None) == len(column):
        return ()
    pairs = Counter(zip(keys, column, strict=True))
    return (key for (key, identity), count in pairs.items() if identity and count > 1)


class Told:
    """The new people of a list so far, a row at a time.

    Only namesakes with other sorts of identity need to be compared: a list of nothing but
    namesakes stays quick.
    """

    def __init__(self) -> None:
        self._identities: dict[tuple[str, str, str], int] = {}
        self._sorts: dict[str, dict[tuple[str, ...], list[tuple[int, str]]]] = {}

    def same_person(self, key: str, line: int, values: Mapping[str, Any]) -> int:
        """Return the line that may speak of the same person, or 0 and remember this one."""
        own = identities(values)
        for sort, identity in own:
            if earlier := self._identities.get((key, sort, identity)):
                return earlier
        sorts = tuple(sort for sort, _identity in own)
        born = values.get("born", "")
        known = self._sorts.setdefault(key, {})
        for others, people in known.items():
            if not set(others) & set(sorts):
                for earlier, other in people:
                    if not contradict({"born": other}, {"born": born}):
                        return earlier
        for sort, identity in own:
            self._identities[key, sort, identity] = line
        known.setdefault(sorts, []).append((line, born))
        return 0
