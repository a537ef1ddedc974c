"""The rule form, and what the pane says of a rule."""

from __future__ import annotations

from models.rules.rule import RuleValues
from models.vocabulary import RuleSection, RuleStatus
from resources.i18n import N_
from ui.formats import date_text
from ui.records.choices import title_of, tone_of
from ui.records.date_editors import DateEditor
from ui.records.detail import Details, Fact, Section
from ui.records.editors import ChoiceEditor, LongTextEditor, TextEditor
from ui.records.form import Field, Form, Group
from ui.rules.columns import TONES
from ui.wording import _


def rule_form() -> Form:
    rows = (
        (Field("title", N_("Title"), TextEditor),),
        (Field("section", N_("Section"), lambda: ChoiceEditor(RuleSection)),
         Field("status", N_("Status"), lambda: ChoiceEditor(RuleStatus))),
        (Field("text", N_("Text"), lambda: LongTextEditor(10)),),
        (Field("effective", N_("Effective from"), DateEditor),),
    )  # fmt: skip
    return Form((Group("", rows),), blank_rule)


def blank_rule() -> RuleValues:
    return RuleValues(
        id=b"", title="", section=RuleSection.CONDUCT, text="", number=0,
        status=RuleStatus.DRAFT, effective=None,
    )  # fmt: skip


def describe_rule(rule: RuleValues) -> Details:
    facts = (
        (_("Section"), title_of(RuleSection, rule.section)),
        (_("Number"), str(rule.number)),
        (_("Effective from"), date_text(rule.effective)),
    )
    return Details(
        name=rule.title,
        chip=(title_of(RuleStatus, rule.status), tone_of(TONES, rule.status)),
        facts=tuple(Fact(title, value) for title, value in facts if value),
        sections=(Section(_("Text"), text=rule.text),) if rule.text else (),
    )
