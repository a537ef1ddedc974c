"""Gathers what the overview shows, on the worker: figures, and the fonts its charts need."""

from __future__ import annotations

from dataclasses import dataclass

from models import clock
from models.merging.conflicts import open_conflicts
from models.merging.twins import count_twins
from models.metrics.overview import OverviewFacts, overview_now
from models.metrics.satisfaction import feedback_of
from models.month import Month
from models.progress import Progress, unheard
from models.vocabulary import FeedbackKind
from reports.fonts import register


@dataclass(frozen=True)
class Gathered:
    """`kinds` is this month's feedback, the most frequent kind first. `conflicts` and `twins` wait
    to be settled after a merge."""

    overview: OverviewFacts
    kinds: tuple[tuple[FeedbackKind, int], ...]
    conflicts: int = 0
    twins: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing yet that could be looked over."""
        facts = self.overview
        nothing_waits = not facts.upcoming and not facts.attention and not facts.open_feedback.now
        return facts.is_empty and nothing_waits and not self.kinds


def gather(progress: Progress = unheard) -> Gathered:
    """Read the open file as it stands today."""
    register()
    day = clock.today()
    kinds = feedback_of(Month.of(day), day, months=1).by_kind
    present = sorted((each for each in kinds if each[1]), key=lambda each: -each[1])
    return Gathered(overview_now(), tuple(present), len(open_conflicts()), count_twins())
