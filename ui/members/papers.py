"""Paper about members: from the list as it is filtered, from chosen ones, or about one person."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from models.papers.order import Paper
from resources.i18n import N_
from ui import asking
from ui.members.papers_window import PapersWindow
from ui.records.described import RecordAction
from ui.records.record_page import RecordPage
from ui.records.removing import Selection
from ui.session import Session
from ui.wording import _

KEYS = "Ctrl+P"


def offer_papers(session: Session, page: RecordPage) -> None:
    """Put printing into the menu of the page."""
    page.buttons.add_action(_("Print this list…"), "printer", partial(_print, session, page), KEYS)


def papers_action(session: Session, parent: QWidget) -> RecordAction:
    """Return what the menu of one person offers."""
    return RecordAction(
        N_("What we keep about this person…"), "file-user", partial(print_person, session, parent)
    )


def print_list(session: Session, parent: QWidget, people: Selection, title: str = "") -> None:
    """Ask which paper of these members is wanted; `title` is what the list is called."""
    _open(session, parent, people.ids, Paper.ROSTER, title)


def print_person(session: Session, parent: QWidget, member: bytes) -> None:
    """Show everything that is kept about one person."""
    _open(session, parent, partial(tuple, [member]), Paper.MEMBER)


def print_calls(session: Session, parent: QWidget, ids: Sequence[bytes]) -> None:
    """Show the call sheet of these members, who are waiting for a word."""
    if ids:
        _open(session, parent, partial(tuple, ids), Paper.CALL_SHEET)
    else:
        asking.say(parent, _("Nobody is waiting for a word, so there is nothing to print."))


def _print(session: Session, page: RecordPage) -> None:
    _open(session, page, page.listing.asking_ids(), Paper.ROSTER)


def _open(
    session: Session,
    parent: QWidget,
    ids: Callable[[], Sequence[bytes]],
    paper: Paper,
    title: str = "",
) -> None:
    PapersWindow(session, ids, paper, title, parent.window()).open()
