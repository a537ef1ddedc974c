"""What all charts are made of: colours, axes, labels, bars, legends."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from reportlab.graphics.shapes import Drawing, Line, Path, Rect, String
from reportlab.lib.colors import Color, HexColor

from reports.fonts import BOLD, REGULAR, register
from reports.text import text_width

SERIES = tuple(
    HexColor(code)
    for code in ("#2F6F8F", "#E0A243", "#6BA368", "#C8553D", "#8E7CC3", "#9AA5B1", "#4FA3A5")
)
INK, MUTED, GRID, BASE, TRACK = map(
    HexColor, ("#1F2933", "#6B7785", "#E6EAEE", "#C5CDD5", "#EEF2F5")
)

TICK_SIZE, LEGEND_SIZE, ROW_SIZE = 7.0, 7.5, 8.0
_BOTTOM, _TOP, _GAP = 18.0, 20.0, 5.0
_MANY_LABELS = 8  # more than these are thinned out, fewer are shortened

Number = Callable[[float], str]


@dataclass(frozen=True)
class Plot:
    """The rectangle inside the axes, and the value at its upper edge."""

    left: float
    bottom: float
    width: float
    height: float
    top_value: float

    def y(self, value: float) -> float:
        return self.bottom + self.height * value / self.top_value


def plain_number(value: float) -> str:
    """Write a number with thousands separators and at most one decimal."""
    return f"{value:,.0f}" if abs(value - round(value)) < 1e-9 else f"{value:,.1f}"


def axes(width: float, height: float, largest: float, number: Number) -> tuple[Drawing, Plot]:
    register()
    drawing = Drawing(width, height)
    ticks = round_ticks(largest)
    left = max(text_width(number(tick), TICK_SIZE) for tick in ticks) + _GAP + 4
    plot = Plot(left, _BOTTOM, width - left - 10, height - _BOTTOM - _TOP, ticks[-1])
    for tick in ticks:
        y = plot.y(tick)
        colour = BASE if tick == 0 else GRID
        drawing.add(Line(left, y, left + plot.width, y, strokeColor=colour, strokeWidth=0.6))
        drawing.add(
            string(left - _GAP, y - TICK_SIZE * 0.35, number(tick), TICK_SIZE, MUTED, "end")
        )
    return drawing, plot


def write_labels(
    drawing: Drawing, plot: Plot, places: Sequence[float], labels: Sequence[str], band: float
) -> None:
    """Write the labels under the axis: thinned out from the last where they are many."""
    step = 1
    if len(labels) > _MANY_LABELS:
        widest = max(text_width(label, TICK_SIZE) for label in labels) + 6
        step = min(ceil(widest / band), ceil(len(labels) / 3))
    for index, (place, label) in enumerate(zip(places, labels, strict=True)):
        if (len(labels) - 1 - index) % step == 0:
            shown = shorten(label, TICK_SIZE, band * step - 2)
            half = text_width(shown, TICK_SIZE) / 2
            x = max(half, min(place, drawing.width - half))
            drawing.add(string(x, plot.bottom - 11, shown, TICK_SIZE, MUTED, "middle"))


def write_tops(
    drawing: Drawing,
    plot: Plot,
    places: Sequence[float],
    values: Sequence[float | None],
    number: Number,
    band: float,
) -> None:
    """Write the values above their bars, where all of them fit."""
    texts = [number(value) if value is not None else "" for value in values]
    if any(text_width(text, TICK_SIZE) > band for text in texts):
        return
    for place, value, text in zip(places, values, texts, strict=True):
        if value:
            y = plot.y(value) + 3
            drawing.add(string(place, y, text, TICK_SIZE, INK, "middle"))


def draw_bar(
    drawing: Drawing, place: tuple[float, float], size: tuple[float, float], colour: Color
) -> None:
    if size[1] > 0:
        rounding = min(1.5, size[0] / 2, size[1] / 2)
        bar = Rect(*place, *size, rx=rounding, ry=rounding, fillColor=colour, strokeColor=None)
        drawing.add(bar)


def draw_legend(drawing: Drawing, x: float, y: float, names: Sequence[str]) -> None:
    for order, name in enumerate(names):
        drawing.add(swatch(x, y - 1, SERIES[order]))
        drawing.add(string(x + 10, y - 0.5, name, LEGEND_SIZE, INK))
        x += 24 + text_width(name, LEGEND_SIZE)


def swatch(x: float, y: float, colour: Color) -> Rect:
    return Rect(x, y, 7, 7, rx=2, ry=2, fillColor=colour, strokeColor=None)


def filled(shape: Path, colour: Color) -> Path:
    shape.fillColor, shape.strokeColor = colour, None
    return shape


def string(
    x: float,
    y: float,
    text: str,
    size: float,
    colour: Color,
    anchor: str = "start",
    bold: bool = False,
) -> String:
    font = BOLD if bold else REGULAR
    return String(x, y, text, fontName=font, fontSize=size, fillColor=colour, textAnchor=anchor)


def round_ticks(largest: float, about: int = 4) -> list[float]:
    """Return round values from zero to at least the largest; whole ones while they suffice."""
    if largest <= 0:
        return [0.0, 1.0]
    rough = largest / about
    power = 10.0 ** floor(log10(rough))
    step = next(each * power for each in (1, 2, 2.5, 5, 10) if each * power >= rough * (1 - 1e-9))
    if largest >= 1:
        step = max(step, 1.0)
    if 2.4 < step < 2.6 and largest == round(largest):
        step = 3.0
    return [index * step for index in range(ceil(largest / step - 1e-9) + 1)]


def shorten(text: str, size: float, room: float) -> str:
    """Cut a label to the room it has, with an ellipsis."""
    if text_width(text, size) <= room:
        return text
    while text and text_width(text + "…", size) > room:
        text = text[:-1]
    return text.rstrip() + "…"
