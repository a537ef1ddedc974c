from __future__ import annotations

import calendar
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.erasing import erase_member
from models.events.attendance import save_attendance
from models.events.calendar import days_between, events_touching, span_of, weeks_of
from models.events.event import remove_events, save_event
from models.events.places import places_of
from models.events.quiet_week import Quiet, set_quiet
from models.events.task import save_task
from models.members.member import save_member
from models.month import Month

BEGINS = datetime(2026, 10, 31, 19)


@given(st.integers(1950, 2090), st.integers(1, 12), st.integers(0, 6))
def test_the_weeks_of_a_month_are_those_of_the_standard_library(
    year: int, number: int, first: int
) -> None:
    expected = calendar.Calendar(first).monthdatescalendar(year, number)
    assert [list(week) for week in weeks_of(Month(year, number), first)] == expected


@pytest.mark.parametrize(
    ("ends", "days"),
    [
        (None, 1),
        (BEGINS + timedelta(hours=2), 1),
        (datetime(2026, 11, 1, 0, 0), 1),
        (datetime(2026, 11, 1, 0, 1), 2),
        (datetime(2026, 11, 2, 12), 3),
    ],
)
def test_an_event_lies_on_each_of_its_days(book: Path, ends: datetime | None, days: int) -> None:
    save_event(None, {"title": "露营", "begins": BEGINS, "ends": ends})
    found = days_between(date(2026, 10, 30), date(2026, 11, 4))
    assert [day.date for day in found.values() if day.events] == [
        date(2026, 10, 31) + timedelta(days=number) for number in range(days)
    ]
    assert len(events_touching(date(2026, 10, 31), date(2026, 10, 31))) == 1
    assert len(events_touching(date(2026, 11, 1), date(2026, 11, 1))) == (days > 1)


def test_what_is_deleted_or_done_lies_on_no_day_and_who_said_yes_is_counted(book: Path) -> None:
    event = save_event(None, {"title": "聚会", "begins": BEGINS, "capacity": 9})
    gone = save_event(None, {"title": "不办了", "begins": datetime(2026, 10, 22, 9)})
    remove_events([gone])
    save_task(None, event, {"title": "订场地", "due": date(2026, 10, 24)})
    save_task(
        None, event, {"title": "做完了", "due": date(2026, 10, 25), "done": date(2026, 10, 20)}
    )
    member, other = save_member(None, {"name": "甲"}), save_member(None, {"name": "乙"})
    save_attendance(event, member, rsvp="yes", guests=2)
    save_attendance(event, other, rsvp="no", guests=2)
    found = [
        day
        for day in days_between(date(2026, 10, 19), date(2026, 11, 2)).values()
        if day.events or day.tasks
    ]
    assert [(day.date.day, len(day.events), len(day.tasks)) for day in found] == [
        (24, 0, 1), (31, 1, 0),
    ]  # fmt: skip
    assert (found[-1].events[0].coming, found[-1].events[0].capacity) == (3, 9)
    erase_member(member)
    assert events_touching(BEGINS.date(), BEGINS.date())[0].coming == places_of(event).taken == 0


def test_a_span_knows_what_days_are_and_which_are_quiet(book: Path) -> None:
    event = save_event(None, {"title": "赏月", "begins": datetime(2026, 9, 25, 19)})
    set_quiet(date(2026, 10, 1), "国庆")
    first, last = date(2026, 9, 24), date(2026, 9, 30)
    span = span_of(first, last)
    days = [first + timedelta(days=number) for number in range(7)]
    assert list(span.days) == list(span.hints) == days
    assert [each.id for each in span.days[date(2026, 9, 25)].events] == [event]
    assert span.hints[date(2026, 9, 25)].festivals == ("中秋节",)
    monday = date(2026, 9, 28)
    assert span.quiet == {
        monday + timedelta(days=number): Quiet(monday, "国庆") for number in range(7)
    }


@pytest.mark.parametrize("moment", [datetime(1, 1, 1, 9), datetime(9999, 12, 31, 20)])
def test_the_first_and_the_last_day_there_are(book: Path, moment: datetime) -> None:
    event = save_event(None, {"title": "晨跑", "begins": moment})
    (found,) = days_between(moment.date(), moment.date()).values()
    assert [each.id for each in found.events] == [event]
