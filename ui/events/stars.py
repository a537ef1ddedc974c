"""A mark from 1 to 5 as stars in the cell of a table."""

from __future__ import annotations

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QPainter

from ui.records.delegates import CELL_PADDING
from ui.theme import body_font, colour

STAR = 18


def paint_stars(painter: QPainter, place: QRect, mark: int) -> None:
    painter.setFont(body_font(15))
    for star in range(5):
        painter.setPen(colour("accent" if star < mark else "strong_line"))
        spot = QRect(place.x() + CELL_PADDING + star * STAR, place.y(), STAR, place.height())
        painter.drawText(spot, Qt.AlignmentFlag.AlignVCenter, "★" if star < mark else "☆")
