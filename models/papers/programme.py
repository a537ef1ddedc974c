"""The programme: what is planned in a stretch of days, as it is handed out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from models import clock
from models.base import live
from models.errors import UserError
from models.events.event import Event
from models.month import Month
from models.papers.gathering import Gathering, gatherings
from models.vocabulary import Audience, EventStatus
from resources.i18n import N_

_SEASON = 3  # months
LONGEST = 800  # days
_STILL_OPEN = (EventStatus.IDEA, EventStatus.CANCELLED)
_LONGEST_EVENT = 60  # days


@dataclass(frozen=True)
class Programme:
    """Events in the order they begin; what is only an idea or was cancelled is not among them."""

    first: date
    last: date
    events: tuple[Gathering, ...]


def season() -> tuple[date, date]:
    """Return this month and the two to come."""
    month = Month.of(clock.today())
    return month.first, month.back(1 - _SEASON).last


def programme_of(first: date, last: date, audience: Audience = Audience.PUBLIC) -> Programme:
    """Return what lies on these days. Raises UserError where they are none or too many."""
    if last < first:
        raise UserError(N_("The last day lies before the first."))
    if (last - first).days > LONGEST:
        raise UserError(N_("A programme of more than two years is no help. Choose fewer days."))
    since = datetime.combine(first, time.min)
    rows = (
        live(Event)
        .where(
            Event.begins >= since - timedelta(days=_LONGEST_EVENT),
            Event.begins < datetime.combine(last, time.min) + timedelta(days=1),
            Event.status.not_in(_STILL_OPEN),
        )
        .order_by(Event.begins, Event.rid)
    )
    there = [event for event in rows if max(event.begins, event.ends or event.begins) >= since]
    return Programme(first, last, gatherings(there, audience))
