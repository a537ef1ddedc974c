"""The calendar: what lies on which day, what days are, and which are to be quiet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from models.base import database, read_moment
from models.clock import days_before
from models.events.holidays import Hint, hint_of
from models.events.quiet_week import Quiet, quiet_weeks
from models.events.task import TaskLine, tasks_between
from models.month import Month

WEEK = 7
_LONGEST = 60  # days of one event that are shown


@dataclass(frozen=True)
class DayEvent:
    """An event as a calendar shows it; `coming` counts who said yes, with those they bring; who was
    erased takes no place."""

    id: bytes
    title: str
    begins: datetime
    ends: datetime | None
    format: str
    status: str
    place: str
    series: bytes | None
    coming: int
    capacity: int | None

    @property
    def days(self) -> tuple[date, ...]:
        """The days it lies on. What ends at midnight does not reach into the next."""
        first = self.begins.date()
        if self.ends is None or self.ends <= self.begins:
            return (first,)
        last = (self.ends - timedelta(microseconds=1)).date()
        count = min((last - first).days + 1, _LONGEST)
        return tuple(first + timedelta(days=number) for number in range(count))


@dataclass(frozen=True)
class Day:
    """One day: its events by when they begin, and the open tasks that are due."""

    date: date
    events: tuple[DayEvent, ...]
    tasks: tuple[TaskLine, ...]


@dataclass(frozen=True)
class Span:
    """Days in a row: what lies on them, what they are, and which of them are to be quiet."""

    days: Mapping[date, Day]
    hints: Mapping[date, Hint]
    quiet: Mapping[date, Quiet]


def span_of(first: date, last: date) -> Span:
    """Return all a calendar shows from the first to the last day."""
    days = days_between(first, last)
    quiet = {
        quiet.monday + timedelta(days=number): quiet
        for quiet in quiet_weeks(first, last)
        for number in range(WEEK)
    }
    return Span(days, {day: hint_of(day) for day in days}, quiet)


def weeks_of(month: Month, first_weekday: int = 0) -> tuple[tuple[date, ...], ...]:
    """Return the weeks that hold a month's days, whole; Monday is weekday 0."""
    begins = month.first - timedelta(days=(month.first.weekday() - first_weekday) % WEEK)
    count = -(-((month.last - begins).days + 1) // WEEK)
    days = [begins + timedelta(days=number) for number in range(count * WEEK)]
    return tuple(tuple(days[start : start + WEEK]) for start in range(0, len(days), WEEK))


def days_between(first: date, last: date) -> dict[date, Day]:
    """Return every day from the first to the last with what lies on it."""
    events: dict[date, list[DayEvent]] = {}
    for event in events_touching(first, last):
        for day in event.days:
            events.setdefault(day, []).append(event)
    tasks: dict[date, list[TaskLine]] = {}
    for task in tasks_between(first, last):
        if task.due is not None:
            tasks.setdefault(task.due, []).append(task)
    days = (first + timedelta(days=number) for number in range((last - first).days + 1))
    return {day: Day(day, tuple(events.get(day, ())), tuple(tasks.get(day, ()))) for day in days}


def events_touching(first: date, last: date) -> tuple[DayEvent, ...]:
    """Return the events that lie on any of these days, in the order they begin."""
    rows = database.execute_sql(
        "SELECT e.id, e.title, e.begins, e.ends, e.format, e.status, e.place, e.series,"
        " (SELECT coalesce(sum(1 + a.guests), 0) FROM attendance a JOIN member m"
        "  ON m.id = a.member AND m.deleted = 0"
        "  WHERE a.event = e.id AND a.deleted = 0 AND a.rsvp = 'yes'), e.capacity"
        " FROM event e WHERE e.deleted = 0 AND e.begins BETWEEN ? AND ?"
        " ORDER BY e.begins, e.rid",
        (days_before(first, _LONGEST).isoformat(), f"{last.isoformat()}~"),
    )
    return tuple(event for event in _read(rows) if event.days[-1] >= first)


def _read(rows: Iterable[tuple[object, ...]]) -> Iterable[DayEvent]:
    for event, title, begins, ends, format, status, place, series, coming, capacity in rows:
        begun = read_moment(begins)
        if begun is not None:
            yield DayEvent(
                bytes(event),  # type: ignore[call-overload]
                str(title),
                begun,
                read_moment(ends),
                str(format),
                str(status),
                str(place),
                bytes(series) if isinstance(series, bytes) else None,
                int(str(coming)),
                capacity if isinstance(capacity, int) else None,
            )
