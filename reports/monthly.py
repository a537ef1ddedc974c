"""The monthly summary: facts of a month on paper, section by section."""

from __future__ import annotations

from pathlib import Path

from reportlab.platypus import Flowable

from models import clock
from models.metrics.monthly import MonthFacts, facts_of
from models.month import Month
from models.progress import Progress, unheard
from models.vocabulary import Audience
from reports import styles
from reports.blocks import Banner
from reports.formats import Formats
from reports.sections.events import EVENTS
from reports.sections.feedback import FEEDBACK
from reports.sections.figures import figures_of
from reports.sections.glance import GLANCE
from reports.sections.headline import headline_of
from reports.sections.intake import INTAKE
from reports.sections.members import MEMBERS
from reports.sections.money import MONEY
from reports.sections.outlook import OUTLOOK
from reports.sections.participation import PARTICIPATION
from reports.sections.rules import RULES
from reports.sections.worth import WORTH
from reports.sheet import Sheet, Titles, Written
from resources.i18n import translation

SECTIONS = (
    GLANCE, MEMBERS, INTAKE, EVENTS, WORTH, PARTICIPATION, FEEDBACK, RULES, MONEY, OUTLOOK,
)  # fmt: skip
_GATHERING, _WRITING = 1, 1  # steps before and after the sections


def write_monthly(
    target: Path,
    month: Month,
    language: str,
    audience: Audience,
    progress: Progress = unheard,
) -> Written:
    """Write the summary of a month as a PDF, whole or not at all.

    Reads the open file. Raises UserError where the target cannot be written, Cancelled where
    `progress` does.
    """
    steps = _GATHERING + len(SECTIONS) + _WRITING
    progress(0, steps)
    facts = facts_of(month)
    words = translation(language)
    formats = Formats(language, facts.heading.currency)
    titles = Titles(
        title=words._("Monthly summary"),
        community=facts.heading.community,
        period=formats.month(month),
    )
    sheet = Sheet(words, formats, titles)

    def compose(headings: int) -> list[Flowable]:
        story = _first_page(facts, sheet)
        if headings:
            story.append(sheet.contents(headings))
        for step, section in enumerate(SECTIONS, start=_GATHERING):
            progress(step, steps)
            if drawn := section.draw(facts, sheet, audience):
                story += sheet.heading(words._(section.title), drawn)
        return story

    written = sheet.write(target, compose, lambda: progress(steps - _WRITING, steps))
    progress(steps, steps)
    return written


def _first_page(facts: MonthFacts, sheet: Sheet) -> list[Flowable]:
    words, formats = sheet.words, sheet.formats
    beside = [
        words._(
            "{first} to {last}", first=facts.month.first.isoformat(), last=facts.day.isoformat()
        ),
        words._("Made on {day}", day=clock.today().isoformat()),
    ]
    banner = Banner(
        sheet,
        words._("{month}: monthly summary", month=formats.month(facts.month)),
        facts.heading.community,
        beside,
    )
    story: list[Flowable] = [banner, sheet.text(headline_of(facts, sheet), styles.LEAD, after=8)]
    if facts.is_running:
        note = words._(
            "The month is not over; the figures are those of {day}.",
            day=formats.day_of_month(facts.day),
        )
        story.append(sheet.text(note, styles.NOTE, after=6))
    return [*story, figures_of(facts, sheet)]
