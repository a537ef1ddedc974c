"""People who live together, and whom of them one speaks to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.base import IdField, Record, WordsField, database, live, store
from models.errors import Invalid
from models.journal.transactions import action
from models.vocabulary import Kind
from resources.i18n import N_


class Household(Record):
    """`contact` is the member one speaks to; it may name somebody who is not there any more."""

    subject = Kind.COMMUNITY
    called = "name"

    name = WordsField()
    contact = IdField(null=True)


@dataclass(frozen=True)
class Living:
    """A household as its members see it. `contact` is None where nobody is named, or who was is
    not in the household any more; `people` are (id, name), the contact person first."""

    id: bytes
    name: str
    contact: bytes | None
    people: tuple[tuple[bytes, str], ...]


def list_households() -> tuple[tuple[bytes, str], ...]:
    """Return every household that somebody lives in, by name."""
    rows = database.execute_sql(
        "SELECT id, name FROM household h WHERE deleted = 0 AND EXISTS"
        " (SELECT 1 FROM member m WHERE m.household = h.id AND m.deleted = 0) ORDER BY name, id"
    )
    return tuple((bytes(household), str(name)) for household, name in rows)


def load_household(household_id: bytes) -> Living | None:
    household = live(Household).where(Household.id == household_id).first()
    if household is None:
        return None
    people = [
        (bytes(member), str(name))
        for member, name in database.execute_sql(
            "SELECT id, name FROM member WHERE household = ? AND deleted = 0 ORDER BY pinyin, rid",
            (household_id,),
        )
    ]
    contact = next((each for each, _name in people if each == household.contact), None)
    people.sort(key=lambda person: person[0] != contact)
    return Living(household.id, household.name, contact, tuple(people))


def make_household(name: str) -> bytes:
    """Return the household of this name; make it where there is none."""
    return make_households([name])[name]


def make_households(names: Iterable[str]) -> dict[str, bytes]:
    """Return the households of these names; those that are not there yet are made."""
    known = {row.name: bytes(row.id) for row in live(Household).order_by(Household.id.desc())}
    wanted = dict.fromkeys(names)
    new = [name for name in wanted if name not in known]
    if new:
        with action("member.edit"):
            known |= {name: store(Household, None, {"name": name}) for name in new}
    return {name: known[name] for name in wanted}


def rename_household(household_id: bytes, name: str) -> None:
    """Give a household another name. Raises Invalid where that is none."""
    if not name.strip():
        raise Invalid({"household": N_("A name is needed.")})
    with action("member.edit"):
        store(Household, household_id, {"name": name.strip()})


def name_contact(household_id: bytes, member_id: bytes | None) -> None:
    """Say whom of a household one speaks to."""
    known = Household.get_or_none(Household.id == household_id)
    if known is not None and known.contact != member_id:
        with action("member.edit"):
            store(Household, household_id, {"contact": member_id})
