"""The events tab: the list of events, and in its place the attendance of one of them."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget

from models.events.event import load_event, remove_events, save_event
from models.events.listing import find_events, pill_counts
from models.vocabulary import EventStatus, Kind
from resources.i18n import N_
from ui.dialogs.importing import import_menu, offer_import
from ui.events.attendance_view import AttendanceView
from ui.events.columns import COLUMNS
from ui.events.details import describe_event
from ui.events.form import event_form
from ui.records.described import (
    ALL,
    Listed,
    ListWords,
    PageWords,
    RecordAction,
    Records,
)
from ui.records.exporting import offer_export
from ui.records.history import show_history
from ui.records.record_list import RecordList
from ui.records.record_page import RecordPage
from ui.session import Session
from ui.wording import _, n_

PILLS = (
    (ALL, N_("All")),
    ("upcoming", N_("Upcoming")),
    (str(EventStatus.DONE), EventStatus.DONE.title),
    (str(EventStatus.IDEA), N_("Ideas")),
    (str(EventStatus.CANCELLED), EventStatus.CANCELLED.title),
)
LISTED = Listed("events", COLUMNS, PILLS, find_events, pill_counts, "begins", descending=True)
LIST_WORDS = ListWords(
    title=N_("Events"),
    search=N_("Title, place, guest…"),
    icon="calendar-days",
    nothing_yet=N_("No events yet"),
    nothing_yet_hint=N_("Plan the first one, or import the list of those that took place."),
    nothing_matches=N_("No event matches"),
    new=N_("New event"),
)
WORDS = PageWords(
    new=N_("New event"),
    edit=N_("Edit event"),
    removed=lambda count: n_("{count} event deleted.", "{count} events deleted.", count),
)
WATCHED = frozenset({Kind.EVENT, Kind.ATTENDANCE, Kind.MEMBER, Kind.COMMUNITY})


class EventsTab(QStackedWidget):
    """Two views of one subject; what the window asks goes to the list."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        form = event_form()
        listing = RecordList(LISTED, LIST_WORDS, session.preferences)
        history = partial(show_history, session, listing, ())
        self.page = RecordPage(
            session,
            Records(
                Kind.EVENT, WATCHED, load_event, save_event, remove_events,
                lambda event: describe_event(event, self.take_attendance),
            ),
            listing,
            form,
            WORDS,
            [RecordAction(N_("Attendance…"), "list-checks", self.take_attendance),
             RecordAction(N_("History"), "history", history)],
        )  # fmt: skip
        self.attendance = AttendanceView(session)
        self.attendance.left.connect(self.show_events)
        self.addWidget(self.page)
        self.addWidget(self.attendance)

    def take_attendance(self, event: bytes) -> None:
        self.setCurrentWidget(self.attendance)
        self.attendance.show_event(event)

    def show_events(self) -> None:
        self.setCurrentWidget(self.page)
        self.page.listing.table.setFocus()

    # What the window asks of every tab

    def focus_list(self) -> None:
        if self.currentWidget() is self.attendance:
            self.attendance.table.setFocus()
        else:
            self.page.focus_list()

    def focus_search(self) -> None:
        if self.currentWidget() is self.attendance:
            self.attendance.line.setFocus()
        else:
            self.page.focus_search()

    def start_new(self) -> None:
        self.show_events()
        self.page.start_new()

    def reload(self) -> None:
        self.page.reload()
        if self.currentWidget() is self.attendance:
            self.attendance.reload()

    def show_record(self, record: bytes) -> None:
        self.show_events()
        self.page.show_record(record)

    def show_pill(self, pill: str) -> None:
        self.show_events()
        self.page.show_pill(pill)

    def edit_selected(self) -> None:
        if self.currentWidget() is self.page:
            self.page.edit_selected()
        else:
            self.attendance.table.answer_key(Qt.Key.Key_F2)

    def remove_selected(self) -> None:
        if self.currentWidget() is self.page:
            self.page.remove_selected()
        else:
            self.attendance.table.answer_key(Qt.Key.Key_Delete)

    def can_leave(self) -> bool:
        return self.page.can_leave()


def events_tab(session: Session) -> EventsTab:
    tab = EventsTab(session)
    offer_import(session, tab.page, Kind.EVENT)
    attendance = import_menu(session, tab.page, Kind.ATTENDANCE)
    attendance.setTitle(_("Import attendance"))
    tab.page.buttons.add_menu(attendance, "upload")
    offer_export(session, tab.page, Kind.EVENT)
    return tab
