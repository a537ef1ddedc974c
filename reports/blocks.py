"""What pages are made of: banner, key figures, tables, columns, lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from reportlab.platypus import Flowable, PageBreak, Spacer, Table, TableStyle

from reports import styles
from reports.fonts import BOLD, REGULAR
from reports.sheet import Sheet
from reports.text import Text, strong, text_width

Tone = Literal["good", "bad", "plain"]
PLAIN: Tone = "plain"

_TONES = {"good": styles.GOOD, "bad": styles.BAD, "plain": styles.MUTED}
_FIGURE_SIZE = 19.0
_SMALLEST_FIGURE = 9.0
_PER_ROW = 4


@dataclass(frozen=True)
class KeyFigure:
    """One figure on a card: what it is, how it moved, and from how many records it comes."""

    label: str
    value: str
    unit: str = ""
    change: str = ""
    tone: Tone = "plain"
    basis: str = ""


@dataclass(frozen=True)
class Column:
    """A column of a table; without a width it shares what the others leave."""

    title: str
    width: float | None = None
    right: bool = False


class Banner(Flowable):  # type: ignore[misc]
    """The head of the first page, on the accent colour."""

    _HEIGHT = 74.0

    def __init__(self, sheet: Sheet, title: str, below: str, beside: Sequence[str]) -> None:
        super().__init__()
        self._title, self._below = sheet.clean(title), sheet.clean(below)
        self._beside = [sheet.clean(line) for line in beside]
        self.spaceAfter = 12.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width = availWidth
        return availWidth, self._HEIGHT

    def draw(self) -> None:
        canvas, room = self.canv, self.width - 32
        canvas.setFillColor(styles.ACCENT)
        canvas.roundRect(0, 0, self.width, self._HEIGHT, 6, stroke=0, fill=1)
        canvas.setFillColor(styles.PAPER)
        beside = max((text_width(line, 8) for line in self._beside), default=0)
        size = _fitting(self._title, 21, room - beside - 12, bold=True)
        canvas.setFont(BOLD, size)
        canvas.drawString(16, 40, self._title)
        canvas.setFont(REGULAR, _fitting(self._below, 10, room))
        canvas.drawString(16, 20, self._below)
        canvas.setFont(REGULAR, 8)
        for index, line in enumerate(self._beside):
            canvas.drawRightString(self.width - 16, 50 - 13 * index, line)


class KeyFigures(Flowable):  # type: ignore[misc]
    """A row of cards, four beside each other."""

    _HEIGHT, _GAP = 70.0, 8.0

    def __init__(self, sheet: Sheet, figures: Sequence[KeyFigure]) -> None:
        super().__init__()
        self._figures = [_clean(sheet, figure) for figure in figures]
        self.spaceAfter = 8.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        rows = -(-len(self._figures) // _PER_ROW)
        self.width = availWidth
        self.height = rows * (self._HEIGHT + self._GAP) - self._GAP
        return self.width, self.height

    def draw(self) -> None:
        width = (self.width - self._GAP * (_PER_ROW - 1)) / _PER_ROW
        for index, figure in enumerate(self._figures):
            row, place = divmod(index, _PER_ROW)
            x = place * (width + self._GAP)
            y = self.height - self._HEIGHT - row * (self._HEIGHT + self._GAP)
            self._draw_card(figure, x, y, width)

    def _draw_card(self, figure: KeyFigure, x: float, y: float, width: float) -> None:
        canvas, left, room = self.canv, x + 10, width - 20
        canvas.setFillColor(styles.SOFT)
        canvas.setStrokeColor(styles.LINE)
        canvas.setLineWidth(0.6)
        canvas.roundRect(x, y, width, self._HEIGHT, 5, stroke=1, fill=1)
        canvas.setFillColor(styles.MUTED)
        canvas.setFont(REGULAR, _fitting(figure.label, 8, room))
        canvas.drawString(left, y + 55, figure.label)
        size = _fitting(figure.value, _FIGURE_SIZE, room - text_width(figure.unit, 8) - 4, True)
        canvas.setFillColor(styles.INK)
        canvas.setFont(BOLD, size)
        canvas.drawString(left, y + 33, figure.value)
        canvas.setFillColor(styles.MUTED)
        canvas.setFont(REGULAR, 8)
        canvas.drawString(left + text_width(figure.value, size, True) + 3, y + 33, figure.unit)
        canvas.setFillColor(_TONES[figure.tone])
        canvas.setFont(REGULAR, _fitting(figure.change, 7.5, room))
        canvas.drawString(left, y + 20, figure.change)
        canvas.setFillColor(styles.MUTED)
        canvas.setFont(REGULAR, _fitting(figure.basis, 7, room))
        canvas.drawString(left, y + 8.5, figure.basis)


class Columns(Flowable):  # type: ignore[misc]
    """Flowables beside each other, each column with its share of the width; never split."""

    _GAP = 16.0

    def __init__(self, *columns: tuple[float, Sequence[Flowable]]) -> None:
        super().__init__()
        self._columns = columns

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width = availWidth
        spare = availWidth - self._GAP * (len(self._columns) - 1)
        self._heights = [
            sum(
                flowable.wrap(spare * share, availHeight)[1] + flowable.getSpaceAfter()
                for flowable in flowables
            )
            for share, flowables in self._columns
        ]
        self.height = max(self._heights, default=0)
        return self.width, self.height

    def draw(self) -> None:
        x = 0.0
        spare = self.width - self._GAP * (len(self._columns) - 1)
        for share, flowables in self._columns:
            y = self.height
            for flowable in flowables:
                y -= flowable.wrap(spare * share, self.height)[1]
                flowable.drawOn(self.canv, x, y)
                y -= flowable.getSpaceAfter()
            x += spare * share + self._GAP


class Rows(Table):  # type: ignore[misc]
    """A table that breaks between rows; inside a row only where no page could hold it.

    Neither its first nor its last rows stand alone on a page: three of them stay together.
    """

    _TOGETHER = 3
    footing = 0  # rows at the end that are no records: a total, a note

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        self._calc(availWidth, availHeight)
        heights, page = self._rowHeights, styles.PAGE[1] - styles.TOP - styles.BOTTOM
        self.splitInRow = int(sum(heights[:2]) > page)
        last = max(len(heights) - self._TOGETHER - self.footing, self.repeatRows + 1)
        rest = sum(heights[: self.repeatRows]) + sum(heights[last:])
        fits_too_much = sum(heights[:last]) < availHeight < sum(heights)
        if self.splitInRow or rest > page or not fits_too_much:
            return list(super().split(availWidth, availHeight))
        parts = super().split(availWidth, sum(heights[:last]))
        # The rest would fit half into the room it has just left.
        return [parts[0], PageBreak(), *parts[1:]]


def table(
    sheet: Sheet,
    columns: Sequence[Column],
    rows: Sequence[Sequence[str]],
    total: Sequence[str] | None = None,
    note: str = "",
) -> Table:
    """Return a table with hairlines whose head repeats and whose rows may break across pages.

    The note explains the figures and stays with the last rows.
    """
    heads = [styles.RIGHT_HEAD_CELL if column.right else styles.HEAD_CELL for column in columns]
    cells = [styles.RIGHT_CELL if column.right else styles.CELL for column in columns]
    head = [sheet.text(column.title, style) for column, style in zip(columns, heads, strict=True)]
    rows = [*rows, [strong(cell) for cell in total]] if total else rows
    body = [
        [sheet.text(cell, style) for cell, style in zip(row, cells, strict=True)] for row in rows
    ]
    foot = [[sheet.text(note, styles.NOTE), *[""] * (len(columns) - 1)]] if note else []
    widths = _widths(columns, [head, *body])
    made = Rows([head, *body, *foot], colWidths=widths, repeatRows=1)
    made.setStyle(_HAIRLINES)
    if note:
        made.setStyle(_WITH_NOTE)
    made.footing = bool(total) + bool(note)
    made.spaceAfter = 8.0
    return made


def _widths(columns: Sequence[Column], rows: Sequence[Sequence[Text]]) -> list[float]:
    """Return the widths: none narrower than its title, none wider than what stands in it."""
    fixed = [
        column.width and max(cells[0], min(column.width, max(cells)))
        for column, cells in zip(columns, _natural_widths(rows), strict=True)
    ]
    rest = styles.WIDTH - sum(width or 0 for width in fixed)
    return [width or rest / fixed.count(None) for width in fixed]


def _natural_widths(rows: Sequence[Sequence[Text]]) -> list[list[float]]:
    """Return what each cell of each column needs on one line, with its margins."""
    return [[cell.natural_width() + 9 for cell in column] for column in zip(*rows, strict=True)]


def points(sheet: Sheet, lines: Sequence[str]) -> list[Flowable]:
    """Return a list with one bullet for each line."""
    if not lines:
        return []
    marks = Rows(
        [[sheet.text("•"), sheet.text(line)] for line in lines],
        colWidths=[12, styles.WIDTH - 12],
    )
    marks.setStyle(_BARE)
    return [marks, Spacer(0, 4)]


def _clean(sheet: Sheet, figure: KeyFigure) -> KeyFigure:
    return KeyFigure(
        label=sheet.clean(figure.label),
        value=sheet.clean(figure.value),
        unit=sheet.clean(figure.unit),
        change=sheet.clean(figure.change),
        tone=figure.tone,
        basis=sheet.clean(figure.basis),
    )


def _fitting(text: str, size: float, room: float, bold: bool = False) -> float:
    """Return the size, or the smaller one at which a line fits its room."""
    needed = text_width(text, size, bold)
    return size if needed <= room else max(size * room / needed, size * 0.4)


_BARE = TableStyle(
    [
        ("FONT", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LEFTPADDING", (0, 0), (-1, -1), 0),
        ("RIGHTPADDING", (0, 0), (-1, -1), 0),
        ("TOPPADDING", (0, 0), (-1, -1), 0),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 1),
    ]
)
_HAIRLINES = TableStyle(
    [
        ("FONT", (0, 0), (-1, -1), REGULAR),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, 0), 0.8, styles.STRONG_LINE),
        ("LINEBELOW", (0, 1), (-1, -1), 0.35, styles.LINE),
        ("TOPPADDING", (0, 0), (-1, -1), 3.2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.6),
        ("LEFTPADDING", (0, 0), (-1, -1), 4),
        ("RIGHTPADDING", (0, 0), (-1, -1), 4),
        ("LEFTPADDING", (0, 0), (0, -1), 0),
        ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
    ]
)
_WITH_NOTE = TableStyle(
    [
        ("SPAN", (0, -1), (-1, -1)),
        ("LINEBELOW", (0, -1), (-1, -1), 0, styles.PAPER),
        ("TOPPADDING", (0, -1), (-1, -1), 5),
        ("RIGHTPADDING", (0, -1), (-1, -1), 0),
    ]
)
