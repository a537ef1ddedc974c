from __future__ import annotations

from typing import Any

import pytest
from reportlab.graphics.shapes import Rect, String
from reportlab.lib.colors import white

from reports.heat_chart import heat_chart
from reports.plotting import INK, TRACK

DAYS = ["Mon", "Tue", "Wed"]


def parts(drawing: Any, kind: type) -> list[Any]:
    return [each for each in drawing.contents if isinstance(each, kind)]


def test_a_field_is_the_stronger_the_larger_its_value() -> None:
    drawing = heat_chart(300, 100, DAYS, ["7:00", "8:00"], {(0, 0): 20, (2, 1): 5})
    fields = parts(drawing, Rect)
    coloured = [field for field in fields if field.fillColor is not TRACK]
    assert len(fields) - len(coloured) == 6 and len(coloured) == 2
    strong, weak = coloured
    assert strong.fillColor.alpha == 1 and 0.1 < weak.fillColor.alpha < 0.4
    assert strong.x < weak.x and strong.y > weak.y
    inks = {each.text: each.fillColor for each in parts(drawing, String)}
    assert (inks["20"], inks["5"]) == (white, INK)
    assert {*DAYS, "7:00", "8:00"} <= set(inks)


@pytest.mark.parametrize("columns", [0, 1, 24])
@pytest.mark.parametrize("size", [(220, 90), (500, 400)])
def test_it_stays_inside_its_space(columns: int, size: tuple[float, float]) -> None:
    hours = [f"{hour}:00" for hour in range(columns)]
    values = {(day, hour): 1_000.0 for day in range(7) for hour in range(columns)}
    drawing = heat_chart(*size, ["Monday"] * 7, hours, values)
    for field in parts(drawing, Rect):
        assert 0 <= field.x and field.x + field.width <= size[0] + 0.01
        assert 0 <= field.y and field.y + field.height <= size[1] + 0.01


def test_zero_is_a_value_and_nothing_is_none() -> None:
    drawing = heat_chart(300, 100, DAYS, ["7:00"], {(1, 0): 0.0})
    assert "0" in {each.text for each in parts(drawing, String)}
    assert len(parts(drawing, Rect)) == 4
