"""Violations: which rule somebody broke, when, and what followed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import ForeignKeyField

from models import clock
from models.base import (
    DayField,
    Record,
    WordsField,
    database,
    live,
    mark,
    read_day,
    read_words,
    store,
)
from models.errors import Invalid
from models.journal.transactions import action
from models.members.member import refuse_erased
from models.members.tables import Member
from models.rules.rule import Rule
from models.texts import tidied
from models.vocabulary import Kind, Measure
from resources.i18n import N_


class Violation(Record):
    """`rule` is NULL where what somebody did is in no rule; `note` says what happened."""

    subject = Kind.MEMBER
    owner = "member"
    called = "measure"

    member = ForeignKeyField(Member, field="id", column_name="member", index=False)
    rule = ForeignKeyField(Rule, field="id", column_name="rule", null=True, index=False)
    day = DayField(null=True)
    measure = WordsField(Measure.REMINDER.value)
    note = WordsField()

    class Meta:
        indexes = (
            (("member", "deleted", "day"), False),
            (("rule", "deleted", "day"), False),
        )


@dataclass(frozen=True)
class ViolationValues:
    """A violation as a form shows it."""

    id: bytes
    member: bytes
    rule: bytes | None
    rule_title: str
    day: date | None
    measure: str
    note: str


@dataclass(frozen=True)
class Breach:
    """That a member broke a rule, as the rule's page tells it."""

    member: bytes
    name: str
    day: date | None
    measure: str


FIELDS = ("rule", "day", "measure", "note")


def load_violation(violation_id: bytes) -> ViolationValues | None:
    found = live(Violation).where(Violation.id == violation_id).first()
    return _values(found) if found else None


def violations_of(member_id: bytes) -> tuple[ViolationValues, ...]:
    """Return what a member broke, the latest first."""
    rows = live(Violation).where(Violation.member == member_id)
    latest = rows.order_by(Violation.day.desc(nulls="LAST"), Violation.rid.desc())
    return tuple(_values(row) for row in latest)


def note_violation(member_id: bytes, values: Mapping[str, Any]) -> bytes:
    """Write down that a member broke a rule; return the new row's id.

    Without a day it was today. Raises Invalid where the values cannot stand, UserError where the
    member was erased meanwhile.
    """
    refuse_erased(member_id)
    fields = {"day": clock.today(), **_cleaned(values)}
    _check(fields)
    with action("violation.add"):
        return store(Violation, None, {"member": member_id, **fields})


def save_violation(violation_id: bytes, values: Mapping[str, Any]) -> None:
    """Change the given fields of one. Raises as note_violation does."""
    known = Violation.get(Violation.id == violation_id)
    refuse_erased(known.__data__["member"])
    fields = _cleaned(values)
    _check({**{name: known.__data__[name] for name in FIELDS}, **fields})
    with action("violation.edit"):
        store(Violation, violation_id, fields)


def remove_violations(violation_ids: list[bytes]) -> None:
    with action("violation.remove", len(violation_ids)):
        mark(Violation, violation_ids, deleted=True)


def breaches_of(rule_id: bytes, limit: int) -> tuple[int, tuple[Breach, ...]]:
    """Return how often a rule was broken, and the latest times."""
    rows = database.execute_sql(
        "SELECT v.member, m.name, v.day, v.measure, count(*) OVER () FROM violation v"
        " JOIN member m ON m.id = v.member AND m.deleted = 0"
        " WHERE v.rule = ? AND v.deleted = 0 ORDER BY v.day DESC NULLS LAST, v.rid DESC LIMIT ?",
        (rule_id, limit),
    ).fetchall()
    breaches = tuple(
        Breach(bytes(member), read_words(name), read_day(day), read_words(measure))
        for member, name, day, measure, _count in rows
    )
    return (rows[0][-1] if rows else 0), breaches


def all_violations() -> list[Mapping[str, object]]:
    """Return every violation as it is stored, the latest first, for scripts."""
    rows = database.execute_sql(
        "SELECT v.id, v.member, m.name, v.rule, r.title, v.day, v.measure, v.note FROM violation v"
        " JOIN member m ON m.id = v.member LEFT JOIN rule r ON r.id = v.rule"
        " WHERE v.deleted = 0 AND m.deleted = 0 ORDER BY v.day DESC NULLS LAST, v.rid DESC"
    )
    return [
        {
            "id": bytes(row),
            "member": bytes(member),
            "member_name": read_words(name),
            "rule": rule if isinstance(rule, bytes) else None,
            "rule_title": title and read_words(title),
            "day": read_day(day),
            "measure": read_words(measure),
            "note": read_words(note),
        }
        for row, member, name, rule, title, day, measure, note in rows
    ]


def _values(row: Violation) -> ViolationValues:
    rule = Rule.get_or_none(Rule.id == row.__data__["rule"])
    return ViolationValues(
        row.id, row.__data__["member"], row.__data__["rule"], rule.title if rule else "", row.day,
        row.measure, row.note,
    )  # fmt: skip


def _cleaned(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tidied(values[name]) for name in FIELDS if name in values}


def _check(fields: Mapping[str, Any]) -> None:
    errors = {}
    if fields.get("day") is None:
        errors["day"] = N_("Write on which day it was.")
    elif fields["day"] > clock.today():
        errors["day"] = N_("This day is yet to come.")
    if not fields.get("rule") and not fields.get("note"):
        errors["rule"] = N_("Choose the rule that was broken, or write what happened.")
    if fields.get("measure", Measure.REMINDER) not in list(Measure):
        errors["measure"] = N_("Choose what followed.")
    if errors:
        raise Invalid(errors)
