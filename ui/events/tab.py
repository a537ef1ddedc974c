"""The list of events: which columns, which form, which functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from models.events.event import EventValues, load_event, remove_events
from models.events.listing import find_events, pill_counts
from models.records import OF_EVENTS
from models.vocabulary import EventStatus, Kind
from resources.i18n import N_
from ui.dialogs.importing import import_menu, offer_import
from ui.events.columns import COLUMNS
from ui.events.details import describe_event
from ui.events.form import event_form
from ui.events.offering import after_steps, event_actions, event_steps, offer_planning, plan_steps
from ui.events.series.pane import series_sections
from ui.events.series.scope import remove_asking, save_asking
from ui.events.templates.offer import TemplateOffer
from ui.records.described import (
    ALL,
    Listed,
    ListWords,
    PageWords,
    RecordAction,
    Records,
)
from ui.records.detail import Details
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


@dataclass(frozen=True)
class EventWays:
    """Where the list leads to in its place: one event from plan to afterwards."""

    plan: Callable[[bytes], None]
    attendance: Callable[[bytes], None]
    after: Callable[[bytes], None]


def events_page(session: Session, ways: EventWays) -> RecordPage:
    listing = RecordList(LISTED, LIST_WORDS, session.preferences)
    history = partial(show_history, session, listing, OF_EVENTS)
    templates = TemplateOffer()

    def describe(event: EventValues) -> Details:
        told = describe_event(event, event_steps(session, listing, ways, event),
                              plan_steps(ways, event), after_steps(ways, event))  # fmt: skip
        series = series_sections(session, listing, event)
        return replace(told, sections=(*told.sections, *series)) if series else told

    page = RecordPage(
        session,
        Records(Kind.EVENT, WATCHED, load_event, templates.saving(save_asking(listing)),
                remove_asking(listing), describe, remove_many=remove_events),
        listing,
        event_form(),
        WORDS,
        [*event_actions(session, listing, ways),
         RecordAction(N_("History"), "history", history)],
    )  # fmt: skip
    offer_import(session, page, Kind.EVENT)
    attendance = import_menu(session, page, Kind.ATTENDANCE)
    attendance.setTitle(_("Import attendance"))
    page.buttons.add_menu(attendance, "upload")
    offer_export(session, page, Kind.EVENT)
    offer_planning(session, page, ways, templates)
    return page
