"""Everything the monthly summary says, gathered at once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models import clock
from models.base import database
from models.metrics.activity import Activity, activity_of
from models.metrics.attendance import Attendance, EventFacts, attendance_of
from models.metrics.cost import CostFacts, cost_of
from models.metrics.growth import Growth, growth_of
from models.metrics.intake import IntakeFacts, intake_of
from models.metrics.planned import planned_in
from models.metrics.rulework import RuleChange, rules_changed_in
from models.metrics.satisfaction import FeedbackFacts, feedback_of
from models.metrics.worth import Season, season_of
from models.month import Month

_MONTHS = 12  # of which formats and hours of the week are compared


@dataclass(frozen=True)
class Heading:
    """Whose month it is."""

    community: str
    purpose: str
    currency: str


@dataclass(frozen=True)
class MonthFacts:
    """`day` is the day the figures are true for: the month's last, or today while it runs. `season`
    are the twelve months up to it."""

    month: Month
    day: date
    heading: Heading
    growth: Growth
    intake: IntakeFacts
    activity: Activity
    attendance: Attendance
    attendance_before: Attendance
    feedback: FeedbackFacts
    cost: CostFacts
    cost_before: CostFacts
    rules: tuple[RuleChange, ...]
    planned: tuple[EventFacts, ...]
    season: Season

    @property
    def is_running(self) -> bool:
        return self.day < self.month.last


def facts_of(month: Month) -> MonthFacts:
    """Return the facts of a month from the open file."""
    day = max(month.first, min(month.last, clock.today()))
    attendance = attendance_of(month)
    before = attendance_of(month.previous)
    return MonthFacts(
        month=month,
        day=day,
        heading=_heading(),
        growth=growth_of(month),
        intake=intake_of(month, day),
        activity=activity_of(month, day),
        attendance=attendance,
        attendance_before=before,
        feedback=feedback_of(month, day),
        cost=cost_of(attendance),
        cost_before=cost_of(before),
        rules=rules_changed_in(month),
        planned=planned_in(month.next),
        season=season_of(month.back(_MONTHS - 1).first, day, month.first),
    )


def _heading() -> Heading:
    found = database.execute_sql("SELECT name, purpose, currency FROM community LIMIT 1").fetchone()
    return Heading(*found) if found else Heading("", "", "CNY")
