"""Who meets a filter, told from what is remembered of every member, without reading the file.

Each kind of question has a form in which its answer is quickly found: what members are called as
one long text, numbers and days in their order, words with those who have them. What is read here
is the SQL of the filter itself, so both say the same; where a cell holds what another program put
there and it cannot be told so, nothing is remembered and the file is asked.
"""

from __future__ import annotations

import json
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import reduce
from itertools import accumulate
from operator import and_, methodcaller, or_
from typing import Any

from models.base import database
from models.members.filter_fields import FilterField, Sort
from models.members.filter_tables import LAST_TIMES, compared, days_back
from models.members.filters import ANY, Condition, Group, Test
from models.progress import Progress
from models.remembering import Remembered

_END = "\x1f"  # between two texts; nobody types it
_MOST_WORDS = 400
_FEW = 3_000  # whoever are more are held as a set
_EXACT = 2**53  # up to here every whole number is its own
_FROM = "FROM member t WHERE t.deleted = 0"
# As SQLite's lower() does it.
_LOWER = str.maketrans({letter: letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"})
_FACT = "filter."
_WITHOUT = (Test.IS_NOT, Test.LACKS, Test.FILLED)
_count_ends = methodcaller("count", _END)
_LONG_AGO = (Test.NOT_FOR_DAYS, Test.NEVER)


@dataclass(frozen=True)
class Texts:
    """All texts behind one another, each between two ends; that of `rows[n]` follows end n."""

    text: str
    rows: array[int]

    def having(self, piece: str) -> Iterator[int]:
        """Yield who has a piece in their text, once for each time it is in there."""
        ends = accumulate(map(_count_ends, self.text.split(piece)))
        return (self.rows[number - 1] for number in ends if number <= len(self.rows))

    def being(self, text: str) -> Iterator[int]:
        """Yield who has this text and no more."""
        between = self.text.split(_END + text)
        ends = accumulate(_count_ends(each) + 1 for each in between)
        # What comes next begins with an end: its own, or that of the next one who has the text.
        for number, following in zip(ends, between[1:], strict=False):
            if not following or following[0] == _END:
                yield self.rows[number - 1]


@dataclass(frozen=True)
class Sorted:
    """Values in their order, each with who has it; `all` are those who have one."""

    values: Any
    rows: array[int]
    all: int

    def between(self, first: int, last: int, remembered: Remembered) -> int:
        """Return who stands from one place of the order up to another."""
        if 2 * (last - first) <= len(self.rows):
            return remembered.set_of(self.rows[first:last]) if first < last else 0
        outside = remembered.set_of(self.rows[:first]) | remembered.set_of(self.rows[last:])
        return self.all ^ outside


@dataclass(frozen=True)
class Words:
    """Who has each word, of a few words: as a set where they are many."""

    rows: Mapping[str, array[int] | int]

    def having(self, words: Iterable[str], remembered: Remembered) -> Iterator[int]:
        for word in words:
            rows = self.rows.get(word, 0)
            yield rows if isinstance(rows, int) else remembered.set_of(rows)


def tell(asked: Group, fields: Mapping[str, FilterField], remembered: Remembered) -> int | None:
    """Return who meets a filter; None where that is not remembered."""
    if not asked.parts:
        return remembered.everybody
    found: int | None = None
    for part in asked.parts:
        met = (
            tell(part, fields, remembered)
            if isinstance(part, Group)
            else _tell(fields[part.field], part, remembered)
        )
        if met is None:
            return None
        if found is None:
            found = met
        else:
            found = found | met if asked.way == ANY else found & met
    return found


def _tell(field: FilterField, condition: Condition, remembered: Remembered) -> int | None:
    fact = remembered.facts.get(_FACT + field.name)
    if isinstance(fact, Texts):
        return _tell_text(fact, condition, remembered)
    if isinstance(fact, Words) and field.sort in (Sort.TEXT, Sort.NAMES):
        return _tell_few(fact, condition, remembered)
    if isinstance(fact, Words):
        return _tell_words(fact, condition, remembered)
    if isinstance(fact, Sorted):
        places = _PLACES[field.sort](fact.values, condition)
        if places is not None:
            met = fact.between(*places, remembered)
            return remembered.everybody ^ met if condition.test in _LONG_AGO else met
    return None


def _tell_text(fact: Texts, condition: Condition, remembered: Remembered) -> int | None:
    text = str(condition.value or "").translate(_LOWER)
    if not text or _END in text:
        return None
    if condition.test in (Test.IS, Test.IS_NOT):
        met = remembered.set_of(fact.being(text))
    elif condition.test in (Test.CONTAINS, Test.LACKS):
        met = remembered.set_of(fact.having(text))
    else:
        return None
    return remembered.everybody ^ met if condition.test in _WITHOUT else met


def _tell_few(fact: Words, condition: Condition, remembered: Remembered) -> int:
    """Return the same where there are so few texts that each can be looked at."""
    text = str(condition.value or "").translate(_LOWER)
    pieces = condition.test in (Test.CONTAINS, Test.LACKS)
    fitting = [word for word in fact.rows if (text in word if pieces else text == word)]
    met = _joined(fact.having(fitting, remembered))
    return remembered.everybody ^ met if condition.test in _WITHOUT else met


def _tell_words(fact: Words, condition: Condition, remembered: Remembered) -> int | None:
    everybody = remembered.everybody
    match condition.test:
        case Test.ANY_OF:
            return _joined(fact.having(condition.value, remembered))
        case Test.NONE_OF:
            return everybody ^ _joined(fact.having(condition.value, remembered))
        case Test.ALL_OF:
            return reduce(and_, fact.having(condition.value, remembered), everybody)
    filled = _joined(fact.having(filter(None, fact.rows), remembered))
    return everybody ^ filled if condition.test is Test.EMPTY else filled


def _joined(sets: Iterable[int]) -> int:
    return reduce(or_, sets, 0)


# From which place of the order of values up to which they are meant

Places = tuple[int, int]


def _places_of_numbers(values: Any, condition: Condition) -> Places | None:
    if condition.test in (Test.EMPTY, Test.FILLED):
        return None
    number = float(condition.value)
    first = 0 if condition.test is Test.AT_MOST else bisect_left(values, number)
    at_least = condition.test is Test.AT_LEAST
    return first, len(values) if at_least else bisect_right(values, number)


def _places_of_days(values: Any, condition: Condition) -> Places | None:
    if condition.test in (Test.EMPTY, Test.FILLED):
        return None
    first, last = 0, len(values)
    for way, day in compared(condition):
        before, behind = (cut(values, day.isoformat()) for cut in (bisect_left, bisect_right))
        if way in (">", ">=", "="):
            first = max(first, behind if way == ">" else before)
        if way in ("<", "<=", "="):
            last = min(last, before if way == "<" else behind)
    return first, last


def _places_of_times(values: Any, condition: Condition) -> Places:
    never = condition.test is Test.NEVER
    first = 0 if never else bisect_left(values, days_back(condition.value).isoformat())
    return first, len(values)


_PLACES: Mapping[Sort, Callable[[Any, Condition], Places | None]] = {
    Sort.COUNT: _places_of_numbers,
    Sort.NUMBER: _places_of_numbers,
    Sort.DATE: _places_of_days,
    Sort.LAST_TIME: _places_of_times,
}


# Reading what is remembered


def read_fields(fields: Iterable[FilterField], remembered: Remembered, progress: Progress) -> None:
    """Remember what members have in their fields, what takes longest last. Raises Cancelled."""
    for field in sorted(fields, key=lambda each: each.sort in (Sort.COUNT, Sort.LAST_TIME)):
        progress(0, 1)
        read_field(field, remembered)


def read_field(field: FilterField, remembered: Remembered) -> None:
    """Remember what members have in a field, where it can be."""
    reader = _OF_FIELD.get(field.name) or _READERS.get(field.sort)
    if reader is not None and _FACT + field.name not in remembered.facts:
        remembered.facts[_FACT + field.name] = reader(field, remembered)


def _read_texts(field: FilterField, remembered: Remembered) -> Texts | Words | None:
    cell = f"coalesce({field.value}, '')"
    if few := _words(f"lower({cell})", "t.rid", _FROM, remembered):
        return few
    odd = f"typeof({cell}) <> 'text' OR instr({cell}, char(31)) OR instr({cell}, char(0))"
    found, strange, rowids = database.execute_sql(
        "SELECT group_concat(v, char(31)), sum(odd), json_group_array(rid) FROM"
        f" (SELECT t.rid, lower({cell}) AS v, {odd} AS odd {_FROM} ORDER BY t.rid)"
    ).fetchone()
    if found is None or strange:
        return None
    rows = array("i", json.loads(rowids))
    text = f"{_END}{found}{_END}"
    return Texts(text, rows) if _count_ends(text) == len(rows) + 1 else None


def _read_numbers(field: FilterField, remembered: Remembered) -> Sorted | None:
    found = _in_order(field.value, f"{field.value} IS NOT NULL")
    if not all(isinstance(value, (int, float)) and abs(value) < _EXACT for value, _row in found):
        return None
    return _sorted(array("d", [value for value, _row in found]), found, remembered)


def _read_days(field: FilterField, remembered: Remembered) -> Sorted | None:
    value = LAST_TIMES.get(field.name) or field.value
    found = _in_order(value, f"{value} IS NOT NULL" if not field.value else f"{value} > ''")
    if not all(isinstance(value, str) for value, _row in found):
        return None
    known: dict[str, str] = {}
    days = [known.setdefault(value, value) for value, _row in found]
    return _sorted(days, found, remembered)


def _in_order(value: str, condition: str) -> list[tuple[Any, int]]:
    sql = f"SELECT {value} AS v, t.rid {_FROM} AND {condition} ORDER BY v"
    return list(database.execute_sql(sql).fetchall())


def _sorted(values: Any, found: list[tuple[Any, int]], remembered: Remembered) -> Sorted:
    rows = array("i", [row for _value, row in found])
    return Sorted(values, rows, remembered.set_of(rows))


def _read_choices(field: FilterField, remembered: Remembered) -> Words | None:
    return _words(f"coalesce({field.value}, '')", "t.rid", _FROM, remembered)


def _read_classes(_field: FilterField, remembered: Remembered) -> Words | None:
    return _words("s.standing", "s.member", "FROM _standing s", remembered)


def _read_tags(_field: FilterField, remembered: Remembered) -> Words | None:
    rows = "FROM member_tag g CROSS JOIN member t ON t.id = g.member WHERE g.deleted = 0"
    found = _words("g.tag", "t.rid", rows, remembered)
    # A tag without a word, which only another program makes, would count for one that is filled in.
    return None if found is None or "" in found.rows else found


def _words(word: str, rowid: str, rows: str, remembered: Remembered) -> Words | None:
    found = database.execute_sql(
        f"SELECT {word} AS w, json_group_array({rowid}) {rows} GROUP BY w LIMIT ?",
        (_MOST_WORDS + 1,),
    ).fetchall()
    if len(found) > _MOST_WORDS or not all(isinstance(each, str) for each, _rows in found):
        return None
    having = ((each, array("i", json.loads(rowids))) for each, rowids in found)
    return Words(
        {each: remembered.set_of(rows) if len(rows) > _FEW else rows for each, rows in having}
    )


_OF_FIELD: Mapping[str, Callable[[FilterField, Remembered], object]] = {
    "standing": _read_classes,
    "tags": _read_tags,
}
_READERS: Mapping[Sort, Callable[[FilterField, Remembered], object]] = {
    Sort.TEXT: _read_texts,
    Sort.NAMES: _read_texts,
    Sort.CHOICE: _read_choices,
    Sort.OPEN_CHOICE: _read_choices,
    Sort.DATE: _read_days,
    Sort.LAST_TIME: _read_days,
    Sort.NUMBER: _read_numbers,
    Sort.COUNT: _read_numbers,
}
