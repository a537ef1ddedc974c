"""The same change for many members: foreseen for each of them, then done as one action."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.base import live
from models.errors import Invalid
from models.journal.transactions import action
from models.members.custom_field import list_fields
from models.members.field_values import NAMED, Value, checked, values_of_each, write_value
from models.members.member import Member, foresee, save_member, tags_of_each
from models.members.tag_names import tag_members
from models.progress import Progress, unheard

# Names of changes beside those of fields: tags that are given, and tags that are taken away.
ADD_TAGS, TAKE_TAGS = "add_tags", "take_tags"
# What several people can have in common; nobody's own words are written over.
FIELDS = (
    "status", "role", "region", "gender", "joined", "left", "left_reason", "source",
    "introduced_by", "rest_until", "cadence", "can_give", "needs", "traits", "applied",
)  # fmt: skip
_STEP = 500
_REFERENCES = ("introduced_by", "household")


@dataclass(frozen=True)
class Change:
    """What becomes of one field of one member, both typed as a form has them."""

    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Changed:
    member: bytes
    name: str
    changes: tuple[Change, ...]


@dataclass(frozen=True)
class Refused:
    """Somebody for whom it cannot be done; `reasons` are message ids."""

    member: bytes
    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What a change would do. `same` counts those who are so already."""

    values: Mapping[str, Any]
    changed: tuple[Changed, ...]
    refused: tuple[Refused, ...]
    same: int


def plan_changes(
    member_ids: Sequence[bytes], values: Mapping[str, Any], progress: Progress = unheard
) -> Plan:
    """Foresee a change for each of these members; nothing is written.

    `values` maps names of FIELDS, of fields of the organizer's own, ADD_TAGS and TAKE_TAGS to
    typed values. Raises Invalid where a value could stand with nobody, Cancelled.
    """
    own = {name: value for name, value in values.items() if name.startswith(NAMED)}
    texts, errors = checked(None, own)
    if errors:
        raise Invalid(errors)
    changed: list[Changed] = []
    refused: list[Refused] = []
    for start in range(0, len(member_ids), _STEP):
        progress(start, len(member_ids))
        for found in _foreseen(member_ids[start : start + _STEP], values, texts):
            if isinstance(found, Refused):
                refused.append(found)
            elif found.changes:
                changed.append(found)
    same = len(member_ids) - len(changed) - len(refused)
    return Plan(values, tuple(changed), tuple(refused), same)


def apply_changes(plan: Plan, progress: Progress = unheard) -> int:
    """Change everybody as foreseen, in one action; return how many. Raises Cancelled."""
    plain = {
        name: value for name, value in plan.values.items() if name not in (ADD_TAGS, TAKE_TAGS)
    }
    tagged = [each.member for each in plan.changed if _has(each, "tags")]
    with action("member.edit", len(plan.changed)):
        for number, each in enumerate(plan.changed):
            if number % 50 == 0:
                progress(number, len(plan.changed))
            if any(change.field != "tags" for change in each.changes):
                save_member(each.member, plain)
        tag_members(tagged, plan.values.get(ADD_TAGS, ()), plan.values.get(TAKE_TAGS, ()), progress)
    return len(plan.changed)


def _has(changed: Changed, field: str) -> bool:
    return any(change.field == field for change in changed.changes)


def _foreseen(
    member_ids: Sequence[bytes], values: Mapping[str, Any], texts: Mapping[bytes, str]
) -> Iterator[Changed | Refused]:
    """Yield in the order given what would become of some hundred members."""
    rows = {row.id: row for row in live(Member).where(Member.id.in_(list(member_ids)))}
    tags = tags_of_each(member_ids)
    own = values_of_each(member_ids) if texts else {}
    for member_id in member_ids:
        row = rows.get(member_id)
        if row is None:
            continue
        try:
            fields = foresee(row, values)
        except Invalid as error:
            yield Refused(member_id, row.name, tuple(error.errors.values()))
            continue
        changes = [*_of_record(row, fields), *_of_tags(tags.get(member_id, []), values)]
        changes += _of_own(own.get(member_id, {}), values, texts)
        yield Changed(member_id, row.name, tuple(changes))


def _of_record(row: Member, fields: Mapping[str, Any]) -> Iterator[Change]:
    for name, new in fields.items():
        old = getattr(row, f"{name}_id") if name in _REFERENCES else getattr(row, name)
        if old != new and name != "pinyin":
            yield Change(name, old, new)


def _of_tags(having: Sequence[str], values: Mapping[str, Any]) -> Iterator[Change]:
    taken, added = set(values.get(TAKE_TAGS, ())), values.get(ADD_TAGS, ())
    after = tuple(sorted({*having, *added} - taken))
    if after != tuple(having):
        yield Change("tags", tuple(having), after)


def _of_own(
    having: Mapping[bytes, Value], values: Mapping[str, Any], texts: Mapping[bytes, str]
) -> Iterator[Change]:
    for field in list_fields() if texts else ():
        if field.id in texts and write_value(having.get(field.id)) != texts[field.id]:
            yield Change(field.name, having.get(field.id), values[field.name])
