"""The rows of a table with their cells read: what every kind of import begins with."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from models.exchange.cells import read_column
from models.exchange.dates import Unreadable
from models.exchange.fields import field_of
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


@dataclass(frozen=True)
class Rows:
    """Rows side by side: `lines[i]`, `cells[i]` (texts) and `values[i]` belong together.

    `values` holds one value for each of `fields`, None where the cell is empty. `set_aside` are
    the rows that are no records.
    """

    fields: tuple[str, ...]
    headings: tuple[str, ...]
    lines: tuple[int, ...]
    cells: tuple[tuple[str, ...], ...]
    values: tuple[tuple[Any, ...], ...]
    set_aside: tuple[Skipped | Doubtful, ...]
    has_unreadable: bool

    def __iter__(self) -> Iterator[tuple[int, dict[str, Any]]]:
        """Give each row's line and its values that are not empty."""
        fields = self.fields
        for line, values in zip(self.lines, self.values, strict=True):
            yield (
                line,
                {
                    field: value
                    for field, value in zip(fields, values, strict=True)
                    if value is not None
                },
            )


def read_rows(table: Table, kind: Kind, headings: Headings, lines: frozenset[int]) -> Rows:
    """Read the cells of all rows below the headings. `lines` are taken whatever they look like."""
    mapping = headings.mapping
    kept, set_aside = _sort_out(table, kind, headings, lines)
    width = table.width
    cells = tuple(
        row if len(row) == width else row + ("",) * (width - len(row)) for _line, row in kept
    )
    columns = list(zip(*cells, strict=True)) or [()] * width
    values = []
    has_unreadable = False
    for index, name in mapping.items():
        values.append(read_column(kind, field_of(kind, name), columns[index]))
        has_unreadable |= Unreadable in set(map(type, values[-1]))
    return Rows(
        fields=tuple(mapping.values()),
        headings=tuple(headings.columns[index].heading for index in mapping),
        lines=tuple(line for line, _row in kept),
        cells=tuple(zip(*(columns[index] for index in mapping), strict=True)),
        values=tuple(zip(*values, strict=True)),
        set_aside=tuple(set_aside),
        has_unreadable=has_unreadable,
    )


def _sort_out(
    table: Table, kind: Kind, headings: Headings, lines: frozenset[int]
) -> tuple[list[Row], list[Skipped | Doubtful]]:
    kept: list[Row] = []
    set_aside: list[Skipped | Doubtful] = []
    mapped = len(headings.mapping)
    title = next((row for line, row in table.rows if line == headings.line), None)
    total = _TOTAL.fullmatch
    for line, row in table.rows:
        if line <= headings.line:
            continue
        first = row[0] if row and row[0] else next(filter(None, map(str.strip, row)), "")
        if not first or (first.isspace() and not any(map(str.strip, row))):
            continue
        if line in lines:
            kept.append((line, row))
        elif row == title or (len(first) < 12 and _repeats(row, title, kind)):
            set_aside.append(Skipped(line, HEADINGS_AGAIN))
        elif total(first) and sum(map(bool, row)) <= max(3, len(row) // 2):
            set_aside.append(Skipped(line, TOTAL))
        elif len(first) > _NOTE_LENGTH and mapped > 2 and sum(map(bool, row)) == 1:
            set_aside.append(Doubtful(line, LIKE_A_NOTE))
        else:
            kept.append((line, row))
    return kept, set_aside


def _repeats(row: tuple[str, ...], title: tuple[str, ...] | None, kind: Kind) -> bool:
    """Say whether a row is the headings again, written a little differently."""
    return title is not None and row[:1] == title[:1] and len(assign(row, kind)) > 2


def unreadable(rows: Rows, index: int) -> Doubtful | None:
    """Return what is doubtful about a row with a cell that cannot be read."""
    if not rows.has_unreadable:
        return None
    for place, value in enumerate(rows.values[index]):
        if type(value) is Unreadable:
            return Doubtful(
                rows.lines[index],
                value.reason,
                {"text": shorten(rows.cells[index][place]), "heading": rows.headings[place]},
                field=rows.fields[place],
            )
    return None


def without_unreadable(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if type(value) is not Unreadable}


def shorten(text: str, length: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= length else f"{text[: length - 1]}…"
