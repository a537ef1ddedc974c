"""Cells drawn by their column's look: text, number, status chip, ratio bar with its number."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.records.columns import Column, Look
from ui.records.table_model import COLUMN_ROLE, LINE_ROLE
from ui.theme import colour

CHIP_HEIGHT = 21
CELL_PADDING = 10
GOOD_RATIO = 0.5
_BAR_NUMBER = 46


class CellDelegate(QStyledItemDelegate):
    """One delegate for the whole table: what a cell looks like is its column's business."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        column: Column = index.data(COLUMN_ROLE)
        cell = QStyleOptionViewItem(option)
        self.initStyleOption(cell, index)
        # The row says where the keyboard is; a dotted cell frame inside it is noise.
        cell.state &= ~QStyle.StateFlag.State_HasFocus
        text, cell.text = cell.text, ""
        cell.widget.style().drawControl(
            QStyle.ControlElement.CE_ItemViewItem, cell, painter, cell.widget
        )
        if column.look in (Look.TEXT, Look.NUMBER):
            paint_text(painter, cell, text)
            return
        line = index.data(LINE_ROLE)
        if line is None or not text:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if column.look is Look.CHIP:
            paint_chip(painter, cell.rect, text, column.tone_of(line), cell.font)
        else:
            _paint_ratio(painter, cell.rect, text, column.ratio_of(line) or 0.0)
        painter.restore()


def paint_text(painter: QPainter, cell: QStyleOptionViewItem, text: str) -> None:
    """Draw a text under its heading to the pixel, which the style itself misses by three."""
    room = cell.rect.adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
    painter.setFont(cell.font)
    painter.setPen(colour("ink"))
    text = cell.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(cell.displayAlignment), text)


def paint_chip(painter: QPainter, place: QRect, text: str, tone: str, font: QFont) -> None:
    """Draw a soft chip at the left of a cell, shortened where the cell is too narrow."""
    small = QFont(font)
    small.setPixelSize(12)
    metrics = QFontMetrics(small)
    room = place.width() - CELL_PADDING - 22
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room, 12))
    width = metrics.horizontalAdvance(text) + 18
    chip = QRectF(
        place.x() + CELL_PADDING - 1,
        place.center().y() - CHIP_HEIGHT // 2 + 0.5,
        width,
        CHIP_HEIGHT,
    )
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour(f"{tone}_soft")))
    painter.drawRoundedRect(chip, CHIP_HEIGHT / 2, CHIP_HEIGHT / 2)
    painter.setPen(QColor(colour(tone)))
    painter.setFont(small)
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)


def _paint_ratio(painter: QPainter, place: QRect, text: str, ratio: float) -> None:
    room = max(place.width() - _BAR_NUMBER - CELL_PADDING * 2, 0)
    bar = QRectF(place.x() + CELL_PADDING, place.center().y() - 2, room, 5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colour("grey_soft")))
    painter.drawRoundedRect(bar, 2.5, 2.5)
    bar.setWidth(bar.width() * min(max(ratio, 0.0), 1.0))
    painter.setBrush(QColor(colour("accent" if ratio >= GOOD_RATIO else "warning")))
    painter.drawRoundedRect(bar, 2.5, 2.5)
    painter.setPen(QColor(colour("muted")))
    painter.drawText(
        QRect(place.right() - CELL_PADDING - _BAR_NUMBER, place.y(), _BAR_NUMBER, place.height()),
        Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
        text,
    )
