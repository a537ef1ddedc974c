"""The pages of a document: header and footer, page x of y, bookmarks, contents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable

from reports import styles
from reports.fonts import BOLD, REGULAR
from reports.text import Text, text_width

_SMALL = 7.5
_CONTENTS_LINE = 16.0
_CONTENTS_SIZE = 9.0


@dataclass(frozen=True)
class RunningTitles:
    """What stands on every page; the header on all but the first."""

    header: str
    footer: str
    page_of: Callable[[int, int], str]


@dataclass
class _Entry:
    title: str
    key: str
    page: int


@dataclass
class _Place:
    """Where the contents are to be written once all pages are known."""

    page: int
    left: float
    top: float


@dataclass
class Outline:
    """What the pages of one document found out about each other."""

    entries: list[_Entry] = field(default_factory=list)
    contents: _Place | None = None


class PageCanvas(Canvas):  # type: ignore[misc]
    """Keeps the pages until their number is known, then writes what depends on it."""

    def __init__(self, *arguments: Any, titles: RunningTitles | None, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.outline_found = Outline()
        self._titles = titles
        self._kept: list[dict[str, Any]] = []

    def showPage(self) -> None:
        self._kept.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for page in self._kept:
            self.__dict__.update(page)
            if self._titles is not None:
                self._write_titles(self._titles, self._pageNumber, len(self._kept))
            place = self.outline_found.contents
            if place and place.page == self._pageNumber:
                self._write_contents(place)
            super().showPage()
        super().save()

    def _write_titles(self, titles: RunningTitles, page: int, pages: int) -> None:
        width, height = self._pagesize
        left, right = styles.MARGIN, width - styles.MARGIN
        self.setStrokeColor(styles.LINE)
        self.setLineWidth(0.5)
        self.line(left, 14 * mm, right, 14 * mm)
        self.setFillColor(styles.MUTED)
        self.setFont(REGULAR, _SMALL)
        self.drawString(left, 10 * mm, titles.footer)
        self.drawRightString(right, 10 * mm, titles.page_of(page, pages))
        if page > 1:
            top = height - 15 * mm
            self.line(left, top, right, top)
            self.drawRightString(right, top + 2 * mm, titles.header)

    def _write_contents(self, place: _Place) -> None:
        right = styles.PAGE[0] - styles.MARGIN
        y = place.top
        for entry in self.outline_found.entries:
            y -= _CONTENTS_LINE
            number = str(entry.page)
            self.setFillColor(styles.INK)
            self.setFont(REGULAR, _CONTENTS_SIZE)
            self.drawString(place.left, y + 4, entry.title)
            self.drawRightString(right, y + 4, number)
            begin = place.left + text_width(entry.title, _CONTENTS_SIZE) + 6
            end = right - text_width(number, _CONTENTS_SIZE) - 6
            self.setStrokeColor(styles.STRONG_LINE)
            self.setLineWidth(0.6)
            self.setDash(0.6, 3)
            self.line(begin, y + 5, max(begin, end), y + 5)
            self.setDash()
            self.linkRect("", entry.key, (place.left, y, right, y + _CONTENTS_LINE), thickness=0)


class Heading(Flowable):  # type: ignore[misc]
    """A heading that is also a bookmark."""

    def __init__(self, text: Text, key: str) -> None:
        super().__init__()
        self._text, self._key = text, key
        self.spaceBefore, self.spaceAfter = 14.0, 5.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width, self.height = self._text.wrap(availWidth, availHeight)
        return self.width, self.height

    def draw(self) -> None:
        canvas, title = self.canv, self._text.plain
        _left, top = canvas.absolutePosition(0, self.height + 6)
        canvas.bookmarkPage(self._key, fit="XYZ", left=0, top=top, zoom=0)
        canvas.addOutlineEntry(title, self._key, 0, closed=False)
        entry = _Entry(title, self._key, canvas.getPageNumber())
        canvas.outline_found.entries.append(entry)
        self._text.drawOn(canvas, 0, 0)


class Contents(Flowable):  # type: ignore[misc]
    """The room for a table of contents with so many entries."""

    def __init__(self, title: str, entries: int) -> None:
        super().__init__()
        self._title, self._entries = title, entries
        self.spaceBefore = 12.0

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width = availWidth
        self.height = 18 + _CONTENTS_LINE * self._entries
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        canvas.setFillColor(styles.INK)
        canvas.setFont(BOLD, styles.SUBHEADING.size)
        canvas.drawString(0, self.height - 11, self._title)
        left, top = canvas.absolutePosition(0, self.height - 18)
        canvas.outline_found.contents = _Place(canvas.getPageNumber(), left, top)
