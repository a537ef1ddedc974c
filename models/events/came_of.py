"""Afterwards: who came of those who said yes, of those who waited, of those who said nothing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from models.events.attendance import AttendanceLine
from models.events.places import Places
from models.vocabulary import Came, Listing, Rsvp


class Group(StrEnum):
    """YES had a place, WAITING said yes and had none. WALK_IN: nobody knew of them before the
    door. NOTHING: on the list without an answer."""

    YES = "yes"
    WAITING = "waiting"
    MAYBE = "maybe"
    NO = "no"
    NOTHING = "nothing"
    WALK_IN = "walk_in"


@dataclass(frozen=True)
class CameOf:
    """The names of one group, by what is known of them. Unknown is never absent."""

    group: Group
    came: tuple[str, ...]
    absent: tuple[str, ...]
    unknown: tuple[str, ...]

    @property
    def people(self) -> int:
        return len(self.came) + len(self.absent) + len(self.unknown)


_ANSWERS = {Rsvp.YES: Group.YES, Rsvp.MAYBE: Group.MAYBE, Rsvp.NO: Group.NO}


def came_of(people: Iterable[AttendanceLine], places: Places) -> tuple[CameOf, ...]:
    """Sort a list of an event into groups, empty ones left out, names in the list's order."""
    waiting = {claim.member for claim in places.waiting}
    names: dict[Group, dict[str, list[str]]] = {group: {} for group in Group}
    for person in people:
        group = Group.WAITING if person.member in waiting else _group(person)
        names[group].setdefault(person.came, []).append(person.member_name)
    return tuple(
        CameOf(
            group,
            tuple(found.get(Came.YES, ())),
            tuple(found.get(Came.NO, ())),
            tuple(found.get(Came.NO_RECORD, ())),
        )
        for group, found in names.items()
        if found
    )


def _group(person: AttendanceLine) -> Group:
    for answer, group in _ANSWERS.items():
        if person.rsvp == answer:
            return group
    return Group.WALK_IN if person.source == Listing.DOOR else Group.NOTHING
