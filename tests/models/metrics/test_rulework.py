from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

from models.metrics.rulework import RuleStep, rules_changed_in
from models.month import Month
from models.rules.rule import move_rule, remove_rules, save_rule
from tests.conftest import FixedClock

OCTOBER = Month(2026, 10)


def steps() -> dict[str, RuleStep]:
    return {change.title: change.step for change in rules_changed_in(OCTOBER)}


def test_each_step_of_a_rule(book: Path, clock: FixedClock) -> None:
    clock.set(datetime(2026, 8, 1, 9, 0))
    old = {"status": "in_force", "effective": date(2026, 8, 1)}
    save_rule(None, {"title": "安静", **old})
    save_rule(None, {"title": "生效", "status": "in_force", "effective": date(2026, 10, 1)})
    retired = save_rule(None, {"title": "废止", **old})
    reworded = save_rule(None, {"title": "改写", **old})
    removed = save_rule(None, {"title": "删除", **old})
    clock.set(datetime(2026, 10, 20, 9, 0))
    save_rule(None, {"title": "新增"})
    save_rule(retired, {"status": "retired"})
    save_rule(reworded, {"text": "新的文字"})
    remove_rules([removed])
    assert steps() == {
        "生效": RuleStep.IN_FORCE,
        "废止": RuleStep.RETIRED,
        "改写": RuleStep.REWORDED,
        "新增": RuleStep.ADDED,
    }


def test_a_new_order_is_no_change(book: Path, clock: FixedClock) -> None:
    clock.set(datetime(2026, 8, 1, 9, 0))
    save_rule(None, {"title": "一"})
    second = save_rule(None, {"title": "二"})
    clock.set(datetime(2026, 10, 20, 9, 0))
    move_rule(second, up=True)
    assert steps() == {}


def test_the_last_minute_of_the_month_belongs_to_it(book: Path, clock: FixedClock) -> None:
    clock.set(datetime(2026, 10, 31, 23, 59, 59))
    save_rule(None, {"title": "十月"})
    clock.set(datetime(2026, 11, 1, 0, 0))
    save_rule(None, {"title": "十一月"})
    assert steps() == {"十月": RuleStep.ADDED}
