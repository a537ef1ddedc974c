"""The headings of a table, with the sort arrow beside the words instead of over them."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPolygonF
from PySide6.QtWidgets import QHeaderView, QStyleOptionHeader, QTableView

from ui import theme

# As the style sheet has them.
_PIXELS, _PADDING = 12, 10
_ARROW_WIDTH, _ARROW_HEIGHT, _GAP = 8, 4, 4


class Header(QHeaderView):
    """Writes the arrow behind a heading; before it where the heading stands at the right.

    So a number's heading stays in line with its numbers. Qt would put the arrow on its last letter.
    """

    def __init__(self, table: QTableView) -> None:
        super().__init__(Qt.Orientation.Horizontal, table)
        self.setHighlightSections(False)
        self.setSectionsClickable(True)
        self.setSortIndicatorShown(True)
        self.setMinimumSectionSize(40)

    def needed_width(self, section: int) -> int:
        """Return the room the words and the arrow of a section take."""
        arrow = _ARROW_WIDTH + _GAP
        return max(2 * _PADDING + self._words_width(section) + arrow, self.minimumSectionSize())

    def arrow_place(self, section: int, rect: QRect) -> QRect:
        """Return where the arrow stands in a section that covers `rect`."""
        away = _PADDING + self._words_width(section) + _GAP
        spare = rect.width() - _ARROW_WIDTH
        left = spare - away if self._stands_right(section) else away
        place = rect.left() + min(max(left, 0), spare)
        return QRect(place, rect.center().y() - _ARROW_HEIGHT // 2, _ARROW_WIDTH, _ARROW_HEIGHT)

    def _words_width(self, section: int) -> int:
        words = self.model().headerData(section, self.orientation())
        return QFontMetrics(theme.body_font(_PIXELS)).horizontalAdvance(words or "")

    def _stands_right(self, section: int) -> bool:
        role = Qt.ItemDataRole.TextAlignmentRole
        alignment = self.model().headerData(section, self.orientation(), role)
        return bool(alignment and alignment & Qt.AlignmentFlag.AlignRight)

    # Qt overrides

    def initStyleOptionForIndex(self, option: QStyleOptionHeader, section: int) -> None:
        super().initStyleOptionForIndex(option, section)
        option.sortIndicator = QStyleOptionHeader.SortIndicator.None_

    def paintSection(self, painter: QPainter, rect: QRect, section: int) -> None:
        painter.save()
        super().paintSection(painter, rect, section)
        painter.restore()
        if section != self.sortIndicatorSection():
            return
        place = self.arrow_place(section, rect)
        upper, lower = float(place.top()), float(place.top() + _ARROW_HEIGHT)
        rising = self.sortIndicatorOrder() == Qt.SortOrder.AscendingOrder
        base, tip = (lower, upper) if rising else (upper, lower)
        left = float(place.left())
        corners = [
            QPointF(left, base),
            QPointF(left + _ARROW_WIDTH, base),
            QPointF(left + _ARROW_WIDTH / 2, tip),
        ]
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.fillRect(place, theme.colour("surface"))
        painter.setBrush(theme.colour("muted"))
        painter.drawPolygon(QPolygonF(corners))
        painter.restore()
