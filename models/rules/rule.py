"""Rules of the community: the table, and how rules are saved and put in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import SQL, IntegerField, fn

from models import clock
from models.base import DayField, Record, WordsField, live, mark, store
from models.errors import Invalid
from models.journal.transactions import action
from models.texts import tidied
from models.vocabulary import Kind, RuleSection, RuleStatus
from resources.i18n import N_


class Rule(Record):
    """`number` is the rule's place inside its section, counted from 1."""

    subject = Kind.RULE

    title = WordsField()
    section = WordsField(RuleSection.CONDUCT.value)
    text = WordsField()
    number = IntegerField(default=0, constraints=[SQL("DEFAULT 0")])
    status = WordsField(RuleStatus.DRAFT.value)
    effective = DayField(null=True)

    class Meta:
        indexes = ((("deleted", "section", "number"), False),)


@dataclass(frozen=True)
class RuleValues:
    """A rule as a form shows it."""

    id: bytes
    title: str
    section: str
    text: str
    number: int
    status: str
    effective: date | None


FIELDS = tuple(name for name in RuleValues.__dataclass_fields__ if name != "id")


def load_rule(rule_id: bytes) -> RuleValues | None:
    rule = live(Rule).where(Rule.id == rule_id).first()
    return RuleValues(rule.id, *(getattr(rule, name) for name in FIELDS)) if rule else None


def save_rule(rule_id: bytes | None, values: Mapping[str, Any]) -> bytes:
    """Add a rule at the end of its section, or change the given fields of one; return the id.

    A rule that moves to another section goes to the end of it. A rule that comes into force
    without a date comes into force today. Raises Invalid.
    """
    fields = {name: values[name] for name in FIELDS if name in values}
    fields = {name: tidied(value) for name, value in fields.items()}
    if not fields.get("title", "" if rule_id is None else "kept"):
        raise Invalid({"title": N_("A title is needed.")})
    known = Rule.get_or_none(Rule.id == rule_id) if rule_id else None
    if fields.get("status") == RuleStatus.IN_FORCE and not fields.get("effective"):
        fields["effective"] = (known and known.effective) or clock.today()
    section = fields.get("section", known.section if known else RuleSection.CONDUCT.value)
    number = fields.get("number", known.number if known else 0)
    if not number or (known and section != known.section and number == known.number):
        fields["number"] = _last_number(section) + 1
    with action("rule.edit" if rule_id else "rule.add"):
        return store(Rule, rule_id, fields)


def reorder_rules(section: str, rule_ids: Sequence[bytes]) -> None:
    """Give the section's rules the numbers 1, 2, 3 … in this order."""
    with action("rule.reorder", len(rule_ids)):
        for number, rule_id in enumerate(rule_ids, start=1):
            Rule.update(section=section, number=number).where(
                (Rule.id == rule_id) & ((Rule.number != number) | (Rule.section != section))
            ).execute()


def move_rule(rule_id: bytes, up: bool) -> None:
    """Exchange a rule with its neighbour; at the end of its section nothing happens."""
    rule = live(Rule).where(Rule.id == rule_id).first()
    if rule is None:
        return
    order = [row.id for row in rules_of(rule.section)]
    place = order.index(rule_id)
    other = place - 1 if up else place + 1
    if 0 <= other < len(order):
        order[place], order[other] = order[other], order[place]
        reorder_rules(rule.section, order)


def rules_of(section: str) -> list[Rule]:
    return list(live(Rule).where(Rule.section == section).order_by(Rule.number, Rule.id))


def remove_rules(rule_ids: list[bytes]) -> None:
    with action("rule.remove", len(rule_ids)):
        mark(Rule, rule_ids, deleted=True)


def restore_rules(rule_ids: list[bytes]) -> None:
    with action("rule.restore", len(rule_ids)):
        mark(Rule, rule_ids, deleted=False)


def _last_number(section: str) -> int:
    query = Rule.select(fn.MAX(Rule.number)).where((Rule.section == section) & (Rule.deleted == 0))
    return query.scalar() or 0
