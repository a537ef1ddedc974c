"""What came of the last Enter, so large that whoever stands at the table reads their own name."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from ui import icons
from ui.events.door.words import Said
from ui.theme import body_font, colour

_MARK, _NAME, _TEXT = 132, 72, 26  # pixels at scale 1
_LEAST_NAME = 30
_TONES = ("accent", "good", "warning", "teal", "violet", "grey")
_ROUND = 18
_Align = Qt.AlignmentFlag


class Banner(QWidget):
    """One mark, one name, one sentence."""

    def __init__(self) -> None:
        super().__init__()
        self._said: Said | None = None
        self._scale = 1.0

    def show_said(self, said: Said) -> None:
        self._said = said
        self.setAccessibleName(f"{said.name} {said.text}".strip())
        self.update()

    def set_scale(self, scale: float) -> None:
        self._scale = scale
        self.update()

    @property
    def said(self) -> Said | None:
        return self._said

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        said = self._said
        if said is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(f"{said.tone}_soft"))
        radius = self._size(_ROUND)
        painter.drawRoundedRect(QRectF(self.rect()), radius, radius)
        self._paint_words(painter, said, self._paint_mark(painter, said))
        painter.end()

    def _size(self, pixels: float) -> int:
        return round(pixels * self._scale)

    def _paint_mark(self, painter: QPainter, said: Said) -> int:
        """Draw the mark in the middle; return the height below it."""
        side = self._size(_MARK)
        whole = side + self._size(_NAME * 1.3 + _TEXT * 3.4)
        top = max(self._size(20), (self.height() - whole) // 2)
        circle = QRect((self.width() - side) // 2, top, side, side)
        painter.setBrush(colour(said.tone))
        painter.drawEllipse(circle)
        margin = side // 4
        drawing = circle.adjusted(margin, margin, -margin, -margin)
        icons.icon(said.icon, f"{said.tone}_soft").paint(painter, drawing)
        return circle.bottom()

    def _paint_words(self, painter: QPainter, said: Said, below: int) -> None:
        room = self.rect().adjusted(self._size(28), 0, -self._size(28), 0)
        pixels = self._size(_NAME)
        painter.setFont(body_font(pixels, bold=True))
        width = max(1, painter.fontMetrics().horizontalAdvance(said.name))
        pixels = max(self._size(_LEAST_NAME), min(pixels, pixels * room.width() // width))
        painter.setFont(body_font(pixels, bold=True))
        metrics = painter.fontMetrics()
        painter.setPen(colour("ink"))
        name = metrics.elidedText(said.name, Qt.TextElideMode.ElideRight, room.width())
        line = QRect(room.left(), below + self._size(18), room.width(), metrics.height())
        painter.drawText(line, _Align.AlignCenter, name)
        painter.setFont(body_font(self._size(_TEXT)))
        painter.setPen(colour(said.tone if said.name else "muted"))
        text = QRect(room.left(), line.bottom() + self._size(12), room.width(), self.height())
        top = _Align.AlignHCenter | _Align.AlignTop | Qt.TextFlag.TextWordWrap
        painter.drawText(text, int(top), said.text)
