"""The programme of a season: what takes place on which day, month by month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

from babel.dates import format_skeleton
from reportlab.platypus import CondPageBreak, Flowable

from models import clock
from models.book import about
from models.month import Month
from models.papers.gathering import Gathering
from models.papers.programme import Programme
from models.progress import Progress, unheard
from reports import styles
from reports.event_head import EventHead
from reports.event_words import hours, where
from reports.formats import Formats
from reports.pages import Heading
from reports.sheet import Sheet, Titles, Written
from reports.text import Text, TextStyle
from resources.i18n import translation

_DAY = TextStyle(19, 23, styles.ACCENT, bold=True, align="right")
_WEEKDAY = TextStyle(8, 11, styles.MUTED, align="right")
_TITLE = TextStyle(11.5, 16, styles.INK, bold=True)
_FACTS = TextStyle(9, 13.5, styles.INK)
_QUIET = TextStyle(9, 13.5, styles.MUTED)
_DAY_WIDTH, _GAP = 52.0, 18.0
_ABOVE, _BELOW = 7.0, 8.0


def write_programme(
    target: Path,
    programme: Programme,
    language: str,
    title: str = "",
    progress: Progress = unheard,
) -> Written:
    """Write it, whole or not at all. Raises UserError, Cancelled."""
    words, formats = translation(language), Formats(language)
    period = period_text(programme.first, programme.last, formats)
    called = title or words._("Programme")
    sheet = Sheet(words, formats, Titles(called, about().name, period))
    total = len(programme.events)
    progress(0, total)

    def compose(_headings: int) -> list[Flowable]:
        head = EventHead(sheet, called, [sheet.titles.community, period])
        return [head, *_body(sheet, programme)]

    written = sheet.write(target, compose, lambda: progress(0, total), listed=True)
    progress(total, total)
    return written


def period_text(first: date, last: date, formats: Formats) -> str:
    """Return the days in few words: whole months by their names."""
    begin, end = Month.of(first), Month.of(last)
    if (first, last) == (begin.first, end.last):
        return formats.month(begin) if begin == end else (
            f"{formats.month(begin)} – {formats.month(end)}"
        )  # fmt: skip
    return f"{formats.day(first)} – {formats.day(last)}"


def _body(sheet: Sheet, programme: Programme) -> Iterator[Flowable]:
    words = sheet.words
    if not programme.events:
        yield sheet.text(words._("Nothing is planned on these days yet."), styles.LEAD)
        return
    months = groupby(programme.events, key=_month_of)
    for number, (month, events) in enumerate(months, 1):
        heading = sheet.text(sheet.formats.month(month), styles.HEADING)
        yield CondPageBreak(110)
        yield Heading(heading, f"month-{number}")
        before: date | None = None
        for event in events:
            day = event.begins.date() if event.begins else None
            yield _Entry(sheet, event, says_day=day != before)
            before = day


def _month_of(event: Gathering) -> Month:
    return Month.of(event.begins.date() if event.begins else clock.today())


class _Entry(Flowable):  # type: ignore[misc]
    """One event: its day on the left, unless it stands below one of the same day, and all else."""

    def __init__(self, sheet: Sheet, event: Gathering, says_day: bool) -> None:
        super().__init__()
        self._says_day = says_day
        self._left = list(_day(sheet, event))
        self._right = list(_said(sheet, event))

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width = availWidth
        left = sum(text.wrap(_DAY_WIDTH, 0)[1] for text in self._left)
        room = availWidth - _DAY_WIDTH - _GAP
        self._right = [_shortened(text, room) for text in self._right]
        right = sum(text.height for text in self._right)
        self.height = max(left, right) + _ABOVE + _BELOW
        return self.width, self.height

    def draw(self) -> None:
        canvas = self.canv
        _left, above = canvas.absolutePosition(0, self.height)
        begins_page = above > styles.PAGE[1] - styles.TOP - 1
        if not begins_page:
            canvas.setStrokeColor(styles.LINE)
            canvas.setLineWidth(0.5)
            begin = 0 if self._says_day else _DAY_WIDTH + _GAP
            canvas.line(begin, self.height, self.width, self.height)
        top = self.height - _ABOVE + 3
        for text in self._left if self._says_day or begins_page else ():
            top -= text.height
            text.drawOn(canvas, 0, top)
        top = self.height - _ABOVE
        for text in self._right:
            top -= text.height
            text.drawOn(canvas, _DAY_WIDTH + _GAP, top)


def _day(sheet: Sheet, event: Gathering) -> Iterator[Text]:
    if event.begins is not None:
        locale = sheet.formats.locale
        yield sheet.text(str(event.begins.day), _DAY)
        yield sheet.text(str(format_skeleton("E", event.begins, locale=locale)), _WEEKDAY)


def _said(sheet: Sheet, event: Gathering) -> Iterator[Text]:
    words, formats = sheet.words, sheet.formats
    yield sheet.text(event.title, _TITLE)
    facts = [hours(event, words, formats), where(event, words)]
    if any(facts):
        yield sheet.text(" · ".join(filter(None, facts)), _FACTS)
    if event.guests:
        names = formats.enumeration(event.guests)
        yield sheet.text(words._("Guest: {names}", names=names), _QUIET)


_HIGHEST = 180.0  # of one text: no page is filled by a title


def _shortened(text: Text, room: float) -> Text:
    text.wrap(room, 0)
    if text.height <= _HIGHEST:
        return text
    part = text.split(room, _HIGHEST)[0]
    part.wrap(room, 0)
    return part
