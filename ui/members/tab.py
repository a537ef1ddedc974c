"""The members tab: which columns, which form, which functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

from models.members.listing import begin_members, find_members, pill_counts
from models.members.long_lists import recall_members
from models.members.member import remove_members
from models.members.profile import Profile, load_profile, save_profile
from models.records import OF_MEMBERS
from models.vocabulary import Kind, MemberStatus
from resources.i18n import N_
from ui.dialogs.importing import offer_import
from ui.members.admission.offering import leaving_actions, offer_admission
from ui.members.class_words import CLASS_CHOICE
from ui.members.columns import COLUMNS
from ui.members.consent_window import show_consents
from ui.members.details import describe_member
from ui.members.fields_window import show_fields
from ui.members.finding import Finding
from ui.members.form import member_form
from ui.members.maybe_line import offer_maybes
from ui.members.own_fields import own_columns
from ui.members.pane import Pane
from ui.members.papers import offer_papers, papers_action
from ui.members.points import offer_points, points_actions
from ui.members.referrals_window import show_referrals
from ui.members.room import WATCHED
from ui.past.erasing import ERASE, erase_person
from ui.records.columns import Column
from ui.records.described import (
    ALL,
    Listed,
    ListWords,
    PageWords,
    RecordAction,
    Records,
)
from ui.records.detail import Details, Step
from ui.records.exporting import offer_export
from ui.records.history import show_history
from ui.records.record_list import RecordList
from ui.records.record_page import RecordPage
from ui.session import Session
from ui.wording import _, n_

PILLS = (
    (ALL, N_("All")),
    (str(MemberStatus.ACTIVE), MemberStatus.ACTIVE.title),
    (str(MemberStatus.APPLICANT), MemberStatus.APPLICANT.title),
    (str(MemberStatus.WAITING), MemberStatus.WAITING.title),
    (str(MemberStatus.PAUSED), MemberStatus.PAUSED.title),
    (str(MemberStatus.LEFT), MemberStatus.LEFT.title),
    (str(MemberStatus.REFUSED), MemberStatus.REFUSED.title),
    (str(MemberStatus.VISITOR), N_("Visitors")),
)
RARE = (str(MemberStatus.WAITING), str(MemberStatus.REFUSED), str(MemberStatus.VISITOR))
LISTED = Listed(
    "members",
    COLUMNS,
    PILLS,
    find_members,
    pill_counts,
    "name",
    rare=RARE,
    choice=CLASS_CHOICE,
    begin=begin_members,
    recall=recall_members,
    slow=("points",),
)
LIST_WORDS = ListWords(
    title=N_("Members"),
    search=N_("Name, pinyin, phone…"),
    icon="users",
    nothing_yet=N_("No members yet"),
    nothing_yet_hint=N_("Add the first one, or import the spreadsheet you already have."),
    nothing_matches=N_("No member matches"),
    new=N_("New member"),
)
WORDS = PageWords(
    new=N_("New member"),
    edit=N_("Edit member"),
    removed=lambda count: n_("{count} member deleted.", "{count} members deleted.", count),
)


def show_own_columns(session: Session, listing: RecordList) -> None:
    """Give the list a column for each field of the organizer's own, now and as they change."""
    shown: list[Column] = []

    def renew(kinds: frozenset[Kind]) -> None:
        own = own_columns()
        titles = [(each.name, each.title, each.look) for each in own]
        if Kind.COMMUNITY in kinds and titles != [(e.name, e.title, e.look) for e in shown]:
            shown[:] = own
            listing.set_columns((*COLUMNS, *own))

    renew(frozenset({Kind.COMMUNITY}))
    session.changed.connect(renew)


def open_classes(session: Session, page: RecordPage) -> None:
    from ui.members.classes_window import show_classes  # it draws charts, which are heavy

    show_classes(session, page)


def open_duplicates(session: Session, page: RecordPage) -> None:
    from ui.members.duplicates_window import show_duplicates  # few open it

    show_duplicates(session, page)


@dataclass(frozen=True)
class MemberWays:
    """Where the list leads to in its place: one person, and those who should be spoken to."""

    person: Callable[[bytes], None]
    calls: Callable[[], None]


def members_tab(session: Session, ways: MemberWays | None = None) -> RecordPage:
    form = member_form(session)
    listing = RecordList(LISTED, LIST_WORDS, session.preferences)
    show_own_columns(session, listing)
    history = partial(show_history, session, listing, OF_MEMBERS)
    actions = [
        RecordAction(N_("History"), "history", history),
        RecordAction(N_("Consents…"), "file-check", partial(show_consents, session, listing)),
        RecordAction(N_("Introductions…"), "network", partial(show_referrals, session, listing)),
        *points_actions(session, listing),
        *leaving_actions(session, listing),
        papers_action(session, listing),
        RecordAction(ERASE, "eraser", partial(erase_person, session, listing), last=True),
    ]
    records = Records(
        Kind.MEMBER,
        WATCHED,
        load_profile,
        save_profile,
        remove_members,
        partial(describe_member, Pane(session, listing)),
    )
    if ways is not None:
        records = replace(records, describe=partial(_with_timeline, records.describe, ways))
    page = RecordPage(session, records, listing, form, WORDS, actions)
    offer_import(session, page, Kind.MEMBER)
    if ways is not None:
        _offer_ways(page, ways)
    offer_export(session, page, Kind.MEMBER)
    Finding(session, page)
    offer_papers(session, page)
    offer_points(session, page)
    offer_maybes(session, page)
    page.buttons.add_action(
        _("Possible duplicates…"), "users-round", partial(open_duplicates, session, page)
    )
    offer_admission(session, page)
    page.buttons.add_action(
        _("How classes are made…"), "shapes", partial(open_classes, session, page)
    )
    page.buttons.add_action(
        _("Fields of your own…"), "list-plus", partial(show_fields, session, page)
    )
    return page


def _with_timeline(
    describe: Callable[[Profile], Details], ways: MemberWays, member: Profile
) -> Details:
    details = describe(member)
    step = Step(_("Timeline"), partial(ways.person, member.id), "git-commit-vertical")
    return replace(details, steps=(step, *details.steps))


def _offer_ways(page: RecordPage, ways: MemberWays) -> None:
    """Let Enter open the person, and the heading those who should be spoken to."""
    table = page.listing.table
    table.opened.disconnect(page.pane.focus_details)
    table.opened.connect(lambda: ways.person(table.current_id() or b""))
    page.buttons.add_button(_("Who to speak to"), "phone-call", ways.calls)
