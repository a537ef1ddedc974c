from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from ui.commands.answering import as_stored, table, width_of


def test_values_are_as_stored() -> None:
    assert as_stored(b"\x01\xff") == "01ff"
    assert as_stored(date(2026, 10, 3)) == "2026-10-03"
    assert as_stored(datetime(2026, 10, 3, 19, 0)) == "2026-10-03 19:00"
    assert (as_stored(Decimal("86.50")), as_stored(Decimal("100.00"))) == (86.5, 100)
    with pytest.raises(TypeError):
        as_stored(object())


def test_a_cell_is_one_line_and_never_moves_the_cursor() -> None:
    shown = table(["A", "B"], [["x\ny\x1b[2J", "字" * 30]])
    assert len(shown.splitlines()) == 2
    assert "\x1b" not in shown
    assert width_of(shown.splitlines()[1].split("  ")[-1]) <= 40
