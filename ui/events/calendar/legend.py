"""Below the month: which colour is which format, and what a dashed bar is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from models.events.calendar import DayEvent
from models.vocabulary import EventFormat
from ui.events.calendar.words import format_tone
from ui.formats import enumeration
from ui.records.choices import title_of
from ui.theme import body_font, colour
from ui.wording import _

_SQUARE, _BESIDE, _BETWEEN, _HEIGHT = 10, 6, 18, 18
_MOST = 6  # formats


class Legend(QWidget):
    """Says as much as there is room for."""

    def __init__(self) -> None:
        super().__init__()
        self._formats: list[str] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_events(self, events: Iterable[DayEvent]) -> None:
        counted = Counter(event.format for event in events if event.format)
        self._formats = [format for format, _count in counted.most_common(_MOST)]
        titles = [title_of(EventFormat, format) for format in self._formats]
        self.setAccessibleName(_("Formats: {formats}", formats=enumeration(titles)))
        self.update()

    # Qt overrides

    def sizeHint(self) -> QSize:
        return QSize(120, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = body_font(12)
        metrics, left = QFontMetrics(font), 1
        painter.setFont(font)
        for format in self._formats:
            title = title_of(EventFormat, format)
            width = metrics.horizontalAdvance(title)
            if left + _SQUARE + _BESIDE + width > self.width():
                break
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour(format_tone(format)))
            top = (self.height() - _SQUARE) / 2
            painter.drawRoundedRect(QRectF(left, top, _SQUARE, _SQUARE), 3, 3)
            left += _SQUARE + _BESIDE
            painter.setPen(colour("muted"))
            painter.drawText(left, 0, width + 2, self.height(),
                             int(Qt.AlignmentFlag.AlignVCenter), title)  # fmt: skip
            left += width + _BETWEEN
        painter.end()
