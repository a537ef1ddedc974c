"""Events out as a calendar: one of them, those selected, or the season the list shows."""

from __future__ import annotations

from models.events.event import load_event
from ui.dialogs.calendars import export_calendar
from ui.records.record_list import RecordList
from ui.records.record_page import RecordPage
from ui.records.removing import selection_of
from ui.session import Session
from ui.wording import _


def export_one(session: Session, listing: RecordList, event: bytes) -> None:
    values = load_event(event)
    if values is not None:
        export_calendar(session, listing, lambda: [event], values.title)


def export_season(session: Session, page: RecordPage) -> None:
    """Save what is selected where that is several, else what the list shows."""
    selection = selection_of(page.listing.table)
    ids = selection.ids if selection.count > 1 else page.listing.asking_ids()
    export_calendar(session, page, ids, _("Events"))
