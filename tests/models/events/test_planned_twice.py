"""Two laptops plan the same event without knowing of each other, and merge."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from models.events.budget_line import lines_of, save_line
from models.events.money import money_of
from models.events.task import remove_tasks, reorder_tasks, save_task, tasks_of, tick_tasks
from models.events.template import ToDo, save_template, templates
from models.merging.incoming import receive
from models.merging.merge import are_identical, merge
from tests.conftest import FixedClock
from tests.models.merging.conftest import Laptops


@pytest.fixture
def laptops(tmp_path: Path, clock: FixedClock) -> Laptops:
    return Laptops(tmp_path, clock)


def meet(laptops: Laptops) -> None:
    for name, other in (("lin", "mei"), ("mei", "lin")):
        with laptops.at(name), receive(laptops.path(other)) as copy:
            merge(copy)
    with laptops.at("lin"), receive(laptops.path("mei")) as copy:
        assert are_identical(copy)


def test_what_both_added_stands_beside_each_other(laptops: Laptops) -> None:
    event = laptops.run
    with laptops.at("lin"):
        save_task(None, event, {"title": "订场地", "member": laptops.zhang})
        save_line(None, event, {"sort": "venue", "planned": Decimal(500)})
        save_template(None, {"name": "晨跑", "to_dos": [ToDo(-1, "看天气")]})
    with laptops.at("mei"):
        save_task(None, event, {"title": "买水", "due": date(2026, 11, 6)})
        save_line(None, event, {"sort": "food", "planned": Decimal(200)})
        save_template(None, {"name": "读书会"})
    meet(laptops)
    for name in ("lin", "mei"):
        with laptops.at(name):
            assert {(task.title, task.who) for task in tasks_of(event)} == {
                ("订场地", "张三"), ("买水", ""),
            }  # fmt: skip
            assert {line.sort for line in lines_of(event)} == {"venue", "food"}
            assert money_of(event).budget == Decimal(700)
            assert {each.name for each in templates()} == {"晨跑", "读书会"}


def test_a_task_ticked_here_and_given_away_there_is_both(laptops: Laptops) -> None:
    event = laptops.run
    with laptops.at("lin"):
        tasks = [save_task(None, event, {"title": title}) for title in ("一", "二", "三")]
    laptops.copy("lin", "mei")
    with laptops.at("lin"):
        tick_tasks([tasks[0]])
        remove_tasks([tasks[1]])
    with laptops.at("mei"):
        save_task(tasks[0], event, {"member": laptops.li, "due": date(2026, 11, 6)})
        reorder_tasks([tasks[2], tasks[0], tasks[1]])
    meet(laptops)
    with laptops.at("mei"):
        assert [(task.title, task.who, task.done is None) for task in tasks_of(event)] == [
            ("三", "", True), ("一", "李四", False),
        ]  # fmt: skip
