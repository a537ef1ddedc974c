"""Finding the row of headings and what each column means.

The row may stand below a title and empty lines. A column nobody can place is left out, but shown,
so that the user can say what it is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from models.exchange.fields import FIELDS, IMPORTED, NEEDED, own_fields
from models.exchange.heading_words import heading_words
from models.exchange.table import Table
from models.members.built_in import is_built_in
from models.vocabulary import Kind
from resources.i18n import LANGUAGES, translation

_SEARCHED_ROWS = 25
# So many more known headings make a list of another kind: one more may be chance.
_CLEARLY = 2
_BRACKETS = re.compile(r"[(\[{【〔〈《「].*?[)\]}】〕〉》」]")
_NUMBERING = re.compile(r"^\s*(?:[qQ]?\d+|[一二三四五六七八九十]+)\s*[、.．,:：)]\s*")
_POLITE = re.compile(r"^(?:请问|请)?(?:填写|输入|选择)?(?:您|你|your|please(?:enter|fillin)?)?的?")
_REQUIRED = re.compile(r"(?:必填|选填|可选|required|optional)$")
_SIGNS = re.compile(r"[\W_]+")


@dataclass(frozen=True)
class Column:
    """One column of the table: where it stands, what heads it, what it becomes ("" = left out)."""

    index: int
    heading: str
    field: str


@dataclass(frozen=True)
class Headings:
    """The row of headings (line 0: the table has none) and all columns."""

    line: int
    columns: tuple[Column, ...]

    @property
    def mapping(self) -> dict[int, str]:
        return {column.index: column.field for column in self.columns if column.field}


def plain(heading: str) -> str:
    """Reduce a heading to its word: " 2、您的手机号（必填）*" and "手机号" are one."""
    text = unicodedata.normalize("NFKC", heading).casefold()
    word = _word(_NUMBERING.sub("", _BRACKETS.sub(" ", text)))
    return word or _word(text)


def _word(text: str) -> str:
    word = _REQUIRED.sub("", _SIGNS.sub("", text))
    return _POLITE.sub("", word) or word


@cache
def _meanings(kind: Kind) -> dict[str, tuple[int, str]]:
    """Return for each known word its rank among the words of its field, and the field.

    The headings of our own exports come first, in every language.
    """
    found: dict[str, tuple[int, str]] = {}
    words = heading_words(kind)
    for language in LANGUAGES:
        catalogue = translation(language)
        for field in FIELDS[kind]:
            if field.exported:
                found.setdefault(plain(catalogue._(field.title)), (0, field.name))
    for field in FIELDS[kind]:
        for rank, word in enumerate((field.title, *words.get(field.name, ()))):
            found.setdefault(plain(word), (rank, field.name))
    return found


def _own_meanings(kind: Kind) -> dict[str, tuple[int, str]]:
    """Return the same of the organizer's own fields, which are other ones in each file.

    What an older program let be called like a built-in field is none of them: it is chosen by hand.
    """
    fields = [field for field in own_fields(kind) if not is_built_in(field.title)]
    return {plain(field.title): (0, field.name) for field in fields}


def find_headings(table: Table, kind: Kind) -> Headings:
    """Return the row with the most known headings, and its columns."""
    best_line, best_score = 0, 0
    best_cells: tuple[str, ...] = ()
    for line, cells in _first_rows(table):
        score = _score(cells, kind)
        if score > best_score:
            best_line, best_cells, best_score = line, cells, score
    mapping = assign(best_cells, kind)
    columns = tuple(
        Column(index, heading, mapping.get(index, ""))
        for index in range(table.width)
        for heading in [best_cells[index].strip() if index < len(best_cells) else ""]
    )
    return Headings(best_line, columns)


def _first_rows(table: Table) -> list[tuple[int, tuple[str, ...]]]:
    filled = [(line, cells) for line, cells in table.rows[:500] if any(cells)]
    return filled[:_SEARCHED_ROWS]


def _score(cells: tuple[str, ...], kind: Kind) -> int:
    """Count the known headings of a row; a row with one known word needs to be that word alone.

    A sentence like "成员名单" above the headings is no heading, and "成员" inside a data row among
    many others is none either.
    """
    known = assign(cells, kind)
    filled = sum(bool(cell.strip()) for cell in cells)
    if not set(known.values()) & set(NEEDED[kind]):
        return len(known) - 1 if len(known) > 2 else 0
    return len(known) + 1 if len(known) * 4 >= filled or len(known) >= 3 else 0


def assign(cells: tuple[str, ...], kind: Kind) -> dict[int, str]:
    """Return the field of each column that has one; the better word wins, then the left one."""
    meanings = {**_meanings(kind), **_own_meanings(kind)}
    claims = []
    for index, heading in enumerate(cells):
        if len(heading) <= 60 and (meaning := meanings.get(plain(heading))):
            claims.append((meaning[0], index, meaning[1]))
    mapping: dict[int, str] = {}
    taken: set[str] = set()
    for _rank, index, field in sorted(claims):
        if field not in taken:
            taken.add(field)
            mapping[index] = field
    return mapping


def fitting_kind(table: Table, kind: Kind) -> Kind:
    """Return the kind of list the headings clearly fit better than `kind`, or `kind` itself."""
    scores = {
        each: max((_score(cells, each) for _line, cells in _first_rows(table)), default=0)
        for each in IMPORTED
    }
    best = max(IMPORTED, key=lambda each: scores[each])
    return best if scores[best] >= scores[kind] + _CLEARLY else kind


def columns_for(table: Table, kind: Kind, mapping: Mapping[int, str] | None) -> Headings:
    """Return the headings as found, or with the columns as the caller maps them."""
    found = find_headings(table, kind)
    if mapping is None:
        return found
    columns = tuple(
        Column(column.index, column.heading, mapping.get(column.index, ""))
        for column in found.columns
    )
    return Headings(found.line, columns)
