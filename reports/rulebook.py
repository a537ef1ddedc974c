"""The rule book: the rules in force, by section, to print or hang up."""

from __future__ import annotations

from pathlib import Path

from reportlab.platypus import CondPageBreak, Flowable

from models import clock
from models.book import about
from models.progress import Progress, unheard
from models.rules.rulebook import BookRule, BookSection, rules_in_force
from reports import styles
from reports.blocks import Banner
from reports.formats import Formats
from reports.sheet import Sheet, Titles, Written
from resources.i18n import translation


def write_rulebook(target: Path, language: str, progress: Progress = unheard) -> Written:
    """Write the rules in force as a PDF, whole or not at all.

    Reads the open file. Raises UserError where the target cannot be written.
    """
    progress(0, 2)
    community, sections = about(), rules_in_force()
    words, formats = translation(language), Formats(language)
    day = formats.day(clock.today())
    titles = Titles(words._("Our rules"), community.name, day)
    sheet = Sheet(words, formats, titles)

    def compose(headings: int) -> list[Flowable]:
        count = sum(len(section.rules) for section in sections)
        beside = [
            words._("As of {day}", day=day),
            words.n_("{count} rule in force", "{count} rules in force", count),
        ]
        story: list[Flowable] = [Banner(sheet, titles.title, community.name, beside)]
        if community.purpose:
            story.append(sheet.text(community.purpose, styles.LEAD, after=4))
        if headings:
            story.append(sheet.contents(headings))
        if not sections:
            story.append(sheet.text(words._("No rule is in force yet."), styles.LEAD))
        for section in sections:
            story += _section(section, sheet)
        return story

    written = sheet.write(target, compose, lambda: progress(1, 2))
    progress(2, 2)
    return written


def _section(section: BookSection, sheet: Sheet) -> list[Flowable]:
    rules = [flowable for rule in section.rules for flowable in _rule(rule, sheet)]
    return sheet.heading(sheet.words._(section.section.title), rules)


def _rule(rule: BookRule, sheet: Sheet) -> list[Flowable]:
    title = sheet.text(f"{rule.number}  {rule.title}", styles.SUBHEADING, after=2)
    title.spaceBefore = 6
    flowables: list[Flowable] = [CondPageBreak(50), title]
    if rule.text:
        flowables.append(sheet.text(rule.text, styles.BODY, after=3))
    if rule.effective:
        since = sheet.words._("In force from {day}", day=sheet.formats.day(rule.effective))
        flowables.append(sheet.text(since, styles.NOTE, after=4))
    return flowables
