"""Whom to call, to tick off with a pen: the short number at the end finds the row again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from pathlib import Path

from reportlab.platypus import Flowable

from models import clock
from models.book import about
from models.members.cadence import CallLine
from models.progress import Progress, unheard
from models.vocabulary import Audience
from reports import styles
from reports.blocks import Banner
from reports.formats import NOTHING, Formats
from reports.grid import grid
from reports.grid_plan import GridColumn, GridRow, looked_at, plan
from reports.sheet import Sheet, Titles, Written
from reports.values import as_of, meant_for
from resources.i18n import Catalogue, translation

_NOTE = 20.0  # points under a row, for a note by hand


def write_call_sheet(
    target: Path, lines: Sequence[CallLine], language: str, progress: Progress = unheard
) -> Written:
    """Write the sheet, by organizer, in the order of the lines. Raises UserError, Cancelled."""
    words, formats = translation(language), Formats(language)
    day = clock.today()
    titles = Titles(words._("Call sheet"), about().name, formats.day(day))
    sheet = Sheet(words, formats, titles)
    progress(0, len(lines))
    first, rows = looked_at(_rows(lines, words, formats))
    layout = plan(sheet, _columns(words), first, sheet.layout.width)

    def compose(_headings: int) -> list[Flowable]:
        beside = [
            as_of(words, formats, day),
            words.n_("{count} person", "{count} people", formats.count(len(lines))),
            meant_for(words, Audience.FULL),
        ]
        story: list[Flowable] = [Banner(sheet, titles.title, titles.community, beside)]
        if not lines:
            return [*story, sheet.text(words._("Nobody has to be called."), styles.LEAD)]
        said = words._(
            "Tick who was reached and who was not, and write on the dotted line what they need."
            " The code at the end brings it back into Guildbook."
        )
        return [*story, sheet.text(said, styles.NOTE, after=6), grid(sheet, layout, rows)]

    written = sheet.write(target, compose, lambda: progress(0, len(lines)), listed=True)
    progress(len(lines), len(lines))
    return written


def _columns(words: Catalogue) -> list[GridColumn]:
    return [
        GridColumn(words._("Reached"), box=True),
        GridColumn(words._("Not reached"), box=True),
        GridColumn(words._("Name"), most=0.24),
        GridColumn(words._("Phone"), most=0.2),
        GridColumn(words._("Last contact"), most=0.16),
        GridColumn(words._("What they need")),
        GridColumn(words._("Code"), right=True),
    ]


def _rows(lines: Sequence[CallLine], words: Catalogue, formats: Formats) -> Iterator[GridRow]:
    by_organizer = sorted(lines, key=lambda line: (not line.organizer, line.organizer))
    for organizer, theirs in groupby(by_organizer, key=attrgetter("organizer")):
        title = organizer or words._("Not given to anybody")
        yield GridRow((title,), is_band=True, mark=title)
        for line in theirs:
            yield GridRow(
                ("", "", line.name, line.phone or NOTHING, _contact(line, words, formats),
                 _needs(line, words, formats), line.code),
                below=_NOTE,
            )  # fmt: skip


def _contact(line: CallLine, words: Catalogue, formats: Formats) -> str:
    said = formats.day(line.last_contact) if line.last_contact else words._("never")
    if line.days_late:
        late = words.n_("{count} day late", "{count} days late", formats.count(line.days_late))
        said = f"{said}\n{late}"
    return said


def _needs(line: CallLine, words: Catalogue, formats: Formats) -> str:
    parts = [line.needs]
    if line.follow_up:
        parts.append(words._("Promised for {day}", day=formats.day(line.follow_up)))
    if line.tried:
        parts.append(words._("Not reached on {day}", day=formats.day(line.tried)))
    return "\n".join(part for part in parts if part)
