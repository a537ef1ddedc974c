"""What the columns of a list without headings seem to hold, by how its cells look."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from models.exchange.cells import read_email, read_phone
from models.exchange.choices import choice_words, plain_word
from models.exchange.dates import Unreadable, read_day
from models.exchange.fields import IMPORTED
from models.exchange.headings import assign
from models.exchange.table import Table
from models.vocabulary import Gender, Kind, MemberStatus

_LOOKED_AT = 60
_MOSTLY = 0.8
_LONGEST_NAME = 24
_LETTERS = re.compile(r"[^\W\d_]")
_PHONE = re.compile(r"\+?[\d\s\-()（）]{7,20}")
# The field that lists of each kind cannot do without, taken for the first column of short words.
_NAMING = {Kind.MEMBER: "name", Kind.ATTENDANCE: "member", Kind.EVENT: "title"}
_DATED = {Kind.MEMBER: "joined", Kind.EVENT: "begins"}


def guess_columns(table: Table, kind: Kind) -> Mapping[int, str]:
    """Return the field of each column that can be told; of two alike the left one has it. Where
    the first row has headings, if only of another kind of list, nothing is guessed."""
    found: dict[int, str] = {}
    first = table.rows[0][1] if table.rows else ()
    if kind not in _NAMING or any(assign(first, each) for each in IMPORTED):
        return found
    for index in range(table.width):
        cells = [row[index].strip() for _line, row in table.rows[:_LOOKED_AT] if index < len(row)]
        field = _field_of(kind, [cell for cell in cells if cell])
        if field and field not in found.values():
            found[index] = field
    return found if _NAMING[kind] in found.values() else {}


def _field_of(kind: Kind, cells: Sequence[str]) -> str:
    if not cells:
        return ""
    if kind is not Kind.EVENT:
        for field, fits in (("email", _is_email), ("phone", _is_phone)):
            if _most(cells, fits):
                return field
    if kind in _DATED and _most(cells, _is_day):
        return _DATED[kind]
    if kind is Kind.MEMBER:
        for field, choice in (("gender", Gender), ("status", MemberStatus)):
            words = choice_words(choice)
            if _most(cells, lambda cell, words=words: plain_word(cell) in words):  # type: ignore[misc]
                return field
    return _NAMING[kind] if _most(cells, _is_name) else ""


def _most(cells: Sequence[str], fits: Callable[[str], bool]) -> bool:
    return sum(map(fits, cells)) >= _MOSTLY * len(cells)


def _is_email(cell: str) -> bool:
    return not isinstance(read_email(cell), Unreadable)


def _is_phone(cell: str) -> bool:
    return bool(_PHONE.fullmatch(cell)) and not isinstance(read_phone(cell), Unreadable)


def _is_day(cell: str) -> bool:
    return any(map(str.isdigit, cell)) and not isinstance(read_day(cell), Unreadable)


def _is_name(cell: str) -> bool:
    return len(cell) <= _LONGEST_NAME and bool(_LETTERS.search(cell)) and "\n" not in cell
