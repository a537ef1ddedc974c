from __future__ import annotations

from datetime import date

import pytest

from models.events.holidays import hint_of


@pytest.mark.parametrize(
    ("day", "festival", "lunar"),
    [
        (date(2027, 2, 6), "春节", "正月"),
        (date(2026, 9, 25), "中秋节", "十五"),
        (date(2026, 6, 19), "端午节", "初五"),
        (date(2026, 10, 1), "国庆节", "廿一"),
    ],
)
def test_festivals_of_both_calendars_are_known(day: date, festival: str, lunar: str) -> None:
    hint = hint_of(day)
    assert festival in hint.festivals and hint.lunar == lunar and hint.free
    assert len(hint.titles) == 1


def test_the_free_days_after_a_festival_are_known_and_end() -> None:
    free = [day for day in range(1, 15) if hint_of(date(2026, 10, day)).free]
    assert free == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize("day", [date(1, 1, 1), date(1850, 5, 5), date(9999, 12, 31)])
def test_what_the_library_does_not_know_is_silent(day: date) -> None:
    assert hint_of(day).lunar == "" and not hint_of(day).free
