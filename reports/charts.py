"""Charts as reportlab Drawings: the one definition for paper and for the overview on screen.

Every function takes the space there is in points, labels already worded, and values that are not
negative. No function knows what it draws. On screen the named colours of reports.plotting are
swapped for those of the theme.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Circle, Drawing, Path, PolyLine
from reportlab.lib.colors import Color, white

from reports.arcs import ring_piece
from reports.fonts import register
from reports.plotting import (
    INK,
    LEGEND_SIZE,
    MUTED,
    ROW_SIZE,
    SERIES,
    TICK_SIZE,
    TRACK,
    Number,
    Plot,
    axes,
    draw_bar,
    draw_legend,
    filled,
    plain_number,
    shorten,
    string,
    swatch,
    write_labels,
    write_tops,
)
from reports.text import text_width


@dataclass(frozen=True)
class Series:
    """A named row of values; None where nothing is known."""

    name: str
    values: Sequence[float | None]


@dataclass(frozen=True)
class _End:
    """Where a line ends, and the value written there."""

    x: float
    y: float
    text: str
    colour: Color


def line_chart(
    width: float,
    height: float,
    labels: Sequence[str],
    series: Sequence[Series],
    number: Number = plain_number,
) -> Drawing:
    """Draw a line for each series, the first with a soft area under it."""
    drawing, plot = axes(width, height, _largest(series), number)
    band = plot.width / max(len(labels), 1)
    places = [plot.left + band * (index + 0.5) for index in range(len(labels))]
    write_labels(drawing, plot, places, labels, band)
    ends: list[_End] = []
    for order, one in enumerate(series):
        for points in _stretches(plot, places, one.values):
            if order == 0:
                _draw_area(drawing, plot, points)
            _draw_line(drawing, points, SERIES[order])
        last = one.values[-1] if one.values else None
        if last is not None:
            point = (places[-1], plot.y(last))
            drawing.add(_dot(point, 2.6, SERIES[order], SERIES[order]))
            ends.append(_End(*point, number(last), SERIES[order]))
    _write_ends(drawing, ends, width)
    draw_legend(drawing, plot.left, height - 9, [one.name for one in series])
    return drawing


def stacked_chart(
    width: float,
    height: float,
    labels: Sequence[str],
    series: Sequence[Series],
    number: Number = plain_number,
) -> Drawing:
    """Draw bars that pile up the series, with the total above each."""
    totals = [sum(one.values[index] or 0 for one in series) for index in range(len(labels))]
    drawing, plot = axes(width, height, max(totals, default=0), number)
    band = plot.width / max(len(labels), 1)
    thickness = min(18.0, band * 0.62)
    places = [plot.left + band * (index + 0.5) for index in range(len(labels))]
    for index, place in enumerate(places):
        reached = 0.0
        for order, one in enumerate(series):
            value = one.values[index] or 0
            base = plot.y(reached)
            reached += value
            draw_bar(
                drawing,
                (place - thickness / 2, base),
                (thickness, max(plot.y(reached) - base - 0.6, 0.4) if value else 0.0),
                SERIES[order],
            )
    write_tops(drawing, plot, places, totals, number, band)
    write_labels(drawing, plot, places, labels, band)
    draw_legend(drawing, plot.left, height - 9, [one.name for one in series])
    return drawing


def row_chart(
    width: float,
    height: float,
    rows: Sequence[tuple[str, float]],
    number: Number = plain_number,
) -> Drawing:
    """Draw a horizontal bar for each (label, value), the longest filling its track."""
    register()
    drawing = Drawing(width, height)
    largest = max((value for _label, value in rows), default=0) or 1
    label_room = min(
        max((text_width(label, ROW_SIZE) for label, _value in rows), default=0) + 8, width * 0.4
    )
    value_room = max((text_width(number(value), ROW_SIZE, True) for _, value in rows), default=0)
    track = max(width - label_room - value_room - 10, 1)
    step = min(height / max(len(rows), 1), 18.0)
    thickness = min(step - 4, 9.0)
    for index, (label, value) in enumerate(rows):
        middle = height - step * (index + 0.5)
        text_y = middle - ROW_SIZE * 0.36
        shown = shorten(label, ROW_SIZE, label_room - 6)
        drawing.add(string(label_room - 6, text_y, shown, ROW_SIZE, INK, "end"))
        place = (label_room, middle - thickness / 2)
        draw_bar(drawing, place, (track, thickness), TRACK)
        if value > 0:
            draw_bar(drawing, place, (max(track * value / largest, 3.0), thickness), SERIES[0])
        drawing.add(
            string(label_room + track + 5, text_y, number(value), ROW_SIZE, INK, "start", True)
        )
    return drawing


def donut_chart(
    width: float,
    height: float,
    parts: Sequence[tuple[str, float]],
    centre: str,
    caption: str,
    number: Number = plain_number,
    colours: Sequence[Color] = SERIES,
) -> Drawing:
    """Draw the shares of a whole as a ring, with a legend of values and percentages."""
    register()
    drawing = Drawing(width, height)
    radius = min(height / 2 - 6, width * 0.235)
    middle_x, middle_y = radius + 4, height / 2
    total = sum(value for _label, value in parts)
    begun = 0.0
    for order, (_label, value) in enumerate(parts):
        if value > 0:
            share = value / total
            piece = ring_piece(middle_x, middle_y, radius, begun, begun + share)
            drawing.add(filled(piece, colours[order % len(colours)]))
            begun += share
    if total <= 0:
        drawing.add(filled(ring_piece(middle_x, middle_y, radius, 0, 1), TRACK))
    drawing.add(string(middle_x, middle_y - 2, centre, 15, INK, "middle", True))
    drawing.add(string(middle_x, middle_y - 13, caption, TICK_SIZE, MUTED, "middle"))
    left = middle_x + radius + 16
    step = min(14.0, height / max(len(parts), 1))
    line = middle_y + (len(parts) - 1) * step / 2 - 2.5
    for order, (label, value) in enumerate(parts):
        share_text = f"{number(value)}  {value / total:.0%}" if total > 0 else number(value)
        room = width - 4 - left - 11 - text_width(share_text, LEGEND_SIZE) - 6
        drawing.add(swatch(left, line - 1, colours[order % len(colours)]))
        drawing.add(string(left + 11, line, shorten(label, LEGEND_SIZE, room), LEGEND_SIZE, INK))
        drawing.add(string(width - 4, line, share_text, LEGEND_SIZE, MUTED, "end"))
        line -= step
    return drawing


def _largest(series: Sequence[Series]) -> float:
    return max((value for one in series for value in one.values if value is not None), default=0)


def _write_ends(drawing: Drawing, ends: Sequence[_End], width: float) -> None:
    """Write each line's last value above its point, or below where another line runs close."""
    above = float("inf")
    for end in sorted(ends, key=lambda end: -end.y):
        place = end.y - 12 if above - end.y < 2 * LEGEND_SIZE else end.y + 6
        above = end.y
        half = text_width(end.text, LEGEND_SIZE, True) / 2
        left = min(end.x, width - half)
        drawing.add(string(left, place, end.text, LEGEND_SIZE, end.colour, "middle", True))


def _draw_area(drawing: Drawing, plot: Plot, points: Sequence[tuple[float, float]]) -> None:
    if len(points) < 2:
        return
    first = SERIES[0]
    area = Path(fillColor=Color(first.red, first.green, first.blue, alpha=0.1), strokeColor=None)
    area.moveTo(points[0][0], plot.bottom)
    for x, y in points:
        area.lineTo(x, y)
    area.lineTo(points[-1][0], plot.bottom)
    area.closePath()
    drawing.add(area)


def _draw_line(drawing: Drawing, points: Sequence[tuple[float, float]], colour: Color) -> None:
    if len(points) > 1:
        line = PolyLine([number for point in points for number in point])
        line.strokeColor, line.strokeWidth = colour, 1.6
        line.strokeLineJoin = line.strokeLineCap = 1
        drawing.add(line)
    for point in points:
        drawing.add(_dot(point, 1.6, white, colour))


def _dot(point: tuple[float, float], radius: float, fill: Color, colour: Color) -> Circle:
    return Circle(*point, radius, fillColor=fill, strokeColor=colour, strokeWidth=1)


def _stretches(
    plot: Plot, places: Sequence[float], values: Sequence[float | None]
) -> list[list[tuple[float, float]]]:
    """Return the points of a line, broken where nothing is known."""
    stretches: list[list[tuple[float, float]]] = [[]]
    for place, value in zip(places, values, strict=True):
        if value is not None:
            stretches[-1].append((place, plot.y(value)))
        elif stretches[-1]:
            stretches.append([])
    return [points for points in stretches if points]
