"""The sample's events as they are planned and looked back on."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from models.base import live
from models.book import close_book, open_book
from models.events.attendance import Attendance
from models.events.budget_line import BudgetLine
from models.events.evaluation import Evaluation
from models.events.event import Event
from models.events.guest import guests
from models.events.money import money_of
from models.events.places import places_of
from models.events.quiet_week import quiet_weeks
from models.events.series import Series
from models.events.task import Task
from models.events.template import templates
from models.events.venue import venues
from models.sample import create_sample
from tests.conftest import FixedClock

TODAY = datetime(2026, 10, 31, 9, 0)


@pytest.fixture(scope="module", params=["zh_CN", "en"])
def file(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    from models import clock

    path = tmp_path_factory.mktemp("sample") / "sample.guildbook"
    clock.use(lambda: TODAY)
    try:
        create_sample(path, request.param)
    finally:
        clock.use(datetime.now)
    return path


@pytest.fixture(autouse=True)
def opened(file: Path, clock: FixedClock) -> Iterator[None]:
    clock.set(TODAY)
    open_book(file)
    yield
    close_book()


def test_what_is_to_be_done_is_partly_done() -> None:
    tasks = list(live(Task))
    assert any(task.done for task in tasks)
    coming = [task for task in tasks if task.event.begins > TODAY]
    assert coming and all(task.member_id for task in tasks)
    assert all(task.done is None or task.done <= TODAY.date() for task in tasks)


def test_the_lines_of_a_budget_come_to_what_the_event_cost() -> None:
    held = {line.event_id for line in live(BudgetLine) if line.actual is not None}
    assert len(held) == 3
    for event in held:
        money = money_of(event)
        own = sum(line.actual for line in live(BudgetLine)
                  if line.event_id == event and line.sort != "income")  # fmt: skip
        assert money.cost == own and money.budget and money.income


def test_directories_know_the_events_that_name_them() -> None:
    assert all(each.past for each in guests() if each.talks)
    assert sum(bool(each.talks) for each in guests()) >= 4
    assert all(each.events and each.capacity for each in venues())


def test_an_evening_comes_again_on_the_last_friday() -> None:
    (series,) = live(Series)
    days = sorted(row.begins for row in live(Event) if row.series_id == series.id)
    assert len(days) == 3 and {day.weekday() for day in days} == {4}
    assert all((day + timedelta(days=7)).month != day.month for day in days)


def test_somebody_waits_for_a_place_and_a_week_is_quiet() -> None:
    assert any(places_of(event.id).waiting for event in live(Event) if event.begins)
    assert any(row.guests for row in live(Attendance)) and any(row.note for row in live(Attendance))
    ahead = TODAY.date()
    assert len(quiet_weeks(ahead, ahead + timedelta(weeks=12))) == 1


def test_slips_and_a_look_back_and_a_template_are_there() -> None:
    assert len(list(live(Evaluation))) >= 10
    assert sum(bool(event.went_well and event.to_change) for event in live(Event)) == 2
    (template,) = templates()
    assert len(template.to_dos) == 5 and len(template.costs) == 5 and template.minutes == 180
