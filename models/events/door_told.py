"""What a door tells: who may be meant, what came of Enter, how many are in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from models.events.attendance import AttendanceLine
from models.events.door_line import Typed
from models.journal.undo import Kept
from models.vocabulary import Came


class Outcome(StrEnum):
    """AGAIN: they were in already and nothing was changed. GUESTS: only whom they bring. APPLIED:
    they came and want to become a member. AWAY: their tick was wrong."""

    IN = "in"
    AGAIN = "again"
    GUESTS = "guests"
    WALKED_IN = "walked_in"
    APPLIED = "applied"
    AWAY = "away"


@dataclass(frozen=True, slots=True)
class Match:
    """Somebody who may be meant. `also` is the other name that fits; `tail` and `group_name` are
    given where they tell namesakes apart or were typed. `line` is None who is not on the list."""

    member: bytes
    name: str
    also: str
    tail: str
    group_name: str
    status: str
    line: AttendanceLine | None
    waiting: int | None

    @property
    def is_in(self) -> bool:
        return self.line is not None and self.line.came == Came.YES

    @property
    def guests(self) -> int:
        return self.line.guests if self.line else 0


@dataclass(frozen=True)
class Found:
    """`may_be_new`: what was typed can be the name of somebody nobody knows yet. `is_elsewhose`:
    nobody of that name has the phone that was typed, but these have."""

    typed: Typed
    matches: tuple[Match, ...]
    may_be_new: bool
    is_elsewhose: bool = False


@dataclass(frozen=True)
class Arrival:
    """What came of Enter. `at` is when they came in, also where that was before."""

    outcome: Outcome
    member: bytes
    name: str
    guests: int
    rsvp: str
    waiting: int | None
    at: datetime | None


@dataclass(frozen=True)
class Counts:
    """Heads, that is people with their guests, but `walk_ins`: who came and had not signed up.
    `to_come` said yes and have no record yet."""

    inside: int
    to_come: int
    walk_ins: int
    capacity: int | None


@dataclass(frozen=True)
class TakenBack:
    """`is_in`: another door ticked them too, so they stay in."""

    arrival: Arrival
    kept: tuple[Kept, ...]
    is_in: bool
