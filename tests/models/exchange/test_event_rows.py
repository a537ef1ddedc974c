from __future__ import annotations

import pytest

from models.vocabulary import Kind
from tests.models.exchange.test_planning import plan, put_in

pytestmark = pytest.mark.usefixtures("book")


def test_a_day_without_a_time_leaves_the_known_time_alone() -> None:
    put_in(Kind.EVENT, "标题,开始", "晨跑,2026-10-03 19:00")
    planned = plan(Kind.EVENT, "活动,日期,姓名", "晨跑,2026-10-03,张三", "晨跑,2026-10-03,李四")
    assert planned.counts.updated == planned.counts.added == 0
