"""Growth and activity over the last months, as two charts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from reportlab.platypus import Flowable

from models.metrics.activity import MonthlyInteractions
from models.metrics.growth import MonthlyCount
from models.metrics.monthly import MonthFacts
from models.vocabulary import Audience
from reports import styles
from reports.blocks import Columns
from reports.charts import Series, line_chart, stacked_chart
from reports.sections.section import Section
from reports.sheet import Sheet
from resources.i18n import N_

_FEWEST_MONTHS = 6
_CHART_HEIGHT = 140.0
_Counted = TypeVar("_Counted", MonthlyCount, MonthlyInteractions)


def draw(facts: MonthFacts, sheet: Sheet, _audience: Audience) -> list[Flowable]:
    growth, activity = facts.growth.series, facts.activity.series
    if not any(each.members for each in growth) and not any(each.total for each in activity):
        nothing = sheet.words._("Nothing was recorded in the last twelve months.")
        return [sheet.text(nothing)]
    width = (styles.WIDTH - 16) / 2
    return [
        Columns(
            (0.5, [_growth_chart(facts, sheet, width)]),
            (0.5, [_activity_chart(facts, sheet, width)]),
        ),
        sheet.text(_chart_note(facts, sheet), styles.NOTE, after=2),
    ]


GLANCE = Section(N_("Growth and activity"), draw)


def _growth_chart(facts: MonthFacts, sheet: Sheet, width: float) -> Flowable:
    series = _worth_showing(facts.growth.series, [each.members for each in facts.growth.series])
    name = sheet.words._("Members at the end of the month")
    return line_chart(
        width,
        _CHART_HEIGHT,
        [sheet.formats.month_label(each.month) for each in series],
        [Series(name, [each.members for each in series])],
        sheet.formats.short_number,
    )


def _activity_chart(facts: MonthFacts, sheet: Sheet, width: float) -> Flowable:
    series = _worth_showing(facts.activity.series, [each.total for each in facts.activity.series])
    return stacked_chart(
        width,
        _CHART_HEIGHT,
        [sheet.formats.month_label(each.month) for each in series],
        [
            Series(sheet.words._("Attendances"), [each.attendances for each in series]),
            Series(sheet.words._("Feedback entries"), [each.feedback for each in series]),
            *_contributions(sheet, series),
        ],
        sheet.formats.short_number,
    )


def _contributions(sheet: Sheet, series: Sequence[MonthlyInteractions]) -> list[Series]:
    """Return what members did for the others, where that was ever written down."""
    counts = [each.contributions for each in series]
    return [Series(sheet.words._("Contributions"), counts)] if any(counts) else []


def _chart_note(facts: MonthFacts, sheet: Sheet) -> str:
    words, growth = sheet.words, facts.growth
    sentences = [
        words._(
            "Interactions are recorded attendances, entries in the feedback log, and what members"
            " were written down to have done for the others. Chat messages are not counted here."
        ),
    ]
    if growth.left_undated:
        sentences.append(
            words.n_(
                "{count} member who left on an unknown day is not counted in any month.",
                "{count} members who left on an unknown day are not counted in any month.",
                growth.left_undated,
            )
        )
    return sheet.formats.sentences(sentences)


def _worth_showing(series: Sequence[_Counted], values: Sequence[int]) -> Sequence[_Counted]:
    """Drop the months before anything happened, but keep half a year."""
    begun = next((index for index, value in enumerate(values) if value), len(series))
    return series[min(begun, len(series) - _FEWEST_MONTHS) :]
