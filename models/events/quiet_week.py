"""Quiet weeks: those in which nothing is to be planned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from models.base import LIVE, Record, WordsField, link_id, live, mark, read_day
from models.journal.transactions import action
from models.vocabulary import Kind


class QuietWeek(Record):
    """`monday` is its first day, as ISO text."""

    subject = Kind.COMMUNITY
    keys = ("monday",)
    shared_id = True
    called = "monday"

    monday = WordsField()
    reason = WordsField()


@dataclass(frozen=True)
class Quiet:
    """A week in which the community rests."""

    monday: date
    reason: str


def monday_of(day: date) -> date:
    return day - timedelta(days=day.weekday())


def quiet_weeks(first: date, last: date) -> tuple[Quiet, ...]:
    """Return the quiet weeks that touch the days from `first` to `last`, in order."""
    since = monday_of(first).isoformat()
    rows = live(QuietWeek).where(QuietWeek.monday.between(since, last.isoformat()))
    found = ((read_day(row.monday), row.reason) for row in rows.order_by(QuietWeek.monday))
    return tuple(Quiet(monday, reason) for monday, reason in found if monday)


def quiet_week_of(day: date) -> Quiet | None:
    """Return the quiet week a day lies in, if it does."""
    return next(iter(quiet_weeks(day, day)), None)


def set_quiet(day: date, reason: str = "") -> None:
    """Make the week of a day a quiet one."""
    monday = monday_of(day).isoformat()
    week_id = link_id("quiet_week", monday)
    values = {"reason": reason.strip(), "deleted": LIVE}
    with action("community.quiet_week"):
        if not QuietWeek.update(**values).where(QuietWeek.id == week_id).execute():
            QuietWeek.create(id=week_id, monday=monday, reason=reason.strip())


def end_quiet(day: date) -> None:
    """Make the week of a day one like any other."""
    with action("community.quiet_week"):
        mark(QuietWeek, [link_id("quiet_week", monday_of(day).isoformat())], deleted=True)
