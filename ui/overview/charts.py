"""The two charts of the overview, drawn by the functions that also draw them on paper."""

from __future__ import annotations

from functools import partial
from typing import Any

from models.metrics.overview import OverviewFacts
from models.vocabulary import FeedbackKind
from reports.charts import Series, donut_chart, line_chart, row_chart
from ui.drawing import Make
from ui.formats import count_text, short_month_text
from ui.wording import _, n_

# In points. With less room a ring has none left for its legend; bars carry their own names.
_NARROW = 200

Kinds = tuple[tuple[FeedbackKind, int], ...]


def growth_chart(facts: OverviewFacts) -> tuple[Make, str]:
    """Return how to draw twelve months of members and interactions, and that in words."""
    labels = [short_month_text(each.month) for each in facts.member_series]
    interactions = Series(_("Interactions"), [each.total for each in facts.interaction_series])
    members = Series(_("Members"), [each.members for each in facts.member_series])
    description = _(
        "Members and interactions of twelve months: now {members} members and {interactions}"
        " interactions",
        members=count_text(facts.members.now),
        interactions=count_text(facts.interactions.now),
    )
    return partial(_draw_lines, labels, [interactions, members]), description


def kinds_chart(kinds: Kinds) -> tuple[Make, str]:
    """Return how to draw this month's feedback by kind, and that in words."""
    parts = [(_(kind.title), float(count)) for kind, count in kinds]
    total = sum(count for _kind, count in kinds)
    caption = n_("item", "items", total)
    description = ", ".join(f"{title} {count_text(int(count))}" for title, count in parts)
    return partial(_draw_ring, parts, count_text(total), caption), description


def _draw_lines(labels: list[str], series: list[Series], width: float, height: float) -> Any:
    return line_chart(width, height, labels, series, _number)


def _draw_ring(
    parts: list[tuple[str, float]], centre: str, caption: str, width: float, height: float
) -> Any:
    if width < _NARROW:
        return row_chart(width, height, parts, _number)
    return donut_chart(width, height, parts, centre, caption, _number)


def _number(value: float) -> str:
    return count_text(round(value))
