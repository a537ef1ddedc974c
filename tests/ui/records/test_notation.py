from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from tests.conftest import FixedClock
from ui import wording
from ui.formats import date_text, duration_text
from ui.records import notation


@pytest.mark.parametrize(
    "text",
    ["2026-10-03", "2026/10/3", "2026.10.3", "2026年10月3日", "20261003", "２０２６－１０－０３"],
)
def test_usual_notations_are_one_day(text: str) -> None:
    assert notation.read_date(text) == date(2026, 10, 3)


def test_a_day_without_a_year_and_words_for_near_days(clock: FixedClock) -> None:
    assert notation.read_date("10-3") == date(2026, 10, 3)
    assert notation.read_date("今天") == date(2026, 10, 31)
    assert notation.read_date("yesterday") == date(2026, 10, 30)
    assert notation.read_date("") is None


def test_what_is_shown_can_be_read_again() -> None:
    for day in (date(2026, 1, 2), date(2026, 12, 11)):
        assert notation.read_date(date_text(day)) == day


@pytest.mark.parametrize("text", ["2026-13-01", "2026-02-30", "soon", "12"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        notation.read_date(text)


def test_times() -> None:
    assert notation.read_time("19:00") == time(19)
    assert notation.read_time("1930") == time(19, 30)
    assert notation.read_time("9") == time(9)
    assert notation.read_time("晚上7点半") == time(19, 30)
    with pytest.raises(ValueError):
        notation.read_time("25:00")


def test_a_time_without_its_day_is_refused() -> None:
    assert notation.read_moment("2026-10-03", "19:00") == datetime(2026, 10, 3, 19)
    assert notation.read_moment("", "") is None
    with pytest.raises(ValueError):
        notation.read_moment("", "19:00")


def test_birth_dates_may_be_a_year_or_nothing(clock: FixedClock) -> None:
    assert notation.read_born("") == ""
    assert notation.read_born("1985年") == "1985"
    assert notation.read_born("1985-3-1") == "1985-03-01"
    for wrong in ("1785", "2085", "long ago"):
        with pytest.raises(ValueError):
            notation.read_born(wrong)


def test_money_and_numbers() -> None:
    assert notation.read_money("¥1,286.50") == Decimal("1286.50")
    assert notation.read_money("８６元") == Decimal(86)
    assert notation.read_money(" ") is None
    for written in ("38,5", "£38,50", "38.5"):
        assert notation.read_money(written) == Decimal("38.5"), "never ten times as much"
    assert notation.read_money("1.286,50") == Decimal("1286.50")
    assert notation.read_money("1,286,500") == Decimal(1286500)
    assert notation.read_number("1,200") == 1200
    for wrong in ("1.005", "NaN", "a lot", "1,23,4"):
        with pytest.raises(ValueError):
            notation.read_money(wrong)
    with pytest.raises(ValueError):
        notation.read_number("38,5")


def test_chinese_window_reads_month_before_day() -> None:
    wording.use("zh_CN")
    assert notation.read_date("3月12日") == date(date.today().year, 3, 12)


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("2", 120), ("1.5", 90), ("24", 1440), ("90", 90), ("45 min", 45), ("1:30", 90),
        ("2h", 120), ("1h30", 90), ("1 h 30 min", 90), ("1 小时 30 分", 90), ("两小时", 120),
        ("半小时", 30), ("一个半小时", 90), ("1小时半", 90), ("２小时", 120), ("", None),
    ],
)  # fmt: skip
def test_how_long_something_takes(text: str, minutes: int | None) -> None:
    assert notation.read_minutes(text) == minutes
    if minutes:
        assert notation.read_minutes(duration_text(minutes)) == minutes


def test_what_is_no_length_is_refused() -> None:
    for text in ("soon", "3 x", "-2", "1:75"):
        with pytest.raises(ValueError):
            notation.read_minutes(text)
