"""A histogram of piled-up bars with marks where something begins."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reportlab.graphics.shapes import Drawing, Line
from reportlab.lib.colors import Color

from reports.plotting import (
    INK,
    MUTED,
    TICK_SIZE,
    Number,
    axes,
    draw_bar,
    plain_number,
    string,
)
from reports.text import text_width

_GAP = 3.0


@dataclass(frozen=True)
class Pile:
    """The counts of one colour, bin by bin."""

    colour: Color
    counts: Sequence[int]


@dataclass(frozen=True)
class Mark:
    """A line at a value, with its name above."""

    value: float
    name: str


def histogram(
    width: float,
    height: float,
    step: float,
    piles: Sequence[Pile],
    marks: Sequence[Mark] = (),
    number: Number = plain_number,
) -> Drawing:
    """Draw how many lie in each step; the piles stand on each other, the first lowest. The last
    bin takes whatever lies above it."""
    bins = max((len(pile.counts) for pile in piles), default=1)
    totals = [sum(pile.counts[place] for pile in piles) for place in range(bins)] if piles else []
    drawing, plot = axes(width, height, max(totals, default=0), number)
    band = plot.width / bins
    for place in range(bins):
        reached = 0
        for pile in piles:
            base = plot.y(reached)
            reached += pile.counts[place]
            size = (max(band - 2, 1.0), plot.y(reached) - base)
            draw_bar(drawing, (plot.left + band * place + 1, base), size, pile.colour)
    _write_values(drawing, plot.left, plot.bottom, band, bins, step, number)
    free = 0.0
    for mark in sorted(marks, key=lambda mark: mark.value):
        x = plot.left + min(mark.value / step, bins) * band
        top = plot.bottom + plot.height
        drawing.add(Line(x, plot.bottom, x, top + 2, strokeColor=MUTED, strokeWidth=0.7))
        left = max(free, x - text_width(mark.name, TICK_SIZE) / 2)
        drawing.add(string(left, top + 6, mark.name, TICK_SIZE, INK))
        free = left + text_width(mark.name, TICK_SIZE) + _GAP
    return drawing


def _write_values(
    drawing: Drawing,
    left: float,
    bottom: float,
    band: float,
    bins: int,
    step: float,
    number: Number,
) -> None:
    """Write the values where the bins begin: as many as have room."""
    widest = max(text_width(number(step * place), TICK_SIZE) for place in range(bins)) + 8
    every = next((each for each in (1, 2, 4, 5, 10) if each * band >= widest), bins)
    for place in range(0, bins, every):
        value = number(step * place)
        text = f"{value}+" if place == bins - 1 else value
        drawing.add(string(left + band * place, bottom - 11, text, TICK_SIZE, MUTED, "middle"))
