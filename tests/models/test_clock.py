from __future__ import annotations

from datetime import datetime

from models.clock import instant, now
from tests.conftest import FixedClock


def test_the_instant_is_finer_than_the_time_of_day(clock: FixedClock) -> None:
    clock.set(datetime(2026, 10, 31, 9, 0, 0, 1_000))
    assert now() == datetime(2026, 10, 31, 9)
    assert instant() == int(datetime(2026, 10, 31, 9).timestamp()) * 1000 + 1
