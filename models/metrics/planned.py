"""What is planned: the events of a month to come, and the next ones from a day on."""

from __future__ import annotations

from datetime import date, timedelta

from models.metrics.attendance import EventFacts, events_between
from models.month import Month

_TO_COME = "e.status IN ('planned', 'announced')"


def planned_in(month: Month) -> tuple[EventFacts, ...]:
    """Return what a month holds, called off apart.

    A summary made late still says what came next, though it has been done by then.
    """
    return events_between(
        "e.begins >= ? AND e.begins < ? AND e.status <> 'cancelled'",
        (month.first.isoformat(), month.next.first.isoformat()),
    )


def upcoming(day: date, days: int = 14) -> tuple[EventFacts, ...]:
    """Return the planned and announced events from a day on, so many days ahead."""
    return events_between(
        f"e.begins >= ? AND e.begins < ? AND {_TO_COME}",
        (day.isoformat(), (day + timedelta(days=days + 1)).isoformat()),
    )
