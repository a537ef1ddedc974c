"""A month as a calendar to hang up: a page across, its weeks below each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path

from babel.dates import format_skeleton
from reportlab.platypus import Flowable, PageBreak

from models.book import about
from models.events.calendar import weeks_of
from models.events.holidays import hint_of
from models.month import Month
from models.papers.gathering import Gathering
from models.papers.programme import Programme
from models.progress import Progress, unheard
from reports import styles
from reports.event_words import is_whole_days
from reports.formats import Formats
from reports.programme import period_text
from reports.sheet import Layout, Sheet, Titles, Written
from reports.text import Text, TextStyle
from resources.i18n import translation

_HEIGHT = styles.PAGE[0] - styles.TOP - styles.BOTTOM - 1
_HEAD, _WEEKDAYS = 44.0, 18.0
_INSIDE, _NUMBER_ROOM = 4.0, 17.0
_MONTH = TextStyle(22, 28, styles.ACCENT, bold=True)
_BESIDE = TextStyle(10, 14, styles.MUTED, align="right")
_WEEKDAY = TextStyle(8, 11, styles.MUTED, bold=True)
_NUMBER = TextStyle(10, 14, styles.INK, bold=True)
_OTHER = TextStyle(10, 14, styles.STRONG_LINE)
_HINT = TextStyle(6.5, 9, styles.MUTED, align="right")
_SIZES = (9.5, 8.5, 7.5, 6.5, 5.5)
_LONGEST = 60  # days of one event
_NIGHT = 6  # the hour until which an evening may last


def write_month_pages(
    target: Path,
    programme: Programme,
    language: str,
    title: str = "",
    progress: Progress = unheard,
) -> Written:
    """Write a page for each month of these days, whole or not at all. Raises UserError,
    Cancelled."""
    words, formats = translation(language), Formats(language)
    period = period_text(programme.first, programme.last, formats)
    titles = Titles(title or words._("Calendar"), about().name, period)
    sheet = Sheet(words, formats, titles, Layout.WIDE)
    days = _by_day(programme.events)
    months = list(_months(programme.first, programme.last))
    progress(0, len(months))

    def compose(_headings: int) -> list[Flowable]:
        story: list[Flowable] = []
        for month in months:
            story += [_MonthPage(sheet, month, days), PageBreak()]
        return story[:-1]

    written = sheet.write(target, compose, lambda: progress(0, len(months)), listed=True)
    progress(len(months), len(months))
    return written


def _months(first: date, last: date) -> Iterator[Month]:
    month = Month.of(first)
    while month.first <= last:
        yield month
        month = month.next


def _by_day(events: Sequence[Gathering]) -> dict[date, list[Gathering]]:
    """Return what lies on each day; an evening that ends at night does not reach into the next."""
    days: dict[date, list[Gathering]] = {}
    for event in events:
        if event.begins is None:
            continue
        first = event.begins.date()
        ends = max(event.begins, (event.ends or event.begins) - timedelta(microseconds=1))
        if ends.hour < _NIGHT and ends - event.begins < timedelta(days=1):
            ends = event.begins
        for number in range(min((ends.date() - first).days + 1, _LONGEST)):
            days.setdefault(first + timedelta(days=number), []).append(event)
    return days


class _MonthPage(Flowable):  # type: ignore[misc]
    """One month; days of the months around it are shown, but nothing that lies on them."""

    def __init__(
        self, sheet: Sheet, month: Month, days: Mapping[date, Sequence[Gathering]]
    ) -> None:
        super().__init__()
        self._sheet, self._month, self._days = sheet, month, days

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        self.width, self.height = availWidth, min(availHeight, _HEIGHT)
        return self.width, self.height

    def draw(self) -> None:
        sheet, canvas = self._sheet, self.canv
        month = sheet.text(sheet.formats.month(self._month), _MONTH)
        self._put(month, 0, self.height, self.width)
        beside = f"{sheet.titles.community} · {sheet.titles.title}"
        self._put(sheet.text(beside, _BESIDE), self.width / 3, self.height - 9, self.width * 2 / 3)
        weeks = weeks_of(self._month)
        across = self.width / 7
        top = self.height - _HEAD
        for place, day in enumerate(weeks[0]):
            name = str(format_skeleton("E", day, locale=sheet.formats.locale))
            self._put(sheet.text(name, _WEEKDAY), place * across + _INSIDE, top, across)
        top -= _WEEKDAYS
        down = top / len(weeks)
        for row, week in enumerate(weeks):
            y = top - (row + 1) * down
            for place, day in enumerate(week):
                self._draw_day(day, place * across, y, across, down)
        canvas.setStrokeColor(styles.STRONG_LINE)
        canvas.setLineWidth(0.8)
        canvas.line(0, top, self.width, top)

    def _draw_day(self, day: date, x: float, y: float, width: float, height: float) -> None:
        canvas, sheet = self.canv, self._sheet
        inside = Month.of(day) == self._month
        if day.weekday() > 4 or not inside:
            canvas.setFillColor(styles.SOFT)
            canvas.rect(x, y, width, height, stroke=0, fill=1)
        canvas.setStrokeColor(styles.LINE)
        canvas.setLineWidth(0.5)
        canvas.rect(x, y, width, height, stroke=1, fill=0)
        room, top = width - 2 * _INSIDE, y + height - 2
        number = sheet.text(str(day.day), _NUMBER if inside else _OTHER)
        self._put(number, x + _INSIDE, top, room)
        if not inside:
            return
        self._put(sheet.text(self._hint(day), _HINT), x + _INSIDE + 18, top - 3, room - 18, 9.5)
        texts = self._fitting(self._days.get(day, ()), day, room, height - _NUMBER_ROOM - 4)
        top = y + height - _NUMBER_ROOM
        for text in texts:
            self._put(text, x + _INSIDE, top, room)
            top -= text.height + 1

    def _fitting(
        self, events: Sequence[Gathering], day: date, width: float, room: float
    ) -> list[Text]:
        """Return what lies on a day as large as its square allows; of what is too much even in the
        smallest type, the last line says how much there is."""
        texts: list[Text] = []
        for size in _SIZES:
            style = TextStyle(size, size * 1.35, styles.INK)
            texts = [self._sheet.text(_event_line(event, day), style) for event in events]
            for text in texts:
                text.wrap(width, 0)
            if sum(text.height + 1 for text in texts) <= room:
                return texts
        rest = room - _SIZES[-1] * 1.35 - 1
        kept: list[Text] = []
        for text in texts:
            for part in text.split(width, max(rest, 0))[:1]:
                part.wrap(width, 0)
                kept.append(part)
                rest -= part.height + 1
            if not kept or kept[-1] is not text:
                break
        left_out = len(texts) - len(kept)
        if left_out:
            more = self._sheet.words.n_(
                "{count} more", "{count} more", self._sheet.formats.count(left_out)
            )
            kept.append(
                self._sheet.text(more, TextStyle(_SIZES[-1], _SIZES[-1] * 1.35, styles.MUTED))
            )
        return kept

    def _hint(self, day: date) -> str:
        hint = hint_of(day)
        if self._sheet.formats.is_chinese:
            return hint.festivals[0] if hint.festivals else hint.lunar
        return self._sheet.words._(hint.titles[0]) if hint.titles else ""

    def _put(
        self, text: Text, x: float, top: float, width: float, highest: float = _HEIGHT
    ) -> None:
        text.wrap(width, 0)
        for part in text.split(width, max(highest, text.style.leading))[:1]:
            part.wrap(width, 0)
            part.drawOn(self.canv, x, top - part.height)


def _event_line(event: Gathering, day: date) -> str:
    begins, ends = event.begins, event.ends
    timed = begins is not None and begins.date() == day and (begins.hour or begins.minute)
    if begins is None or not timed or (ends and is_whole_days(begins, ends)):
        return event.title
    return f"{begins:%H:%M} {event.title}"
