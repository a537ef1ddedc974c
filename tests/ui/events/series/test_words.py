"""Rules in the words of both languages."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime

import pytest

from models.events.recurring import LAST, Frequency, Repetition
from tests.conftest import FixedClock
from ui import wording
from ui.events.series.words import repetition_text, rule_text
from ui.formats import date_text

SATURDAY = datetime(2026, 11, 7, 7, 30)
SAID = [
    (Repetition(Frequency.DAILY), "every day", "每天"),
    (Repetition(Frequency.DAILY, 3), "every 3 days", "每 3 天"),
    (Repetition(Frequency.WEEKLY, weekdays=(5,)), "every Saturday", "每周六"),
    (Repetition(Frequency.WEEKLY, 2, (5,), until=date(2026, 12, 31)),
     "every second Saturday, until 31 December", "每两周的周六，到 12月31日 为止"),
    (Repetition(Frequency.WEEKLY, 3, (0, 3), until=date(2027, 3, 1)),
     "every 3 weeks on Monday, Thursday, until 3/1/2027",
     "每 3 周的周一、周四，到 2027-03-01 为止"),
    (Repetition(Frequency.WEEKLY, 1, (0, 1, 2, 3, 4)), "every Monday to Friday", "每周一到周五"),
    (Repetition(Frequency.MONTHLY, 1, (4,), LAST, count=10),
     "on the last Friday of each month, 10 times", "每月最后一个周五，共 10 次"),
    (Repetition(Frequency.MONTHLY, 2, (4,), 2), "on the second Friday of every 2 months",
     "每 2 个月的第二个周五"),
    (Repetition(Frequency.MONTHLY, day=15), "on day 15 of each month", "每月 15 日"),
    (Repetition(Frequency.MONTHLY, 3, day=LAST), "on the last day of every 3 months",
     "每 3 个月的最后一天"),
    (Repetition(Frequency.YEARLY), "each year on 7 November", "每年11月7日"),
]  # fmt: skip


@pytest.fixture
def chinese() -> Iterator[None]:
    wording.use("zh_CN")
    yield
    wording.use("en")


@pytest.mark.parametrize(("repetition", "english", "_chinese"), SAID)
def test_in_english(repetition: Repetition, english: str, _chinese: str, clock: FixedClock) -> None:
    said = repetition_text(repetition, SATURDAY)
    assert said.replace(date_text(date(2027, 3, 1)), "3/1/2027") == english


@pytest.mark.parametrize(("repetition", "_english", "chinese_text"), SAID)
def test_in_chinese(
    repetition: Repetition, _english: str, chinese_text: str, chinese: None, clock: FixedClock
) -> None:
    assert repetition_text(repetition, SATURDAY) == chinese_text


def test_a_rule_nobody_here_would_write() -> None:
    rule = "FREQ=MONTHLY;BYDAY=1SA,3SA"
    assert rule_text(rule, SATURDAY) == "by a rule of another calendar"
    assert rule_text("FREQ=WEEKLY;WKST=SU", SATURDAY) == "every Saturday"
