from __future__ import annotations

from datetime import date

import pytest

from models.errors import UserError
from models.month import Month


def test_a_month_knows_its_days_and_neighbours() -> None:
    month = Month.parse(" 2024-2 ")
    assert (month.first, month.last) == (date(2024, 2, 1), date(2024, 2, 29))
    assert (str(month), str(month.previous), str(month.next)) == ("2024-02", "2024-01", "2024-03")
    assert (Month(2026, 1).previous, Month(2025, 12).next) == (Month(2025, 12), Month(2026, 1))
    assert Month(2026, 3).back(15) == Month(2024, 12)
    assert Month.of(date(2026, 10, 31)) == Month(2026, 10)
    assert Month(2025, 12) < Month(2026, 1)


@pytest.mark.parametrize(
    "text", ["", "2026", "2026-13", "2026-00", "0000-01", "26-10", "2026/10", "9999-12", "0001-01"]
)
def test_what_is_no_month_is_refused(text: str) -> None:
    with pytest.raises(UserError):
        Month.parse(text)
