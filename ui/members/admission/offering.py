"""Puts what this room can do where it is looked for: the page's menu, and a member's."""

from __future__ import annotations

from functools import partial

from models.members.member import load_member
from models.vocabulary import MemberStatus
from resources.i18n import N_
from ui.members.admission import windows
from ui.members.admission.watch import Watch
from ui.records.described import RecordAction
from ui.records.record_list import RecordList
from ui.records.record_page import RecordPage
from ui.session import Session
from ui.wording import _

LEAVE, COME_BACK = N_("Leave…"), N_("Come back…")
_WHEN = {LEAVE: (MemberStatus.ACTIVE, MemberStatus.PAUSED), COME_BACK: (MemberStatus.LEFT,)}


def leaving_actions(session: Session, listing: RecordList) -> tuple[RecordAction, ...]:
    """Return what stands in the menu of a member; offer_admission shows the one that applies."""
    return (
        RecordAction(LEAVE, "log-out", partial(windows.leave, session, listing)),
        RecordAction(COME_BACK, "log-in", partial(windows.come_back, session, listing)),
    )


def offer_admission(session: Session, page: RecordPage) -> None:
    """Put the windows about applicants into the page's menu, and look out for who was barred."""
    add = page.buttons.add_action
    add(_("Look through applicants…"), "list-checks", partial(windows.review, session, page))
    add(_("Admission criteria…"), "clipboard-check", partial(windows.criteria, session, page))
    add(_("Welcome checklist…"), "hand-heart", partial(windows.welcome, session, page))
    add(_("Barred people…"), "shield-ban", partial(windows.bars, session, page))
    page.pane.menu.aboutToShow.connect(partial(_show_what_applies, page))
    Watch(session, page)


def _show_what_applies(page: RecordPage) -> None:
    member = load_member(page.record) if page.record is not None else None
    titles = {_(title): statuses for title, statuses in _WHEN.items()}
    for action in page.pane.menu.actions():
        if action.text() in titles:
            action.setVisible(member is not None and member.status in titles[action.text()])
