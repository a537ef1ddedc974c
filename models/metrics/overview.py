"""What the overview shows: three headline figures, two series, what is next, what needs care."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models import clock
from models.metrics.activity import MonthlyInteractions, monthly_interactions, participants_on
from models.metrics.attendance import EventFacts
from models.metrics.attention import SOON, Attention, attention_on
from models.metrics.growth import MonthlyCount, members_on, monthly_counts
from models.metrics.intake import IntakeFacts, intake_of
from models.metrics.planned import upcoming
from models.metrics.satisfaction import (
    Satisfaction,
    open_on,
    promise_days,
    satisfaction_series,
)
from models.month import Month

MONTHS = 12


@dataclass(frozen=True)
class Figure:
    """A number now, and what it was at the end of (or in) the month before."""

    now: int
    before: int

    @property
    def change(self) -> int:
        return self.now - self.before


@dataclass(frozen=True)
class OverviewFacts:
    """The series end with the running month; `satisfaction` likewise, share None below five."""

    day: date
    members: Figure
    interactions: Figure
    open_feedback: Figure
    overdue: int
    member_series: tuple[MonthlyCount, ...]
    intake: IntakeFacts
    interaction_series: tuple[MonthlyInteractions, ...]
    satisfaction_series: tuple[Satisfaction, ...]
    upcoming: tuple[EventFacts, ...]
    attention: tuple[Attention, ...]

    @property
    def satisfaction(self) -> Satisfaction:
        return self.satisfaction_series[-1]

    @property
    def satisfaction_before(self) -> Satisfaction:
        return self.satisfaction_series[-2]

    @property
    def is_empty(self) -> bool:
        """Whether nothing has happened yet that a chart could show."""
        return not any(each.members for each in self.member_series) and not any(
            each.total for each in self.interaction_series
        )


def overview_now() -> OverviewFacts:
    """Return the state of things today from the open file."""
    day = clock.today()
    month = Month.of(day)
    promise = promise_days()
    open_items = open_on(day, promise)
    members = monthly_counts(month, MONTHS)
    interactions = monthly_interactions(month, MONTHS)
    return OverviewFacts(
        day=day,
        members=Figure(members_on(day), members[-2].members),
        interactions=Figure(interactions[-1].total, interactions[-2].total),
        open_feedback=Figure(len(open_items), len(open_on(month.previous.last, promise))),
        overdue=sum(item.overdue for item in open_items),
        member_series=members,
        intake=intake_of(month, day),
        interaction_series=interactions,
        satisfaction_series=satisfaction_series(month, MONTHS),
        upcoming=upcoming(day, SOON),
        attention=attention_on(day, open_items, participants_on(day)),
    )
