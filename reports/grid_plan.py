"""How wide the columns of a long table are: told by their headings and by its first rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain, islice
from math import ceil

from reports import styles
from reports.sheet import Sheet
from reports.text import TextStyle, text_width

SIDE = 4.0  # points between the edge of a cell and its text
_LOOKED_AT = 200  # rows that say how wide the columns are
_LEAST, _PEN = 26.0, 70.0
_USUAL = 0.95  # the share of the cells that a column is wide enough for


@dataclass(frozen=True)
class GridColumn:
    """A column: of texts, of `blank` cells to write in, or with a `box` to tick in each row.
    `most` is the share of the width it may take at most."""

    title: str
    right: bool = False
    blank: bool = False
    box: bool = False
    most: float = 0.4


@dataclass(frozen=True)
class GridRow:
    """The texts of a row; a band is one text across, above the rows of a group. `mark` is the
    bookmark that leads here. `below` is the room left under the texts to write in."""

    cells: Sequence[str]
    is_band: bool = False
    mark: str = ""
    below: float = 0.0


@dataclass(frozen=True)
class GridPlan:
    """How wide the columns are; `natural` is how wide they would like to be together, `least` what
    they need for their headings. `scale` is the size of the type, 1 the usual one."""

    columns: tuple[GridColumn, ...]
    widths: tuple[float, ...]
    natural: float
    least: float
    scale: float = 1.0

    @cached_property
    def cells(self) -> tuple[TextStyle, ...]:
        """How the texts of each column look."""
        return tuple(
            self._scaled(styles.RIGHT_CELL if column.right else styles.CELL)
            for column in self.columns
        )

    @cached_property
    def heads(self) -> tuple[TextStyle, ...]:
        return tuple(
            self._scaled(styles.RIGHT_HEAD_CELL if column.right else styles.HEAD_CELL)
            for column in self.columns
        )

    def _scaled(self, style: TextStyle) -> TextStyle:
        return replace(style, size=style.size * self.scale, leading=style.leading * self.scale)


def plan(
    sheet: Sheet,
    columns: Sequence[GridColumn],
    rows: Sequence[GridRow],
    room: float,
    scale: float = 1.0,
) -> GridPlan:
    """Share the room out by what stands in some rows: nobody gets less than their heading's longest
    word where that can be had; what is blank takes what is left."""
    rows = [row for row in rows if not row.is_band]
    wanted, least = [], []
    for place, column in enumerate(columns):
        cells = [sheet.clean(str(row.cells[place])) for row in rows]
        head = max((text_width(word, styles.HEAD_CELL.size * scale, True) for word in
                    sheet.clean(column.title).split(" ")), default=0)  # fmt: skip
        needed = sorted(
            max(text_width(line, styles.CELL.size * scale) for line in cell.split("\n"))
            for cell in cells
        )
        # One long name among many wraps, rather than that all others give way to it.
        usual = len(needed) if column.right else ceil(len(needed) * _USUAL)
        widest = needed[usual - 1] if needed else 0.0
        narrow = max(head + 2 * SIDE, _PEN if column.blank else 0 if column.right else _LEAST)
        full = max(widest + 2 * SIDE + 1, narrow)
        least.append(narrow)
        wanted.append(narrow if column.blank or column.box else min(full, room * column.most))
    widths = tuple(_shared(columns, wanted, least, room))
    return GridPlan(tuple(columns), widths, sum(wanted), sum(least), scale)


def _shared(
    columns: Sequence[GridColumn], wanted: list[float], least: list[float], room: float
) -> list[float]:
    spare = room - sum(wanted)
    if spare >= 0:
        takers = [place for place, column in enumerate(columns) if column.blank] or [
            place for place, column in enumerate(columns) if not (column.box or column.right)
        ]
        share = spare / len(takers) if takers else 0.0
        return [each + (share if place in takers else 0) for place, each in enumerate(wanted)]
    if room < sum(least):
        return [each * room / sum(least) for each in least]
    # The widest give way, down to one width, so that a phone number keeps its line.
    low, high = 0.0, max(wanted)
    for _step in range(30):
        level = (low + high) / 2
        fits = sum(_levelled(wanted, least, level)) <= room
        low, high = (level, high) if fits else (low, level)
    return _levelled(wanted, least, low)


def _levelled(wanted: list[float], least: list[float], level: float) -> list[float]:
    return [max(low, min(full, level)) for low, full in zip(least, wanted, strict=True)]


def looked_at(rows: Iterator[GridRow]) -> tuple[list[GridRow], Iterator[GridRow]]:
    """Return the first rows, by which columns are planned, and all rows again."""
    first = list(islice(rows, _LOOKED_AT))
    return first, chain(first, rows)
