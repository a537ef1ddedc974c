"""Paints a reportlab Drawing on the screen: a chart is defined once, for paper and window alike."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QFont,
    QFontMetricsF,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
    QTransform,
)
from PySide6.QtWidgets import QSizePolicy, QWidget
from reportlab.graphics import shapes

from reports import fonts, plotting
from reports.text import text_width
from ui import theme

# One point of paper takes so many pixels of screen: the 7 pt labels become 11 px.
SCALE = 1.55
# Text is laid out at this size and scaled down: glyphs keep their paper proportions.
_LAYOUT_PIXELS = 100
_CAPS = (Qt.PenCapStyle.FlatCap, Qt.PenCapStyle.RoundCap, Qt.PenCapStyle.SquareCap)

Make = Callable[[float, float], Any]


class ChartView(QWidget):
    """Shows the chart that `make(width, height)` draws, in points, for the space there is."""

    def __init__(self) -> None:
        super().__init__()
        self._make: Make | None = None
        self._drawing: Any = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_chart(self, make: Make, description: str) -> None:
        self._make = make
        self._drawing = None
        self.setAccessibleName(description)
        self.update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(420, 210)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 170)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._drawing = None

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._make is None:
            return
        if self._drawing is None:
            self._drawing = self._make(self.width() / SCALE, self.height() / SCALE)
        with QPainter(self) as painter:
            painter.setRenderHints(
                QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing
            )
            painter.translate(0, self._drawing.height * SCALE)
            painter.scale(SCALE, -SCALE)
            paint(painter, self._drawing)


def paint(painter: QPainter, shape: Any) -> None:
    """Paint a shape and all it holds. The painter's y axis points upwards, as on paper."""
    if isinstance(shape, shapes.Group | shapes.Drawing):
        painter.save()
        painter.setTransform(QTransform(*shape.transform), True)
        for part in shape.contents:
            paint(painter, part)
        painter.restore()
        return
    if isinstance(shape, shapes.String):
        _write(painter, shape)
        return
    _dip_pen(painter, shape)
    if isinstance(shape, shapes.Rect):
        rect = QRectF(shape.x, shape.y, shape.width, shape.height)
        painter.drawRoundedRect(rect, shape.rx or 0, shape.ry or 0)
    elif isinstance(shape, shapes.Circle):
        painter.drawEllipse(QPointF(shape.cx, shape.cy), shape.r, shape.r)
    elif isinstance(shape, shapes.Line):
        painter.drawLine(QPointF(shape.x1, shape.y1), QPointF(shape.x2, shape.y2))
    elif isinstance(shape, shapes.PolyLine):
        painter.drawPolyline(QPolygonF(list(_points(shape.points))))
    elif isinstance(shape, shapes.Path):
        painter.drawPath(_path(shape))
    else:
        raise TypeError(f"no way to paint a {type(shape).__name__}")


def screen_colour(colour: Any) -> QColor:
    """Return the theme's colour for a colour of paper; one without a counterpart stays."""
    token = _tokens().get(colour.hexval()[2:].lower())
    made = theme.colour(token) if token else QColor.fromRgbF(colour.red, colour.green, colour.blue)
    made.setAlphaF(colour.alpha)
    return made


def _tokens() -> dict[str, str]:
    pairs = (
        (plotting.INK, "ink"),
        (plotting.MUTED, "muted"),
        (plotting.GRID, "line"),
        (plotting.BASE, "strong_line"),
        (plotting.TRACK, "grey_soft"),
        (plotting.SERIES[0], "accent"),
    )
    known = {colour.hexval()[2:].lower(): token for colour, token in pairs}
    return known | {"ffffff": "surface"}


def _dip_pen(painter: QPainter, shape: Any) -> None:
    stroke = getattr(shape, "strokeColor", None)
    width = getattr(shape, "strokeWidth", 1)
    if stroke is None or not width:
        painter.setPen(Qt.PenStyle.NoPen)
    else:
        cap = _CAPS[getattr(shape, "strokeLineCap", 0) or 0]
        join = Qt.PenJoinStyle.RoundJoin
        painter.setPen(QPen(screen_colour(stroke), width, Qt.PenStyle.SolidLine, cap, join))
    fill = getattr(shape, "fillColor", None)
    painter.setBrush(QBrush(screen_colour(fill)) if fill is not None else Qt.BrushStyle.NoBrush)


def _points(numbers: list[float]) -> Iterator[QPointF]:
    for place in range(0, len(numbers), 2):
        yield QPointF(numbers[place], numbers[place + 1])


def _path(shape: Any) -> QPainterPath:
    """Turn the operators of a path (move, line, curve, close) into Qt's."""
    made = QPainterPath()
    points = _points(shape.points)
    for operator in shape.operators:
        if operator == 0:
            made.moveTo(next(points))
        elif operator == 1:
            made.lineTo(next(points))
        elif operator == 2:
            made.cubicTo(next(points), next(points), next(points))
        else:
            made.closeSubpath()
    return made


def _write(painter: QPainter, shape: Any) -> None:
    bold = shape.fontName == fonts.BOLD
    font = QFont(theme.body_font(_LAYOUT_PIXELS, bold=bold))
    width = QFontMetricsF(font).horizontalAdvance(shape.text) / _LAYOUT_PIXELS * shape.fontSize
    # The chart was laid out for the font of paper: a wider one of the screen is narrowed to fit.
    room = text_width(shape.text, shape.fontSize, bold)
    narrowed = min(1.0, room / width) if width else 1.0
    width *= narrowed
    left = shape.x - {"start": 0.0, "middle": width / 2, "end": width}[shape.textAnchor]
    scale = shape.fontSize / _LAYOUT_PIXELS
    painter.save()
    painter.translate(left, shape.y)
    painter.scale(scale * narrowed, -scale)
    painter.setFont(font)
    painter.setPen(screen_colour(shape.fillColor))
    painter.drawText(QPointF(0, 0), shape.text)
    painter.restore()
