"""How a line of the agenda looks: day headings, events with their hours, tasks with a box."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from models import clock
from models.events.calendar import DayEvent
from models.events.holidays import Hint
from models.events.task import TaskLine
from models.vocabulary import EventFormat, EventStatus
from ui.events.calendar.agenda_model import AgendaModel, Line
from ui.events.calendar.words import (
    coming_text,
    festival_text,
    format_tone,
    hours_text,
    lunar_text,
    quiet_text,
    status_text,
)
from ui.events.columns import TONES
from ui.formats import day_text, joined, weekday_text
from ui.icons import icon
from ui.records.choices import title_of, tone_of
from ui.theme import body_font, colour
from ui.wording import _

_HEADING, _EVENT, _TASK = 44, 50, 34  # pixels
_SIDE, _HOURS = 18, 104
_STRIP, _PICTURE = 3, 16
_CHIP, _CHIP_SIDE, _BETWEEN = 21, 9, 8
_LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
_RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class AgendaDelegate(QStyledItemDelegate):
    def __init__(self, view: QListView, model: AgendaModel) -> None:
        super().__init__(view)
        self._view = view
        self._model = model

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        line = self._model.line(index)
        if line is None or line.is_heading:
            return QSize(0, _HEADING)
        return QSize(0, _EVENT if line.event is not None else _TASK)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        line, place = self._model.line(index), option.rect
        if line is None:
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        if is_selected:
            painter.fillRect(place, colour("accent_soft"))
            if self._view.hasFocus():
                painter.fillRect(place.x(), place.y(), _STRIP, place.height(), colour("accent"))
        elif option.state & QStyle.StateFlag.State_MouseOver and not line.is_heading:
            painter.fillRect(place, colour("sunken"))
        room = place.adjusted(_SIDE, 0, -_SIDE, 0)
        if line.event is not None:
            _paint_event(painter, room, line.event, line, is_selected)
        elif line.task is not None:
            _paint_task(painter, room, line.task)
        elif line.empty:
            _write(painter, _beside(room), _("Nothing is planned."), body_font(), "faint")
        else:
            self._paint_heading(painter, room, line, "surface" if is_selected else "accent_soft")
        painter.restore()

    def _paint_heading(self, painter: QPainter, room: QRect, line: Line, ground: str) -> None:
        known, day = self._model.known, line.day
        if line is not self._model.lines[0]:
            painter.fillRect(room.x(), room.y() + 6, room.width(), 1, colour("line"))
        words = room.adjusted(0, 8, 0, 0)
        is_today = day == clock.today()
        bold = body_font(14, bold=True)
        title = joined([day_text(day), weekday_text(day)])
        left = _write(painter, words, title, bold, "accent" if is_today else "ink")
        words.setLeft(left + 12)
        if is_today:
            words.setLeft(_chip(painter, words, _("Today"), "accent", ground) + _BETWEEN)
        hint = known.hints.get(day, Hint())
        if festival := festival_text(hint):
            words.setLeft(_write(painter, words, festival, body_font(12), "sand") + 10)
        said = [lunar_text(hint), quiet_text(known.quiet[day]) if day in known.quiet else ""]
        _write(painter, words, joined(said), body_font(12), "faint")


def _paint_event(
    painter: QPainter, room: QRect, event: DayEvent, line: Line, is_selected: bool
) -> None:
    called_off = event.status == EventStatus.CANCELLED
    hours = hours_text(event, line.day) or _("all day")
    _write(painter, QRect(room.x(), room.y(), _HOURS - 12, room.height()), hours, body_font(12),
           "muted")  # fmt: skip
    right = _paint_chips(painter, room, event, is_selected)
    words = _beside(room)
    tone = "faint" if called_off else format_tone(event.format)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(tone))
    strip = QRectF(words.x() - 14, words.y() + 8, _STRIP, words.height() - 16)
    painter.drawRoundedRect(strip, 1.5, 1.5)
    words.setRight(right - 12)
    title = body_font(13, bold=True)
    title.setStrikeOut(called_off)
    upper = QRect(words.x(), words.y() + 5, words.width(), 21)
    _write(painter, upper, event.title, title, "muted" if called_off else "ink")
    lower = QRect(words.x(), words.y() + 25, words.width(), 19)
    caption = joined([event.place, title_of(EventFormat, event.format)])
    _write(painter, lower, caption, body_font(12), "muted")


def _paint_chips(painter: QPainter, room: QRect, event: DayEvent, is_selected: bool) -> int:
    """Draw status and how many come at the right; return where they begin."""
    full = event.capacity is not None and event.coming >= event.capacity
    left = room.right() + _BETWEEN
    for text, tone in (
        (status_text(event), tone_of(TONES, event.status)),
        (coming_text(event), "warning" if full else "grey"),
    ):
        if text:
            width = QFontMetrics(body_font(12)).horizontalAdvance(text) + 2 * _CHIP_SIDE
            left -= width + _BETWEEN
            place = QRect(left, room.y(), width, room.height())
            _chip(painter, place, text, tone, "surface" if is_selected else f"{tone}_soft")
    return left


def _paint_task(painter: QPainter, room: QRect, task: TaskLine) -> None:
    words = _beside(room)
    square = QRect(words.x() - 20, words.center().y() - _PICTURE // 2 + 1, _PICTURE, _PICTURE)
    late = task.due is not None and task.due < clock.today()
    icon("square", "warning" if late else "muted").paint(painter, square)
    _write(painter, QRect(room.x(), room.y(), _HOURS - 24, room.height()), _("due"),
           body_font(12), "warning" if late else "muted")  # fmt: skip
    words.setLeft(words.left() + 4)
    words.setLeft(_write(painter, words, task.title, body_font(), "ink") + 12)
    caption = joined([task.event_title, task.who])
    _write(painter, words, caption, body_font(12), "muted")


def _beside(room: QRect) -> QRect:
    """Return what is left of a line beside its hours."""
    return room.adjusted(_HOURS, 0, 0, 0)


def _chip(painter: QPainter, room: QRect, text: str, tone: str, ground: str) -> int:
    """Draw a soft chip at the left of a room; return where it ends."""
    font = body_font(12)
    width = QFontMetrics(font).horizontalAdvance(text) + 2 * _CHIP_SIDE
    chip = QRectF(room.x(), room.center().y() - _CHIP // 2 + 0.5, width, _CHIP)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour(ground))
    painter.drawRoundedRect(chip, _CHIP / 2, _CHIP / 2)
    painter.setPen(colour(tone))
    painter.setFont(font)
    painter.drawText(chip, int(Qt.AlignmentFlag.AlignCenter), text)
    return room.x() + width


def _write(painter: QPainter, room: QRect, text: str, font: QFont, token: str) -> int:
    """Write a text, shortened where it must be; return where it ends."""
    metrics = QFontMetrics(font)
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, max(room.width(), 0))
    painter.setFont(font)
    painter.setPen(colour(token))
    painter.drawText(room, _LEFT, shown)
    return room.x() + metrics.horizontalAdvance(shown)
