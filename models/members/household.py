"""People who live together, and whom of them one speaks to."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.base import GONE, IdField, Record, WordsField, database, live, mark, store
from models.errors import Invalid
from models.journal import bulk
from models.journal.transactions import action
from models.texts import tidy
from models.vocabulary import Kind
from resources.i18n import N_

# Who is in the trash may come back, unless they became one with another entry.
_LIVED_IN = (
    "EXISTS (SELECT 1 FROM member m WHERE m.household = household.id"
    " AND (m.deleted = 0 OR (m.deleted = 1 AND m.same_as IS NULL)))"
)
_AT_ONCE = 500


class Household(Record):
    """`contact` is the member one speaks to; it may name somebody who is not there any more.

    Whoever moves out last puts it into the trash. Where another copy moves somebody in meanwhile,
    it is there all the same: what counts is whether somebody lives in it.
    """

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
    # The plus keeps SQLite from walking all members that are not in the trash.
    rows = database.execute_sql(
        f"SELECT id, name FROM household h WHERE deleted <> {GONE} AND EXISTS"
        " (SELECT 1 FROM member m WHERE m.household = h.id AND +m.deleted = 0) ORDER BY name, id"
    )
    return tuple((bytes(household), str(name)) for household, name in rows)


def load_household(household_id: bytes) -> Living | None:
    household = named_household(household_id)
    if household is None:
        return None
    people = [
        (bytes(member), str(name))
        for member, name in database.execute_sql(
            "SELECT id, name FROM member WHERE household = ? AND +deleted = 0 ORDER BY pinyin, rid",
            (household_id,),
        )
    ]
    contact = next((each for each, _name in people if each == household.contact), None)
    people.sort(key=lambda person: person[0] != contact)
    return Living(household.id, household.name, contact, tuple(people))


def named_household(household_id: bytes | None) -> Household | None:
    """Return a household that a member names, also one that was put away meanwhile."""
    found = (Household.id == household_id) & (Household.deleted != GONE)
    named: Household | None = Household.get_or_none(found)
    return named


def keep_lived_in(household_ids: Iterable[bytes | None]) -> None:
    """Put away those of these households that nobody lives in any more, and take out those that
    somebody moved into; inside the action that moves people."""
    wanted = sorted({each for each in household_ids if each is not None})
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        database.execute_sql(
            f"UPDATE household SET deleted = NOT {_LIVED_IN} WHERE id IN ({marks})"
            f" AND deleted <> {GONE} AND deleted = {_LIVED_IN}",
            some,
        )


def make_household(name: str) -> bytes:
    """Return the household of this name; make it where there is none."""
    return make_households([name])[name]


def make_households(names: Iterable[str]) -> dict[str, bytes]:
    """Return the households of these names; those that are not there yet are made, and those
    that were put away come back."""
    rows = Household.select().where(Household.deleted != GONE)
    # Of several of one name the one that somebody lives in, else the oldest that is there.
    put_away = {row.name: bytes(row.id) for row in rows.order_by(Household.id.desc())}
    there = {row.name: bytes(row.id) for row in live(Household).order_by(Household.id.desc())}
    known = put_away | there | {name: each for each, name in reversed(list_households())}
    wanted = {name: tidy(name) for name in names}
    new = [name for name in dict.fromkeys(wanted.values()) if name not in known]
    back = [known[name] for name in wanted.values() if name in known and name not in there]
    if new or back:
        with action("member.edit"):
            made = bulk.new_ids(len(new))
            bulk.insert(Household, ("name",), list(zip(made, new, strict=True)))
            known |= dict(zip(new, made, strict=True))
            mark(Household, back, deleted=False)
    return {name: known[told] for name, told in wanted.items()}


def rename_household(household_id: bytes, name: str) -> None:
    """Give a household another name. Raises Invalid where that is none."""
    name = tidy(name)
    if not name:
        raise Invalid({"household": N_("A name is needed.")})
    with action("member.edit"):
        store(Household, household_id, {"name": name})


def name_contact(household_id: bytes, member_id: bytes | None) -> None:
    """Say whom of a household one speaks to."""
    known = Household.get_or_none(Household.id == household_id)
    if known is not None and known.contact != member_id:
        with action("member.edit"):
            store(Household, household_id, {"contact": member_id})
