"""The events tab: the list, and in its place the calendar, or one event from plan to afterwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol, cast

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.events.attendance_view import AttendanceView
from ui.events.calendar.switch import AGENDA, LIST, MONTH, VIEWS, ViewSwitch
from ui.events.calendar.ways import CalendarWays
from ui.events.offering import show_worth
from ui.events.papers import KEYS as PRINT_KEYS
from ui.events.papers import print_month
from ui.events.tab import EventWays, events_page
from ui.session import Session
from ui.wording import _

CALENDAR, PLAN, ATTENDANCE, AFTER = "calendar", "plan", "attendance", "after"
WORTH = "worth"  # a window over all of these


class Room(Protocol):
    """What a view must answer that stands in the place of the list; it says `left` when done."""

    def show_event(self, event: bytes) -> None: ...
    def reload(self) -> None: ...
    def focus_search(self) -> None: ...
    def start_new(self) -> bool:
        """Start what is new here; False where that is an event, which the list makes."""
        ...

    def edit_selected(self) -> None: ...
    def remove_selected(self) -> None: ...
    def can_leave(self) -> bool: ...


def _calendar(session: Session, rooms: EventsRooms) -> QWidget:
    from ui.events.calendar.page import CalendarPage  # most evenings need only the list

    page = CalendarPage(session, CalendarWays(rooms.visit_record, rooms.edit_record, rooms.plan_on))
    inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
    keys = QShortcut(QKeySequence(PRINT_KEYS), page, context=inside)
    keys.activated.connect(lambda: print_month(session, page, page.first))
    return page


def _plan(session: Session, rooms: EventsRooms) -> QWidget:
    from ui.events.plan.page import PlanPage

    return PlanPage(session)


def _attendance(session: Session, rooms: EventsRooms) -> QWidget:
    return AttendanceView(session)


def _after(session: Session, rooms: EventsRooms) -> QWidget:
    from ui.events.after.page import AfterPage

    return AfterPage(session)


_MAKERS: dict[str, Callable[[Session, EventsRooms], QWidget]] = {
    CALENDAR: _calendar,
    PLAN: _plan,
    ATTENDANCE: _attendance,
    AFTER: _after,
}


class EventsRooms(QStackedWidget):
    """Several views of one subject; what the window asks goes to the one on show."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._made: dict[str, QWidget] = {}
        self._before: QWidget | None = None  # from where an event's view was opened
        ways = EventWays(*(partial(self.show_room, name) for name in (PLAN, ATTENDANCE, AFTER)))
        self.page = events_page(session, ways)
        self.addWidget(self.page)
        self._visiting = False  # an event from the calendar, to which Esc leads back
        self.switch = ViewSwitch(LIST)
        self._offer_views()

    @property
    def attendance(self) -> AttendanceView:
        return cast(AttendanceView, self.room(ATTENDANCE))

    def room(self, name: str) -> QWidget:
        """Return a view, built when it is first wanted."""
        if name not in self._made:
            made = self._made[name] = _MAKERS[name](self._session, self)
            made.left.connect(self._leave)  # type: ignore[attr-defined]
            self.addWidget(made)
        return self._made[name]

    def show_room(self, name: str, event: bytes) -> None:
        """Show one event's view in place of the list or the calendar."""
        if self.can_leave():
            if self.currentWidget() in (self.page, self._made.get(CALENDAR)):
                self._before = self.currentWidget()
            room = self.room(name)
            self.setCurrentWidget(room)
            cast(Room, room).show_event(event)

    def show_calendar(self, view: str = "") -> None:
        """Show the calendar: its month, its agenda, or what it showed last."""
        if self.can_leave():
            self._visiting = False
            room = self.room(CALENDAR)
            self.setCurrentWidget(room)
            room.open(view)  # type: ignore[attr-defined]

    def show_events(self) -> None:
        self.setCurrentWidget(self.page)
        self.page.listing.table.setFocus()

    def visit_record(self, event: bytes) -> None:
        """Show an event of the calendar in the list."""
        self.show_record(event)
        self._visiting = True

    def edit_record(self, event: bytes) -> None:
        """Open the form of an event of the calendar."""
        self.visit_record(event)
        self.page.edit()

    def plan_on(self, values: object) -> None:
        """Start a new event in the list's form, with what the calendar knows of it."""
        if self.can_leave():
            self._visiting = True
            self.show_events()
            self.page.start_new()
            self.page.form.fill(values)
            self.page.form.focus_first()

    # What the window asks of every tab

    def focus_list(self) -> None:
        room = self._open()
        room.focus_search() if room else self.page.focus_list()

    def focus_search(self) -> None:
        room = self._open()
        room.focus_search() if room else self.page.focus_search()

    def start_new(self) -> None:
        room = self._open()
        if room and room.start_new():
            return
        if self.can_leave():
            self.show_events()
            self.page.start_new()

    def reload(self) -> None:
        self.page.reload()
        if room := self._open():
            room.reload()

    def show_record(self, record: bytes) -> None:
        if self.can_leave():
            self.show_events()
            self.page.show_record(record)

    def show_pill(self, pill: str) -> None:
        if pill in (CALENDAR, MONTH, AGENDA):
            self.show_calendar("" if pill == CALENDAR else pill)
        elif pill == WORTH:
            show_worth(self._session, self)
        elif pill in _MAKERS and self.page.record is not None:
            self.show_room(pill, self.page.record)
        elif self.can_leave():
            self.show_events()
            self.page.show_pill(pill)

    def edit_selected(self) -> None:
        room = self._open()
        room.edit_selected() if room else self.page.edit_selected()

    def remove_selected(self) -> None:
        room = self._open()
        room.remove_selected() if room else self.page.remove_selected()

    def can_leave(self) -> bool:
        room = self._open()
        return room.can_leave() if room else self.page.can_leave()

    def _offer_views(self) -> None:
        """Put the switch into the list's heading, and begin as events were looked at last."""
        heading = self.page.listing.heading
        heading.insertWidget(heading.indexOf(self.page.listing.count) + 2, self.switch)
        self.switch.chosen.connect(self.show_calendar)
        add = self.page.buttons.add_action
        others = [(view, title) for view, title in VIEWS.items() if view != LIST]
        entries = [
            add(_(title), "calendar-days", partial(self.show_calendar, view))
            for view, title in others
        ]
        self.page.buttons.let_yield(self.switch, entries)
        back = QShortcut(QKeySequence("Esc"), self.page.listing.table)
        back.setContext(Qt.ShortcutContext.WidgetShortcut)
        back.activated.connect(self._return)
        if self._session.preferences.events_view in (MONTH, AGENDA):
            self.show_calendar()

    def _return(self) -> None:
        if self._visiting:
            self.show_calendar()

    def _open(self) -> Room | None:
        current = self.currentWidget()
        return None if current is self.page else cast(Room, current)

    def _leave(self) -> None:
        before, self._before = self._before, None
        calendar = self._made.get(CALENDAR)
        if before is not None and before is calendar and self.currentWidget() is not calendar:
            self.setCurrentWidget(calendar)
            cast(Room, calendar).reload()
        else:
            self._visiting = False
            self.show_events()
