"""Two fields of the organizer's own that two laptops defined become one, with all that asks for
them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from models.base import database, mark, store
from models.journal.transactions import action
from models.members.criterion import RANGED, change_wanted
from models.members.custom_field import CustomField, FieldDefinition, list_fields
from models.members.field_values import rewritten, save_texts
from models.members.filters import Condition
from models.members.saved_list import change_conditions
from models.vocabulary import CriterionSort


def join_fields(kept: bytes, other: bytes) -> bytes:
    """Make one field of two, defined as the first is; return its id. Who has nothing in the first
    has what they have in the second. Saved lists and criteria go with the fields, as far as those
    hold the same sort of thing.

    Which row stays is not chosen but the same on every copy: two laptops that each keep another
    one would else lose both.
    """
    fields = {each.id: each for each in list_fields()}
    stays, goes = sorted((kept, other))
    field = replace(fields[kept], id=stays)
    texts = {member: _word_of(field, value) for member, value in _members_with(other)}
    texts |= dict(_members_with(kept))
    with action("community.fields"):
        if stays != kept:
            _define_as(stays, kept)
        for member, text in texts.items():
            save_texts(member, {stays: text})
        _ask_instead(field, [each for each in fields.values() if each.id in (kept, other)])
        mark(CustomField, [goes], deleted=True)
    return stays


def _define_as(field_id: bytes, model_id: bytes) -> None:
    model = CustomField.get(CustomField.id == model_id)
    values = {name: getattr(model, name) for name in ("title", "sort", "choices", "number")}
    store(CustomField, field_id, values)


def _ask_instead(field: FieldDefinition, joined: Sequence[FieldDefinition]) -> None:
    names = {each.name for each in joined if each.sort is field.sort}

    def in_list(condition: Condition) -> Condition:
        if condition.field not in names:
            return condition
        value = condition.value
        if isinstance(value, tuple):
            value = tuple(dict.fromkeys(_word_of(field, word) for word in value))
        return replace(condition, field=field.name, value=value)

    def in_criterion(lines: list[str]) -> list[str]:
        if lines[0].strip() not in names:
            return lines
        words = lines[1:] if field.sort in RANGED else [_word_of(field, w) for w in lines[1:]]
        return [field.name, *words]

    change_conditions(in_list)
    change_wanted(CriterionSort.FIELD, in_criterion)


def _word_of(field: FieldDefinition, text: str) -> str:
    """Return a text as the field has it; what does not fit stays as it is."""
    fitting = rewritten(field.sort, field.choices, text)
    return text if fitting is None else fitting


def _members_with(field_id: bytes) -> list[tuple[bytes, str]]:
    rows = database.execute_sql(
        "SELECT member, value FROM custom_value WHERE field = ? AND deleted = 0", (field_id,)
    )
    return [(bytes(member), str(value)) for member, value in rows]
