"""Birthdays and anniversaries of joining, day by day."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from reportlab.platypus import Flowable

from models.book import about
from models.month import Month
from models.papers.birthdays import Celebrated, Celebrations
from models.progress import Progress, unheard
from models.vocabulary import Audience
from reports import styles
from reports.blocks import Banner, Column, table
from reports.formats import Formats
from reports.roster import left_out_note
from reports.sheet import Sheet, Titles, Written
from reports.values import meant_for
from resources.i18n import Catalogue, translation


def write_birthdays(
    target: Path,
    facts: Celebrations,
    audience: Audience,
    language: str,
    progress: Progress = unheard,
) -> Written:
    """Write the list, whole or not at all. Raises UserError, Cancelled."""
    progress(0, 1)
    words, formats = translation(language), Formats(language)
    period = _period(facts, formats)
    titles = Titles(words._("Birthdays and anniversaries"), about().name, period)
    sheet = Sheet(words, formats, titles)

    def compose(_headings: int) -> list[Flowable]:
        beside = [period, meant_for(words, audience)]
        story: list[Flowable] = [Banner(sheet, titles.title, titles.community, beside)]
        if audience is Audience.PUBLIC:
            story += left_out_note(sheet, facts.left_out)
        story += sheet.heading(words._("Birthdays"), _birthdays(sheet, facts, audience))
        story += sheet.heading(words._("Anniversaries of joining"), _anniversaries(sheet, facts))
        return story

    written = sheet.write(target, compose, lambda: progress(0, 1), listed=True)
    progress(1, 1)
    return written


def _birthdays(sheet: Sheet, facts: Celebrations, audience: Audience) -> list[Flowable]:
    words = sheet.words
    story = []
    if facts.birthdays:
        columns = [Column(words._("Day"), 110), Column(words._("Name"))]
        with_age = audience is not Audience.PUBLIC
        if with_age:
            columns.append(Column(words._("Turns"), 80, right=True))
        rows = [row if with_age else row[:2] for row in _rows(facts.birthdays, sheet, _age)]
        story.append(table(sheet, columns, rows))
    else:
        story.append(
            sheet.text(words._("Nobody has a birthday then, as far as is known."), after=4)
        )
    unknown = list(_unknown(facts, words, sheet.formats))
    if unknown:
        story.append(sheet.text(sheet.formats.sentences(unknown), styles.NOTE, after=4))
    return story


def _unknown(facts: Celebrations, words: Catalogue, formats: Formats) -> Iterator[str]:
    """Say of how many nobody knows the day: a list without them would look complete."""
    if facts.year_only:
        yield words.n_(
            "Of {count} person only the year of birth is known.",
            "Of {count} people only the year of birth is known.",
            formats.count(facts.year_only),
        )
    if facts.unknown:
        yield words.n_(
            "Of {count} person no date of birth is known.",
            "Of {count} people no date of birth is known.",
            formats.count(facts.unknown),
        )


def _anniversaries(sheet: Sheet, facts: Celebrations) -> list[Flowable]:
    words = sheet.words
    if not facts.anniversaries:
        return [sheet.text(words._("Nobody joined on one of these days of another year."))]
    columns = [
        Column(words._("Day"), 110),
        Column(words._("Name")),
        Column(words._("With us for"), 80, right=True),
    ]
    return [table(sheet, columns, list(_rows(facts.anniversaries, sheet, _years)))]


def _rows(
    celebrated: Sequence[Celebrated], sheet: Sheet, say: Callable[[Catalogue, int | None], str]
) -> Iterator[tuple[str, str, str]]:
    for each in celebrated:
        day = sheet.formats.weekday(each.on)
        if each.leap:
            day = sheet.words._("{day} (born on 29 February)", day=day)
        yield day, each.name, say(sheet.words, each.years)


def _age(words: Catalogue, years: int | None) -> str:
    return "" if years is None else words.n_("{count} year old", "{count} years old", years)


def _years(words: Catalogue, years: int | None) -> str:
    return "" if years is None else words.n_("{count} year", "{count} years", years)


def _period(facts: Celebrations, formats: Formats) -> str:
    month = Month.of(facts.first)
    if (month.first, month.last) == (facts.first, facts.last):
        return formats.month(month)
    return f"{formats.day(facts.first)} – {formats.day(facts.last)}"
