"""Who takes part: the classes, and the core, lapsing and silent members by name where allowed."""

from __future__ import annotations

from collections.abc import Sequence

from reportlab.platypus import Flowable

from models.members.class_rules import ClassRules
from models.metrics.activity import SHOWN, Participant
from models.metrics.monthly import MonthFacts
from models.vocabulary import Audience, Deed, Standing
from reports import styles
from reports.blocks import Column, Columns, table
from reports.charts import donut_chart
from reports.class_colours import CLASS_COLOURS
from reports.sections.section import Section
from reports.sections.wording import NAMED_AT_MOST, days_since, listed
from reports.sheet import Sheet
from resources.i18n import N_

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
        Columns((0.46, [_chart(facts, sheet)]), (0.54, _explanations(facts, sheet)))
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
        [(sheet.words._(standing.title), facts.activity.count(standing)) for standing in SHOWN],
        sheet.formats.number(len(facts.activity.participants)),
        sheet.words._("members"),
        sheet.formats.short_number,
        [CLASS_COLOURS[standing] for standing in SHOWN],
    )


def _explanations(facts: MonthFacts, sheet: Sheet) -> list[Flowable]:
    """Return how the classes are told, so that nobody has to trust a black box."""
    words, rules, number = sheet.words, facts.activity.rules, sheet.formats.short_number
    lines = [
        words._(
            "What members do counts points: {worth}. Each month a point loses {share} of its"
            " worth.",
            worth=_worth(sheet, rules),
            share=sheet.formats.percent(1 - rules.decay),
        ),
        words._(
            "Core: {score} points or more and seen in the last {days} days. Regular: {fewer} points"
            " or more and seen in the last {longer} days.",
            score=number(rules.core_score),
            days=rules.core_days,
            fewer=number(rules.active_score),
            longer=rules.active_days,
        ),
        words._(
            "Drifting away: was core or regular in the last half year and has not been seen for"
            " {days} days, or fell by {share}. Silent: fewer than {score} points, or not seen for"
            " {silent} days.",
            days=rules.lapsing_days,
            share=sheet.formats.percent(rules.lapsing_drop),
            score=number(rules.occasional_score),
            silent=rules.occasional_days,
        ),
        words._("Newcomers joined in the last {days} days.", days=rules.new_days),
        *_left_out(facts, sheet),
    ]
    return [sheet.text(line, styles.NOTE, after=4) for line in lines]


def _worth(sheet: Sheet, rules: ClassRules) -> str:
    weights = rules.weights
    return sheet.formats.enumeration(
        [
            sheet.words._(
                "{deed} {points}",
                deed=sheet.words._(deed.title),
                points=sheet.formats.short_number(weights[deed]),
            )
            for deed in Deed
            if weights[deed] and deed is not Deed.MESSAGES
        ]
    )


def _left_out(facts: MonthFacts, sheet: Sheet) -> list[str]:
    words, activity = sheet.words, facts.activity
    lines = []
    if activity.rules.messages:
        lines.append(
            words._(
                "Chat messages count a little, at most {points} points a month.",
                points=sheet.formats.number(activity.rules.messages_most, 1),
            )
        )
    if activity.resting:
        lines.append(
            words.n_(
                "{count} member rests and is left out.",
                "{count} members rest and are left out.",
                activity.resting,
            )
        )
    return lines


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
        Column(words._("Last seen"), 90, right=True),
        Column(words._("Last contact"), 90, right=True),
    ]
    rows = [
        [
            person.name,
            formats.number(person.score, 1),
            words._("{seen} of {recent}", seen=person.seen, recent=person.recent),
            days_since(sheet, person.days_since),
            "—" if person.days_unspoken is None else days_since(sheet, person.days_unspoken),
        ]
        for person in people
    ]
    if total > len(people):
        rest = words.n_("And {count} more.", "And {count} more.", total - len(people))
        rows.append([rest, "", "", "", ""])
    return table(sheet, columns, rows)
