"""Words how the last year's intake went, in a line."""

from __future__ import annotations

from models.metrics.intake import EARLY, SETTLED, IntakeFacts
from ui.formats import joined, percent_text
from ui.wording import _


def year_text(facts: IntakeFacts) -> str:
    """Say what came of the last twelve months' applications; "" where there were none."""
    year = facts.year
    if not (year.applied or year.accepted or year.refused):
        return ""
    said = [
        _(
            "Last twelve months: {applied} applied, {accepted} accepted, {refused} refused",
            applied=year.applied,
            accepted=year.accepted,
            refused=year.refused,
        )
    ]
    if year.stayed.share is not None:
        share, total = percent_text(year.stayed.share), year.stayed.total
        said.append(
            _("{share} of {total} still here after {days} days", share=share, total=total,
              days=SETTLED)
        )  # fmt: skip
    if year.early.share is not None:
        share, total = percent_text(year.early.share), year.early.total
        said.append(
            _("{share} of {total} gone within {days} days", share=share, total=total, days=EARLY)
        )
    return joined(said)
