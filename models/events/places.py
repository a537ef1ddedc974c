"""Who has a place at an event and who waits for one.

Nothing of this is stored. Whoever said yes stands in a queue, by when they signed up; those of whom
nobody knows when come first. Each takes a place for themselves and for everyone they bring, in
strict order: where a group does not fit, nobody behind it slips past. So whoever takes their yes
back lets the next ones move up, on every copy alike.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from models.base import database
from models.events.attendance import AttendanceLine, attendance_of
from models.vocabulary import Rsvp


@dataclass(frozen=True)
class Claim:
    """One who said yes; `heads` are they and whom they bring."""

    member: bytes
    name: str
    heads: int


@dataclass(frozen=True)
class Places:
    """`capacity` is None where everybody fits. Both queues in their order."""

    capacity: int | None
    seated: tuple[Claim, ...]
    waiting: tuple[Claim, ...]

    @property
    def taken(self) -> int:
        return sum(claim.heads for claim in self.seated)

    @property
    def waiting_heads(self) -> int:
        return sum(claim.heads for claim in self.waiting)

    @property
    def free(self) -> int | None:
        """How many places are left; None where there is no limit."""
        return None if self.capacity is None else self.capacity - self.taken

    def numbers(self) -> dict[bytes, int]:
        """Return the place in the queue of those who wait, from 1."""
        return {claim.member: number for number, claim in enumerate(self.waiting, 1)}


def places_of(event_id: bytes) -> Places:
    """Return who has a place at an event. Who was erased takes none."""
    found = database.execute_sql("SELECT capacity FROM event WHERE id = ?", (event_id,)).fetchone()
    return assign(attendance_of(event_id), found[0] if found else None)


def assign(people: Iterable[AttendanceLine], capacity: int | None) -> Places:
    """Give the places to those of a list who said yes, in the order they signed up."""
    queue = sorted((each for each in people if each.rsvp == Rsvp.YES), key=_turn)
    seated: list[Claim] = []
    waiting: list[Claim] = []
    taken = 0
    for each in queue:
        claim = Claim(each.member, each.member_name, each.heads)
        taken += claim.heads
        (seated if capacity is None or (not waiting and taken <= capacity) else waiting).append(
            claim
        )
    return Places(capacity, tuple(seated), tuple(waiting))


def moved_up(before: Places, after: Places) -> tuple[Claim, ...]:
    """Return who waited and has a place now, in their order."""
    waited = {claim.member for claim in before.waiting}
    return tuple(claim for claim in after.seated if claim.member in waited)


def _turn(person: AttendanceLine) -> tuple[datetime, bytes]:
    return person.signed or datetime.min, person.id
