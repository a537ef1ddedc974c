"""The list of members on paper, with the columns somebody chose, and room to write in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from reportlab.platypus import Flowable

from models import clock
from models.book import about
from models.errors import UserError
from models.exchange.fields import Sort
from models.papers.order import NAME
from models.papers.roster import Roster, Row, rows_of
from models.progress import Progress, unheard
from models.vocabulary import Audience
from reports import styles
from reports.blocks import Banner
from reports.formats import Formats
from reports.grid import grid
from reports.grid_plan import GridColumn, GridPlan, GridRow, looked_at, plan
from reports.sheet import Layout, Sheet, Titles, Written
from reports.values import as_of, cell_text, column_title, meant_for
from resources.i18n import N_, Catalogue, translation

_NUMBERS = (Sort.NUMBER, Sort.DECIMAL, Sort.DAYS)
_SQUEEZED = 1.1  # so much more than there is room for still looks well
_SCALES = (1.0, 0.85, 0.7)
_EVERY = 50  # rows between two bookmarks, where there are no groups


@dataclass(frozen=True)
class RosterOptions:
    """`title` is what the list is called, "" for the usual. `blank` are the headings of columns to
    write in."""

    title: str = ""
    blank: tuple[str, ...] = ()


def write_roster(
    target: Path,
    roster: Roster,
    options: RosterOptions,
    language: str,
    progress: Progress = unheard,
) -> Written:
    """Write the list, whole or not at all; across where it is wide. Raises UserError, Cancelled."""
    words, formats = translation(language), Formats(language)
    titles = Titles(options.title or words._("Members"), about().name, formats.day(clock.today()))
    total = len(roster.ids)
    progress(0, total)
    counted = _Counted(roster, progress)
    columns = _columns(roster, options, words)
    first, rows = looked_at(_grid_rows(counted, len(options.blank), words, formats))
    sheet, layout = _laid_out(partial(Sheet, words, formats, titles), columns, first)

    def compose(_headings: int) -> list[Flowable]:
        story: list[Flowable] = [_banner(sheet, roster)]
        story += _notes(sheet, roster)
        if total:
            story.append(grid(sheet, layout, rows, write_in=bool(options.blank)))
        else:
            story.append(sheet.text(words._("Nobody is on this list."), styles.LEAD))
        return story

    written = sheet.write(target, compose, counted.tell, listed=True)
    progress(total, total)
    return written


def _laid_out(
    made: Callable[[Layout], Sheet], columns: Sequence[GridColumn], first: Sequence[GridRow]
) -> tuple[Sheet, GridPlan]:
    """Return the sheet on which the columns find room: upright, across, across in small type.

    Raises UserError where there are more than a page can hold.
    """
    sheet = made(Layout.UPRIGHT)
    layout = plan(sheet, columns, first, sheet.layout.width)
    if layout.natural <= sheet.layout.width * _SQUEEZED:
        return sheet, layout
    sheet = made(Layout.WIDE)
    for scale in _SCALES:
        layout = plan(sheet, columns, first, sheet.layout.width, scale)
        if layout.least <= sheet.layout.width:
            return sheet, layout
    raise UserError(N_("So many columns do not fit on a page. Choose fewer."))


class _Counted:
    """The rows of a roster, and how many of them are on their way to paper."""

    def __init__(self, roster: Roster, progress: Progress) -> None:
        self.roster = roster
        self._progress = progress
        self._done = 0

    def __iter__(self) -> Iterator[Row]:
        for row in rows_of(self.roster):
            self._done += 1
            yield row

    def tell(self) -> None:
        self._progress(self._done, len(self.roster.ids))


def _columns(roster: Roster, options: RosterOptions, words: Catalogue) -> list[GridColumn]:
    columns = [
        GridColumn(column_title(column, words), right=column.sort in _NUMBERS)
        for column in roster.columns
    ]
    pen = [GridColumn(title, blank=True) for title in options.blank]
    return [GridColumn("", right=True), *columns, *pen]


def _grid_rows(
    counted: _Counted, blank: int, words: Catalogue, formats: Formats
) -> Iterator[GridRow]:
    """Number the rows, and put a band above each group."""
    roster, group = counted.roster, None
    for number, row in enumerate(counted, 1):
        if roster.grouped is not None and (number == 1 or row.group != group):
            group = row.group
            title = cell_text(roster.grouped, group, words, formats) or words._("Not known")
            yield GridRow((title,), is_band=True, mark=title)
        cells = [
            row.name if column.name == NAME else
            cell_text(column, row.values.get(column.name), words, formats)
            for column in roster.columns
        ]  # fmt: skip
        marked = roster.grouped is None and number % _EVERY == 1
        yield GridRow(
            (formats.number(number), *cells, *[""] * blank), mark=row.name if marked else ""
        )


def _banner(sheet: Sheet, roster: Roster) -> Banner:
    words = sheet.words
    beside = [
        as_of(words, sheet.formats, clock.today()),
        words.n_("{count} person", "{count} people", sheet.formats.count(len(roster.ids))),
        meant_for(words, roster.audience),
    ]
    return Banner(sheet, sheet.titles.title, sheet.titles.community, beside)


def _notes(sheet: Sheet, roster: Roster) -> Sequence[Flowable]:
    if roster.audience is not Audience.PUBLIC:
        return ()
    return left_out_note(sheet, roster.left_out)


def left_out_note(sheet: Sheet, left_out: int) -> tuple[Flowable, ...]:
    """Say how many a public paper does not show, and that the others agreed."""
    words = sheet.words
    said = [words._("Shown are the first names of those who agreed to it.")]
    if left_out:
        said.append(
            words.n_("{count} person is not shown.", "{count} people are not shown.",
                     sheet.formats.count(left_out))
        )  # fmt: skip
    return (sheet.text(sheet.formats.sentences(said), styles.NOTE, after=6),)
