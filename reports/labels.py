"""Labels to stick on: one for each member, on the sheets that shops sell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from models import clock
from models.book import about
from models.errors import UserError
from models.papers.label_sheets import LabelSheet
from models.papers.order import NAME
from models.papers.roster import Roster, Row, rows_of
from models.progress import Progress, unheard
from reports import styles
from reports.formats import Formats
from reports.sheet import Layout, Sheet, Titles, Written
from reports.text import Text, TextStyle
from reports.values import cell_text
from resources.i18n import N_, Catalogue, translation

NAME_STYLE = TextStyle(12, 15.5, styles.INK, bold=True)
LINE_STYLE = TextStyle(9, 12, styles.INK)
_INSIDE = 4 * mm  # between the edge of a label and what stands on it
_SMALLEST = 0.4  # of the usual size, the smallest that can be read


def write_labels(
    target: Path,
    roster: Roster,
    sheet_sort: LabelSheet,
    start: int,
    language: str,
    progress: Progress = unheard,
) -> Written:
    """Write the labels, from the `start`th of the first page on, whole or not at all.

    Raises UserError where nobody is on the list, or something fits on no label; Cancelled.
    """
    if not roster.ids:
        raise UserError(N_("Nobody is on this list, so there is nothing to print."))
    words, formats = translation(language), Formats(language)
    titles = Titles(words._("Labels"), about().name, formats.day(clock.today()))
    sheet = Sheet(words, formats, titles, Layout.BARE)
    first = min(max(start, 1), sheet_sort.count) - 1
    pages = _Pages(sheet, roster, sheet_sort, first, progress)
    written = sheet.write(target, lambda _headings: [_Labels(pages)], pages.tell, listed=True)
    progress(len(roster.ids), len(roster.ids))
    return written


class _Pages:
    """The labels, page by page."""

    def __init__(
        self, sheet: Sheet, roster: Roster, sort: LabelSheet, free: int, progress: Progress
    ) -> None:
        self.sheet, self.sort = sheet, sort
        self._roster, self._progress = roster, progress
        self._rows: Iterator[Row] = rows_of(roster)
        self._free, self._done = free, 0
        self.waiting = next(self._rows, None)

    def next_page(self) -> list[tuple[int, list[Text]]]:
        """Return what stands in which place of the next page."""
        page = []
        for place in range(self._free, self.sort.count):
            if self.waiting is None:
                break
            page.append((place, self._label(self.waiting)))
            self.waiting = next(self._rows, None)
            self._done += 1
        self._free = 0
        return page

    def tell(self) -> None:
        self._progress(self._done, len(self._roster.ids))

    def _label(self, row: Row) -> list[Text]:
        """Return the lines, as large as the label allows. Raises UserError where none is small
        enough: nothing is cut."""
        lines = [row.name, *_lines(self._roster, row, self.sheet.words, self.sheet.formats)]
        width = self.sort.width * mm - 2 * _INSIDE
        room = self.sort.height * mm - 2 * _INSIDE
        scale = 1.0
        while scale >= _SMALLEST:
            texts = [
                self.sheet.text(line, _scaled(LINE_STYLE if place else NAME_STYLE, scale))
                for place, line in enumerate(lines)
            ]
            if sum(text.wrap(width, room)[1] for text in texts) <= room:
                return texts
            scale -= 0.05
        raise UserError(
            N_("What should be on the label of {name} does not fit. Choose larger labels or fewer"
               " lines."),
            name=row.name,
        )  # fmt: skip


def _lines(roster: Roster, row: Row, words: Catalogue, formats: Formats) -> Iterator[str]:
    for column in roster.columns:
        if column.name != NAME:
            text = cell_text(column, row.values.get(column.name), words, formats)
            if text:
                yield text


def _scaled(style: TextStyle, scale: float) -> TextStyle:
    return replace(style, size=style.size * scale, leading=style.leading * scale)


class _Labels(Flowable):  # type: ignore[misc]
    """What is still to come."""

    def __init__(self, pages: _Pages) -> None:
        super().__init__()
        self._pages = pages

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        return availWidth, availHeight + 1

    def split(self, availWidth: float, availHeight: float) -> list[Flowable]:
        if availHeight < styles.PAGE[1] - 1:
            return []
        page = _Page(self._pages.sort, self._pages.next_page())
        rest = [_Labels(self._pages)] if self._pages.waiting is not None else []
        return [page, *rest]


class _Page(Flowable):  # type: ignore[misc]
    """One page of labels."""

    def __init__(self, sort: LabelSheet, labels: list[tuple[int, list[Text]]]) -> None:
        super().__init__()
        self._sort, self._labels = sort, labels

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        return availWidth, availHeight

    def draw(self) -> None:
        canvas: Any = self.canv
        sort = self._sort
        for place, texts in self._labels:
            row, column = divmod(place, sort.across)
            left = (sort.left + column * sort.step_across) * mm + _INSIDE
            top = styles.PAGE[1] - (sort.top + row * sort.step_down) * mm
            height = sum(text.height for text in texts)
            y = top - (sort.height * mm - height) / 2
            for text in texts:
                y -= text.height
                text.drawOn(canvas, left, y)
        key = f"page-{canvas.getPageNumber()}"
        canvas.bookmarkPage(key)
        canvas.addOutlineEntry(self._labels[0][1][0].plain, key, 0, closed=False)
