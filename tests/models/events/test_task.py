from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from models.erasing import erase_member
from models.errors import Invalid, UserError
from models.events.event import remove_events, save_event
from models.events.task import (
    left_behind,
    move_due_dates,
    open_tasks,
    remove_tasks,
    save_task,
    tasks_of,
    tick_tasks,
)
from models.journal.undo import undo, undo_step
from models.members.member import save_member
from tests.conftest import FixedClock

DAY = date(2026, 10, 20)


def an_event(**values: object) -> bytes:
    return save_event(None, {"title": "聚会", "begins": datetime(2026, 10, 31, 15), **values})


def test_tasks_stand_in_the_order_they_were_written(book: Path) -> None:
    event, lin = an_event(), save_member(None, {"name": "林"})
    for title in ("订场地", "  买  水 ", "发通知"):
        save_task(None, event, {"title": title, "due": DAY, "member": lin})
    assert [task.title for task in tasks_of(event)] == ["订场地", "买 水", "发通知"]
    assert {(task.who, task.due, task.event_title) for task in tasks_of(event)} == {
        ("林", DAY, "聚会")
    }
    with pytest.raises(Invalid):
        save_task(None, event, {"title": " "})


def test_what_is_due_is_named_until_it_is_done(book: Path, clock: FixedClock) -> None:
    clock.set(datetime(2026, 10, 21, 9))
    event, called_off = an_event(), an_event(status="cancelled")
    late = save_task(None, event, {"title": "订场地", "due": DAY})
    save_task(None, event, {"title": "以后", "due": date(2026, 10, 30)})
    save_task(None, event, {"title": "没有日期"})
    save_task(None, called_off, {"title": "不必了", "due": DAY})
    assert [task.id for task in open_tasks(date(2026, 10, 21))] == [late]
    tick_tasks([late])
    assert open_tasks(date(2026, 10, 21)) == ()
    assert tasks_of(event)[0].done == date(2026, 10, 21)
    tick_tasks([late], done=False)
    remove_events([event])
    assert open_tasks(date(2026, 10, 21)) == ()


def test_deleting_a_task_is_one_step(book: Path) -> None:
    event = an_event()
    tasks = [save_task(None, event, {"title": title}) for title in "ab"]
    remove_tasks(tasks)
    assert tasks_of(event) == ()
    step = undo_step()
    assert step and (step.kind, step.amount) == ("event.task_remove", 2)
    undo(step)
    assert [task.id for task in tasks_of(event)] == tasks


def test_the_task_of_somebody_erased_stays_without_a_name(book: Path) -> None:
    event, lin = an_event(), save_member(None, {"name": "林"})
    task = save_task(None, event, {"title": "订场地", "member": lin})
    erase_member(lin)
    assert [(each.title, each.who, each.member) for each in tasks_of(event)] == [
        ("订场地", "", None)
    ]
    with pytest.raises(UserError):
        save_task(task, event, {"member": lin})


def test_days_follow_an_event_that_was_moved_after_they_were_written(book: Path) -> None:
    event = an_event()
    early = save_task(None, event, {"title": "订场地", "due": DAY})
    changed = save_task(None, event, {"title": "买水"})
    done = save_task(None, event, {"title": "海报", "due": DAY})
    tick_tasks([done])
    assert left_behind(event) == {}
    save_event(event, {"begins": datetime(2026, 11, 3, 15)})
    save_task(changed, event, {"due": date(2026, 11, 1)})
    late = save_task(None, event, {"title": "通知", "due": DAY})
    save_event(event, {"begins": datetime(2026, 11, 7, 18)})
    assert left_behind(event) == {early: 7, changed: 4, late: 4}
    move_due_dates(left_behind(event))
    assert [task.due for task in tasks_of(event)] == [
        date(2026, 10, 27), date(2026, 11, 5), DAY, date(2026, 10, 24),
    ]  # fmt: skip
    assert left_behind(event) == {}
    undo(undo_step())  # type: ignore[arg-type]
    assert tasks_of(event)[0].due == DAY and left_behind(event) == {}, "who took it back meant it"


def test_an_event_that_is_moved_back_leaves_nothing_behind(book: Path) -> None:
    event = an_event()
    save_task(None, event, {"title": "订场地", "due": DAY})
    save_event(event, {"begins": datetime(2026, 11, 3, 15)})
    undo(undo_step())  # type: ignore[arg-type]
    assert left_behind(event) == {}
