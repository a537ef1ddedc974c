from __future__ import annotations

from typing import Any

import pytest
from reportlab.graphics.shapes import Line, Rect, String
from reportlab.lib.colors import HexColor

from models.vocabulary import Standing
from reports.class_colours import CLASS_COLOURS
from reports.histogram import Mark, Pile, histogram

BLUE, GREEN = HexColor("#2F6F8F"), HexColor("#6BA368")


def parts(drawing: Any, kind: type) -> list[Any]:
    return [each for each in drawing.contents if isinstance(each, kind)]


def test_bars_pile_up_and_the_marks_stand_where_they_belong() -> None:
    piles = [Pile(BLUE, [4, 0, 2]), Pile(GREEN, [2, 3, 0])]
    drawing = histogram(300, 150, 0.5, piles, [Mark(0.5, "Regular"), Mark(1.25, "Core")])
    bars = parts(drawing, Rect)
    assert [bar.fillColor for bar in bars] == [BLUE, GREEN, GREEN, BLUE]
    assert bars[1].y == bars[0].y + bars[0].height
    assert bars[0].height == pytest.approx(2 * bars[1].height)
    assert bars[0].height == pytest.approx(2 * bars[3].height)
    marks = [line for line in parts(drawing, Line) if line.x1 == line.x2]
    assert len(marks) == 2 and marks[0].x1 == bars[2].x - 1
    assert {"Regular", "Core", "1+"} <= {each.text for each in parts(drawing, String)}


def test_nothing_at_all_and_a_mark_beyond_the_last_bin_stay_inside() -> None:
    drawing = histogram(300, 150, 0.5, [Pile(BLUE, [0, 0, 0])], [Mark(900, "Core")])
    assert not parts(drawing, Rect)
    assert all(line.x1 <= 300 for line in parts(drawing, Line))


def test_names_of_marks_that_stand_close_do_not_cover_each_other() -> None:
    marks = [Mark(0.1, "Occasional"), Mark(0.2, "Regular")]
    drawing = histogram(300, 150, 0.5, [Pile(BLUE, [1, 1, 1])], marks)
    first, second = (
        each for each in parts(drawing, String) if each.text in ("Occasional", "Regular")
    )
    assert second.x > first.x + 30


def test_every_class_has_a_colour_of_its_own() -> None:
    assert set(CLASS_COLOURS) == set(Standing)
    assert len({colour.hexval() for colour in CLASS_COLOURS.values()}) == len(Standing)
