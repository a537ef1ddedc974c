"""The sheet people sign at the door: who is expected, and lines for who comes besides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path

from reportlab.platypus import Flowable

from models import clock
from models.book import about
from models.papers.event_order import BLANK_ROWS
from models.papers.gathering import Expectation, Gathering
from models.progress import Progress, unheard
from models.vocabulary import Audience
from reports import styles
from reports.event_head import EventHead
from reports.event_words import when
from reports.formats import Formats
from reports.grid import grid
from reports.grid_plan import GridColumn, GridRow, looked_at, plan
from reports.sheet import Sheet, Titles, Written
from resources.i18n import Catalogue, translation

_SCALE = 1.25  # whoever looks for their name stands before the table


def write_sign_in(
    target: Path,
    event: Gathering,
    expected: Expectation,
    audience: Audience,
    language: str,
    blank_rows: int = BLANK_ROWS,
    pen: Sequence[str] = (),
    progress: Progress = unheard,
) -> Written:
    """Write the sheet, with no fewer blank rows than these: they fill the last page. `pen` are the
    headings of the columns to write in. Raises UserError, Cancelled."""
    words, formats = translation(language), Formats(language)
    titles = Titles(words._("Sign-in sheet"), about().name, formats.day(clock.today()))
    sheet = Sheet(words, formats, titles)
    headings = pen or (words._("Signature"), words._("Phone"))
    blank_rows += expected.left_out  # who may not stand here by name gets a line
    total = len(expected.people) + blank_rows
    progress(0, total)
    first, rows = looked_at(_rows(expected, blank_rows, len(headings), words))
    layout = plan(sheet, _columns(headings, words), first, sheet.layout.width, _SCALE)
    filler = (_blank(number, len(headings)) for number in count(total + 1))

    def compose(_headings: int) -> list[Flowable]:
        story: list[Flowable] = [_head(sheet, event, expected)]
        for said in _notes(expected, audience, words):
            story.append(sheet.text(said, styles.NOTE, after=6))
        return [*story, grid(sheet, layout, rows, write_in=True, filler=filler)]

    written = sheet.write(target, compose, lambda: progress(0, total), listed=True)
    progress(total, total)
    return written


def _head(sheet: Sheet, event: Gathering, expected: Expectation) -> Flowable:
    words, formats = sheet.words, sheet.formats
    counted = waiting = ""
    if expected.people:
        counted = words.n_("{count} expected", "{count} expected", formats.count(expected.heads))
    if expected.waiting:
        waiting = words.n_("{count} waiting", "{count} waiting", formats.count(expected.waiting))
    facts = [when(event, words, formats), event.place, counted, waiting]
    return EventHead(sheet, event.title, [sheet.titles.title, *filter(None, facts)])


def _notes(expected: Expectation, audience: Audience, words: Catalogue) -> Iterator[str]:
    if expected.people:
        yield words._(
            "Please sign beside your name. Whoever is not on the list is welcome to take one of the"
            " lines at the end."
        )
    else:
        yield words._("Please write your name and sign beside it.")
    if audience is Audience.PUBLIC and expected.left_out:
        yield words.n_(
            "{count} person who is expected did not agree to stand on a public paper: please keep a"
            " line for them.",
            "{count} people who are expected did not agree to stand on a public paper: please keep"
            " a line for each.",
            expected.left_out,
        )


def _columns(headings: Sequence[str], words: Catalogue) -> list[GridColumn]:
    # Names are written into the blank rows, so theirs is one of the columns for a pen.
    pen = [GridColumn(title, blank=True) for title in headings]
    return [
        GridColumn(words._("No."), right=True), GridColumn(words._("Name"), blank=True),
        GridColumn(words._("With them"), right=True), *pen,
    ]  # fmt: skip


def _rows(expected: Expectation, blank_rows: int, pens: int, words: Catalogue) -> Iterator[GridRow]:
    for number, person in enumerate(expected.people, 1):
        name = person.name
        if person.waits:
            name = words._("{name} (waiting list)", name=name)
        guests = f"+{person.guests}" if person.guests else ""
        yield GridRow((str(number), name, guests, *[""] * pens))
    begin = len(expected.people) + 1
    for number in range(begin, begin + blank_rows):
        yield _blank(number, pens)


def _blank(number: int, pens: int) -> GridRow:
    return GridRow((str(number), "", "", *[""] * pens))
