"""The events of a month and who came. No record is never the same as absent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from models import clock
from models.base import TRASHED, database, read_moment, read_money
from models.events.money import BUDGET, COST, HEADS, INCOME
from models.events.ratings import COUNT, MEAN
from models.month import Month


@dataclass(frozen=True)
class EventFacts:
    """`recorded` are the people whose coming or not coming is known, `heads` who came with whom
    they brought, `ratings` how many rated. `claimed` are the places that those who said yes want,
    for them and whom they bring; who was erased wants none."""

    id: bytes
    title: str
    format: str
    mode: str
    status: str
    begins: datetime
    place: str
    host: str
    capacity: int | None
    budget: Decimal | None
    cost: Decimal | None
    income: Decimal | None
    rsvp: int
    claimed: int
    came: int
    heads: int
    recorded: int
    ratings: int
    rating: float | None

    @property
    def rate(self) -> float | None:
        """The share of those with a record who came."""
        return self.came / self.recorded if self.recorded else None

    @property
    def cost_per_head(self) -> Decimal | None:
        if self.cost is None or not self.heads:
            return None
        return self.cost / self.heads


@dataclass(frozen=True)
class Attendance:
    """The events of a month in order, ideas left out, as they stand at the end of `day`."""

    events: tuple[EventFacts, ...]
    day: date = date.max

    @property
    def held(self) -> tuple[EventFacts, ...]:
        """All but the cancelled ones and those that are still to come."""
        return tuple(
            event for event in self.events
            if event.status != "cancelled" and event.begins.date() <= self.day
        )  # fmt: skip

    @property
    def cancelled(self) -> int:
        return sum(event.status == "cancelled" for event in self.events)

    @property
    def came(self) -> int:
        return sum(event.came for event in self.events)

    @property
    def recorded(self) -> int:
        return sum(event.recorded for event in self.events)

    @property
    def rate(self) -> float | None:
        return self.came / self.recorded if self.recorded else None

    @property
    def ratings(self) -> int:
        return sum(event.ratings for event in self.events)

    @property
    def rating(self) -> float | None:
        total = sum(event.rating * event.ratings for event in self.events if event.rating)
        return total / self.ratings if self.ratings else None


def attendance_of(month: Month) -> Attendance:
    """Return the events of a month with their figures."""
    return Attendance(
        events_between(
            "e.begins >= ? AND e.begins < ? AND e.status <> 'idea'",
            (month.first.isoformat(), month.next.first.isoformat()),
        ),
        clock.today(),
    )


def events_between(condition: str, values: tuple[object, ...]) -> tuple[EventFacts, ...]:
    """Return the live events that meet a condition on `e`, in the order they begin.

    Who was erased is counted still; who is in the trash is not.
    """
    rows = database.execute_sql(
        "SELECT e.id, e.title, e.format, e.mode, e.status, e.begins, e.place, e.host, e.capacity,"
        f" {BUDGET}, {COST}, {INCOME}, total(m.id IS NOT NULL AND a.rsvp = 'yes'),"
        " total(iif(m.deleted = 0 AND a.rsvp = 'yes', 1 + a.guests, 0)),"
        f" total(m.id IS NOT NULL AND a.came = 'yes'), {HEADS},"
        " total(m.id IS NOT NULL AND a.came IN ('yes', 'no')),"
        f" {COUNT}, {MEAN}"
        " FROM event e LEFT JOIN attendance a ON a.event = e.id AND a.deleted = 0"
        f" LEFT JOIN member m ON m.id = a.member AND m.deleted <> {TRASHED}"
        f" WHERE e.deleted = 0 AND e.begins <> '' AND {condition}"
        " GROUP BY e.rid ORDER BY e.begins, e.rid",
        values,
    )
    return tuple(_facts(row) for row in rows if read_moment(row[5]))


def _facts(row: tuple[Any, ...]) -> EventFacts:
    event_id, title, form, mode, status, begins, place, host, capacity, *figures = row
    budget, cost, income, rsvp, claimed, came, heads, recorded, ratings, rating = figures
    return EventFacts(
        id=bytes(event_id),
        title=title,
        format=form,
        mode=mode,
        status=status,
        begins=read_moment(begins) or datetime.min,
        place=place,
        host=host,
        capacity=capacity,
        budget=read_money(budget),
        cost=read_money(cost),
        income=read_money(income),
        rsvp=int(rsvp),
        claimed=int(claimed),
        came=int(came),
        heads=int(heads),
        recorded=int(recorded),
        ratings=ratings,
        rating=rating,
    )
