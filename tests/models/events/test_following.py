"""This one, or this and all that follow: what changes, what stays, and one undo for all of it."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from models.base import store
from models.errors import Invalid
from models.events.attendance import attendance_of, save_attendance
from models.events.changing_rule import change_rule, follow_series, left_out_of
from models.events.event import load_event, remove_events, save_event
from models.events.following import (
    is_followed,
    move_event,
    remove_following,
    save_following,
    what_follows,
)
from models.events.recurring import LAST, Frequency, Repetition, read_rule
from models.events.repeating import extend_series, plan_series
from models.events.series import Series, load_series
from models.members.member import save_member
from models.merging.conflicts import open_conflicts
from tests.conftest import FixedClock
from tests.models.events.test_repeating import (
    RUN,
    SATURDAY,
    WEEKLY,
    begun,
    last_action,
    planned,
    take_back,
    weeks,
)

TEN = Repetition(Frequency.WEEKLY, weekdays=(5,), count=10)


@pytest.fixture
def series(book: Path) -> bytes:
    return plan_series(RUN, TEN, left_out=weeks(6))


def event_of(series: bytes, week: int) -> bytes:
    return next(event for event, begins in planned(series) if begins == weeks(week)[0])


def rule_of(series: bytes) -> Repetition | None:
    values = load_series(series)
    return values and read_rule(values.rule, values.begins)


def heir(event: bytes) -> bytes:
    values = load_event(event)
    assert values and values.series
    return values.series


def test_what_follows_is_counted(series: bytes) -> None:
    event, member = event_of(series, 4), save_member(None, {"name": "张三"})
    save_attendance(event, member, rsvp="yes")
    found = what_follows(event)
    assert found and (found.earlier, found.following, found.with_people) == (4, 5, 1)
    assert is_followed(event) and not is_followed(event_of(series, 9))
    alone = save_event(None, RUN)
    assert what_follows(alone) is None and not is_followed(alone)


def test_a_new_hour_for_all_that_follow(series: bytes) -> None:
    event, member = event_of(series, 4), save_member(None, {"name": "张三"})
    save_attendance(event_of(series, 5), member, rsvp="yes")
    kept = [each for each, _begins in planned(series)]
    later = timedelta(minutes=45)
    move_event(event, weeks(4)[0] + later, following=True)
    assert last_action() == ("event.edit", 5)
    assert begun(series) == weeks(0, 1, 2, 3)
    made = heir(event)
    assert begun(made) == [each + later for each in weeks(4, 5, 7, 8, 9)]
    assert [each for each, _begins in planned(series) + planned(made)] == kept
    assert rule_of(made) == Repetition(Frequency.WEEKLY, weekdays=(5,), count=6)
    fifth = load_event(kept[5])
    assert fifth and fifth.begins and fifth.ends == fifth.begins + timedelta(hours=2)
    assert fifth.occurs == fifth.begins
    assert [line.rsvp for line in attendance_of(kept[5])] == ["yes"]
    assert extend_series(series) == extend_series(made) == 0, "left out is left out"
    take_back()
    assert begun(series) == weeks(0, 1, 2, 3, 4, 5, 7, 8, 9) and begun(made) == []


def test_from_saturdays_to_sundays(series: bytes) -> None:
    move_event(event_of(series, 0), SATURDAY + timedelta(days=1), following=True)
    assert [each.weekday() for each in begun(series)] == [6] * 9, "the first: no second series"
    assert rule_of(series) == Repetition(Frequency.WEEKLY, weekdays=(6,), count=10)
    assert extend_series(series) == 0


@pytest.mark.parametrize(
    ("repetition", "days", "expected"),
    [
        (Repetition(Frequency.MONTHLY, 1, (4,), LAST, count=4), 3, ["11-30", "12-28", "01-25"]),
        (Repetition(Frequency.MONTHLY, 1, (4,), 4, count=4), -1, ["11-26", "12-24", "01-28"]),
        (Repetition(Frequency.MONTHLY, 1, (4,), 4, count=4), 2, ["11-29", "12-27", "01-31"]),
        (Repetition(Frequency.MONTHLY, day=27, count=4), -7, ["11-20", "12-20", "01-20"]),
        (Repetition(Frequency.WEEKLY, 1, (4, 6), count=4), 1, ["11-28", "11-30", "12-05"]),
        (Repetition(Frequency.DAILY, 2, count=4), 1, ["11-28", "11-30", "12-02"]),
    ],
)
def test_a_rule_moves_with_its_event(
    book: Path, repetition: Repetition, days: int, expected: list[str]
) -> None:
    friday = datetime(2026, 11, 27, 19)
    series = plan_series({"title": "读书会", "begins": friday}, repetition)
    first = planned(series)[0][0]
    move_event(first, friday + timedelta(days=days), following=True)
    assert [f"{each:%m-%d}" for each in begun(series)][:3] == expected
    assert extend_series(series) == 0


def test_one_that_was_moved_keeps_its_difference(series: bytes) -> None:
    special = event_of(series, 5)
    move_event(special, weeks(5)[0] + timedelta(days=1))
    move_event(event_of(series, 4), weeks(4)[0] + timedelta(hours=1), following=True)
    values = load_event(special)
    assert values and values.begins == weeks(5)[0] + timedelta(days=1, hours=1)
    assert values.occurs == weeks(5)[0] + timedelta(hours=1)


def test_what_was_changed_is_changed_in_all(series: bytes) -> None:
    event, after = event_of(series, 4), event_of(series, 7)
    save_event(after, {"host": "李四", "title": "长跑"})
    stored = load_event(event)
    assert stored and stored.begins
    values = {
        "title": "晨跑", "begins": stored.begins, "ends": stored.begins + timedelta(hours=3),
        "place": " 东门 ", "guest": "陈医生", "host": "梅",
    }  # fmt: skip
    assert save_following(event, values) == event
    changed, following = load_event(event), load_event(after)
    assert changed and following and following.begins
    assert (changed.place, changed.guest) == ("东门", "陈医生")
    assert (following.place, following.guest) == ("东门", ""), "a guest comes once"
    assert (following.host, following.title) == ("李四", "长跑"), "what nobody touched stays"
    assert following.ends == following.begins + timedelta(hours=3)
    before = load_event(event_of(series, 3))
    assert before and before.place == "江边" and load_event(event_of(series, 8))
    assert last_action() == ("event.edit", 5)
    take_back()
    following = load_event(after)
    assert following and following.place == "江边"


def test_what_cannot_stand_changes_none(series: bytes) -> None:
    event = event_of(series, 4)
    with pytest.raises(Invalid):
        save_following(event, {"title": ""})
    with pytest.raises(Invalid):
        save_following(event, {"begins": weeks(5)[0]})
    assert begun(series) == weeks(0, 1, 2, 3, 4, 5, 7, 8, 9)


def test_removing_the_rest(series: bytes, clock: FixedClock) -> None:
    assert remove_following(event_of(series, 4)) == 5
    assert begun(series) == weeks(0, 1, 2, 3) and last_action() == ("event.remove", 5)
    assert extend_series(series) == 0
    take_back()
    assert len(begun(series)) == 9
    assert remove_following(event_of(series, 0)) == 9
    assert load_series(series) is None
    alone = save_event(None, RUN)
    assert remove_following(alone) == 1 and load_event(alone) is None


def test_another_rule_parts_the_series(series: bytes) -> None:
    event, member = event_of(series, 4), save_member(None, {"name": "张三"})
    save_attendance(event, member, rsvp="yes")
    dropped = event_of(series, 5)
    monthly = Repetition(Frequency.WEEKLY, 2, (5,), count=5)
    assert change_rule(event, monthly) == 5
    assert begun(series) == weeks(0, 1, 2, 3)
    made = heir(event)
    assert begun(made) == weeks(4, 6, 8, 10, 12), "what was left out is back: the list showed it"
    assert [line.rsvp for line in attendance_of(event)] == ["yes"]
    assert load_event(dropped) is None
    assert last_action() == ("series.edit", 5)
    assert extend_series(made) == extend_series(series) == 0
    take_back()
    assert begun(series) == weeks(0, 1, 2, 3, 4, 5, 7, 8, 9)


def test_what_is_left_out_of_the_new_rule(series: bytes) -> None:
    event = event_of(series, 4)
    assert left_out_of(event) == {weeks(6)[0].date()}
    sundays = Repetition(Frequency.WEEKLY, weekdays=(6,), until=date(2027, 1, 31))
    move_event(event, weeks(4)[0] + timedelta(days=1))
    gone = [each + timedelta(days=1) for each in weeks(6, 7)]
    change_rule(event, sundays, left_out=gone)
    made = heir(event)
    expected = [each + timedelta(days=1) for each in weeks(4, 5, 8, 9, 10, 11, 12)]
    assert begun(made) == expected
    assert event in [each for each, _begins in planned(made)]
    assert extend_series(made) == 0


def test_the_days_somebody_removed_stay_removed_under_a_new_hour(series: bytes) -> None:
    remove_events([event_of(series, 8)])
    event = event_of(series, 4)
    move_event(event, weeks(4)[0] + timedelta(hours=1), following=True)
    assert len(begun(heir(event))) == 4 and extend_series(heir(event)) == 0


def test_an_endless_one_goes_on_at_its_new_hour(book: Path, clock: FixedClock) -> None:
    series = plan_series(RUN, WEEKLY)
    event = event_of(series, 4)
    move_event(event, weeks(4)[0] + timedelta(hours=1), following=True)
    clock.set(datetime(2027, 3, 1, 9))
    made = heir(event)
    assert extend_series(series) == 0 and extend_series(made) > 10
    assert {each.hour for each in begun(made)} == {8}


@pytest.mark.parametrize("rule", ["", "FREQ=FOO", "FREQ=WEEKLY;UNTIL=soon", "FREQ=DAILY;COUNT=x"])
def test_a_rule_nobody_understands_costs_no_event(series: bytes, rule: str) -> None:
    store(Series, series, {"rule": rule})
    event, before = event_of(series, 4), begun(series)
    assert follow_series() == 0 and extend_series(series) == 0
    assert begun(series) == before
    save_following(event, {"place": "西门"})
    move_event(event, weeks(4)[0] + timedelta(hours=1), following=True)
    assert len(begun(series)) + len(begun(heir(event))) >= len(before)
    assert remove_following(event) > 0


def test_a_rule_nobody_can_move_moves_each_by_itself(book: Path) -> None:
    series = plan_series(RUN, TEN)
    store(Series, series, {"rule": "FREQ=MONTHLY;BYDAY=1SA,2SA,3SA,4SA,5SA;COUNT=10"})
    event = event_of(series, 4)
    move_event(event, weeks(4)[0] + timedelta(days=1), following=True)
    assert begun(series) == weeks(0, 1, 2, 3) + [
        each + timedelta(days=1) for each in weeks(4, 5, 6, 7, 8, 9)
    ]
    assert heir(event) == series and extend_series(series) == 0


def test_what_was_left_out_moves_along_without_a_conflict(series: bytes) -> None:
    event = event_of(series, 4)
    move_event(event, weeks(4)[0] + timedelta(days=1), following=True)
    assert left_out_of(event) == {weeks(6)[0].date() + timedelta(days=1)}
    assert open_conflicts() == ()
    take_back()
    assert left_out_of(event) == {weeks(6)[0].date()}
    assert begun(series) == weeks(0, 1, 2, 3, 4, 5, 7, 8, 9)
    assert open_conflicts() == ()
