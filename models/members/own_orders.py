"""Sorting members by a field of the organizer's own, beside the columns that are built in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from models.listing_query import Start
from models.members.custom_field import FieldDefinition, list_fields
from models.members.field_values import NAMED, sql_value
from models.vocabulary import FieldSort

# How values of each sort stand in order: the index, and what it has.
_TEXTS = ("custom_value_field_deleted_value_member", "v.value")
_NUMBERS = ("custom_value_number", "CAST(v.value AS REAL)")


class _WithOwn(dict[str, Any]):
    """What built-in columns are sorted by, and those of the organizer's own by their names. What
    is another on another day is a function that says it."""

    def __init__(self, known: Mapping[str, Any], of_own: Callable[[FieldDefinition], Any]) -> None:
        super().__init__(known)
        self._of_own = of_own

    def __getitem__(self, name: str) -> Any:
        known = super().__getitem__(name)
        return known() if callable(known) else known

    def __contains__(self, name: object) -> bool:
        return super().__contains__(name) or str(name).startswith(NAMED)

    def __missing__(self, name: str) -> Any:
        return self._of_own(_definition(name))


class _Starts(Mapping[tuple[str, bool], Start]):
    """Where lists begin, those sorted by a field of the organizer's own too: its values stand in
    order in an index."""

    def __init__(self, known: Mapping[tuple[str, bool], Start]) -> None:
        self._known = known

    def __getitem__(self, order: tuple[str, bool]) -> Start:
        name, _descending = order
        if not name.startswith(NAMED):
            return self._known[order]
        definition = _definition(name)
        index, value = _NUMBERS if definition.sort is FieldSort.NUMBER else _TEXTS
        return Start(
            f'custom_value v INDEXED BY {index} CROSS JOIN "member" t ON t.id = v.member',
            (value, "t.rid"),
            f"v.field = x'{definition.id.hex()}' AND v.deleted = 0 AND v.value > ''",
        )

    def __iter__(self) -> Iterator[tuple[str, bool]]:
        return iter(self._known)

    def __len__(self) -> int:
        return len(self._known)


def orders_with_own(known: Mapping[str, Any]) -> Mapping[str, str]:
    return _WithOwn(known, sql_value)


def sums_with_own(known: Mapping[str, Any]) -> Mapping[str, tuple[str, str]]:
    return _WithOwn(known, _of_all)


def starts_with_own(known: Mapping[tuple[str, bool], Start]) -> Mapping[tuple[str, bool], Start]:
    return _Starts(known)


def _definition(name: str) -> FieldDefinition:
    """Return a field by its name; one retired since it was asked for has its values still."""
    retired = FieldDefinition(bytes.fromhex(name.removeprefix(NAMED)), "", FieldSort.TEXT)
    return next((each for each in list_fields() if each.name == name), retired)


def _of_all(definition: FieldDefinition) -> tuple[str, str]:
    """Join the values of all members at once."""
    join = (
        "LEFT JOIN custom_value own ON own.member = t.id AND own.deleted = 0"
        # The plus keeps SQLite from reading all values of the field for each member.
        f" AND +own.field = x'{definition.id.hex()}'"
    )
    number = definition.sort is FieldSort.NUMBER
    return join, "CAST(own.value AS REAL)" if number else "own.value"
