"""Who a row is about. Never silently makes one person of two.

A name alone is enough only where exactly one living record has it and nothing contradicts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from models.base import database
from models.exchange.cells import name_key, read_phone
from models.exchange.plan import Candidate, as_candidates
from models.members.alias import all_aliases
from models.members.field_values import NAMED

# What belongs to one person alone, the surest first. A family may share a phone or an address.
IDENTITIES = ("wechat_id", "phone", "email")
ALIASES = ("wechat_name", "group_name", "wechat_id")
# Two different values of one of these are two persons.
_TELLING = (*IDENTITIES, "born")

COLUMNS = (
    "name",
    "wechat_name",
    "wechat_id",
    "group_name",
    "gender",
    "born",
    "region",
    "phone",
    "email",
    "status",
    "role",
    "joined",
    "left",
    "left_reason",
    "source",
    "introduced_by",
    "note",
    "can_give",
    "needs",
    "traits",
    "household",
    "rest_until",
    "cadence",
    "applied",
    "decided",
    "decision",
    "exit_note",
)
_READ = {"household": "(SELECT h.name FROM household h WHERE h.id = t.household)"}


class Person(NamedTuple):
    """A living member as stored, with the organizer's own fields and a household's name, and the
    tags."""

    id: bytes
    values: dict[str, Any]
    tags: frozenset[str]


def identity_key(field: str, value: str) -> str:
    """Return what two writings of an identity share."""
    if field != "phone":
        return value.casefold()
    if value.isascii() and value.isdecimal():
        return value.removeprefix("86") if len(value) == 13 else value
    read = read_phone(value)
    return read if isinstance(read, str) else value


def identities(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    found = []
    for field in IDENTITIES:
        if value := values.get(field):
            found.append((field, identity_key(field, value)))
    return found


def identity_keys(field: str, values: Sequence[Any]) -> list[str | None]:
    """Return the keys of a whole column; None where a row has no identity of this sort."""
    return [identity_key(field, value) if type(value) is str else None for value in values]


def contradict(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Say whether something proves two descriptions to be of two persons."""
    for field in _TELLING:
        first, second = one.get(field), other.get(field)
        if first and second and first != second:
            if field == "born":
                if not (first.startswith(second) or second.startswith(first)):
                    return True
            elif identity_key(field, first) != identity_key(field, second):
                return True
    return False


class People:
    """All living members, by name, by alias and by what identifies them."""

    def __init__(self) -> None:
        self.by_name: dict[str, list[Person]] = defaultdict(list)
        self.by_identity: dict[tuple[str, str], list[Person]] = defaultdict(list)
        self._by_alias: dict[str, list[Person]] | None = None
        self.all = _load()
        self.ids = {person.id for person in self.all}
        for person in self.all:
            self.by_name[name_key(person.values["name"])].append(person)
            for identity in identities(person.values):
                self.by_identity[identity].append(person)

    def sharing(self, values: Mapping[str, Any]) -> list[Person]:
        """Return everybody who shares an identity with the values."""
        found = {
            person.id: person
            for identity in identities(values)
            for person in self.by_identity.get(identity, ())
        }
        return list(found.values())

    def called(self, name: str) -> list[Person]:
        """Return everybody with this name or alias."""
        key = name_key(name)
        found = [*self.by_name.get(key, ()), *self._aliases().get(key, ())]
        return list({person.id: person for person in found}.values())

    def aliases(self) -> Collection[str]:
        """Return the keys of what members are called beside their names."""
        return self._aliases().keys()

    def find(self, name: str, values: Mapping[str, Any]) -> list[Person]:
        """Return whom a list means by a name and perhaps an identity: one, several or nobody."""
        called = self.called(name)
        if known := [person for person in called if person in self.sharing(values)]:
            return known
        return [person for person in called if not contradict(person.values, values)]

    def _aliases(self) -> dict[str, list[Person]]:
        if self._by_alias is None:
            self._by_alias = defaultdict(list)
            for person in self.all:
                for field in ALIASES:
                    if alias := person.values[field]:
                        self._by_alias[name_key(alias)].append(person)
            people = {person.id: person for person in self.all}
            for member, alias in all_aliases():
                if person_called := people.get(member):
                    self._by_alias[name_key(alias)].append(person_called)
        return self._by_alias


def candidates(people: Iterable[Person]) -> tuple[Candidate, ...]:
    """Return the people with what tells them from their namesakes."""
    return as_candidates(
        Candidate(
            person.id,
            person.values["name"],
            " · ".join(
                person.values[field]
                for field in ("group_name", "wechat_id", "phone", "region", "joined")
                if person.values[field]
            ),
        )
        for person in people
    )


def _load() -> list[Person]:
    tags: dict[bytes, set[str]] = defaultdict(set)
    for member, tag in database.execute_sql("SELECT member, tag FROM member_tag WHERE deleted = 0"):
        tags[bytes(member)].add(tag)
    columns = ", ".join(_READ.get(column, f't."{column}"') for column in COLUMNS)
    rows = database.execute_sql(
        f"SELECT t.id, {columns} FROM member t WHERE t.deleted = 0 ORDER BY t.rid"
    )
    nothing: frozenset[str] = frozenset()
    own = _own()
    return [
        Person(
            bytes(row[0]),
            dict(zip(COLUMNS, row[1:], strict=True)) | own.get(row[0], {}),
            frozenset(tags[row[0]]) if row[0] in tags else nothing,
        )
        for row in rows
    ]


def _own() -> dict[bytes, dict[str, str]]:
    """Return what members have in the organizer's own fields, as stored, by the fields' names."""
    found: dict[bytes, dict[str, str]] = defaultdict(dict)
    for member, field, value in database.execute_sql(
        "SELECT v.member, v.field, v.value FROM custom_value v"
        " JOIN custom_field f ON f.id = v.field WHERE v.deleted = 0 AND f.deleted = 0"
    ):
        found[bytes(member)][f"{NAMED}{bytes(field).hex()}"] = value
    return found
