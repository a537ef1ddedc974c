"""Taking a calendar in: everything in one action, which one undo takes back."""

from __future__ import annotations

from models.base import mark
from models.events.event import Event
from models.events.series import Series, write_row
from models.exchange.calendars.planning import CalendarPlan, State
from models.exchange.plan import ImportResult
from models.journal.transactions import action
from models.progress import Progress, unheard

_STEP = 100


def apply_calendar(plan: CalendarPlan, progress: Progress = unheard) -> ImportResult:
    """Write what the plan says and return what was done; what is left out there goes to the trash.

    Cancelled from `progress`, or any error, leaves the file as it was. Raises UserError where it
    cannot be written.
    """
    rows = [row for row in plan.rows if row.state is not State.UNCHANGED]
    if rows or plan.series:
        with action("event.import", max(plan.amount, 1)):
            for series in plan.series:
                write_row(Series, series.id, series.values)
            for number, row in enumerate(rows):
                if number % _STEP == 0:
                    progress(number, len(rows))
                if row.values:
                    write_row(Event, row.event, row.values)
            gone = [row.event for row in rows if row.hidden or row.state is State.GONE]
            mark(Event, gone, deleted=True)
    return foresee(plan)


def foresee(plan: CalendarPlan) -> ImportResult:
    """Say what would be done."""
    changed = plan.count(State.CHANGED) + plan.count(State.GONE)
    return ImportResult(plan.count(State.NEW), changed, plan.count(State.UNCHANGED), plan.left_out)
