from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal

import pytest
from PySide6.QtCore import QLocale

from models.month import Month
from ui import formats, wording


@pytest.fixture(autouse=True)
def american(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reader's own locale differs from machine to machine."""
    monkeypatch.setattr(QLocale, "system", lambda: QLocale("en_US"))
    formats._locale.cache_clear()


@pytest.mark.parametrize(
    ("say", "in_english", "in_chinese"),
    [
        (lambda: formats.date_text(date(2026, 10, 3)), "10/3/2026", "2026-10-03"),
        (lambda: formats.date_text(None), "", ""),
        (
            lambda: formats.moment_text(datetime(2026, 10, 3, 19, 5)),
            "10/3/2026 19:05",
            "2026-10-03 19:05",
        ),
        (lambda: formats.day_text(date(2026, 10, 3)), "3 October", "10月3日"),
        (lambda: formats.month_text(Month(2026, 10)), "October 2026", "2026年10月"),
        (lambda: formats.short_month_text(Month(2026, 10)), "Oct", "10月"),
        (lambda: formats.weekday_text(date(2026, 10, 3)), "Sat", "周六"),
        (lambda: formats.count_text(12345), "12,345", "12,345"),
        (lambda: formats.change_text(4), "+4", "+4"),
        (lambda: formats.change_text(-2.5, 1), "−2.5", "−2.5"),
        (lambda: formats.change_text(0), "±0", "±0"),
        (lambda: formats.percent_text(0.746), "75%", "75%"),
        (lambda: formats.percent_text(None), "", ""),
        (lambda: formats.money_text(Decimal("1234.5"), "CNY"), "¥1,234.50", "¥1,234.50"),
        (lambda: formats.joined(["a", "", "b"]), "a · b", "a · b"),
    ],
)
def test_values_are_written_as_the_reader_writes_them(
    say: Callable[[], str], in_english: str, in_chinese: str
) -> None:
    assert say() == in_english
    wording.use("zh_CN")
    assert say() == in_chinese
