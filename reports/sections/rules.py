"""What happened to the rules."""

from __future__ import annotations

from reportlab.platypus import Flowable

from models.metrics.monthly import MonthFacts
from models.metrics.rulework import RuleStep
from models.vocabulary import Audience, RuleSection, RuleStatus
from reports.blocks import Column, table
from reports.formats import NOTHING
from reports.sections.section import Section
from reports.sections.wording import choice_title
from reports.sheet import Sheet
from resources.i18n import N_

STEPS = {
    RuleStep.IN_FORCE: N_("came into force"),
    RuleStep.RETIRED: N_("retired"),
    RuleStep.ADDED: N_("added"),
    RuleStep.REWORDED: N_("changed"),
}


def draw(facts: MonthFacts, sheet: Sheet, audience: Audience) -> list[Flowable]:
    words, formats = sheet.words, sheet.formats
    changes = [
        change
        for change in facts.rules
        if audience is not Audience.PUBLIC or change.status != RuleStatus.DRAFT
    ]
    if not changes:
        return [sheet.text(words._("No rule was changed."))]
    columns = [
        Column(words._("Rule")),
        Column(words._("Section"), 90),
        Column(words._("What happened"), 90),
        Column(words._("State"), 60),
        Column(words._("In force from"), 80, right=True),
    ]
    rows = [
        [
            change.title,
            choice_title(sheet, RuleSection, change.section),
            words._(STEPS[change.step]),
            choice_title(sheet, RuleStatus, change.status),
            formats.day(change.effective) if change.effective else NOTHING,
        ]
        for change in changes
    ]
    return [table(sheet, columns, rows)]


RULES = Section(N_("Rules"), draw)
