"""Series: planned, left out, moved, carried on; each in one action, which one undo takes back."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from models.base import database
from models.errors import Invalid, UserError
from models.events.attendance import attendance_of, save_attendance
from models.events.budget_line import lines_of, save_line
from models.events.changing_rule import change_rule
from models.events.event import load_event, remove_events, save_event
from models.events.following import move_event
from models.events.recurring import LAST, Frequency, Repetition
from models.events.repeating import (
    MOST,
    dates_of,
    extend_series,
    plan_series,
    standing_of,
)
from models.events.series import load_series
from models.events.task import save_task, tasks_of, tick_tasks
from models.journal.undo import undo, undo_step
from models.members.member import save_member
from tests.conftest import FixedClock

SATURDAY = datetime(2026, 11, 7, 7, 30)
RUN: dict[str, Any] = {
    "title": "晨跑", "begins": SATURDAY, "ends": SATURDAY + timedelta(hours=2), "place": "江边",
    "host": "梅", "guest": "王教练", "capacity": 30, "status": "announced",
}  # fmt: skip
FORTNIGHTLY = Repetition(Frequency.WEEKLY, 2, (5,), until=date(2026, 12, 31))
WEEKLY = Repetition(Frequency.WEEKLY, weekdays=(5,))


def weeks(*numbers: int) -> list[datetime]:
    return [SATURDAY + timedelta(weeks=number) for number in numbers]


def planned(series: bytes) -> list[tuple[bytes, datetime]]:
    rows = database.execute_sql(
        "SELECT id, begins FROM event WHERE series = ? AND deleted = 0 ORDER BY begins", (series,)
    )
    return [(bytes(event), datetime.fromisoformat(begins)) for event, begins in rows]


def begun(series: bytes) -> list[datetime]:
    return [begins for _event, begins in planned(series)]


def last_action() -> tuple[str, int]:
    return tuple(
        database.execute_sql(
            "SELECT kind, amount FROM _transaction ORDER BY hlc DESC LIMIT 1"
        ).fetchone()
    )


def take_back() -> None:
    step = undo_step()
    assert step
    undo(step)


def test_every_second_saturday_until_the_end_of_the_year(book: Path) -> None:
    series = plan_series(RUN, FORTNIGHTLY)
    assert begun(series) == weeks(0, 2, 4, 6)
    assert last_action() == ("series.add", 4)
    (first, _), (second, _) = planned(series)[:2]
    one, two = load_event(first), load_event(second)
    assert one and two and two.begins
    assert (one.guest, two.guest) == ("王教练", ""), "a guest comes once"
    assert (two.title, two.place, two.host, two.capacity, two.status) == (
        "晨跑", "江边", "梅", 30, "announced",
    )  # fmt: skip
    assert two.ends == two.begins + timedelta(hours=2)
    values = load_series(series)
    assert values and (values.title, values.begins) == ("晨跑", SATURDAY)
    take_back()
    assert begun(series) == [] and load_series(series) is None


def test_an_event_that_is_there_becomes_the_first(book: Path) -> None:
    event = save_event(None, {**RUN, "status": "done"})
    series = plan_series({**RUN, "status": "done"}, FORTNIGHTLY, event=event)
    assert begun(series) == weeks(0, 2, 4, 6)
    assert planned(series)[0][0] == event
    following = load_event(planned(series)[1][0])
    assert following and following.status == "planned", "what is over is planned anew"
    take_back()
    left = load_event(event)
    assert left and left.series is None and begun(series) == []


def test_an_event_on_another_day_stays_by_itself(book: Path) -> None:
    tuesday = {**RUN, "begins": SATURDAY - timedelta(days=4), "ends": None}
    event = save_event(None, tuesday)
    series = plan_series(tuesday, FORTNIGHTLY, event=event)
    alone = load_event(event)
    assert alone and alone.series is None
    assert next(each.date() for each in begun(series)) == SATURDAY.date()


def test_what_is_left_out_stays_away(book: Path, clock: FixedClock) -> None:
    series = plan_series(RUN, WEEKLY, left_out=weeks(1, 3))
    first = begun(series)
    assert not {*weeks(1, 3)} & {*first} and len(first) == 51
    remove_events([planned(series)[2][0]])
    clock.set(datetime(2027, 6, 1, 9))
    added = extend_series(series)
    assert added > 20 and last_action() == ("series.extend", added)
    kept = begun(series)
    assert not {*weeks(1, 3, 4)} & {*kept} and len(kept) == 50 + added
    assert kept[-1] <= datetime(2028, 6, 1)
    assert extend_series(series) == 0
    take_back()
    assert len(begun(series)) == 50


def test_a_moved_one_is_not_made_again(book: Path) -> None:
    series = plan_series(RUN, WEEKLY)
    event = planned(series)[1][0]
    move_event(event, SATURDAY + timedelta(days=8))
    moved = load_event(event)
    assert moved and moved.begins and moved.begins == SATURDAY + timedelta(days=8)
    assert moved.occurs == SATURDAY + timedelta(days=7)
    assert moved.ends == moved.begins + timedelta(hours=2)
    assert extend_series(series) == 0
    standing = standing_of(series)
    assert standing and (standing.ahead, standing.missing) == (53, 0)


def test_carried_on_as_the_last_one_is(book: Path, clock: FixedClock) -> None:
    series = plan_series(RUN, WEEKLY)
    last, begins = planned(series)[-1]
    save_event(last, {"place": "东门", "ends": begins + timedelta(hours=3)})
    clock.set(datetime(2026, 12, 1, 9))
    standing = standing_of(series)
    assert standing and standing.missing == extend_series(series) == 3
    newest, begins = planned(series)[-1]
    values = load_event(newest)
    assert values and (values.place, values.ends) == ("东门", begins + timedelta(hours=3))


def test_never_thousands(book: Path) -> None:
    with pytest.raises(UserError, match="more than"):
        dates_of(SATURDAY, Repetition(Frequency.DAILY, count=MOST + 1))
    with pytest.raises(UserError):
        plan_series(RUN, Repetition(Frequency.DAILY, until=date(2036, 1, 1)))
    assert len(dates_of(SATURDAY, Repetition(Frequency.DAILY, count=MOST)).dates) == MOST
    assert dates_of(SATURDAY, WEEKLY).endless


def test_what_cannot_be_planned_leaves_nothing(book: Path) -> None:
    before = database.execute_sql("SELECT count(*) FROM _change").fetchone()
    for values, repetition in (
        ({**RUN, "title": " "}, WEEKLY),
        ({**RUN, "begins": None}, WEEKLY),
        (RUN, Repetition(Frequency.WEEKLY, 0, (5,))),
        ({**RUN, "capacity": -1}, WEEKLY),
    ):
        with pytest.raises(Invalid):
            plan_series(values, repetition)
    with pytest.raises(UserError, match="no date"):
        plan_series(RUN, Repetition(Frequency.WEEKLY, 1, (5,), until=date(2026, 11, 1)))
    assert database.execute_sql("SELECT count(*) FROM _change").fetchone() == before
    assert database.execute_sql("SELECT count(*) FROM series").fetchone() == (0,)


def test_the_last_friday_of_each_month(book: Path) -> None:
    talk = {"title": "读书会", "begins": datetime(2026, 11, 27, 19)}
    series = plan_series(talk, Repetition(Frequency.MONTHLY, 1, (4,), LAST, count=4))
    assert [f"{each:%m-%d}" for each in begun(series)] == ["11-27", "12-25", "01-29", "02-26"]


def test_attendance_of_an_event_that_becomes_the_first_stays(book: Path) -> None:
    event, member = save_event(None, RUN), save_member(None, {"name": "张三"})
    save_attendance(event, member, rsvp="yes")
    plan_series(RUN, FORTNIGHTLY, event=event)
    assert [line.rsvp for line in attendance_of(event)] == ["yes"]


def test_every_date_is_prepared_like_the_first(book: Path) -> None:
    event = save_event(None, RUN)
    mei = save_member(None, {"name": "梅"})
    task = save_task(None, event, {"title": "带水", "member": mei, "due": date(2026, 11, 5)})
    tick_tasks([task])
    save_task(None, event, {"title": "没有日期"})
    values = {"sort": "food", "title": "水", "planned": Decimal(20), "actual": Decimal(18)}
    save_line(None, event, values)
    series = plan_series(RUN, FORTNIGHTLY, [weeks(2)[0]], event)
    (first, _), (second, _), _last = planned(series)
    assert first == event and len(tasks_of(first)) == 2
    assert [(each.title, each.who, each.due, each.done) for each in tasks_of(second)] == [
        ("带水", "梅", date(2026, 12, 3), None), ("没有日期", "", None, None),
    ]  # fmt: skip
    (line,) = lines_of(second)
    assert (line.sort, line.title, line.planned, line.actual) == ("food", "水", Decimal(20), None)
    take_back()
    assert tasks_of(second) == () and len(tasks_of(event)) == 2


def test_carried_on_with_what_is_to_be_done_for_the_last_one(book: Path, clock: FixedClock) -> None:
    series = plan_series(RUN, WEEKLY)
    last, begins = planned(series)[-1]
    mei = save_member(None, {"name": "梅"})
    due = begins.date() - timedelta(days=2)
    task = save_task(None, last, {"title": "带水", "member": mei, "due": due})
    tick_tasks([task])
    save_task(None, last, {"title": "没有日期"})
    values = {"sort": "food", "title": "水", "planned": Decimal(20), "actual": Decimal(18)}
    save_line(None, last, values)
    clock.set(datetime(2026, 12, 1, 9))
    assert extend_series(series) == 3
    for event, begins in planned(series)[-3:]:
        assert [(each.title, each.who, each.due, each.done) for each in tasks_of(event)] == [
            ("带水", "梅", begins.date() - timedelta(days=2), None), ("没有日期", "", None, None),
        ]  # fmt: skip
        assert [(line.title, line.planned, line.actual) for line in lines_of(event)] == [
            ("水", Decimal(20), None)
        ]
    assert len(tasks_of(last)) == 2
    take_back()
    assert tasks_of(event) == () and lines_of(event) == ()
    assert len(tasks_of(last)) == 2


def test_the_dates_of_another_rule_are_prepared_like_the_event(book: Path) -> None:
    series = plan_series(RUN, WEEKLY)
    first = planned(series)[0][0]
    save_task(None, first, {"title": "带水", "due": SATURDAY.date() - timedelta(days=1)})
    twice = Repetition(Frequency.WEEKLY, weekdays=(2, 5), until=date(2026, 11, 30))
    change_rule(first, twice)
    tasks = {begins.weekday(): tasks_of(event) for event, begins in planned(series)[1:3]}
    assert [(task.title, task.due) for task in tasks[2]] == [("带水", date(2026, 11, 10))]
    assert tasks[5] == (), "a date that was there keeps what is planned for it"


def test_a_rule_that_is_changed_there_and_back_has_all_its_dates(book: Path) -> None:
    series = plan_series(RUN, WEEKLY)
    first, begun = planned(series)[0][0], [begins for _event, begins in planned(series)]
    assert len(begun) > 4
    weekly = Repetition(Frequency.WEEKLY, weekdays=(5,), until=begun[-1].date())
    change_rule(first, Repetition(Frequency.WEEKLY, 2, (5,), until=begun[-1].date()))
    save_task(None, first, {"title": "带水"})
    change_rule(first, weekly)
    assert [begins for _event, begins in planned(series)] == begun
    assert all(tasks_of(event) for event, begins in planned(series) if begins == begun[1])
