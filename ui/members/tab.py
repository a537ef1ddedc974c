"""The members tab: which columns, which form, which functions."""

from __future__ import annotations

from functools import partial

from models.members.listing import find_members, pill_counts
from models.members.member import MemberTag, load_member, remove_members, save_member
from models.vocabulary import Kind, MemberStatus
from resources.i18n import N_
from ui.dialogs.importing import offer_import
from ui.members.columns import COLUMNS
from ui.members.details import describe_member
from ui.members.form import member_form
from ui.past.erasing import ERASE, erase_person
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
from ui.wording import n_

PILLS = (
    (ALL, N_("All")),
    (str(MemberStatus.ACTIVE), MemberStatus.ACTIVE.title),
    (str(MemberStatus.APPLICANT), MemberStatus.APPLICANT.title),
    (str(MemberStatus.PAUSED), MemberStatus.PAUSED.title),
    (str(MemberStatus.LEFT), MemberStatus.LEFT.title),
)
LISTED = Listed("members", COLUMNS, PILLS, find_members, pill_counts, "name")
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
RECORDS = Records(
    Kind.MEMBER,
    frozenset({Kind.MEMBER, Kind.ATTENDANCE, Kind.EVENT}),
    load_member,
    save_member,
    remove_members,
    describe_member,
)


def members_tab(session: Session) -> RecordPage:
    form = member_form()
    listing = RecordList(LISTED, LIST_WORDS, session.preferences)
    history = partial(show_history, session, listing, (MemberTag,))
    actions = [
        RecordAction(N_("History"), "history", history),
        RecordAction(ERASE, "eraser", partial(erase_person, session, listing), last=True),
    ]
    page = RecordPage(session, RECORDS, listing, form, WORDS, actions)
    offer_import(session, page, Kind.MEMBER)
    offer_export(session, page, Kind.MEMBER)
    return page
