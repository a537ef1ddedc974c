"""Cells drawn by their column's look: text, number, status chip, ratio bar with its number."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.records.columns import Column, Look
from ui.records.table_model import TableModel
from ui.theme import body_font, colour

CHIP_HEIGHT = 21
CELL_PADDING = 10
GOOD_RATIO = 0.5
_BAR_NUMBER = 46
_SMALL = 12
# The strip at the left of the row that has the keyboard.
_STRIP = 3
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class CellDelegate(QStyledItemDelegate):
    """One delegate for the whole table: what a cell looks like is its column's business.

    It draws everything itself from the finished line: asking the style, which asks the model for a
    dozen roles of each cell, takes twice the time, and a keystroke has one frame for all cells.
    """

    def __init__(self, table: QTableView, rows: TableModel, columns: Sequence[Column]) -> None:
        super().__init__(table)
        self._table = table
        self._rows = rows
        self._columns = tuple(columns)

    def set_columns(self, columns: Sequence[Column]) -> None:
        self._columns = tuple(columns)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        place, row = option.rect, index.row()
        paint_ground(painter, place, bool(option.state & QStyle.StateFlag.State_Selected))
        if index.column() == 0 and self._has_keyboard(row):
            painter.fillRect(place.x(), place.y(), _STRIP, place.height() - 1, colour("accent"))
        line = self._rows.line(row)
        if line is None:
            return
        column = self._columns[index.column()]
        text = column.text(line)
        if not text:
            return
        if column.look is Look.TEXT or column.look is Look.NUMBER:
            paint_text(painter, place, text, right=column.look is Look.NUMBER)
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if column.look is Look.CHIP:
            paint_chip(painter, place, text, column.tone_of(line))
        else:
            _paint_ratio(painter, place, text, column.ratio_of(line) or 0.0)
        painter.restore()

    def _has_keyboard(self, row: int) -> bool:
        return self._table.hasFocus() and self._table.currentIndex().row() == row


def paint_ground(painter: QPainter, place: QRect, selected: bool) -> None:
    """Draw what is under a cell: the selection and the hairline below the row."""
    if selected:
        painter.fillRect(place, colour("accent_soft"))
    painter.fillRect(place.x(), place.bottom(), place.width(), 1, colour("line"))


def paint_text(painter: QPainter, place: QRect, text: str, right: bool = False) -> None:
    """Draw a text under its heading to the pixel, which the style itself misses by three."""
    room = place.adjusted(CELL_PADDING, 0, -CELL_PADDING, 0)
    painter.setPen(colour("ink"))
    metrics = painter.fontMetrics()
    text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _RIGHT if right else _LEFT, text)


def paint_chip(painter: QPainter, place: QRect, text: str, tone: str) -> None:
    """Draw a soft chip at the left of a cell, shortened where the cell is too narrow."""
    painter.setFont(body_font(_SMALL))
    metrics = painter.fontMetrics()
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
    painter.setBrush(colour(f"{tone}_soft"))
    painter.drawRoundedRect(chip, CHIP_HEIGHT / 2, CHIP_HEIGHT / 2)
    painter.setPen(colour(tone))
    painter.drawText(chip, Qt.AlignmentFlag.AlignCenter, text)


def _paint_ratio(painter: QPainter, place: QRect, text: str, ratio: float) -> None:
    room = max(place.width() - _BAR_NUMBER - CELL_PADDING * 2, 0)
    bar = QRectF(place.x() + CELL_PADDING, place.center().y() - 2, room, 5)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour("grey_soft"))
    painter.drawRoundedRect(bar, 2.5, 2.5)
    bar.setWidth(bar.width() * min(max(ratio, 0.0), 1.0))
    painter.setBrush(colour("accent" if ratio >= GOOD_RATIO else "warning"))
    painter.drawRoundedRect(bar, 2.5, 2.5)
    painter.setPen(colour("muted"))
    painter.drawText(
        QRect(place.right() - CELL_PADDING - _BAR_NUMBER, place.y(), _BAR_NUMBER, place.height()),
        Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight,
        text,
    )
