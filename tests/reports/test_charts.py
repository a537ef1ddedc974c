from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pytest
from reportlab.graphics.shapes import Drawing, Group, Path, PolyLine, Rect, String

from reports import charts, fonts
from reports.charts import Series
from reports.plotting import SERIES, plain_number, round_ticks, shorten
from reports.text import text_width

MONTHS = [f"{number}月" for number in range(1, 13)]
LONG = "非常非常长的活动形式名称，extremely long indeed"
CASES = {
    "one month": (["10月"], [1]),
    "zeros": (MONTHS, [0] * 12),
    "huge": (MONTHS, [123_456_789_012 * number for number in range(12)]),
    "long labels": ([LONG] * 5, [3, 1, 4, 1, 5]),
    "two years": ([f"2025年{number}月" for number in range(24)], list(range(24))),
    "without a glyph": (["月会🎉"] * 3, [1, 2, 3]),
    "nothing": ([], []),
}
SIZE = (240.0, 120.0)


@pytest.fixture(autouse=True)
def typefaces() -> None:
    fonts.register()


def shapes(group: Group | Drawing) -> Iterator[Any]:
    for shape in group.getContents():
        if isinstance(shape, Group):
            yield from shapes(shape)
        else:
            yield shape


def extent(shape: Any) -> tuple[float, float]:
    if isinstance(shape, String):
        width = text_width(shape.text, shape.fontSize, shape.fontName.endswith("Bold"))
        begin = {"start": 0.0, "middle": width / 2, "end": width}[shape.textAnchor]
        return shape.x - begin, shape.x - begin + width
    left, _bottom, right, _top = shape.getBounds()
    return left, right


def is_inside(drawing: Drawing) -> bool:
    return all(
        extent(shape)[0] >= -0.5 and extent(shape)[1] <= drawing.width + 0.5
        for shape in shapes(drawing)
    )


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("chart", [charts.line_chart, charts.stacked_chart])
def test_everything_stays_inside_its_space(case: str, chart: Any) -> None:
    labels, values = CASES[case]
    drawing = chart(*SIZE, labels, [Series("成员", values), Series("反馈", values)])
    assert (drawing.width, drawing.height) == SIZE
    assert is_inside(drawing)


def test_a_line_is_broken_where_nothing_is_known() -> None:
    drawing = charts.line_chart(
        *SIZE, MONTHS, [Series("满意率", [1, 2, None, 3, 4, 5] + [None] * 6)]
    )
    lines = [shape for shape in shapes(drawing) if isinstance(shape, PolyLine)]
    assert [len(line.points) // 2 for line in lines] == [2, 3]
    texts = [shape.text for shape in shapes(drawing) if isinstance(shape, String)]
    assert "5" not in texts[-2:]


def test_labels_never_run_into_each_other() -> None:
    for labels, values in CASES.values():
        drawing = charts.stacked_chart(*SIZE, labels, [Series("成员", values)])
        below = [shape for shape in shapes(drawing) if isinstance(shape, String) and shape.y < 10]
        places = sorted(map(extent, below))
        assert all(one[1] <= two[0] for one, two in pairwise(places))


def test_stacks_write_their_totals() -> None:
    drawing = charts.stacked_chart(
        *SIZE, ["甲", "乙"], [Series("出席", [20, 10]), Series("反馈", [3, 31])]
    )
    texts = [shape.text for shape in shapes(drawing) if isinstance(shape, String)]
    assert {"23", "41"} <= set(texts)


def test_rows_take_long_names_and_zero() -> None:
    drawing = charts.row_chart(*SIZE, [("徐雨", 46), (LONG, 23.5), ("朱", 0)])
    assert is_inside(drawing)
    bars = [
        shape.width
        for shape in shapes(drawing)
        if isinstance(shape, Rect) and shape.fillColor == SERIES[0]
    ]
    assert bars[0] == pytest.approx(bars[1] * 46 / 23.5)
    assert len(bars) == 2


def test_a_ring_shares_the_whole() -> None:
    drawing = charts.donut_chart(*SIZE, [("好评", 31), (LONG, 24), ("投诉", 0)], "55", "条反馈")
    assert is_inside(drawing)
    assert len([shape for shape in shapes(drawing) if isinstance(shape, Path)]) == 2
    texts = [shape.text for shape in shapes(drawing) if isinstance(shape, String)]
    assert {"31  56%", "24  44%", "0  0%"} <= set(texts)


def test_an_empty_ring_is_grey() -> None:
    drawing = charts.donut_chart(*SIZE, [("好评", 0)], "0", "条反馈")
    (ring,) = [shape for shape in shapes(drawing) if isinstance(shape, Path)]
    assert ring.fillColor not in SERIES


@pytest.mark.parametrize("largest", [0, 0.4, 1, 2, 3, 7, 10, 11, 87, 120, 1286.5, 10**12])
def test_ticks_are_round_and_reach_the_largest(largest: float) -> None:
    ticks = round_ticks(largest)
    assert ticks[0] == 0
    assert ticks[-1] >= largest
    assert 2 <= len(ticks) <= 6
    if largest >= 1:
        assert all(tick == round(tick) for tick in ticks)


def test_numbers_and_labels() -> None:
    assert (plain_number(1286.5), plain_number(1000), plain_number(2.0)) == (
        "1,286.5",
        "1,000",
        "2",
    )
    assert shorten("短", 7, 100) == "短"
    assert shorten(LONG, 7, 40).endswith("…")
    assert text_width(shorten(LONG, 7, 40), 7) <= 40


@pytest.mark.parametrize("ends", [(92, 104), (104, 92), (100, 100), (0, 1)])
def test_two_lines_that_end_close_to_each_other_keep_their_values_apart(
    ends: tuple[int, int],
) -> None:
    lines = [Series("互动", [50, ends[0]]), Series("成员", [150, ends[1]])]
    drawing = charts.line_chart(*SIZE, ["9月", "10月"], lines)
    values = [
        shape
        for shape in shapes(drawing)
        if isinstance(shape, String) and shape.fillColor in SERIES[:2]
    ]
    assert [value.text for value in values] == sorted(map(str, ends), key=int, reverse=True)
    assert abs(values[0].y - values[1].y) > values[0].fontSize
