from __future__ import annotations

from typing import Any

import pytest
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from reportlab.graphics import shapes
from reportlab.lib.colors import Color, HexColor, white

from reports import charts, fonts, plotting
from ui import drawing, theme

RED = HexColor("#CC0000")


def painted(*parts: Any) -> QImage:
    """Paint parts in a drawing of 40 by 40, one pixel for a point, on transparent ground."""
    made = shapes.Drawing(40, 40)
    for part in parts:
        made.add(part)
    image = QImage(40, 40, QImage.Format.Format_ARGB32)
    image.fill(0)
    with QPainter(image) as painter:
        painter.translate(0, 40)
        painter.scale(1, -1)
        drawing.paint(painter, made)
    return image


def colour_at(image: QImage, x: int, y: int) -> str:
    """Return the colour at a place counted from the lower left, as reportlab counts."""
    found = image.pixelColor(x, 39 - y)
    return found.name() if found.alpha() == 255 else ""


def filled_path() -> shapes.Path:
    path = shapes.Path(fillColor=RED, strokeColor=None)
    path.moveTo(5, 5)
    path.lineTo(35, 5)
    path.curveTo(35, 25, 35, 35, 20, 35)
    path.lineTo(5, 35)
    path.closePath()
    return path


@pytest.mark.parametrize(
    ("part", "inside", "outside"),
    [
        (shapes.Rect(4, 4, 20, 10, fillColor=RED, strokeColor=None), (10, 8), (10, 20)),
        (shapes.Circle(20, 20, 8, fillColor=RED, strokeColor=None), (20, 20), (2, 2)),
        (shapes.Line(0, 10, 40, 10, strokeColor=RED, strokeWidth=4), (20, 10), (20, 20)),
        (shapes.PolyLine([0, 30, 40, 30], strokeColor=RED, strokeWidth=4), (20, 30), (20, 20)),
        (filled_path(), (10, 10), (38, 38)),
    ],
)
def test_each_shape_stands_where_paper_has_it(
    part: Any, inside: tuple[int, int], outside: tuple[int, int]
) -> None:
    image = painted(part)
    assert colour_at(image, *inside) == "#cc0000"
    assert colour_at(image, *outside) == ""


def test_a_group_moves_its_parts() -> None:
    part = shapes.Rect(0, 0, 6, 6, fillColor=RED, strokeColor=None)
    image = painted(shapes.Group(part, transform=(1, 0, 0, 1, 30, 30)))
    assert colour_at(image, 33, 33) == "#cc0000"
    assert colour_at(image, 3, 3) == ""


@pytest.mark.parametrize(("anchor", "columns"), [("start", (20, 40)), ("end", (0, 20))])
def test_text_stands_at_its_anchor(anchor: str, columns: tuple[int, int]) -> None:
    fonts.register()
    image = painted(plotting.string(20, 15, "HHH", 8, RED, anchor))
    inked = [x for x in range(40) for y in range(40) if image.pixelColor(x, y).alpha() > 100]
    assert inked
    assert min(inked) >= columns[0] - 1
    assert max(inked) <= columns[1]


def test_a_shape_nobody_can_paint_is_a_mistake() -> None:
    with pytest.raises(TypeError):
        painted(shapes.Wedge(20, 20, 10, 0, 90))


def test_paper_colours_become_those_of_the_scheme(qapp: QApplication) -> None:
    theme.apply(qapp, "dark")
    assert drawing.screen_colour(plotting.INK) == theme.colour("ink")
    assert drawing.screen_colour(plotting.SERIES[0]) == theme.colour("accent")
    assert drawing.screen_colour(white) == theme.colour("surface")
    assert drawing.screen_colour(RED) == QColor("#cc0000")
    first = plotting.SERIES[0]
    soft = drawing.screen_colour(Color(first.red, first.green, first.blue, alpha=0.1))
    assert soft.alphaF() == pytest.approx(0.1, abs=0.01)
    assert soft.name() == theme.colour("accent").name()


def test_a_chart_is_made_for_the_room_there_is(qtbot: QtBot) -> None:
    sizes: list[tuple[float, float]] = []

    def make(width: float, height: float) -> Any:
        sizes.append((width, height))
        return charts.donut_chart(width, height, [("Praise", 3.0), ("Question", 1.0)], "4", "items")

    view = drawing.ChartView()
    qtbot.addWidget(view)
    view.resize(400, 200)
    view.grab()
    assert sizes == []
    view.show_chart(make, "Praise 3, Question 1")
    colours = view.grab().toImage()
    view.resize(600, 300)
    view.grab()
    assert sizes == [
        (400 / drawing.SCALE, 200 / drawing.SCALE),
        (600 / drawing.SCALE, 300 / drawing.SCALE),
    ]
    accent = theme.colour("accent").name()
    assert any(colours.pixelColor(x, 100).name() == accent for x in range(400))
    assert view.accessibleName() == "Praise 3, Question 1"
