"""Two laptops carry on and change one series without knowing of each other, and merge."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.base import database
from models.events.attendance import attendance_of, save_attendance
from models.events.changing_rule import change_rule, follow_series
from models.events.event import load_event, remove_events, save_event
from models.events.following import move_event, remove_following, save_following
from models.events.recurring import Frequency, Repetition
from models.events.repeating import extend_series, plan_series
from models.events.task import save_task, tasks_of, tick_tasks
from models.journal.undo import undo, undo_step
from models.merging.conflicts import open_conflicts
from models.merging.incoming import receive
from models.merging.merge import are_identical
from tests.conftest import FixedClock
from tests.models.events.test_repeating import RUN, SATURDAY, WEEKLY, begun, planned
from tests.models.merging.conftest import Laptops

SPRING = datetime(2027, 3, 1, 9)


@pytest.fixture
def laptops(tmp_path: Path, clock: FixedClock) -> Laptops:
    made = Laptops(tmp_path, clock)
    with made.at("lin"):
        made.series = plan_series(RUN, WEEKLY)  # type: ignore[attr-defined]
    made.copy("lin", "mei")
    clock.set(SPRING)
    return made


def series_of(laptops: Laptops) -> bytes:
    return laptops.series  # type: ignore[attr-defined, no-any-return]


def everything() -> list[tuple[object, ...]]:
    return list(
        database.execute_sql(
            "SELECT id, title, begins, ends, occurs, series, place, deleted FROM event ORDER BY id"
        ).fetchall()
    )


def dates() -> list[str]:
    rows = database.execute_sql(
        "SELECT begins FROM event WHERE deleted = 0 AND begins IS NOT NULL ORDER BY begins"
    )
    return [begins for (begins,) in rows.fetchall()]


def meet(laptops: Laptops) -> list[tuple[object, ...]]:
    """Merge each into the other until nothing is new; they must hold the same."""
    for name, other in (("lin", "mei"), ("mei", "lin"), ("lin", "mei")):
        with laptops.at(name):
            laptops.merge(other)
            follow_series()
    with laptops.at("mei"):
        laptops.merge("lin")
        assert follow_series() == 0
        with receive(laptops.path("lin")) as incoming:
            assert are_identical(incoming)
        mine = everything()
    with laptops.at("lin"):
        assert everything() == mine
    return mine


def weekly(*, first: datetime, until: datetime) -> list[str]:
    found = []
    while first <= until:
        found.append(f"{first:%Y-%m-%d %H:%M}")
        first += timedelta(weeks=1)
    return found


def move_and_carry_on(series: bytes) -> list[str]:
    """Move what is still to come to Sundays, and carry it on; return the Sundays."""
    event, begins = next(each for each in planned(series) if each[1] > SPRING)
    move_event(event, begins + timedelta(days=1), following=True)
    made = load_event(event)
    assert made and made.series and extend_series(made.series) > 10
    return weekly(first=begins + timedelta(days=1), until=datetime(2028, 3, 1))


def test_both_carry_it_on(laptops: Laptops) -> None:
    series = series_of(laptops)
    with laptops.at("mei"):
        added = extend_series(series)
        removed = planned(series)[-2][0]
        remove_events([removed])
        move_event(planned(series)[-1][0], datetime(2028, 2, 27, 9))
    with laptops.at("lin"):
        assert extend_series(series) == added > 10
        save_event(planned(series)[-1][0], {"place": "东门"})
    meet(laptops)
    with laptops.at("lin"):
        assert len(dates()) == len(set(dates())) == 53 + added - 1
        last = planned(series)[-1][0]
        values = load_event(last)
        # Whoever made it later wins, and the other's word is shown, as it is with every cell.
        assert values and (values.place, values.begins) == ("东门", datetime(2028, 2, 26, 7, 30))
        assert {(each.record, each.column) for each in open_conflicts()} == {
            (last, "begins"), (last, "ends"), (removed, None),
        }  # fmt: skip
        assert extend_series(series) == 0


def test_one_plans_another_hour_while_the_other_carries_it_on(laptops: Laptops) -> None:
    series = series_of(laptops)
    with laptops.at("lin"):
        event = next(each for each, begins in planned(series) if begins > SPRING)
        begins = next(begins for _each, begins in planned(series) if begins > SPRING)
        move_event(event, begins + timedelta(hours=1), following=True)
    with laptops.at("mei"):
        assert extend_series(series) > 10
        last = planned(series)[-1][0]
        save_attendance(last, laptops.zhang, rsvp="yes")
    meet(laptops)
    with laptops.at("lin"):
        later = weekly(first=begins + timedelta(hours=1), until=datetime(2028, 3, 1))
        assert dates() == weekly(first=SATURDAY, until=SPRING) + later
        values = load_event(event)
        assert values and values.series and extend_series(values.series) == 0
        assert [line.rsvp for line in attendance_of(last)] == ["yes"]


def test_both_carry_it_on_and_one_moved_it_before(laptops: Laptops) -> None:
    series = series_of(laptops)
    with laptops.at("lin"):
        sundays = move_and_carry_on(series)
    with laptops.at("mei"):
        extend_series(series)
    meet(laptops)
    with laptops.at("mei"):
        assert dates() == weekly(first=SATURDAY, until=SPRING) + sundays, "none stands twice"


def test_what_is_to_be_done_is_copied_once_where_both_carry_it_on(laptops: Laptops) -> None:
    series = series_of(laptops)
    with laptops.at("lin"):
        save_task(None, planned(series)[-1][0], {"title": "带水"})
    laptops.copy("lin", "mei")
    for name in ("lin", "mei"):
        with laptops.at(name):
            assert extend_series(series) > 10
    meet(laptops)
    with laptops.at("mei"):
        last = planned(series)[-1][0]
        assert [task.title for task in tasks_of(last)] == ["带水"] and open_conflicts() == ()


def test_what_is_to_be_done_is_copied_once_though_they_carry_it_on_from_other_dates(
    laptops: Laptops,
) -> None:
    series = series_of(laptops)
    with laptops.at("lin"):
        for title in ("带水", "带水", "拍照"):
            save_task(None, planned(series)[-1][0], {"title": title})
    laptops.copy("lin", "mei")
    with laptops.at("lin"):
        known = planned(series)[-1][1]
        soon = known.date() + timedelta(weeks=3)
        assert extend_series(series, soon) == 3 and extend_series(series) > 10
    with laptops.at("mei"):
        assert extend_series(series) > 10
    meet(laptops)
    with laptops.at("mei"):
        for event, begins in planned(series):
            if begins > known:
                assert sorted(task.title for task in tasks_of(event)) == ["带水", "带水", "拍照"]


@pytest.mark.parametrize("is_done", [False, True])
def test_a_copied_task_keeps_no_date_that_has_moved(laptops: Laptops, is_done: bool) -> None:
    """Where somebody did something about it, it stands beside the other; else it is left behind."""
    series = series_of(laptops)
    with laptops.at("lin"):
        save_task(None, planned(series)[-1][0], {"title": "带水"})
    laptops.copy("lin", "mei")
    with laptops.at("lin"):
        sundays = move_and_carry_on(series)
    with laptops.at("mei"):
        extend_series(series)
        if is_done:
            tick_tasks([tasks_of(planned(series)[-1][0])[0].id])
    meet(laptops)
    with laptops.at("mei"):
        assert len(dates()) == len(weekly(first=SATURDAY, until=SPRING) + sundays) + is_done


def test_one_ends_it_while_somebody_signs_up_on_the_other(laptops: Laptops) -> None:
    series = series_of(laptops)
    with laptops.at("lin"):
        event = next(each for each, begins in planned(series) if begins > SPRING)
        remove_following(event)
    with laptops.at("mei"):
        extend_series(series)
    meet(laptops)
    with laptops.at("lin"):
        assert extend_series(series) == 0
        assert len(dates()) > len(weekly(first=SATURDAY, until=SPRING)), "nobody's work is lost"


def edits() -> list[Callable[[bytes, bytes], object]]:
    fortnightly = Repetition(Frequency.WEEKLY, 2, (5,))
    sundays = Repetition(Frequency.WEEKLY, 1, (6,))
    return [
        lambda series, event: extend_series(series),
        lambda series, event: move_event(event, SPRING + timedelta(days=9), following=True),
        lambda series, event: save_following(event, {"title": "夜跑", "place": "西门"}),
        lambda series, event: change_rule(event, fortnightly),
        lambda series, event: change_rule(event, sundays),
        lambda series, event: remove_following(event),
    ]


@pytest.mark.parametrize(
    ("mine", "theirs"), [(one, other) for one in range(6) for other in range(one, 6)]
)
def test_whatever_both_do_they_come_to_the_same(laptops: Laptops, mine: int, theirs: int) -> None:
    series = series_of(laptops)
    for name, number, place in (("lin", mine, 20), ("mei", theirs, 22)):
        with laptops.at(name):
            event = planned(series)[place][0]
            edits()[number](series, event)
    meet(laptops)


def test_what_followed_is_taken_back_with_the_merge(laptops: Laptops) -> None:
    series = series_of(laptops)
    with laptops.at("lin"):
        event, begins = next(each for each in planned(series) if each[1] > SPRING)
        move_event(event, begins + timedelta(hours=1), following=True)
        before = everything()
    with laptops.at("mei"):
        extend_series(series)
    with laptops.at("lin"):
        laptops.merge("mei")
        assert follow_series() > 10
        assert begun(series)[-1] < SPRING
        step = undo_step()
        assert step and step.kind == "merge"
        undo(step)
        kept = {row[0] for row in before}
        assert [row for row in everything() if row[0] in kept] == before
        assert all(row[-1] for row in everything() if row[0] not in kept)
