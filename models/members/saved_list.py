"""Filters that the organizer named: lists that stay alive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from peewee import SQL, IntegerField

from models.base import Record, WordsField, live, mark, renumber, store
from models.errors import Invalid, UserError
from models.journal.transactions import action
from models.members import filters
from models.members.filters import Condition, Group
from models.members.listing import count_members
from models.progress import Progress, unheard
from models.texts import tidy
from models.vocabulary import Kind
from resources.i18n import N_

LONGEST_NAME = 60


class SavedList(Record):
    """`filter` is the written form of a filter: see models/members/filters.py."""

    subject = Kind.COMMUNITY
    called = "name"

    name = WordsField()
    filter = WordsField()
    number = IntegerField(default=0, constraints=[SQL("DEFAULT 0")])


@dataclass(frozen=True)
class Saved:
    """A list as it is offered. `written` is its filter; `asked` raises where it cannot be read."""

    id: bytes
    name: str
    written: str

    @property
    def asked(self) -> Group:
        """Return the filter. Raises UserError as filters.read does."""
        return filters.read(self.written)


def saved_lists() -> tuple[Saved, ...]:
    """Return the lists in the order they were put in."""
    rows = live(SavedList).order_by(SavedList.number, SavedList.name, SavedList.id)
    return tuple(Saved(row.id, row.name, row.filter) for row in rows)


def find_list(name: str) -> Saved:
    """Return the list with this name, whatever its capitals; part of a name does where it fits
    one list alone.

    Raises UserError where none fits, or several do.
    """
    wanted, every = name.strip().casefold(), saved_lists()
    for fits in (
        [each for each in every if each.name.casefold() == wanted],
        [each for each in every if wanted and wanted in each.name.casefold()],
    ):
        if len(fits) == 1:
            return fits[0]
        if fits:
            raise UserError(
                N_("Several lists are called like “{name}”. Give the whole name of one."), name=name
            )
    raise UserError(
        N_("No list is called “{name}”. The lists are: {names}"),
        name=name,
        names=", ".join(each.name for each in every) or "–",
    )


def save_list(list_id: bytes | None, name: str, asked: Group) -> bytes:
    """Save a filter under a name, or change a list; return its id. Raises Invalid."""
    name = tidy(name)
    _check(list_id, name)
    values = {"name": name, "filter": filters.write(asked)}
    with action("list.edit" if list_id else "list.add"):
        if list_id is None:
            last = max((row.number for row in live(SavedList)), default=0)
            return store(SavedList, None, {**values, "number": last + 1})
        return store(SavedList, list_id, values)


def rename_list(list_id: bytes, name: str) -> None:
    """Raises Invalid."""
    name = tidy(name)
    _check(list_id, name)
    with action("list.edit"):
        store(SavedList, list_id, {"name": name})


def reorder_lists(list_ids: Sequence[bytes]) -> None:
    """Put the lists into this order; those that are not named follow."""
    order = [*list_ids, *(each.id for each in saved_lists() if each.id not in list_ids)]
    with action("list.reorder", len(order)):
        renumber(SavedList, order)


def change_conditions(change: Callable[[Condition], Condition]) -> None:
    """Write the conditions of every list anew, inside an action; what cannot be read stays."""
    for each in saved_lists():
        try:
            asked = each.asked
        except UserError:
            continue
        if (changed := asked.changed(change)) != asked:
            store(SavedList, each.id, {"filter": filters.write(changed)})


def remove_lists(list_ids: list[bytes]) -> None:
    """Put lists into the trash; nobody who is on them is touched."""
    with action("list.remove", len(list_ids)):
        mark(SavedList, list_ids, deleted=True)


def count_lists(lists: Sequence[Saved], progress: Progress = unheard) -> dict[bytes, int | None]:
    """Count who is on each list now; None where the list cannot be asked any more."""
    counts: dict[bytes, int | None] = {}
    for number, each in enumerate(lists):
        progress(number, len(lists))
        try:
            counts[each.id] = count_members(each.asked)
        except UserError:
            counts[each.id] = None
    return counts


def _check(list_id: bytes | None, name: str) -> None:
    if not name:
        raise Invalid({"name": N_("Write what it is to be called.")})
    if len(name) > LONGEST_NAME:
        raise Invalid({"name": N_("This name is too long for a list.")})
    if any(each.name.casefold() == name.casefold() for each in saved_lists() if each.id != list_id):
        raise Invalid({"name": N_("There is a list with this name already.")})
