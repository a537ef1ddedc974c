"""The month: weeks under each other, events as bars; moved by keys, or dragged to another day."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QContextMenuEvent,
    QFocusEvent,
    QHelpEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QToolTip

from models import clock
from models.events.calendar import WEEK, Span
from models.month import Month
from ui.events.calendar.day_menu import open_day_menu
from ui.events.calendar.dragging import Drag, Edge
from ui.events.calendar.lanes import Bar
from ui.events.calendar.month_layout import WeekPlace, week_place
from ui.events.calendar.month_model import MonthModel
from ui.events.calendar.month_picture import MORE, Hovered, Picture
from ui.events.calendar.wishes import Wishes, days_by, months_by
from ui.events.calendar.words import day_tip, event_text, event_tip
from ui.formats import long_day_text
from ui.wording import _

_LEAST_WIDTH, _LEAST_HEIGHT = 60, 52
_NOTCH = 120  # what a wheel turns by
_Key = Qt.Key
_STEPS = {_Key.Key_Home: 0, _Key.Key_End: WEEK - 1}


class MonthView(QTableView):
    """The day that has the keyboard is the current one; Space goes through its events."""

    _drag: Drag | None = None  # Qt sends events before all of this is made

    def __init__(self) -> None:
        super().__init__()
        self.wishes = Wishes(self)
        self.days = MonthModel(Month.of(clock.today()), self)
        self.setModel(self.days)
        self._laid: list[WeekPlace] | None = None
        self._edge = Edge(self.wishes.turned.emit, self)
        self._hovered: Hovered | None = None
        self._turned = 0
        self._furnish()

    # What is shown

    @property
    def day(self) -> date:
        return self.days.day_of(self.currentIndex())

    @property
    def selected(self) -> bytes | None:
        """The event the keys are about."""
        return self.days.selected

    def show_month(self, month: Month) -> None:
        if month != self.days.month:
            self.days.show_month(month)
            self.executeDelayedItemsLayout()
            if self._drag is not None:  # it hangs over another day now
                self._drag.move(self._drag.point, self._day_at(self._drag.point))
        self.setAccessibleName(_("Calendar"))
        self._lay_anew()

    def show_span(self, span: Span) -> None:
        self.days.show_span(span)
        self._lay_anew()

    def select(self, day: date, event: bytes | None = None) -> None:
        """Make a day of this month current, and one of its events, else its first one."""
        place = self.days.place_of(day)
        if place is None:
            return
        known = [each.id for each in self.days.events_of(day)]
        self.days.selected = event if event in known else next(iter(known), None)
        self.setCurrentIndex(place)
        self.viewport().update()

    # The keyboard

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._drag is not None:
            self._steer(event)
        elif not (self.wishes.answer(event, self.day, self.selected) or self._walk(event)):
            event.ignore()

    def keyboardSearch(self, search: str) -> None:
        """Letters are commands here."""

    def _steer(self, event: QKeyEvent) -> None:
        """Let go of what is held, or carry it into another month."""
        if event.key() == _Key.Key_Escape:
            self._let_go()
        elif months_by(event.key()):
            self.wishes.turned.emit(months_by(event.key()))

    def _walk(self, event: QKeyEvent) -> bool:
        """Go to another day, or to another event of this one."""
        key, held = _Key(event.key()), event.modifiers()
        plain = held & ~Qt.KeyboardModifier.KeypadModifier == Qt.KeyboardModifier.NoModifier
        if key == _Key.Key_Space:
            back = bool(held & Qt.KeyboardModifier.ShiftModifier)
            self._step_event(-1 if back else 1)
        elif plain and days_by(key):
            self._go(self.day + timedelta(days=days_by(key)))
        elif key in _STEPS and held & Qt.KeyboardModifier.ControlModifier:
            month = self.days.month
            self._go(month.first if key == _Key.Key_Home else month.last)
        elif plain and key in _STEPS:
            self._go(self.days.weeks[self.currentIndex().row()][_STEPS[key]])
        else:
            return False
        return True

    def _go(self, day: date, event: bytes | None = None) -> None:
        self.wishes.gone.emit(day, event)

    def _step_event(self, step: int) -> None:
        events = self.days.events_of(self.day)
        if not events:
            return
        ids = [each.id for each in events]
        place = (ids.index(self.selected) + step) % len(ids) if self.selected in ids else 0
        self._go(self.day, ids[place])
        self._say(event_text(events[place], self.day))

    def _say(self, text: str) -> None:
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    # The mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        if not index.isValid():
            return
        day, bar = self.days.day_of(index), self._bar_at(index, point)
        held = bar.event if bar else None
        self._go(day, held.id if held else None)
        if event.button() != Qt.MouseButton.LeftButton:
            return
        if held is not None and bar is not None:
            place = self._weeks()[index.row()].bar_place(bar)
            self._drag = Drag(held, day, point, place)
        elif self._weeks()[index.row()].is_more(index.column(), point):
            self.wishes.day_wanted.emit(day)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._drag is None:
            self._hover(point)
            return
        before = self._drag.over
        self._drag.move(point, self._day_at(point))
        if self._drag.begun:
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._edge.watch(point, self.viewport().height())
            if self._drag.over not in (before, None):
                self._say(long_day_text(self._drag.over or self.day))
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        drag = self._drag
        self._let_go()
        if drag is not None and drag.days:
            self.wishes.moved.emit(drag.event.id, drag.days)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        index = self.indexAt(point)
        if not index.isValid() or event.button() != Qt.MouseButton.LeftButton:
            return
        self._let_go()
        bar = self._bar_at(index, point)
        if bar is not None and bar.event is not None:
            self.wishes.opened.emit(bar.event.id)
        elif not self._weeks()[index.row()].is_more(index.column(), point):
            self.wishes.new_wanted.emit(self.days.day_of(index))

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Turn a month by a notch of the wheel."""
        self._turned += event.angleDelta().y()
        notches, self._turned = int(self._turned / _NOTCH), self._turned % _NOTCH
        if notches:
            self.wishes.turned.emit(-1 if notches > 0 else 1)
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        below = self.visualRect(self.currentIndex()).center()
        where = event.globalPos() if by_mouse else self.viewport().mapToGlobal(below)
        open_day_menu(self, self.wishes, self.day, self.days.event_of(self.selected),
                      self.day in self.days.known.quiet, where)  # fmt: skip

    def _let_go(self) -> None:
        self._drag = None
        self._edge.rest()
        self.viewport().unsetCursor()
        self.viewport().update()

    def _hover(self, point: QPoint) -> None:
        index = self.indexAt(point)
        found: Hovered | None = None
        if index.isValid():
            bar = self._bar_at(index, point)
            more = self._weeks()[index.row()].is_more(index.column(), point)
            what = bar.event.id if bar and bar.event else MORE if more else None
            found = (self.days.day_of(index), what) if what else None
        if found != self._hovered:
            self._hovered = found
            hand = Qt.CursorShape.PointingHandCursor if found else Qt.CursorShape.ArrowCursor
            self.viewport().setCursor(hand)
            self.viewport().update()

    # Where things are

    def _weeks(self) -> list[WeekPlace]:
        if self._laid is None:
            self._laid = [
                week_place([self.visualRect(self.days.index(row, column))
                            for column in range(WEEK)], week, self.days.known)
                for row, week in enumerate(self.days.weeks)
            ]  # fmt: skip
        return self._laid

    def _lay_anew(self) -> None:
        self._laid = None
        self.viewport().update()

    def _day_at(self, point: QPoint) -> date | None:
        index = self.indexAt(point)
        return self.days.day_of(index) if index.isValid() else None

    def _bar_at(self, index: QModelIndex, point: QPoint) -> Bar | None:
        return self._weeks()[index.row()].bar_at(point)

    def _tip_at(self, point: QPoint) -> str:
        index = self.indexAt(point)
        if not index.isValid():
            return ""
        bar = self._bar_at(index, point)
        if bar is not None and bar.event is not None:
            return event_tip(bar.event)
        return day_tip(self.days.known, self.days.day_of(index))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        picture = Picture(self.days, self.day, self._hovered, self._drag, self.hasFocus())
        picture.paint(painter, self._weeks())
        painter.end()

    # Putting it together

    def _furnish(self) -> None:
        self.setAccessibleName(_("Calendar"))
        self.setShowGrid(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setMouseTracking(True)
        for policy in (self.setHorizontalScrollBarPolicy, self.setVerticalScrollBarPolicy):
            policy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        for header, least in ((self.horizontalHeader(), _LEAST_WIDTH),
                              (self.verticalHeader(), _LEAST_HEIGHT)):  # fmt: skip
            header.setMinimumSectionSize(least)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
            header.setSectionsClickable(False)
        self.verticalHeader().hide()
        self.setCurrentIndex(self.days.place_of(clock.today()) or self.days.index(0, 0))

    # Qt overrides

    def event(self, event: QEvent) -> bool:
        # While something is held, Esc lets go of it, and leaves no page.
        held = self._drag is not None and event.type() == QEvent.Type.ShortcutOverride
        if held and isinstance(event, QKeyEvent) and event.key() == _Key.Key_Escape:
            event.accept()
            return True
        return super().event(event)

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self._tip_at(event.pos()), self)
            return True
        if event.type() == QEvent.Type.Leave:
            self._hovered = None
            self.viewport().update()
        return super().viewportEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_anew()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()
