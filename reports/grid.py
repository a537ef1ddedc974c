"""A long table that is made while its pages are: rows come one by one and none is kept.

Widths come from its first rows. A row breaks inside only where no page could hold it; nothing that
stands in one is ever cut.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from reportlab.platypus import Flowable, PageBreak

from reports import styles
from reports.grid_plan import SIDE, GridPlan, GridRow
from reports.sheet import Sheet
from reports.text import Text, TextStyle

_ABOVE, _BELOW = 3.2, 3.6
_BOX = 9.0
_BAND = TextStyle(9, 13, styles.ACCENT, bold=True)


@dataclass
class _Laid:
    """A row that is broken into lines."""

    texts: list[Text]
    height: float
    row: GridRow


@dataclass
class _Stock:
    """The rows to come, laid out once each."""

    sheet: Sheet
    plan: GridPlan
    rows: Iterator[GridRow]
    least: float
    filler: Iterator[GridRow]
    waiting: deque[_Laid] = field(default_factory=deque)
    marks: int = 0

    def next(self) -> _Laid | None:
        if self.waiting:
            return self.waiting.popleft()
        row = next(self.rows, None)
        return None if row is None else self._lay(row)

    def filling(self, room: float) -> Iterator[_Laid]:
        """Yield what fills the rest of the last page, where anything shall."""
        for row in self.filler:
            laid = self._lay(row)
            room -= laid.height
            if room < 0:
                return
            yield laid

    def _lay(self, row: GridRow) -> _Laid:
        if row.is_band:
            texts = [self.sheet.text(str(row.cells[0]), _BAND)]
            widths: Sequence[float] = [sum(self.plan.widths)]
        else:
            texts = [
                self.sheet.text(str(cell), style)
                for cell, style in zip(row.cells, self.plan.cells, strict=True)
            ]
            widths = [width - 2 * SIDE for width in self.plan.widths]
        height = max(text.wrap(width, 0)[1] for text, width in zip(texts, widths, strict=True))
        full = height + _ABOVE + _BELOW + row.below + (6 if row.is_band else 0)
        return _Laid(texts, max(full, 0 if row.is_band else self.least), row)


def grid(
    sheet: Sheet,
    layout: GridPlan,
    rows: Iterator[GridRow],
    write_in: bool = False,
    filler: Iterator[GridRow] | None = None,
) -> Grid:
    """Return the table. `write_in` leaves every row high enough for a pen; rows of the `filler`
    fill the last page."""
    least = styles.WRITING_LEADING * layout.scale if write_in else 0.0
    return Grid(_Stock(sheet, layout, rows, least, filler or iter(())), _head(sheet, layout))


class Grid(Flowable):  # type: ignore[misc]
    """What is still to come; fills page after page. Made by `grid`."""

    def __init__(self, stock: _Stock, head: _Laid) -> None:
        super().__init__()
        self._stock, self._head = stock, head

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        """Ask for more than there is: what fits is taken by `split`, row by row."""
        return availWidth, availHeight + 1

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        stock, room = self._stock, availHeight - self._head.height
        taken: list[_Laid] = []
        while (laid := stock.next()) is not None:
            if laid.height > room:
                self._put_back(laid, taken, room, availHeight)
                break
            taken.append(laid)
            room -= laid.height
        else:
            return [_Page(self._head, [*taken, *stock.filling(room)], stock)]
        if not taken:
            return []
        # The rest begins a page, also where part of a tall row would find room here. It is another
        # flowable each time: reportlab lets one wait for the next page only once.
        return [_Page(self._head, taken, stock), PageBreak(), Grid(stock, self._head)]

    def _put_back(self, laid: _Laid, taken: list[_Laid], room: float, whole: float) -> None:
        """Leave a row, and the band above it, to the next page; break what fills more than one."""
        if any(not each.row.is_band for each in taken) or whole < styles.PAGE[0] / 2:
            self._stock.waiting.appendleft(laid)
            if taken and taken[-1].row.is_band:
                self._stock.waiting.appendleft(taken.pop())
            return
        first, rest = _broken(laid, room, self._stock.plan)
        taken.append(first)
        self._stock.waiting.appendleft(rest)


def _broken(laid: _Laid, room: float, layout: GridPlan) -> tuple[_Laid, _Laid]:
    """Cut a row that no page can hold where the page ends."""
    upper, lower = [], []
    inner = room - _ABOVE - _BELOW
    for text, width in zip(laid.texts, layout.widths, strict=True):
        parts = text.split(width - 2 * SIDE, inner)
        empty = Text("", text.style)
        empty.wrap(width - 2 * SIDE, 0)
        upper.append(parts[0] if parts else empty)
        lower.append(parts[1] if len(parts) > 1 else empty)
    left = max(text.height for text in lower) + _ABOVE + _BELOW + laid.row.below
    rest = GridRow(laid.row.cells, below=laid.row.below)
    return _Laid(upper, room, laid.row), _Laid(lower, left, rest)


def _head(sheet: Sheet, layout: GridPlan) -> _Laid:
    texts = [
        sheet.text(column.title, style)
        for column, style in zip(layout.columns, layout.heads, strict=True)
    ]
    height = max(
        text.wrap(width - 2 * SIDE, 0)[1] for text, width in zip(texts, layout.widths, strict=True)
    )
    return _Laid(texts, height + _ABOVE + _BELOW, GridRow(()))


class _Page(Flowable):  # type: ignore[misc]
    """The rows of one page under the headings."""

    def __init__(self, head: _Laid, rows: list[_Laid], stock: _Stock) -> None:
        super().__init__()
        self._head, self._rows, self._stock = head, rows, stock
        self.spaceAfter = 8.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width = availWidth
        self.height = self._head.height + sum(laid.height for laid in self._rows)
        return self.width, self.height

    def draw(self) -> None:
        top = self.height
        self._draw_texts(self._head, top)
        top -= self._head.height
        self._line(top, styles.STRONG_LINE, 0.8)
        for laid in self._rows:
            if laid.row.mark:
                self._bookmark(laid.row.mark, top)
            if laid.row.is_band:
                laid.texts[0].drawOn(self.canv, 0, top - laid.height + _BELOW)
            else:
                self._draw_texts(laid, top)
                self._draw_fields(laid, top)
            top -= laid.height
            self._line(top, styles.LINE, 0.35)

    def _draw_texts(self, laid: _Laid, top: float) -> None:
        x = 0.0
        for text, width in zip(laid.texts, self._stock.plan.widths, strict=True):
            if text.plain:
                text.drawOn(self.canv, x + SIDE, top - _ABOVE - text.height)
            x += width

    def _draw_fields(self, laid: _Laid, top: float) -> None:
        x = 0.0
        for column, width in zip(self._stock.plan.columns, self._stock.plan.widths, strict=True):
            self.canv.setStrokeColor(styles.STRONG_LINE)
            self.canv.setLineWidth(0.7)
            if column.box:
                self.canv.rect(x + SIDE, top - _ABOVE - _BOX - 1.5, _BOX, _BOX)
            elif column.blank:
                self.canv.setLineWidth(0.35)
                self.canv.line(x, top, x, top - laid.height)
            x += width
        if laid.row.below:
            y = top - laid.height + _BELOW + 2
            self.canv.setLineWidth(0.35)
            self.canv.setDash(0.6, 2)
            self.canv.line(SIDE, y, self.width - SIDE, y)
            self.canv.setDash()

    def _bookmark(self, title: str, top: float) -> None:
        self._stock.marks += 1
        key = f"row-{self._stock.marks}"
        _left, above = self.canv.absolutePosition(0, top)
        self.canv.bookmarkPage(key, fit="XYZ", left=0, top=above, zoom=0)
        self.canv.addOutlineEntry(self._stock.sheet.clean(title), key, 0, closed=False)

    def _line(self, y: float, colour: object, width: float) -> None:
        self.canv.setStrokeColor(colour)
        self.canv.setLineWidth(width)
        self.canv.line(0, y, self.width, y)
