"""At the right of the door: how many are in, how many are still to come, who came last."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QLabel,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from models.events.attendance import AttendanceLine
from models.events.door_told import Counts
from ui.events.door import words
from ui.events.door.match_list import Index
from ui.formats import count_text, joined, time_text
from ui.furniture import label
from ui.theme import body_font, colour
from ui.wording import _, n_

_MEMBER = Qt.ItemDataRole.UserRole
_TIME = Qt.ItemDataRole.UserRole + 1
_INSIDE, _UNDER, _LINE = 112, 20, 20  # pixels at scale 1
_ROW = 44
_Align = Qt.AlignmentFlag


class Figures(QWidget):
    """One large number, what it is, and the smaller ones in a line below it."""

    def __init__(self) -> None:
        super().__init__()
        self._counts: Counts | None = None
        self._scale = 1.0

    def show_counts(self, counts: Counts) -> None:
        self._counts = counts
        self.setAccessibleName(joined([_("{count} in", count=counts.inside), *lines_of(counts)]))
        self.update()

    def set_scale(self, scale: float) -> None:
        self._scale = scale
        self.setFixedHeight(round((_INSIDE * 1.2 + _UNDER * 5.2) * scale))

    # Qt overrides

    def paintEvent(self, event: QPaintEvent) -> None:
        counts = self._counts
        if counts is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        number = self._paint_number(painter, counts)
        painter.setFont(body_font(round(_UNDER * 1.3 * self._scale), bold=True))
        painter.setPen(colour("muted"))
        painter.drawText(number, _Align.AlignRight | _Align.AlignBottom, _("here now"))
        top = number.bottom() + round(14 * self._scale)
        if counts.capacity:
            top = self._paint_bar(painter, counts, top)
        painter.setFont(body_font(round(_UNDER * self._scale)))
        painter.setPen(colour("ink"))
        step = painter.fontMetrics().height() + round(4 * self._scale)
        for text in lines_of(counts):
            painter.drawText(QRect(0, top, self.width(), step), _Align.AlignLeft, text)
            top += step
        painter.end()

    def _paint_number(self, painter: QPainter, counts: Counts) -> QRect:
        painter.setFont(body_font(round(_INSIDE * self._scale), bold=True))
        painter.setPen(colour("accent"))
        metrics = painter.fontMetrics()
        line = QRect(0, 0, self.width(), round(metrics.capHeight() * 1.25))
        painter.drawText(0, line.bottom() - round(6 * self._scale), count_text(counts.inside))
        return line

    def _paint_bar(self, painter: QPainter, counts: Counts, top: int) -> int:
        """Draw how full it is; return the height below it."""
        high = round(10 * self._scale)
        full = min(1.0, counts.inside / max(1, counts.capacity or 1))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour("line"))
        whole = QRectF(0, top, self.width(), high)
        painter.drawRoundedRect(whole, high / 2, high / 2)
        painter.setBrush(colour("warning" if full >= 1 else "accent"))
        if full > 0:
            done = QRectF(0, top, max(high, full * self.width()), high)
            painter.drawRoundedRect(done, high / 2, high / 2)
        return top + high + round(12 * self._scale)


def lines_of(counts: Counts) -> list[str]:
    """Word the smaller figures; what is full or more than full is said."""
    lines = [
        n_("{count} still expected", "{count} still expected", counts.to_come),
        n_("{count} walk-in", "{count} walk-ins", counts.walk_ins),
    ]
    if counts.capacity is not None:
        free = counts.capacity - counts.inside
        if free > 0:
            lines.append(n_("{count} place left", "{count} places left", free))
        elif not free:
            lines.append(_("The house is full"))
        else:
            lines.append(n_("{count} more than places", "{count} more than places", -free))
    return lines


class Arrivals(QListWidget):
    """Who came in last. Delete takes a wrong tick away; letters belong to the line.

    Signals:
        away_wanted(bytes): the tick of this member was wrong.
        typed(str): what was typed here.
    """

    away_wanted = Signal(object)
    typed = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.scale = 1.0
        self.setItemDelegate(_Delegate(self))
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setProperty("role", "bare")
        self.setAccessibleName(_("Last arrivals"))
        self.setToolTip(_("Delete takes a wrong tick away"))

    def show_lines(self, lines: list[AttendanceLine]) -> None:
        self.clear()
        for line in lines:
            item = QListWidgetItem(words.with_guests(line.member_name, line.guests))
            time = time_text(line.arrived) if line.arrived else ""
            item.setData(_MEMBER, line.member)
            item.setData(_TIME, time)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, joined([item.text(), time]))
            self.addItem(item)

    def names(self) -> list[str]:
        return [self.item(row).text() for row in range(self.count())]

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.currentItem()
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and item is not None:
            self.away_wanted.emit(item.data(_MEMBER))
        elif event.text().isprintable() and event.text().strip():
            self.typed.emit(event.text())
        else:
            super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    def __init__(self, view: Arrivals) -> None:
        super().__init__(view)
        self._view = view

    # Qt overrides

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(100, round(_ROW * self._view.scale))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        place = option.rect
        if place.bottom() > self._view.viewport().height():
            return  # half a name is none
        painter.save()
        chosen = option.state & QStyle.StateFlag.State_Selected and self._view.hasFocus()
        if chosen:
            painter.fillRect(place, colour("accent_soft"))
        painter.fillRect(place.x(), place.bottom(), place.width(), 1, colour("line"))
        inside = place.adjusted(4, 0, -4, 0)
        painter.setFont(body_font(round(_LINE * 0.85 * self._view.scale)))
        painter.setPen(colour("muted"))
        time = index.data(_TIME)
        painter.drawText(inside, _Align.AlignVCenter | _Align.AlignRight, time)
        inside.setRight(inside.right() - painter.fontMetrics().horizontalAdvance(time) - 12)
        painter.setFont(body_font(round(_LINE * self._view.scale), bold=index.row() == 0))
        painter.setPen(colour("ink"))
        metrics = painter.fontMetrics()
        name = metrics.elidedText(index.data(), Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, _Align.AlignVCenter | _Align.AlignLeft, name)
        painter.restore()


class Side(QWidget):
    """The figures and, below them, the last arrivals."""

    def __init__(self) -> None:
        super().__init__()
        self.figures = Figures()
        self.arrivals = Arrivals()
        self._heading: QLabel = label(_("Last arrivals"))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(self.figures)
        column.addSpacing(10)
        column.addWidget(self._heading)
        column.addWidget(self.arrivals, 1)

    def set_scale(self, scale: float) -> None:
        self._heading.setFont(body_font(round(18 * scale), bold=True))
        self.figures.set_scale(scale)
        self.arrivals.scale = scale
        self.arrivals.scheduleDelayedItemsLayout()
