"""Fields that the organizer defines: their table, and how one is defined, ordered and retired."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from peewee import SQL, ForeignKeyField, IntegerField

from models.base import Record, WordsField, database, live, mark, renumber, store
from models.errors import Invalid
from models.journal.transactions import action
from models.members.built_in import is_built_in, plain_title
from models.members.field_values import NAMED, rewritten
from models.members.tables import Member
from models.texts import tidy
from models.vocabulary import FieldSort, Kind
from resources.i18n import N_

_LONGEST = 60


class CustomField(Record):
    """`choices` are the words of a choice, one on each line; `number` the place in the form."""

    subject = Kind.COMMUNITY
    called = "title"

    title = WordsField()
    sort = WordsField(FieldSort.TEXT.value)
    choices = WordsField()
    number = IntegerField(default=0, constraints=[SQL("DEFAULT 0")])


class CustomValue(Record):
    """What a member has in such a field, as text: "12.5", "2026-10-03", "yes".

    Ask field_values.sql_value for what sorts and compares as the field's sort does.
    """

    subject = Kind.MEMBER
    keys = ("member", "field")
    shared_id = True
    owner = "member"
    called = "value"

    member = ForeignKeyField(Member, field="id", column_name="member", backref="custom_values")
    field = ForeignKeyField(CustomField, field="id", column_name="field", backref="values")
    value = WordsField()

    class Meta:
        indexes = ((("field", "deleted", "value", "member"), False),)


_AS_NUMBER = CustomValue.value.cast("REAL")
# The values in the order of numbers.
CustomValue.add_index(
    CustomValue.field,
    CustomValue.deleted,
    _AS_NUMBER,
    CustomValue.member,
    name="custom_value_number",
)


@dataclass(frozen=True)
class FieldDefinition:
    """A field in use. `name` is what it goes by among the fields of a member."""

    id: bytes
    title: str
    sort: FieldSort
    choices: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return f"{NAMED}{self.id.hex()}"


@dataclass(frozen=True)
class Fit:
    """What becomes of a field's values: so many fit as they are, so many are written another way,
    so many stay as they stand though they do not fit."""

    same: int = 0
    rewritten: int = 0
    unfit: int = 0


def list_fields() -> tuple[FieldDefinition, ...]:
    """Return the fields in use, in the order the form has them."""
    # Asked at every keystroke: peewee takes a millisecond, which is long in a frame.
    rows = database.execute_sql(
        "SELECT id, title, sort, choices FROM custom_field WHERE deleted = 0 ORDER BY number, id"
    )
    said = WordsField().python_value
    return tuple(
        FieldDefinition(
            bytes(row), said(title), _sort_of(said(sort)), _lines(said(words).split("\n"))
        )
        for row, title, sort, words in rows
    )


def define_field(
    field_id: bytes | None, title: str, sort: FieldSort, choices: Iterable[str] = ()
) -> bytes:
    """Add a field, or change one; its values are written anew where they can be. Return the id.

    Raises Invalid where the definition cannot stand.
    """
    title = tidy(title)
    words = _lines(choices) if sort is FieldSort.CHOICE else ()
    _check(field_id, title, sort, words)
    values = {"title": title, "sort": sort.value, "choices": "\n".join(words)}
    with action("community.fields"):
        if field_id is None:
            last = max((row.number for row in live(CustomField)), default=0)
            return store(CustomField, None, {**values, "number": last + 1})
        store(CustomField, field_id, values)
        for value_id, _before, after in _rewritings(field_id, sort, words):
            store(CustomValue, value_id, {"value": after})
    return field_id


def fit_of(field_id: bytes, sort: FieldSort, choices: Iterable[str] = ()) -> Fit:
    """Say what would become of a field's values under another sort or other choices."""
    words = _lines(choices)
    stored = [value for _id, value in _values_in(field_id)]
    found = [(value, rewritten(sort, words, value)) for value in stored]
    same = sum(value == after for value, after in found)
    unfit = sum(after is None for _value, after in found)
    return Fit(same, len(found) - same - unfit, unfit)


def count_values(field_id: bytes) -> int:
    """Count the members who have something in a field."""
    return len(_values_in(field_id))


def reorder_fields(field_ids: Sequence[bytes]) -> None:
    """Put the fields into this order."""
    with action("community.fields", len(field_ids)):
        renumber(CustomField, field_ids)


def retire_fields(field_ids: list[bytes]) -> None:
    """Put fields into the trash. Their values stay with the members, for the field's return."""
    with action("community.fields", len(field_ids)):
        mark(CustomField, field_ids, deleted=True)


def _check(field_id: bytes | None, title: str, sort: FieldSort, choices: Sequence[str]) -> None:
    errors = {}
    others = {plain_title(each.title) for each in list_fields() if each.id != field_id}
    if not title:
        errors["title"] = N_("A title is needed.")
    elif len(title) > _LONGEST:
        errors["title"] = N_("This title is too long for a heading.")
    elif is_built_in(title):
        errors["title"] = N_("A built-in field has this title. Choose another one.")
    elif plain_title(title) in others:
        errors["title"] = N_("There is a field with this title already.")
    if sort is FieldSort.CHOICE and not choices:
        errors["choices"] = N_("Write the words to choose from, one on each line.")
    if errors:
        raise Invalid(errors)


def _rewritings(
    field_id: bytes, sort: FieldSort, choices: Sequence[str]
) -> list[tuple[bytes, str, str]]:
    found = []
    for value_id, value in _values_in(field_id):
        after = rewritten(sort, choices, value)
        if after is not None and after != value:
            found.append((value_id, value, after))
    return found


def _values_in(field_id: bytes) -> list[tuple[bytes, str]]:
    rows = database.execute_sql(
        "SELECT v.id, v.value FROM custom_value v JOIN member m ON m.id = v.member"
        " WHERE v.field = ? AND v.deleted = 0 AND m.deleted = 0",
        (field_id,),
    )
    return [(bytes(value_id), str(value)) for value_id, value in rows]


def _sort_of(code: str) -> FieldSort:
    """Return the sort; what a newer program may have written is text here."""
    return FieldSort(code) if code in list(FieldSort) else FieldSort.TEXT


def _lines(choices: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for each in choices if (word := tidy(each))))
