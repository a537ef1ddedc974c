"""The calendar: a month or an agenda in place of the list of events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from models import clock
from models.errors import UserError
from models.events.calendar import WEEK, DayEvent, Span, span_of, weeks_of
from models.month import Month
from models.progress import Progress, unheard
from models.vocabulary import Kind
from ui import asking, faults
from ui.events.calendar.agenda_view import AgendaView
from ui.events.calendar.changes import Changes
from ui.events.calendar.day_window import DayWindow
from ui.events.calendar.heading import CalendarHeading
from ui.events.calendar.legend import Legend
from ui.events.calendar.month_model import NOTHING
from ui.events.calendar.month_view import MonthView
from ui.events.calendar.switch import AGENDA, LIST, MONTH
from ui.events.calendar.ways import CalendarWays
from ui.events.calendar.wishes import Wishes
from ui.events.form import blank_event
from ui.formats import first_weekday, month_text
from ui.furniture import framed, label, row
from ui.session import Session
from ui.wording import _, n_

WATCHED = frozenset({Kind.EVENT, Kind.ATTENDANCE, Kind.MEMBER, Kind.COMMUNITY})
_AHEAD = 2  # months of the agenda after the first
_YEARS = range(1900, 2150)
_USUAL = time(19)
_ROOMY = 900


class CalendarPage(QWidget):
    """Signals:

    left: the user wants the list back.
    """

    left = Signal()

    def __init__(self, session: Session, ways: CalendarWays) -> None:
        super().__init__()
        self._session = session
        self._ways = ways
        self.changes = Changes(session, self)
        self.day = clock.today()
        self.current: bytes | None = None
        self.first = Month.of(self.day)  # the month that is shown, of the agenda the first one
        self._known: Span = NOTHING
        self._stale = True
        self._is_asking = False
        self.month = MonthView()
        self.agenda = AgendaView()
        self.heading = CalendarHeading()
        self.legend = Legend()
        self._hint = label("", "caption")
        self._stack = QStackedWidget()
        self._build()
        self._connect()

    # What the tab asks of every view

    def open(self, view: str = "") -> None:
        """Show the month or the agenda, else what was shown last; the keyboard is in it."""
        wanted = view or self._session.preferences.events_view
        self.show_view(wanted if wanted in (MONTH, AGENDA) else MONTH)
        self.reload()

    def show_event(self, event: bytes) -> None:
        self.current = event
        self.open()

    def reload(self) -> None:
        """Ask anew, on the worker. What changes meanwhile is asked for once more."""
        self._stale = self._is_asking
        if not self._is_asking:
            self._is_asking = True
            self._session.tasks.run(_looked_up, self.first, done=self._show, failed=self._fail)

    def focus_search(self) -> None:
        self.view.setFocus()

    def start_new(self) -> bool:
        self.plan_on(self.day)
        return True

    def edit_selected(self) -> None:
        if self.view.selected is not None:
            self._ways.edit(self.view.selected)

    def remove_selected(self) -> None:
        if self.view.selected is not None:
            self.remove(self.view.selected)

    def can_leave(self) -> bool:
        return True

    # What the user does

    @property
    def view(self) -> MonthView | AgendaView:
        return self.agenda if self._stack.currentWidget() is self.agenda else self.month

    def show_view(self, view: str) -> None:
        """Look at the events in another way; it is remembered."""
        self._session.preferences.events_view = view
        if view not in (MONTH, AGENDA):
            self.left.emit()
            return
        self._stack.setCurrentWidget(self.agenda if view == AGENDA else self.month)
        self.heading.switch.show_view(view)
        self._list(on_top=True)
        if self.isVisible():
            self.view.setFocus()

    def turn(self, months: int) -> None:
        """Go so many months on, to the same day there."""
        month = self.first.back(-months)
        if month.year in _YEARS:
            day = month.first.replace(day=min(self.day.day, month.last.day))
            self._show_month(month)
            self._go(day if self.view is self.month else month.first, None)
            if self.view is self.agenda:
                self.agenda.select(self.day, None, on_top=True)

    def show_today(self) -> None:
        self._show_month(Month.of(clock.today()))
        self._go(clock.today(), None)
        self.view.select(self.day, None)
        self._list(on_top=True)

    def plan_on(self, day: date) -> None:
        """Start a new event on a day, in the list's form."""
        begins = datetime.combine(day, _USUAL)
        self._ways.plan(replace(blank_event(), begins=begins))

    def move_event(self, event: bytes, days: int) -> None:
        """Move an event and go with it, as soon as the calendar knows: until then, keys pressed
        in quick order are about the same event."""
        day = self.changes.move(event, days)
        self.view.setFocus()
        if day is not None:
            self.day, self.current = day, event
            if not self._is_in_sight(day):
                self.first = Month.of(day)
            self.reload()

    def remove(self, event: bytes) -> None:
        if self.changes.remove(event):
            self.current = None
        self.view.setFocus()

    def turn_quiet(self, day: date) -> None:
        self.changes.turn_quiet(day)
        self.view.setFocus()

    def show_day(self, day: date) -> None:
        """Show all of a day in a window of its own."""
        window = DayWindow(self._known, day, self.current, self)
        self._heed(window.list.wishes)
        window.open()

    # Inside

    @property
    def _last(self) -> date:
        return self.first.back(-_AHEAD).last

    def _go(self, day: date, event: bytes | None) -> None:
        if day.year not in _YEARS:
            return
        self.day, self.current = day, event
        if not self._is_in_sight(day):
            self._show_month(Month.of(day))
        self.view.select(day, event)
        self.current = self.view.selected

    def _is_in_sight(self, day: date) -> bool:
        if self.view is self.agenda:
            return self.first.first <= day <= self._last
        return self.month.days.place_of(day) is not None

    def _gone(self, day: date, event: bytes | None) -> None:
        """Follow what the user goes to; the agenda is there already."""
        if self.view is self.agenda:
            self.day, self.current = day, event
        else:
            self._go(day, event)

    def _show_month(self, month: Month) -> None:
        if month != self.first:
            self.first = month
            self._list()
            self.reload()

    def _show(self, known: Span) -> None:
        self._is_asking = False
        self._known = known
        self._list(on_top=not self.agenda.lines.lines)
        if self._stale:
            self.reload()

    def _fail(self, error: UserError) -> None:
        self._is_asking = False
        asking.say(self.window(), faults.worded(error))

    def _list(self, on_top: bool = False) -> None:
        """Show what is known of the month now, in the view that is seen."""
        if self.view is self.agenda:
            days = [day for day in self._known.days if self.first.first <= day <= self._last]
            self.agenda.show_days(self._known, days)
            self.agenda.select(self.day, self.current, on_top)
        else:
            self.month.show_month(self.first)
            self.month.show_span(self._known)
            self.month.select(self.day, self.current)
        self._say_where()

    def _say_where(self) -> None:
        is_agenda = self.view is self.agenda
        last = Month.of(self._last) if is_agenda else self.first
        self.heading.show_month(self.first, and_on=is_agenda)
        events: dict[bytes, DayEvent] = {
            event.id: event
            for day, found in self._known.days.items()
            if self.first.first <= day <= last.last
            for event in found.events
        }
        self.heading.note.setText(n_("{count} event", "{count} events", len(events)))
        self.legend.show_events(events.values())
        self._hint.setText(
            _("Space ticks a task, Alt and arrows move an event, N new, T today, Q quiet week")
            if is_agenda
            else _("Space next event, Alt and arrows move it, N new, T today, Q quiet week")
        )
        self.month.setAccessibleName(_("Month: {month}", month=month_text(self.first)))

    def _changed(self, kinds: frozenset[Kind]) -> None:
        if not kinds & WATCHED:
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    # Putting it together

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 22, 20, 14)
        column.setSpacing(12)
        column.addWidget(self.heading)
        self._stack.addWidget(self.month)
        self._stack.addWidget(self.agenda)
        column.addWidget(framed(self._stack), 1)
        column.addLayout(row(self.legend, self._hint))

    def _connect(self) -> None:
        self.heading.switch.chosen.connect(self.show_view)
        self.heading.turned.connect(self.turn)
        self.heading.today_wanted.connect(self.show_today)
        self.heading.quiet_wanted.connect(lambda: self.turn_quiet(self.day))
        self.heading.new_wanted.connect(lambda: self.plan_on(self.day))
        for view in (self.month, self.agenda):
            self._heed(view.wishes)
            view.wishes.gone.connect(self._gone)
        self._session.changed.connect(self._changed)
        self._session.relisted.connect(self._changed)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        leave = QShortcut(QKeySequence("Esc"), self, context=inside)
        leave.activated.connect(lambda: self.show_view(LIST))

    def _heed(self, wishes: Wishes) -> None:
        """Do what a view asks for."""
        wishes.turned.connect(self.turn)
        wishes.today_wanted.connect(self.show_today)
        wishes.opened.connect(self._ways.show)
        wishes.new_wanted.connect(self.plan_on)
        wishes.day_wanted.connect(self.show_day)
        wishes.moved.connect(self.move_event)
        wishes.removed.connect(self.remove)
        wishes.quiet_wanted.connect(self.turn_quiet)
        wishes.ticked.connect(self.changes.tick)

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._hint.setVisible(self.width() >= _ROOMY)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.reload()


def _looked_up(month: Month, progress: Progress = unheard) -> Span:
    """Return what is known of a month, of the one before, and as far ahead as the agenda goes."""
    first = weeks_of(month.previous, first_weekday())[0][0]
    return span_of(first, month.back(-_AHEAD).last + timedelta(days=WEEK))
