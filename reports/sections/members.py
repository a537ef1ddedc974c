"""Members who joined and left, and why."""

from __future__ import annotations

from collections import Counter

from reportlab.platypus import Flowable

from models.metrics.monthly import MonthFacts
from models.vocabulary import Audience
from reports import styles
from reports.blocks import Column, points, table
from reports.sections.section import Section
from reports.sections.wording import NAMED_AT_MOST
from reports.sheet import Sheet
from reports.text import strong
from resources.i18n import N_


def draw(facts: MonthFacts, sheet: Sheet, audience: Audience) -> list[Flowable]:
    growth = facts.growth
    flowables: list[Flowable] = [sheet.text(_sentence(facts, sheet), after=4)]
    if audience is not Audience.PUBLIC and growth.joined:
        flowables += _joined(facts, sheet)
    if audience is Audience.COMMITTEE and growth.left:
        flowables += _left(facts, sheet) + _reasons(facts, sheet)
    if audience is Audience.FULL and growth.left:
        flowables += _left(facts, sheet, with_reasons=True)
    return flowables


MEMBERS = Section(N_("Members who joined and left"), draw)


def _sentence(facts: MonthFacts, sheet: Sheet) -> str:
    words, growth = sheet.words, facts.growth
    sentences = []
    if not growth.joined and not growth.left:
        sentences.append(words._("Nobody joined and nobody left."))
    joined, left = len(growth.joined), len(growth.left)
    if joined:
        people = strong(sheet.formats.number(joined))
        sentences.append(
            words.n_("{people} person joined.", "{people} people joined.", joined, people=people)
        )
    if left:
        people = strong(sheet.formats.number(left))
        sentences.append(
            words.n_("{people} person left.", "{people} people left.", left, people=people)
        )
    if growth.applicants:
        sentences.append(
            words.n_(
                "{count} application is waiting for a decision.",
                "{count} applications are waiting for a decision.",
                growth.applicants,
            )
        )
    return sheet.formats.sentences(sentences)


def _joined(facts: MonthFacts, sheet: Sheet) -> list[Flowable]:
    words = sheet.words
    shown = facts.growth.joined[:NAMED_AT_MOST]
    rows = [(each.name, sheet.formats.day_of_month(each.day), each.source) for each in shown]
    columns = [
        Column(words._("Who joined"), 150),
        Column(words._("Day"), 80),
        Column(words._("How they found us")),
    ]
    return [table(sheet, columns, rows), *_rest(sheet, len(facts.growth.joined))]


def _left(facts: MonthFacts, sheet: Sheet, with_reasons: bool = False) -> list[Flowable]:
    words, formats = sheet.words, sheet.formats
    columns = [
        Column(words._("Who left"), 150),
        Column(words._("Day"), 80),
        Column(words._("Member since")),
    ]
    rows = [
        [
            each.name,
            formats.day_of_month(each.day),
            formats.day(each.joined) if each.joined else words._("not known"),
        ]
        for each in facts.growth.left[:NAMED_AT_MOST]
    ]
    if with_reasons:
        columns[-1] = Column(words._("Member since"), 90)
        columns.append(Column(words._("Reason")))
        for row, each in zip(rows, facts.growth.left, strict=False):
            row.append(each.reason or words._("not known"))
    return [table(sheet, columns, rows), *_rest(sheet, len(facts.growth.left))]


def _reasons(facts: MonthFacts, sheet: Sheet) -> list[Flowable]:
    """Return the reasons without the people: a committee need not know who gave which."""
    words = sheet.words
    counted = Counter(each.reason or words._("not known") for each in facts.growth.left)
    lines = [
        words._("{reason}: {count}", reason=reason, count=count)
        for reason, count in sorted(counted.items(), key=lambda pair: -pair[1])
    ]
    title = sheet.text(words._("Reasons for leaving"), styles.STRONG_CELL, after=2)
    return [title, *points(sheet, lines[:NAMED_AT_MOST])]


def _rest(sheet: Sheet, total: int) -> list[Flowable]:
    if total <= NAMED_AT_MOST:
        return []
    note = sheet.words.n_("And {count} more.", "And {count} more.", total - NAMED_AT_MOST)
    return [sheet.text(note, styles.NOTE, after=4)]
