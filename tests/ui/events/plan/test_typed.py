from __future__ import annotations

from datetime import date

import pytest

from models.events.task_line import Typed, read_task
from tests.conftest import FixedClock
from ui import wording
from ui.records.notation import read_date

BEGINS = date(2026, 11, 14)
# The clock stands on Saturday, 31 October 2026.
LINES = [
    ("订场地 周五 @阿梅", "订场地", date(2026, 11, 6), "阿梅"),
    ("订场地 ＠阿梅 下周三", "订场地", date(2026, 11, 4), "阿梅"),
    ("周六 买水", "买水", date(2026, 10, 31), ""),
    ("买水 本周日", "买水", date(2026, 11, 1), ""),
    ("买水 后天", "买水", date(2026, 11, 2), ""),
    ("买水 明天", "买水", date(2026, 11, 1), ""),
    ("发通知 前3天", "发通知", date(2026, 11, 11), ""),
    ("发通知 活动前1天", "发通知", date(2026, 11, 13), ""),
    ("交报告 1月5日", "交报告", date(2027, 1, 5), ""),
    ("交报告 10月20日", "交报告", date(2026, 10, 20), ""),
    ("Book the room next friday @mei", "Book the room", date(2026, 11, 6), "mei"),
    ("Buy water 2 days before", "Buy water", date(2026, 11, 12), ""),
    ("Book the room 2026-11-05", "Book the room", date(2026, 11, 5), ""),
    ("Tomorrow call the caterer", "call the caterer", date(2026, 11, 1), ""),
    ("Buy 20", "Buy 20", None, ""),
    ("写信给 a@b.cn", "写信给 a@b.cn", None, ""),
    ("周五", "周五", None, ""),
    ("准备周五的海报", "准备周五的海报", None, ""),
    ("  订  场地 ", "订 场地", None, ""),
    ("", "", None, ""),
]


@pytest.mark.parametrize(("text", "title", "due", "who"), LINES)
def test_a_line_says_what_until_when_and_who(
    clock: FixedClock, text: str, title: str, due: date | None, who: str
) -> None:
    wording.use("zh_CN")
    assert read_task(text, BEGINS, read_date) == Typed(title, due, who)


def test_days_before_need_to_know_when_it_begins(clock: FixedClock) -> None:
    assert read_task("发通知 前3天", None, read_date) == Typed("发通知 前3天", None, "")


def test_a_day_that_was_said_elsewhere_is_not_looked_for(clock: FixedClock) -> None:
    assert read_task("海报 周五 @阿梅", BEGINS, None) == Typed("海报 周五", None, "阿梅")
