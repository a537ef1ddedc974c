"""Dates and times as people write them."""

from __future__ import annotations

from datetime import datetime

import pytest

from models.exchange import dates
from models.exchange.dates import Moment
from tests.conftest import FixedClock


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-02-06", "2025-02-06"),
        ("2025.06.11", "2025-06-11"),
        ("2025年7月15日", "2025-07-15"),
        ("2025/12/29", "2025-12-29"),
        ("2025/2/6", "2025-02-06"),
        ("２０２５－０２－０６", "2025-02-06"),
        ("20250711", "2025-07-11"),
        ("2025-6", "2025-06-01"),
        ("2025年6月", "2025-06-01"),
        ("12/31/2025", "2025-12-31"),
        ("31.12.2025", "2025-12-31"),
        ("5/5/2025", "2025-05-05"),
        ("15 July 2025", "2025-07-15"),
        ("Jul 15, 2025", "2025-07-15"),
        ("45000", "2023-03-15"),
        ("2025-07-15 19:00", "2025-07-15"),
        ("2025年7月15日（周二）", "2025-07-15"),
        ("2025-02-30", dates.NO_SUCH_DAY),
        ("2025-13-01", dates.NO_SUCH_DAY),
        ("03/04/2025", dates.TWO_DAYS),
        ("3月5日", dates.NO_YEAR),
        ("2025", dates.ONLY_YEAR),
        ("12/31/25", dates.NO_DATE),
        ("0001-01-01", dates.NO_DATE),
        ("明天", dates.NO_DATE),
        ("99999", dates.NO_DATE),
    ],
)
def test_days(text: str, day: object) -> None:
    assert dates.read_day(text) == day


@pytest.mark.parametrize(
    ("text", "born"),
    [
        ("1985", "1985"),
        ("1985年", "1985"),
        ("1985-03", "1985"),
        ("1985年3月", "1985"),
        ("1985/3/1", "1985-03-01"),
        ("19850301", "1985-03-01"),
        ("2027-01-01", dates.NOT_BORN),
        ("2027", dates.NOT_BORN),
    ],
)
def test_birth_dates_may_be_only_a_year(clock: FixedClock, text: str, born: object) -> None:
    clock.set(datetime(2026, 10, 31, 9, 0))
    assert dates.read_born(text) == born


@pytest.mark.parametrize(
    ("text", "moment"),
    [
        ("2025-06-03 19:00", Moment("2025-06-03", "19:00")),
        ("2025/6/3 7:05:00 PM", Moment("2025-06-03", "19:05")),
        ("2025年6月3日晚上7点半", Moment("2025-06-03", "19:30")),
        ("2025-06-03T19:00:00.000Z", Moment("2025-06-03", "19:00")),
        ("2025-06-03 12:30 am", Moment("2025-06-03", "00:30")),
        ("2025-06-03 19:00-21:00", Moment("2025-06-03", "19:00", "21:00")),
        ("2025-06-03 14:00至16:00", Moment("2025-06-03", "14:00", "16:00")),
        ("45000.791666", Moment("2023-03-15", "19:00")),
        ("2025-06-03", Moment("2025-06-03", "")),
        ("19:00", Moment("", "19:00")),
        ("2025-06-03 25:00", dates.NO_TIME),
        ("2025-06-03 somewhen", dates.NO_TIME),
    ],
)
def test_moments(text: str, moment: object) -> None:
    assert dates.read_moment(text) == moment
