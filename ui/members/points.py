"""Points in the members tab: the pane's section, giving them, and the ledger of somebody."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from models.members.member import MemberValues
from models.members.points import Balance, balance_of, give_points, ledger_of
from models.progress import Progress
from models.vocabulary import Kind
from resources.i18n import N_
from ui import asking
from ui.formats import change_text, date_text, joined, number_text
from ui.members.points_form import PointsForm
from ui.records.described import RecordAction
from ui.records.detail import Section
from ui.records.record_list import RecordList
from ui.records.record_page import RecordPage
from ui.records.removing import AT_ONCE, Selection, selection_of
from ui.session import Session
from ui.wording import _, n_

_SHOWN = 3


def points_section(member: MemberValues) -> Section | None:
    """Say what somebody has and what they got it for; nothing where they never got any."""
    lines = ledger_of(member.id)
    if not lines:
        return None
    shown = tuple(
        (line.reason, joined([change_text(line.amount), date_text(line.day)]))
        for line in lines[:_SHOWN]
    )
    return Section(_("Points"), balance_text(balance_of(member.id)), shown)


def points_actions(session: Session, listing: RecordList) -> list[RecordAction]:
    """Return what the menu of one person offers about points."""
    return [
        RecordAction(N_("Give points…"), "award", partial(give_to_one, session, listing)),
        RecordAction(N_("Points of this person…"), "list", partial(show_ledger, session, listing)),
    ]


def offer_points(session: Session, page: RecordPage) -> None:
    """Put into the menu of the page what is done with points of several people."""
    add = page.buttons.add_action
    add(_("Give points to the selected members…"), "award",
        partial(give_to_selected, session, page.listing))  # fmt: skip
    add(_("Thank-you list…"), "heart-handshake", partial(show_thanks, session, page))


def balance_text(balance: Balance) -> str:
    return _(
        "{active} active, {total} in all",
        active=number_text(balance.active),
        total=number_text(balance.total, 0),
    )


def give_to_selected(session: Session, listing: RecordList) -> None:
    """Ask for points and give them to whoever is selected in a list."""
    selection = selection_of(listing.table)
    if not selection.count:
        asking.say(listing.window(), _("Select the members in the list first."))
    else:
        _ask(session, listing, selection)


def give_to_list(session: Session, parent: QWidget, members: Selection | Sequence[bytes]) -> None:
    """Ask for points and give them to these members."""
    chosen = members if isinstance(members, Selection) else list(members)
    if chosen.count if isinstance(chosen, Selection) else chosen:
        _ask(session, parent, chosen)


def give_to_one(session: Session, parent: QWidget, member: bytes) -> None:
    give_to_list(session, parent, [member])


def show_ledger(session: Session, parent: QWidget, member: bytes) -> None:
    from ui.members.ledger_window import LedgerWindow  # at its first use

    LedgerWindow(session, member, parent.window()).open()


def show_thanks(session: Session, parent: QWidget) -> None:
    from ui.members.thanks_window import ThanksWindow  # at its first use

    ThanksWindow(session, parent.window()).open()


def _ask(session: Session, parent: QWidget, chosen: Selection | list[bytes]) -> None:
    count = chosen.count if isinstance(chosen, Selection) else len(chosen)
    title = n_("Points for {count} member", "Points for {count} members", count)
    PointsForm(parent.window(), title, partial(_give, session, chosen, count)).open()


def _give(
    session: Session,
    chosen: Selection | list[bytes],
    count: int,
    amount: int,
    reason: str,
    day: date,
) -> None:
    """Give a few at once, many on the worker. Raises Invalid and UserError."""
    if count <= AT_ONCE:
        members = chosen.ids() if isinstance(chosen, Selection) else chosen
        _tell(session, give_points(members, amount, reason, day))
        return
    session.tasks.run(
        _give_many, chosen, amount, reason, day,
        title=_("Giving points…"), done=partial(_tell, session), stoppable=False,
    )  # fmt: skip


def _give_many(
    chosen: Selection | list[bytes], amount: int, reason: str, day: date, progress: Progress
) -> int:
    progress(0, 1)
    members = chosen.ids() if isinstance(chosen, Selection) else chosen
    return give_points(members, amount, reason, day)


def _tell(session: Session, count: int) -> None:
    session.announce(Kind.MEMBER)
    session.tell(n_("Points given to {count} member.", "Points given to {count} members.", count),
                 undo=True)  # fmt: skip
