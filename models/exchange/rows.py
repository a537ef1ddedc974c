"""The rows of a table with their cells read: what every kind of import begins with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain, zip_longest

from models.exchange.cells import Value, read_column
from models.exchange.dates import Unreadable
from models.exchange.fields import Field, Sort, fields_of
from models.exchange.headings import Headings, assign
from models.exchange.plan import Doubtful, Skipped
from models.exchange.table import Row, Table
from models.vocabulary import Kind
from resources.i18n import N_

TOTAL = N_("This line is a total, not a record.")
HEADINGS_AGAIN = N_("This line repeats the headings.")
LIKE_A_NOTE = N_("This line looks like a note, not a record.")
REPEATED = N_("This line says the same as line {other}.")

_TOTAL = re.compile(
    r"[\W_]*(?:本页|本月|全部)?"
    r"(?:合计|总计|小计|共计|总数|总人数|人数合计|grand total|subtotal|total|sum)"
    r"[\W_]*(?:\d[\d,.]*\s*[人名条次场元]?)?[\W_]*",
    re.IGNORECASE,
)
_NOTE_LENGTH = 30
# How the first cell of a row may begin that is no record.
_ODD = re.compile(rf"\s*$|.{{{_NOTE_LENGTH + 1}}}|{_TOTAL.pattern}", re.IGNORECASE | re.DOTALL)
_NEVER_UNREADABLE = (
    Sort.TEXT, Sort.NAME, Sort.TAGS, Sort.WORDS, Sort.NAMES, Sort.GUARDIANS
)  # fmt: skip


@dataclass(frozen=True)
class Rows:
    """The rows of a list, by column: thousands of rows are read and compared a column at a time.

    `texts` and `values` hold a column for each of `fields`; what stands at one place of each, and
    of `lines`, belongs to one row. A value is None where the cell is empty. `unreadable` are the
    places of the rows with a cell that cannot be read, `set_aside` the rows that are no records.
    """

    fields: tuple[str, ...]
    headings: tuple[str, ...]
    lines: Sequence[int]
    texts: tuple[Sequence[str], ...]
    values: tuple[Sequence[Value], ...]
    unreadable: frozenset[int]
    set_aside: tuple[Skipped | Doubtful, ...]

    def __iter__(self) -> Iterator[tuple[int, dict[str, Value]]]:
        """Give each row's line and its values that are not empty."""
        for line, *values in zip(self.lines, *self.values, strict=True):
            said = zip(self.fields, values, strict=True)
            yield line, {field: value for field, value in said if value is not None}

    def cells(self, index: int) -> tuple[str, ...]:
        return tuple([column[index] for column in self.texts])


def read_rows(table: Table, kind: Kind, headings: Headings, lines: frozenset[int]) -> Rows:
    """Read the cells of all rows below the headings. `lines` are taken whatever they look like."""
    mapping = headings.mapping
    kept, set_aside = _sort_out(table, kind, headings, lines)
    columns = list(zip_longest(*(row for _line, row in kept), fillvalue=""))
    nothing = ("",) * len(kept)
    texts = tuple(columns[index] if index < len(columns) else nothing for index in mapping)
    known = {field.name: field for field in fields_of(kind)}
    fields = [known[name] for name in mapping.values()]
    values = tuple(map(partial(read_column, kind), fields, texts))
    unreadable = chain.from_iterable(map(_unreadable_places, fields, values))
    return Rows(
        fields=tuple(mapping.values()),
        headings=tuple(headings.columns[index].heading for index in mapping),
        lines=[line for line, _row in kept],
        texts=texts,
        values=values,
        unreadable=frozenset(unreadable),
        set_aside=tuple(set_aside),
    )


def _unreadable_places(field: Field, column: Sequence[Value]) -> Iterable[int]:
    if field.sort in _NEVER_UNREADABLE or Unreadable not in map(type, column):
        return ()
    return [place for place, value in enumerate(column) if type(value) is Unreadable]


def _sort_out(
    table: Table, kind: Kind, headings: Headings, lines: frozenset[int]
) -> tuple[list[Row], list[Skipped | Doubtful]]:
    """Return the records, and what is none. The first cell tells which rows may be none."""
    below = [(line, row) for line, row in table.rows if line > headings.line]
    title = next((row for line, row in table.rows if line == headings.line), ())
    firsts = {row[0] for _line, row in below if row}
    odd = {*title[:1], *filter(_ODD.match, firsts)}
    if odd.isdisjoint(firsts) and all(row for _line, row in below):
        return below, []
    kept: list[Row] = []
    set_aside: list[Skipped | Doubtful] = []
    for line, row in below:
        if not any(map(str.strip, row)):
            continue
        if row[0] in odd and line not in lines:
            if verdict := _judge(line, row, title, kind, len(headings.mapping)):
                set_aside.append(verdict)
                continue
        kept.append((line, row))
    return kept, set_aside


def _judge(
    line: int, row: tuple[str, ...], title: tuple[str, ...], kind: Kind, mapped: int
) -> Skipped | Doubtful | None:
    """Return what a row is that is no record."""
    first = next(filter(None, map(str.strip, row)))
    if row == title or _repeats(row, title, kind):
        return Skipped(line, HEADINGS_AGAIN)
    if _TOTAL.fullmatch(first) and sum(map(bool, row)) <= max(3, len(row) // 2):
        return Skipped(line, TOTAL)
    if len(first) > _NOTE_LENGTH and mapped > 2 and sum(map(bool, row)) == 1:
        return Doubtful(line, LIKE_A_NOTE)
    return None


def _repeats(row: tuple[str, ...], title: tuple[str, ...], kind: Kind) -> bool:
    """Say whether a row is the headings again, written a little differently."""
    return row[:1] == title[:1] and len(assign(row, kind)) > 2


def unreadable(rows: Rows, index: int) -> Doubtful | None:
    """Return what is doubtful about a row with a cell that cannot be read."""
    if index not in rows.unreadable:
        return None
    place = next(at for at, column in enumerate(rows.values) if type(column[index]) is Unreadable)
    return Doubtful(
        rows.lines[index],
        rows.values[place][index].reason,
        {"text": shorten(rows.texts[place][index]), "heading": rows.headings[place]},
        field=rows.fields[place],
    )


def without_unreadable(values: Mapping[str, Value]) -> dict[str, Value]:
    return {name: value for name, value in values.items() if type(value) is not Unreadable}


def shorten(text: str, length: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1]}…"
