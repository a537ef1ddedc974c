"""What members have in fields of the organizer's own: typed here, text in the file.

Written against the tables by name: a member is saved with these values, and their table names
members.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from models.base import database, link_id
from models.texts import decimal_point, tidy
from models.vocabulary import FieldSort
from resources.i18n import N_

if TYPE_CHECKING:
    from models.members.custom_field import FieldDefinition

# Among the fields of a member, one of the organizer's own is called so, and its id in hex.
NAMED = "field:"
YES, NO = "yes", "no"

# A text is what stands in a number, date or choice that cannot be read as one.
Value = str | Decimal | date | bool | None

_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?")
_YES = frozenset("yes y true 1 是 有 对 会 √ ✓ ✔ ☑ ✅".split())
_NO = frozenset("no n false 0 否 无 没有 不 不会 × ✗ ✘ ❌".split())
_MOST = Decimal(10) ** 12
_FINEST = Decimal("0.000001")


def read_value(sort: FieldSort, stored: str) -> Value:
    """Return what a stored text says; the text itself where it is no value of its sort."""
    if not stored:
        return None
    if sort is FieldSort.NUMBER:
        number = _number(stored)
        return stored if number is None else number
    if sort is FieldSort.DATE:
        return _day(stored) or stored
    if sort is FieldSort.YES_NO:
        return {YES: True, NO: False}.get(stored, stored)
    return stored


def write_value(value: Value) -> str:
    """Return a typed value as it is stored; "" where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    if isinstance(value, (int, float, Decimal)):
        return f"{Decimal(str(value)).normalize():f}"
    if isinstance(value, date):
        return value.isoformat()
    return tidy(value)


def rewritten(sort: FieldSort, choices: Sequence[str], text: str) -> str | None:
    """Return what a text is under a sort, as stored: "2026/10/3" as a date; None where it fits
    in no way."""
    text = text.strip()
    if sort is FieldSort.TEXT or not text:
        return text
    if sort is FieldSort.NUMBER:
        number = _number(decimal_point(text))
        return None if number is None else write_value(number)
    if sort is FieldSort.DATE:
        day = _day(text)
        return day.isoformat() if day else None
    word = text.casefold()
    if sort is FieldSort.YES_NO:
        return YES if word in _YES else NO if word in _NO else None
    return next((choice for choice in choices if choice.casefold() == word), None)


def checked(
    member_id: bytes | None, said: Mapping[str, Value]
) -> tuple[dict[bytes, str], dict[str, str]]:
    """Return what is to be stored by field, and what cannot stand by the name of the field.

    What a member has already may stay, though it would not be taken anew.
    """
    if not said:
        return {}, {}
    definitions = _definitions()
    before = _texts_of([member_id]).get(member_id, {}) if member_id else {}
    texts: dict[bytes, str] = {}
    errors: dict[str, str] = {}
    for name, value in said.items():
        field_id = bytes.fromhex(name.removeprefix(NAMED))
        if field_id not in definitions:
            continue
        text = write_value(value)
        fitting = rewritten(*definitions[field_id], text)
        if fitting is None and text != before.get(field_id):
            errors[name] = _COMPLAINTS[definitions[field_id][0]]
        texts[field_id] = text if fitting is None else fitting
    return texts, errors


def save_texts(member_id: bytes, texts: Mapping[bytes, str]) -> None:
    """Make these what a member has, inside an action; "" takes what there was away."""
    for field_id, text in texts.items():
        value_id = link_id("custom_value", member_id, field_id)
        known = database.execute_sql(
            "SELECT value, deleted FROM custom_value WHERE id = ?", (value_id,)
        ).fetchone()
        if known is None and text:
            database.execute_sql(
                "INSERT INTO custom_value (id, member, field, value) VALUES (?, ?, ?, ?)",
                (value_id, member_id, field_id, text),
            )
        elif known is not None and not text and not known[1]:
            database.execute_sql("UPDATE custom_value SET deleted = 1 WHERE id = ?", (value_id,))
        elif known is not None and text and known != (text, 0):
            database.execute_sql(
                "UPDATE custom_value SET value = ?, deleted = 0 WHERE id = ?", (text, value_id)
            )


def values_of(member_id: bytes) -> dict[bytes, Value]:
    """Return what a member has in the fields in use, by the fields' ids."""
    return values_of_each([member_id]).get(member_id, {})


def values_of_each(member_ids: Sequence[bytes]) -> dict[bytes, dict[bytes, Value]]:
    """Return the same of some hundred members; who has nothing is not in it."""
    sorts = {field_id: sort for field_id, (sort, _choices) in _definitions().items()}
    if not sorts:
        return {}
    return {
        member: {
            field_id: read_value(sorts[field_id], text)
            for field_id, text in texts.items()
            if field_id in sorts
        }
        for member, texts in _texts_of(member_ids).items()
    }


def texts_of_each(member_ids: Sequence[bytes]) -> dict[bytes, dict[str, str]]:
    """Return what some hundred members have, as stored, by the names of the fields in use."""
    known = _definitions()
    return {
        member: {f"{NAMED}{field.hex()}": text for field, text in texts.items() if field in known}
        for member, texts in _texts_of(member_ids).items()
    }


def sql_value(definition: FieldDefinition, member: str = "t.id") -> str:
    """Return the SQL of a member's value: it sorts and compares as its sort does, NULL where
    there is none. A number is one; a date, and yes and no, are text."""
    value = "CAST(v.value AS REAL)" if definition.sort is FieldSort.NUMBER else "v.value"
    # The plus keeps SQLite from reading all values of the field for each member.
    return (
        f"(SELECT {value} FROM custom_value v WHERE v.member = {member}"
        f" AND +v.field = x'{definition.id.hex()}' AND v.deleted = 0)"
    )


def _definitions() -> dict[bytes, tuple[FieldSort, tuple[str, ...]]]:
    rows = database.execute_sql("SELECT id, sort, choices FROM custom_field WHERE deleted = 0")
    return {
        bytes(field_id): (
            FieldSort(sort) if sort in list(FieldSort) else FieldSort.TEXT,
            tuple(str(choices).split("\n")),
        )
        for field_id, sort, choices in rows
    }


def _texts_of(member_ids: Sequence[bytes]) -> dict[bytes, dict[bytes, str]]:
    marks = ", ".join("?" * len(member_ids))
    found: dict[bytes, dict[bytes, str]] = {}
    for member, field_id, text in database.execute_sql(
        f"SELECT member, field, value FROM custom_value WHERE deleted = 0 AND member IN ({marks})",
        list(member_ids),
    ):
        found.setdefault(bytes(member), {})[bytes(field_id)] = str(text)
    return found


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    if not number.is_finite() or abs(number) >= _MOST:
        return None
    return number.quantize(_FINEST).normalize()


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text.strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


_COMPLAINTS = {
    FieldSort.TEXT: "",
    FieldSort.NUMBER: N_("Write a number, or leave it empty."),
    FieldSort.DATE: N_("Write a date like 2026-10-03, or leave it empty."),
    FieldSort.CHOICE: N_("Choose one from the list, or leave it empty."),
    FieldSort.YES_NO: N_("Choose yes or no, or leave it empty."),
}
