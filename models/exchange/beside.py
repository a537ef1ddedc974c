"""What a list says of members that does not stand in their own records: other names, guardians,
consents, whom of a household one speaks to. It is added to what is there, nothing is emptied."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from models.base import database
from models.exchange.agreements import agreed_anew, write_consents
from models.exchange.cells import name_key
from models.exchange.parts import Aside, Part, join_names, join_parts
from models.exchange.tags import join_tags
from models.members.alias import aliases_of_each
from models.members.consent import Agreement, consents_of_each
from models.members.guardian import guardians_of_each
from resources.i18n import Catalogue

CONTACT = "household_contact"
BESIDE = ("aliases", "guardians", "consents", CONTACT)
_AT_ONCE = 500
_CONTACTS = (
    "SELECT h.name, c.id, c.name FROM household h JOIN member c ON c.id = h.contact"
    " WHERE c.household = h.id AND h.deleted <> 2 AND c.deleted = 0"
)


class Beside:
    """What is known beside the records of all members, of what a list says something about."""

    def __init__(self, fields: Collection[str], members: Sequence[bytes]) -> None:
        self._known: dict[str, Mapping[bytes, Any]] = {
            field: _of_all(_READERS[field], members) for field in fields if field in _READERS
        }
        self._contacts = contacts_by_household() if CONTACT in fields else {}

    def news(self, field: str, member: bytes, household: str, said: Any) -> Any:
        """Return what a list says that is not known; nothing where there is no such thing. Names
        stand where the tables have ids. `household` is where the member will live."""
        if field == CONTACT:
            return said if self._contact_of(household) != name_key(said) else None
        return _NEWS[field](self._known[field].get(member, ()), said)

    def _contact_of(self, household: str) -> str:
        _member, name = self._contacts.get(household, (b"", ""))
        return name_key(name)


def contacts_by_household() -> dict[str, tuple[bytes, str]]:
    """Return by its name whom of each household one speaks to: id and name."""
    return {
        str(household): (bytes(member), str(name))
        for household, member, name in database.execute_sql(_CONTACTS)
    }


def write_beside(field: str, value: Sequence[Any], words: Catalogue) -> str:
    """Return what stands in a field of several values, tags too, as a cell is read again."""
    if field == "guardians":
        return join_parts(
            [Part(name, (Aside(relation),) if relation else ()) for name, relation in value]
        )
    if field == "consents":
        return write_consents(value, words)
    return join_names(value) if field == "aliases" else join_tags(value)


def homes_of(members: Sequence[bytes]) -> dict[bytes, str]:
    """Return the names of the households that some members live in."""
    marks = ", ".join("?" * len(members))
    rows = database.execute_sql(
        "SELECT m.id, h.name FROM member m JOIN household h ON h.id = m.household"
        f" WHERE h.deleted <> 2 AND m.id IN ({marks})",
        list(members),
    )
    return {bytes(member): str(name) for member, name in rows}


def beside_of(field: str, members: Sequence[bytes]) -> Mapping[bytes, Any]:
    """Return what some hundred members have in a field, as a cell of a list has it, but with ids
    for names; who has nothing is not in it."""
    return _READERS[field](members)


def named_guardians(members: Sequence[bytes]) -> dict[bytes, tuple[tuple[str, str], ...]]:
    """Return the guardians of some hundred members: the name, and what they are to each."""
    return {
        member: tuple((each.name, each.relation) for each in found)
        for member, found in guardians_of_each(members).items()
    }


def _aliases(members: Sequence[bytes]) -> Mapping[bytes, Any]:
    return {member: tuple(names) for member, names in aliases_of_each(members).items()}


def _consents(members: Sequence[bytes]) -> Mapping[bytes, Any]:
    return {member: tuple(found) for member, found in consents_of_each(members).items()}


_READERS: Mapping[str, Callable[[Sequence[bytes]], Mapping[bytes, Any]]] = {
    "aliases": _aliases,
    "guardians": named_guardians,
    "consents": _consents,
}


def _of_all(
    read: Callable[[Sequence[bytes]], Mapping[bytes, Any]], members: Sequence[bytes]
) -> dict[bytes, Any]:
    found: dict[bytes, Any] = {}
    for start in range(0, len(members), _AT_ONCE):
        found.update(read(members[start : start + _AT_ONCE]))
    return found


def _new_names(known: Sequence[str], said: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in said if name not in known)


def _new_guardians(
    known: Sequence[tuple[str, str]], said: Sequence[tuple[str, str]]
) -> tuple[tuple[str, str], ...]:
    """Return who is no guardian yet, or is something else to the minor."""
    relations = {name_key(name): relation for name, relation in known}
    before = [relations.get(name_key(name)) for name, _relation in said]
    return tuple(
        (name, relation)
        for (name, relation), one in zip(said, before, strict=True)
        if one is None or relation not in ("", one)
    )


def _new_consents(known: Sequence[Agreement], said: Sequence[Agreement]) -> tuple[Agreement, ...]:
    before = {each.purpose: each for each in known}
    merged = (agreed_anew(before.get(each.purpose, Agreement(each.purpose)), each) for each in said)
    return tuple(each for each in merged if each != before.get(each.purpose))


_NEWS: Mapping[str, Callable[[Any, Any], Any]] = {
    "aliases": _new_names,
    "guardians": _new_guardians,
    "consents": _new_consents,
}
