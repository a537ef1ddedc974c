"""Name badges to cut out or to stick on: one for each who wears one and for each they bring, and
blank ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from reportlab.lib.units import mm
from reportlab.platypus import Flowable

from models import clock
from models.book import about
from models.errors import UserError
from models.papers.gathering import Expectation, Gathering
from models.progress import Progress, unheard
from reports import styles
from reports.event_head import fitted
from reports.formats import Formats
from reports.sheet import Layout, Sheet, Titles, Written
from reports.text import Text, TextStyle
from resources.i18n import N_, Catalogue, translation

# What shops sell as badge inserts: 90 by 54 mm, two across and five down.
_ACROSS, _DOWN = 2, 5
PER_PAGE = _ACROSS * _DOWN
_WIDTH, _HEIGHT = 90 * mm, 54 * mm
_INSIDE = 6 * mm
_INNER = _WIDTH - 2 * _INSIDE
_NAME_SIZES = (30.0, 9.0, 1.0)
_NAME_ROOM = 80.0
_HEAD_SIZES = (9.0, 7.0, 0.5)
_HEAD_ROOM, _FOOT_ROOM = 27.0, 11.5
_BY_STYLE = TextStyle(8, 11, styles.MUTED, align="centre")


@dataclass(frozen=True)
class _Badge:
    """`name` is "" where one is to be written, `brought_by` who brings them."""

    name: str = ""
    brought_by: str = ""


def write_badges(
    target: Path,
    event: Gathering,
    expected: Expectation,
    language: str,
    blank: int = 0,
    progress: Progress = unheard,
) -> Written:
    """Write a badge for each, and no fewer blank ones than these: they fill the last page.

    Raises UserError where there is no badge to print, Cancelled.
    """
    # Who may not stand here by name writes one.
    nameless = blank + expected.left_out
    badges = [*_badges(expected), *(_Badge() for _each in range(nameless))]
    if not badges:
        raise UserError(
            N_("Nobody has signed up for this event yet. Choose some blank badges, or put people on"
               " the list first.")
        )  # fmt: skip
    badges += [_Badge()] * (-len(badges) % PER_PAGE)
    words, formats = translation(language), Formats(language)
    titles = Titles(words._("Name badges"), about().name, formats.day(clock.today()))
    sheet = Sheet(words, formats, titles, Layout.BARE)
    common = _Common(sheet, event.title)
    pages = [badges[start : start + PER_PAGE] for start in range(0, len(badges), PER_PAGE)]
    done = [0]

    def tell() -> None:
        done[0] = min(done[0] + PER_PAGE, len(badges))
        progress(done[0], len(badges))

    story = [_Page(common, page) for page in pages]
    written = sheet.write(target, lambda _headings: story, tell, listed=True)
    progress(len(badges), len(badges))
    return written


def _badges(expected: Expectation) -> Iterator[_Badge]:
    """Yield the badge of each, and behind it those of whom they bring."""
    for person in expected.people:
        yield _Badge(person.name)
        for _guest in range(person.guests):
            yield _Badge("", person.name)


class _Common:
    """What stands on every badge."""

    def __init__(self, sheet: Sheet, title: str) -> None:
        self.sheet = sheet
        self.head = fitted(sheet, title, styles.ACCENT, _INNER, _HEAD_SIZES, 2, _HEAD_ROOM, True)
        foot = sheet.text(sheet.titles.community, _BY_STYLE)
        foot.wrap(_INNER, 0)
        self.foot = (foot.split(_INNER, _FOOT_ROOM) or [foot])[0]

    @property
    def words(self) -> Catalogue:
        return self.sheet.words

    def name(self, name: str) -> Text:
        return fitted(self.sheet, name, styles.INK, _INNER, _NAME_SIZES, 2, _NAME_ROOM, True)

    def brought(self, by: str) -> Text:
        text = self.sheet.text(self.words._("With {name}", name=by), _BY_STYLE)
        text.wrap(_INNER, 0)
        return (text.split(_INNER, 2 * _BY_STYLE.leading) or [text])[0]


class _Page(Flowable):  # type: ignore[misc]
    """One page of badges, with hairlines to cut along."""

    def __init__(self, common: _Common, badges: list[_Badge]) -> None:
        super().__init__()
        self._common, self._badges = common, badges

    def wrap(self, availWidth: float, availHeight: float) -> tuple[float, float]:
        return availWidth, availHeight

    def draw(self) -> None:
        canvas: Any = self.canv
        width, height = styles.PAGE
        left = (width - _ACROSS * _WIDTH) / 2
        top = height - (height - _DOWN * _HEIGHT) / 2
        for place, badge in enumerate(self._badges):
            row, column = divmod(place, _ACROSS)
            x, y = left + column * _WIDTH, top - (row + 1) * _HEIGHT
            canvas.setStrokeColor(styles.LINE)
            canvas.setLineWidth(0.4)
            canvas.rect(x, y, _WIDTH, _HEIGHT)
            self._draw_badge(badge, x, y)

    def _draw_badge(self, badge: _Badge, x: float, y: float) -> None:
        common = self._common
        _put(common.head, self.canv, x, y + _HEIGHT - 14 - common.head.height)
        _put(common.foot, self.canv, x, y + 10)
        if badge.name:
            text = common.name(badge.name)
            _put(text, self.canv, x, y + (_HEIGHT - text.height) / 2 - 3)
            return
        line = y + _HEIGHT / 2 - 14
        self.canv.setStrokeColor(styles.STRONG_LINE)
        self.canv.line(x + _INSIDE, line, x + _WIDTH - _INSIDE, line)
        if badge.brought_by:
            by = common.brought(badge.brought_by)
            _put(by, self.canv, x, line - 3 - by.height)


def _put(text: Text, canvas: Any, x: float, y: float) -> None:
    text.wrap(_INNER, 0)
    text.drawOn(canvas, x + _INSIDE, y)
