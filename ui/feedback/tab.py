"""The feedback tab: which columns, which form, which functions."""

from __future__ import annotations

from functools import partial

from models.feedback.feedback import load_feedback, remove_feedback, save_feedback
from models.feedback.listing import find_feedback, pill_counts
from models.vocabulary import FeedbackStatus, Kind
from resources.i18n import N_
from ui.dialogs.importing import offer_import
from ui.feedback.actions import describe_feedback
from ui.feedback.columns import COLUMNS
from ui.feedback.form import feedback_form
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
    ("open", N_("To answer")),
    ("overdue", N_("Overdue")),
    (str(FeedbackStatus.ANSWERED), FeedbackStatus.ANSWERED.title),
    (str(FeedbackStatus.CLOSED), FeedbackStatus.CLOSED.title),
)
LISTED = Listed("feedback", COLUMNS, PILLS, find_feedback, pill_counts, "date", descending=True)
LIST_WORDS = ListWords(
    title=N_("Feedback"),
    search=N_("Text, answer, name…"),
    icon="message-square",
    nothing_yet=N_("No feedback yet"),
    nothing_yet_hint=N_("Write down what members say, so that everyone gets an answer."),
    nothing_matches=N_("No feedback matches"),
    new=N_("New feedback"),
)
WORDS = PageWords(
    new=N_("New feedback"),
    edit=N_("Edit feedback"),
    removed=lambda count: n_(
        "{count} feedback item deleted.", "{count} feedback items deleted.", count
    ),
)
WATCHED = frozenset({Kind.FEEDBACK, Kind.MEMBER, Kind.EVENT, Kind.RULE, Kind.COMMUNITY})


def feedback_tab(session: Session) -> RecordPage:
    form = feedback_form()
    listing = RecordList(LISTED, LIST_WORDS, session.preferences)
    history = partial(show_history, session, listing, ())
    records = Records(
        Kind.FEEDBACK,
        WATCHED,
        load_feedback,
        save_feedback,
        remove_feedback,
        lambda feedback: describe_feedback(session, page, feedback),
    )
    page = RecordPage(
        session, records, listing, form, WORDS, [RecordAction(N_("History"), "history", history)]
    )
    offer_import(session, page, Kind.FEEDBACK)
    offer_export(session, page, Kind.FEEDBACK)
    return page
