"""What a section of the monthly summary is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reportlab.platypus import Flowable

from models.metrics.monthly import MonthFacts
from models.vocabulary import Audience
from reports.sheet import Sheet


@dataclass(frozen=True)
class Section:
    """A title (English, to be translated) and what is drawn under it from finished facts; where
    nothing is, it is left out."""

    title: str
    draw: Callable[[MonthFacts, Sheet, Audience], list[Flowable]]
