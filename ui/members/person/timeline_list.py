"""The column of everything that happened: discs on a thread, the months as headings."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from models import clock
from models.members.timeline import Happening, Timeline
from models.month import Month
from ui import icons
from ui.formats import month_text
from ui.members.person.words import worded
from ui.past.line_list import Index, LineList, Shown
from ui.theme import body_font, colour
from ui.wording import _

_ROW, _MONTH = 48, 38
_MARGIN, _DISC = 18, 30
_SMALL = 12
_Flag = Qt.AlignmentFlag


class TimelineList(LineList):
    """Signals:

    followed: a line was pressed, or Enter on it; carries the line.
    dropped: Delete was pressed on a line; carries it.
    """

    followed = Signal(object)
    dropped = Signal(object)

    def __init__(self) -> None:
        super().__init__(worded, _("Timeline"))
        self._timeline: Timeline | None = None
        self.setUniformItemSizes(False)
        self.setItemDelegate(_ThreadDelegate(self))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.opened.connect(self._follow)

    def show_timeline(self, timeline: Timeline) -> None:
        """Show other lines; the keyboard stays in the row it was in."""
        row = max(self.currentIndex().row(), 0)
        scrolled = self.verticalScrollBar().value()
        self._timeline = timeline
        self.rows.show(timeline)
        if timeline.total:
            self.choose(row)
        self.verticalScrollBar().setValue(scrolled)

    def heading(self, row: int) -> str:
        """Return what stands above a row: its month where the row is the first of it."""
        timeline = self._timeline
        if timeline is None or row >= timeline.total or not timeline.begins_month(row):
            return ""
        month = timeline.month(row)
        if month is None:
            return _("Nobody knows when")
        if month > Month.of(clock.today()):
            return _("{month} · to come", month=month_text(month))
        return month_text(month)

    def _follow(self) -> None:
        line = self.current()
        if isinstance(line, Happening):
            self.followed.emit(line)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        line = self.current()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and line is not None:
            self.dropped.emit(line)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        under = self.indexAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and under.isValid():
            self._follow()


class _ThreadDelegate(QStyledItemDelegate):
    def __init__(self, lines: TimelineList) -> None:
        super().__init__(lines)
        self._lines = lines

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, _ROW + (_MONTH if self._lines.heading(index.row()) else 0))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        shown = self._lines.rows.worded(index.row())
        if shown is None:
            return
        heading = self._lines.heading(index.row())
        place = option.rect.adjusted(0, _MONTH if heading else 0, 0, 0)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if heading:
            _paint_heading(painter, option.rect, heading)
        self._paint_ground(painter, place, option, index.row())
        self._paint_thread(painter, place, index.row())
        _paint_disc(painter, place, shown)
        _paint_words(painter, place, shown)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, place: QRect, option: QStyleOptionViewItem, row: int
    ) -> None:
        ground = QRectF(place.adjusted(6, 1, -6, -1))
        has_keyboard = self._lines.hasFocus() and self._lines.currentIndex().row() == row
        if has_keyboard:
            painter.setPen(QPen(colour("accent"), 1.5))
            painter.setBrush(colour("accent_soft"))
            painter.drawRoundedRect(ground, 8, 8)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("sunken"))
            painter.drawRoundedRect(ground, 8, 8)

    def _paint_thread(self, painter: QPainter, place: QRect, row: int) -> None:
        middle = _MARGIN + _DISC // 2
        last = row + 1 >= self._lines.rows.rowCount() or bool(self._lines.heading(row + 1))
        top = place.center().y() if self._lines.heading(row) else place.top()
        bottom = place.center().y() if last else place.bottom() + 1
        painter.setPen(QPen(colour("line"), 2))
        painter.drawLine(place.x() + middle, top, place.x() + middle, bottom)


def _paint_heading(painter: QPainter, place: QRect, heading: str) -> None:
    painter.setFont(body_font(_SMALL, bold=True))
    painter.setPen(colour("muted"))
    room = QRect(place.x() + _MARGIN, place.y() + 10, place.width() - 2 * _MARGIN, _MONTH - 12)
    painter.drawText(room, _Flag.AlignVCenter | _Flag.AlignLeft, heading)


def _paint_disc(painter: QPainter, place: QRect, shown: Shown) -> None:
    disc = QRect(place.x() + _MARGIN, place.center().y() - _DISC // 2 + 1, _DISC, _DISC)
    painter.setPen(QPen(colour("surface"), 3))
    painter.setBrush(colour(f"{shown.tone}_soft"))
    painter.drawEllipse(disc)
    icons.icon(shown.icon, shown.tone).paint(painter, disc.adjusted(7, 7, -7, -7))


def _paint_words(painter: QPainter, place: QRect, shown: Shown) -> None:
    small = body_font(_SMALL)
    end = QFontMetrics(small).horizontalAdvance(shown.end) + 12
    left = place.x() + _MARGIN + _DISC + 12
    room = QRect(left, place.y(), place.right() - _MARGIN - end - left, place.height())
    title = QRect(room.x(), room.y() + 6, room.width(), 19) if shown.caption else room
    painter.setFont(body_font())
    painter.setPen(colour("ink"))
    painter.drawText(title, _Flag.AlignVCenter, _fitted(painter, shown.title, room.width()))
    painter.setFont(small)
    painter.setPen(colour("muted"))
    if shown.caption:
        below = QRect(room.x(), room.y() + 25, room.width(), 17)
        painter.drawText(below, _Flag.AlignVCenter, _fitted(painter, shown.caption, room.width()))
    ending = QRect(room.right(), place.y(), end, place.height())
    painter.drawText(ending, _Flag.AlignVCenter | _Flag.AlignRight, shown.end)


def _fitted(painter: QPainter, text: str, room: int) -> str:
    return painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room)
