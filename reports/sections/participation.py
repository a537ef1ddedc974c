"""Who takes part: the classes, and the core, lapsing and silent members by name where allowed."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from models.metrics.activity import (
    CORE_DAYS,
    CORE_SCORE,
    LAPSING_DAYS,
    NEW_DAYS,
    OCCASIONAL_DAYS,
    Participant,
    Standing,
)
from models.metrics.monthly import MonthFacts
from models.vocabulary import Audience
from reports import styles
from reports.blocks import Column, Columns, table
from reports.charts import donut_chart
from reports.sections.section import Section
from reports.sections.wording import NAMED_AT_MOST, days_since, listed
from reports.sheet import Sheet
from resources.i18n import N_

TITLES = {
    Standing.CORE: N_("Core"),
    Standing.ACTIVE: N_("Active"),
    Standing.OCCASIONAL: N_("Occasional"),
    Standing.NEW: N_("Newcomers"),
    Standing.LAPSING: N_("Lapsing"),
    Standing.SILENT: N_("Silent"),
}
_NAMED = {
    Standing.CORE: N_("Core members"),
    Standing.LAPSING: N_("Members drifting away"),
    Standing.SILENT: N_("Silent members"),
}
_CHART_HEIGHT = 104.0


def draw(facts: MonthFacts, sheet: Sheet, audience: Audience) -> list[Flowable]:
    words, activity = sheet.words, facts.activity
    if not activity.participants:
        return [sheet.text(words._("There are no members yet whose taking part could be told."))]
    flowables: list[Flowable] = [
        Columns((0.46, [_chart(facts, sheet)]), (0.54, _explanations(sheet)))
    ]
    if audience is Audience.PUBLIC:
        return flowables
    for standing, title in _NAMED.items():
        people = activity.of(standing)
        if people:
            flowables += _people(sheet, words._(title), people, audience)
    return flowables


PARTICIPATION = Section(N_("Who takes part"), draw)


def _chart(facts: MonthFacts, sheet: Sheet) -> Flowable:
    return donut_chart(
        (styles.WIDTH - 16) * 0.46,
        _CHART_HEIGHT,
        [
            (sheet.words._(title), facts.activity.count(standing))
            for standing, title in TITLES.items()
        ],
        sheet.formats.number(len(facts.activity.participants)),
        sheet.words._("members"),
        sheet.formats.short_number,
    )


def _explanations(sheet: Sheet) -> list[Flowable]:
    """Return how the classes are told, so that nobody has to trust a black box."""
    words = sheet.words
    lines = [
        words._(
            "Every attendance and every feedback entry is a point, which loses a tenth of its"
            " worth each month."
        ),
        words._(
            "Core: {score} points or more and seen in the last {days} days. Active and occasional"
            " members have fewer.",
            score=sheet.formats.short_number(CORE_SCORE),
            days=CORE_DAYS,
        ),
        words._(
            "Lapsing: took part regularly and has not been seen for {days} days, or far less than"
            " before. Silent: hardly any points, or not seen for {silent} days.",
            days=LAPSING_DAYS,
            silent=OCCASIONAL_DAYS,
        ),
        words._("New: joined in the last {days} days. Paused members are left out.", days=NEW_DAYS),
    ]
    return [sheet.text(line, styles.NOTE, after=4) for line in lines]


def _people(
    sheet: Sheet, title: str, people: Sequence[Participant], audience: Audience
) -> list[Flowable]:
    shown = people[:NAMED_AT_MOST]
    counted = sheet.words._("{title} ({count})", title=title, count=len(people))
    if audience is Audience.COMMITTEE:
        names = listed(sheet, [person.name for person in shown], len(people))
        return [*sheet.subheading(counted, 30), sheet.text(names, after=2)]
    return [*sheet.subheading(counted), _table(sheet, shown, len(people))]


def _table(sheet: Sheet, people: Sequence[Participant], total: int) -> Flowable:
    words, formats = sheet.words, sheet.formats
    columns = [
        Column(words._("Name")),
        Column(words._("Points"), 70, right=True),
        Column(words._("Seen at the latest events"), 130, right=True),
        Column(words._("Last seen"), 100, right=True),
    ]
    rows = [
        [
            person.name,
            formats.number(person.score, 1),
            words._("{seen} of {recent}", seen=person.seen, recent=person.recent),
            days_since(sheet, person.days_since),
        ]
        for person in people
    ]
    if total > len(people):
        rest = words.n_("And {count} more.", "And {count} more.", total - len(people))
        rows.append([rest, "", "", ""])
    return table(sheet, columns, rows)
