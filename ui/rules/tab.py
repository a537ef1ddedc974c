"""The rules tab: which columns, which form, which functions."""

from __future__ import annotations

from functools import partial

from models.rules.listing import find_rules, pill_counts
from models.rules.rule import load_rule, remove_rules, save_rule
from models.vocabulary import Kind, RuleStatus
from resources.i18n import N_
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
from ui.rules.actions import copy_rules, drop_rule, print_rules, step_rule
from ui.rules.columns import COLUMNS
from ui.rules.form import describe_rule, rule_form
from ui.session import Session
from ui.wording import _, n_

PILLS = (
    (ALL, N_("All")),
    (str(RuleStatus.IN_FORCE), RuleStatus.IN_FORCE.title),
    (str(RuleStatus.DRAFT), RuleStatus.DRAFT.title),
    (str(RuleStatus.RETIRED), RuleStatus.RETIRED.title),
)
LISTED = Listed("rules", COLUMNS, PILLS, find_rules, pill_counts, "number", movable=True)
LIST_WORDS = ListWords(
    title=N_("Rules"),
    search=N_("Title or text…"),
    icon="scroll-text",
    nothing_yet=N_("No rules yet"),
    nothing_yet_hint=N_("Write down what your community agreed on, one rule at a time."),
    nothing_matches=N_("No rule matches"),
    new=N_("New rule"),
)
WORDS = PageWords(
    new=N_("New rule"),
    edit=N_("Edit rule"),
    removed=lambda count: n_("{count} rule deleted.", "{count} rules deleted.", count),
)


def rules_tab(session: Session) -> RecordPage:
    watched = frozenset({Kind.RULE, Kind.MEMBER})
    describe = partial(describe_rule, session)
    records = Records(Kind.RULE, watched, load_rule, save_rule, remove_rules, describe)
    form = rule_form()
    listing = RecordList(LISTED, LIST_WORDS, session.preferences)
    history = partial(show_history, session, listing, ())
    page = RecordPage(
        session, records, listing, form, WORDS, [RecordAction(N_("History"), "history", history)]
    )
    page.buttons.add_button(_("Print…"), "printer", partial(print_rules, session, page))
    move = partial(step_rule, session, page)
    page.buttons.add_action(_("Move up (Alt+Up)"), "arrow-up", partial(move, -1))
    page.buttons.add_action(_("Move down (Alt+Down)"), "arrow-down", partial(move, 1))
    page.buttons.add_action(
        _("Copy for a group announcement"), "clipboard-copy", partial(copy_rules, session, page)
    )
    offer_export(session, page, Kind.RULE)
    listing.table.stepped.connect(move)
    listing.dropped.connect(partial(drop_rule, session, page))
    return page
