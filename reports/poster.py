"""A poster of one event to hang up: what, when, where, and a code that leads to the link."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from models import clock
from models.book import about
from models.papers.gathering import Gathering
from models.progress import Progress, unheard
from reports import styles
from reports.code import Code
from reports.event_head import fitted
from reports.event_words import when, where
from reports.formats import Formats
from reports.sheet import Layout, Sheet, Titles, Written
from reports.text import Text, TextStyle
from resources.i18n import translation

_MARGIN = 22 * mm
_INNER = styles.PAGE[0] - 2 * _MARGIN
_TITLE_SIZES = (48.0, 18.0, 2.0)
_TITLE_LINES = 3
_TITLE_ROOM = 260.0
_BESIDE = 8 * mm  # between a code and what stands beside it
_BLEED = 2.0  # a coloured ground reaches over the edge of the page
_FACT = TextStyle(20, 28, styles.INK, bold=True)
_BODY = TextStyle(14, 23, styles.INK)
_MUTED = TextStyle(11, 16, styles.MUTED)
_SCALES = (1.0, 0.9, 0.8, 0.7, 0.6)


def write_poster(
    target: Path, event: Gathering, language: str, progress: Progress = unheard
) -> Written:
    """Write the poster, on one page. Raises UserError where the link is too long for a code."""
    words, formats = translation(language), Formats(language)
    code = Code(event.link) if event.link else None
    titles = Titles(event.title, about().name, formats.day(clock.today()))
    sheet = Sheet(words, formats, titles, Layout.BARE)
    progress(0, 1)
    written = sheet.write(target, lambda _headings: [_Poster(sheet, event, code)])
    progress(1, 1)
    return written


class _Poster(Flowable):  # type: ignore[misc]
    """The whole page."""

    def __init__(self, sheet: Sheet, event: Gathering, code: Code | None) -> None:
        super().__init__()
        self._sheet, self._event, self._code = sheet, event, code

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        return availWidth, availHeight

    def draw(self) -> None:
        top = self._draw_band() - 16 * mm
        floor = _MARGIN
        if self._code is not None:
            floor += self._code.side + 6 * mm
            self._draw_code(self._code)
        for text, after in self._fitting(top - floor):
            top -= text.height
            text.drawOn(self.canv, _MARGIN, top)
            top -= after

    def _draw_band(self) -> float:
        """Draw who invites to what on a coloured ground; return where that ends."""
        width, height = styles.PAGE
        sheet, canvas = self._sheet, self.canv
        title = fitted(sheet, self._event.title, styles.PAPER, _INNER,
                       _TITLE_SIZES, _TITLE_LINES, _TITLE_ROOM)  # fmt: skip
        community = sheet.text(sheet.titles.community, TextStyle(14, 20, styles.PAPER))
        community.wrap(_INNER, 0)
        community = (community.split(_INNER, 40) or [community])[0]
        community.wrap(_INNER, 0)
        band = 20 * mm + community.height + 6 * mm + title.height + 18 * mm
        canvas.setFillColor(styles.ACCENT)
        canvas.rect(-_BLEED, height - band, width + 2 * _BLEED, band + _BLEED, stroke=0, fill=1)
        community.drawOn(canvas, _MARGIN, height - 20 * mm - community.height)
        title.drawOn(canvas, _MARGIN, height - band + 18 * mm)
        return float(height - band)

    def _fitting(self, room: float) -> list[tuple[Text, float]]:
        """Return what is said, as large as there is room for; what is too much even in small type
        ends in an ellipsis."""
        lines: list[tuple[Text, float]] = []
        for scale in _SCALES:
            lines = list(self._lines(scale))
            if sum(text.wrap(_INNER, 0)[1] + after for text, after in lines) <= room:
                return lines
        kept: list[tuple[Text, float]] = []
        more = self._sheet.text("…", _scaled(_BODY, _SCALES[-1]))
        room -= more.wrap(_INNER, 0)[1]
        for text, after in lines:
            for part in text.split(_INNER, max(room, 0))[:1]:
                kept.append((part, after))
                room -= part.wrap(_INNER, 0)[1] + after
            if not kept or kept[-1][0] is not text:
                break
        return [*kept, (more, 0.0)]

    def _lines(self, scale: float) -> Iterator[tuple[Text, float]]:
        """Yield what is said, each with the room below it."""
        event, sheet = self._event, self._sheet
        words, formats = sheet.words, sheet.formats
        for title, value, style in (
            (words._("When"), when(event, words, formats), _FACT),
            (words._("Where"), where(event, words), _FACT),
            (words._("Guest"), formats.enumeration(event.guests), _BODY),
            (words._("Host"), formats.enumeration(event.hosts), _BODY),
        ):
            if value:
                yield sheet.text(title, _scaled(_MUTED, scale)), 1 * mm * scale
                yield sheet.text(value, _scaled(style, scale)), 6 * mm * scale
        for line in event.description.splitlines():
            if line.strip():
                yield sheet.text(line, _scaled(_BODY, scale)), 2 * mm * scale

    def _draw_code(self, code: Code) -> None:
        canvas: Any = self.canv
        code.draw(canvas, _MARGIN - code.quiet, _MARGIN - code.quiet)
        left = _MARGIN + code.side - 2 * code.quiet + _BESIDE
        room = styles.PAGE[0] - _MARGIN - left
        said = self._sheet.text(
            self._sheet.words._("Scan to sign up or to read more"),
            TextStyle(14, 20, styles.INK, bold=True),
        )
        link = self._sheet.text(self._event.link, TextStyle(9, 13, styles.MUTED))
        said.wrap(room, 0)
        link.wrap(room, 0)
        # A link that nobody would type is not printed: the code has all of it.
        shown = [said, link] if link.height <= 6 * 13 else [said]
        middle = _MARGIN + code.side / 2 - code.quiet
        y = middle + sum(text.height for text in shown) / 2 + 2
        for text in shown:
            y -= text.height
            text.drawOn(canvas, left, y)
            y -= 4


def _scaled(style: TextStyle, scale: float) -> TextStyle:
    return replace(style, size=style.size * scale, leading=style.leading * scale)
