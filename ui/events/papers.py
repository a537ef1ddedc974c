"""Paper about events: for one of them, or the programme of a season."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from models.events.event import load_event
from models.month import Month
from models.papers.event_order import EventPaper
from resources.i18n import N_
from ui.events.invitation_window import invite
from ui.events.papers_window import EventPapersWindow
from ui.records.described import RecordAction
from ui.records.record_page import RecordPage
from ui.session import Session
from ui.wording import _

KEYS = "Ctrl+P"


def paper_actions(session: Session, parent: QWidget) -> tuple[RecordAction, ...]:
    """Return what the menu of an event offers."""
    return (
        RecordAction(N_("Print…"), "printer", partial(print_event, session, parent)),
        RecordAction(N_("Invitation…"), "megaphone", lambda event: _invite(session, parent, event)),
    )


def offer_papers(session: Session, page: RecordPage) -> None:
    """Put printing into the menu of the page: the keys print for the event on show, or what is
    about all of them where none is."""
    page.buttons.add_action(_("Print…"), "printer", partial(_print, session, page), KEYS)
    page.buttons.add_action(
        _("Programme…"), "calendar-range", partial(print_programme, session, page)
    )


def print_event(
    session: Session, parent: QWidget, event: bytes, paper: EventPaper = EventPaper.SIGN_IN
) -> None:
    """Ask which paper of an event is wanted, beginning with one."""
    _open(session, parent, event, paper)


def print_programme(session: Session, parent: QWidget) -> None:
    """Ask for which days a programme is wanted."""
    _open(session, parent, None, EventPaper.PROGRAMME)


def print_month(session: Session, parent: QWidget, month: Month) -> None:
    """Show a month as a page to hang up."""
    EventPapersWindow(session, None, EventPaper.CALENDAR, parent.window(), month).open()


def _print(session: Session, page: RecordPage) -> None:
    if page.record is None:
        print_programme(session, page)
    else:
        print_event(session, page, page.record)


def _open(session: Session, parent: QWidget, event: bytes | None, paper: EventPaper) -> None:
    values = load_event(event) if event else None
    if event is None or values is not None:
        EventPapersWindow(session, values, paper, parent.window()).open()


def _invite(session: Session, parent: QWidget, event: bytes) -> None:
    invite(session, event, parent)
