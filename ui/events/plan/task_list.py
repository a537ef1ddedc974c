"""The tasks of an event as a checklist: Space ticks, Alt and the arrows put in order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from models.events.task import TaskLine
from ui.events.plan.words import due_text, due_tone, said_aloud
from ui.icons import icon
from ui.theme import body_font, colour
from ui.wording import _

_HELD = Qt.ItemDataRole.UserRole
_ROW, _MARGIN, _BOX, _GAP = 40, 6, 18, 12
_SMALL = 12
_Flag = Qt.AlignmentFlag


class TaskList(QListWidget):
    """Signals:

    tick_wanted(object, bool): a task was done, or was not.
    edit_wanted(object): Enter or F2 on a task.
    remove_wanted(object): Delete on a task.
    move_wanted(object, int): a task is to go up (-1) or down (1).
    """

    tick_wanted = Signal(object, bool)
    edit_wanted = Signal(object)
    remove_wanted = Signal(object)
    move_wanted = Signal(object, int)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Tasks"))
        self.setItemDelegate(_Delegate(self))
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_tasks(self, tasks: Sequence[TaskLine]) -> None:
        """Show these tasks; the keyboard stays on its task, or on the nearest."""
        known, row = self.current(), self.currentRow()
        self.clear()
        for task in tasks:
            item = QListWidgetItem(task.title)
            item.setData(_HELD, task)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, said_aloud(task))
            self.addItem(item)
        places = [task.id for task in tasks]
        if known is not None and known.id in places:
            row = places.index(known.id)
        self.setCurrentRow(min(max(row, 0), len(tasks) - 1))
        self.setFixedHeight(max(len(tasks), 1) * _ROW + 4)
        self.setVisible(bool(tasks))

    def tasks(self) -> list[TaskLine]:
        return [self.item(row).data(_HELD) for row in range(self.count())]

    def current(self) -> TaskLine | None:
        item = self.currentItem()
        task: TaskLine | None = item.data(_HELD) if item is not None else None
        return task

    def choose(self, task: bytes) -> None:
        """Put the keyboard's place on a task."""
        for row, each in enumerate(self.tasks()):
            if each.id == task:
                self.setCurrentRow(row)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        task, key = self.current(), event.key()
        if task is None:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self.tick_wanted.emit(task, task.done is None)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_F2):
            self.edit_wanted.emit(task)
        elif key == Qt.Key.Key_Delete:
            self.remove_wanted.emit(task)
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and _with_alt(event):
            self.move_wanted.emit(task, -1 if key == Qt.Key.Key_Up else 1)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        item = self.itemAt(event.position().toPoint())
        if event.button() != Qt.MouseButton.LeftButton or item is None:
            return
        across = int(event.position().x()) - self.visualItemRect(item).x()
        if across < _MARGIN + _BOX + _GAP // 2:
            task: TaskLine = item.data(_HELD)
            self.tick_wanted.emit(task, task.done is None)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        across = event.position().x()
        if item is not None and across >= _MARGIN + _BOX + _GAP // 2:
            self.edit_wanted.emit(item.data(_HELD))


def _with_alt(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & Qt.KeyboardModifier.AltModifier)


class _Delegate(QStyledItemDelegate):
    def __init__(self, tasks: TaskList) -> None:
        super().__init__(tasks)
        self._tasks = tasks

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        return QSize(0, _ROW)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        task: TaskLine = index.data(_HELD)
        place = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter, place, option, index.row())
        _paint_box(painter, place, task.done is not None)
        right = _paint_due(painter, place, task)
        right = _paint_who(painter, place, right, task.who)
        _paint_title(painter, place, right, task)
        painter.restore()

    def _paint_ground(
        self, painter: QPainter, place: QRect, option: QStyleOptionViewItem, row: int
    ) -> None:
        ground = QRectF(place.adjusted(0, 1, 0, -1))
        if self._tasks.hasFocus() and self._tasks.currentRow() == row:
            painter.setPen(QPen(colour("accent"), 1.5))
            painter.setBrush(colour("accent_soft"))
            painter.drawRoundedRect(ground, 7, 7)
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour("sunken"))
            painter.drawRoundedRect(ground, 7, 7)


def _paint_box(painter: QPainter, place: QRect, done: bool) -> None:
    box = QRectF(place.x() + _MARGIN, place.center().y() - _BOX / 2 + 0.5, _BOX, _BOX)
    painter.setPen(Qt.PenStyle.NoPen if done else QPen(colour("faint"), 1.4))
    painter.setBrush(colour("accent") if done else colour("surface"))
    painter.drawEllipse(box)
    if done:
        icon("check", "accent_ink").paint(painter, box.adjusted(3, 3, -3, -3).toRect())


def _paint_due(painter: QPainter, place: QRect, task: TaskLine) -> int:
    """Write until when it is to be done, and return where that begins."""
    right = place.right() - _MARGIN
    text, tone = due_text(task), due_tone(task)
    if not text:
        return right
    small = body_font(_SMALL)
    painter.setFont(small)
    metrics = QFontMetrics(small)
    if tone == "quiet":
        width = metrics.horizontalAdvance(text)
        painter.setPen(colour("muted"))
        room = QRect(right - width, place.y(), width, place.height())
        painter.drawText(room, _Flag.AlignVCenter | _Flag.AlignRight, text)
        return right - width - 14
    width = metrics.horizontalAdvance(text) + 18
    chip = QRectF(right - width + 4, place.center().y() - 10, width, 21)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(f"{tone}_soft"))
    painter.drawRoundedRect(chip, 10.5, 10.5)
    painter.setPen(colour(tone))
    painter.drawText(chip, _Flag.AlignCenter, text)
    return right - width - 10


def _paint_who(painter: QPainter, place: QRect, right: int, who: str) -> int:
    if not who:
        return right
    small = body_font(_SMALL)
    metrics = QFontMetrics(small)
    text = metrics.elidedText(who, Qt.TextElideMode.ElideRight, 120)
    width = metrics.horizontalAdvance(text)
    painter.setFont(small)
    painter.setPen(colour("muted"))
    room = QRect(right - width, place.y(), width, place.height())
    painter.drawText(room, _Flag.AlignVCenter | _Flag.AlignRight, text)
    return right - width - 14


def _paint_title(painter: QPainter, place: QRect, right: int, task: TaskLine) -> None:
    left = place.x() + _MARGIN + _BOX + _GAP
    font = QFont(body_font())
    font.setStrikeOut(task.done is not None)
    painter.setFont(font)
    painter.setPen(colour("faint" if task.done is not None else "ink"))
    room = QRect(left, place.y(), max(right - left, 20), place.height())
    text = QFontMetrics(font).elidedText(task.title, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, _Flag.AlignVCenter | _Flag.AlignLeft, text)
