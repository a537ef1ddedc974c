"""Pieces of a ring as Bézier paths: the one notion of arcs that paper and screen share."""

from __future__ import annotations

from math import ceil, cos, pi, sin, tan

from reportlab.graphics.shapes import Path

_HOLE = 0.64  # of the radius
_GAP = 0.02  # radians left open at both ends of a piece
_LARGEST_ARC = pi / 3  # one curve is good for no more


def ring_piece(x: float, y: float, radius: float, begin: float, end: float) -> Path:
    """Return the piece from one share of the turn to another, clockwise from the top."""
    gap = min(_GAP, (end - begin) * pi / 2) if end - begin < 1 else 0.0
    first = pi / 2 - 2 * pi * begin - gap
    last = pi / 2 - 2 * pi * end + gap
    piece = Path()
    piece.moveTo(x + radius * cos(first), y + radius * sin(first))
    _add_arc(piece, x, y, radius, first, last)
    hole = radius * _HOLE
    piece.lineTo(x + hole * cos(last), y + hole * sin(last))
    _add_arc(piece, x, y, hole, last, first)
    piece.closePath()
    return piece


def _add_arc(path: Path, x: float, y: float, radius: float, begin: float, end: float) -> None:
    count = max(1, ceil(abs(end - begin) / _LARGEST_ARC))
    step = (end - begin) / count
    reach = 4 / 3 * tan(step / 4) * radius
    for index in range(count):
        angle = begin + index * step
        then = angle + step
        path.curveTo(
            x + radius * cos(angle) - reach * sin(angle),
            y + radius * sin(angle) + reach * cos(angle),
            x + radius * cos(then) + reach * sin(then),
            y + radius * sin(then) - reach * cos(then),
            x + radius * cos(then),
            y + radius * sin(then),
        )
