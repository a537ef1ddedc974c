from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from models.month import Month
from reports.formats import Formats

CHINESE, ENGLISH = Formats("zh_CN"), Formats("en", "EUR")


def test_dates() -> None:
    day, moment = date(2026, 10, 3), datetime(2026, 10, 3, 19, 30)
    assert CHINESE.day(day) == "2026年10月3日"
    assert CHINESE.day_of_month(day) == "10月3日"
    assert CHINESE.weekday_moment(moment) == "10月3日周六 19:30"
    assert CHINESE.month(Month(2026, 10)) == "2026年10月"
    assert ENGLISH.day(day) == "Oct 3, 2026"
    assert ENGLISH.weekday_moment(moment) == "Sat, Oct 3 19:30"
    assert ENGLISH.month(Month(2026, 10)) == "October 2026"
    assert (CHINESE.month_label(Month(2026, 10)), ENGLISH.month_label(Month(2026, 10))) == (
        "10月",
        "Oct",
    )


def test_an_event_at_midnight_has_no_time() -> None:
    assert ENGLISH.weekday_moment(datetime(2026, 10, 3)) == "Sat, Oct 3"


def test_another_year_is_named() -> None:
    assert CHINESE.day_near(date(2025, 12, 3), Month(2026, 1)) == "2025年12月3日"
    assert CHINESE.day_near(date(2026, 12, 3), Month(2026, 1)) == "12月3日"


def test_numbers() -> None:
    assert (ENGLISH.number(1234.56, 1), ENGLISH.short_number(1234.0)) == ("1,234.6", "1,234")
    assert [ENGLISH.change(value) for value in (4, -4, 0)] == ["+4", "−4", "±0"]
    assert ENGLISH.percent(0.864) == "86%"
    assert f"{CHINESE.count(1086)} 人次" == "1,086 人次"
    assert CHINESE.count(1086) == 1086


@pytest.mark.parametrize(
    ("amount", "chinese", "english"),
    [
        ("1234", "¥1,234", "€1,234"),
        ("1234.5", "¥1,234.50", "€1,234.50"),
        ("-21", "−¥21", "−€21"),
        ("3.440", "¥3.44", "€3.44"),
    ],
)
def test_money(amount: str, chinese: str, english: str) -> None:
    assert CHINESE.money(Decimal(amount)) == chinese
    assert ENGLISH.money(Decimal(amount)) == english


def test_headings_and_lists() -> None:
    numbers = [CHINESE.heading_number(number) for number in (1, 10, 11, 20, 21)]
    assert numbers == ["一、", "十、", "十一、", "二十、", "二十一、"]
    assert ENGLISH.heading_number(3) == "3. "
    assert (CHINESE.enumeration("ab"), ENGLISH.enumeration("ab")) == ("a、b", "a, b")
    assert (CHINESE.sentences(["好。", "对。"]), ENGLISH.sentences(["A.", "B."])) == (
        "好。对。",
        "A. B.",
    )
