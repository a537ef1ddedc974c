"""A chart of two directions: the stronger a field, the larger its value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from reportlab.graphics.shapes import Drawing, Rect
from reportlab.lib.colors import Color, white

from reports.fonts import register
from reports.plotting import (
    INK,
    MUTED,
    ROW_SIZE,
    SERIES,
    TICK_SIZE,
    TRACK,
    Number,
    plain_number,
    shorten,
    string,
)
from reports.text import text_width

_GAP = 2.0
_HEAD = 14.0
_TALLEST, _WIDEST = 24.0, 62.0
_FAINTEST = 0.14  # of the colour: the least value still differs from nothing
_DARK = 0.6  # from here on the number is written in white


def heat_chart(
    width: float,
    height: float,
    rows: Sequence[str],
    columns: Sequence[str],
    values: Mapping[tuple[int, int], float],
    number: Number = plain_number,
) -> Drawing:
    """Draw a field for each row and column, with its value where there is one; every field is at
    most as large as is pleasant to read."""
    register()
    drawing = Drawing(width, height)
    largest = max(values.values(), default=0) or 1
    left = max((text_width(row, ROW_SIZE) for row in rows), default=0) + 8
    across = min((width - left) / max(len(columns), 1), _WIDEST)
    down = min((height - _HEAD) / max(len(rows), 1), _TALLEST)
    top = height - _HEAD
    for place, title in enumerate(columns):
        shown = shorten(title, TICK_SIZE, across - 2)
        middle = left + across * (place + 0.5)
        drawing.add(string(middle, height - 9, shown, TICK_SIZE, MUTED, "middle"))
    for line, title in enumerate(rows):
        bottom = top - down * (line + 1)
        text_y = bottom + down / 2 - ROW_SIZE * 0.36
        drawing.add(string(left - 6, text_y, title, ROW_SIZE, INK, "end"))
        for place in range(len(columns)):
            value = values.get((line, place))
            spot = (left + across * place, bottom + _GAP / 2)
            _draw_field(drawing, spot, (across - _GAP, down - _GAP), value, largest)
            if value is not None:
                strength = value / largest
                text = number(value)
                if text_width(text, TICK_SIZE, True) < across - _GAP:
                    ink = white if strength >= _DARK else INK
                    middle = spot[0] + (across - _GAP) / 2
                    drawing.add(string(middle, text_y + 0.3, text, TICK_SIZE, ink, "middle", True))
    return drawing


def _draw_field(
    drawing: Drawing,
    place: tuple[float, float],
    size: tuple[float, float],
    value: float | None,
    largest: float,
) -> None:
    drawing.add(Rect(*place, *size, rx=2, ry=2, fillColor=TRACK, strokeColor=None))
    if value is not None:
        first = SERIES[0]
        alpha = _FAINTEST + (1 - _FAINTEST) * value / largest
        fill = Color(first.red, first.green, first.blue, alpha=alpha)
        drawing.add(Rect(*place, *size, rx=2, ry=2, fillColor=fill, strokeColor=None))
