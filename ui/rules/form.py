"""The rule form, and what the pane says of a rule."""

from __future__ import annotations

from functools import partial

from models.members.violation import breaches_of
from models.rules.rule import RuleValues
from models.vocabulary import Kind, Measure, RuleSection, RuleStatus
from resources.i18n import N_
from ui.formats import date_text, joined
from ui.records.choices import title_of, tone_of
from ui.records.date_editors import DateEditor
from ui.records.detail import Details, Fact, Lead, Section
from ui.records.editors import ChoiceEditor, LongTextEditor, TextEditor
from ui.records.form import Field, Form, Group
from ui.rules.columns import TONES
from ui.session import Session
from ui.wording import _, n_

_LATEST = 5


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


def describe_rule(session: Session, rule: RuleValues) -> Details:
    facts = (
        (_("Section"), title_of(RuleSection, rule.section)),
        (_("Number"), str(rule.number)),
        (_("Effective from"), date_text(rule.effective)),
    )
    return Details(
        name=rule.title,
        chip=(title_of(RuleStatus, rule.status), tone_of(TONES, rule.status)),
        facts=tuple(Fact(title, value) for title, value in facts if value),
        sections=tuple(each for each in (_text(rule), _breaches(session, rule)) if each),
    )


def _text(rule: RuleValues) -> Section | None:
    return Section(_("Text"), text=rule.text) if rule.text else None


def _breaches(session: Session, rule: RuleValues) -> Section | None:
    """Say who broke it lately, and what followed; each leads to the person."""
    count, latest = breaches_of(rule.id, _LATEST)
    if not count:
        return None
    leads = tuple(
        Lead(
            each.name,
            joined([date_text(each.day), title_of(Measure, each.measure)]),
            partial(session.go_to, Kind.MEMBER, each.member),
        )
        for each in latest
    )
    told = n_("Broken once.", "Broken {count} times.", count)
    return Section(_("Violations"), text=told, leads=leads)
