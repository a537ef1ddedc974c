"""What a chain would change on an event's list: as data, before anything is written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from models.exchange.plan import Candidate
from models.exchange.signup.chain import Chain
from models.vocabulary import MemberStatus
from resources.i18n import N_

# What may be answered about a line, beside a member's id: whoever is not in the book becomes a
# visitor or an applicant, or stays outside; what was entered by hand gives way to the chain; who
# is in the chain no more has withdrawn, or still comes.
VISITOR = MemberStatus.VISITOR.value
APPLICANT = MemberStatus.APPLICANT.value
LEAVE_OUT = "leave out"
TAKE = "take"
WITHDREW = "withdrew"
STAYS = "stays"
Answer = bytes | str
Answers = Mapping[str, Answer]

SAME_PERSON = N_("Taken together with the line of “{name}”.")
CROSSED = N_("Struck out, and not on the list.")
NOT_WANTED = N_("You chose to leave this line out.")
ERASED = N_(
    "Somebody of this list was erased for good. Take “{name}” in only if this is another person."
)
BY_HAND = N_("Entered by hand since, and left as it is.")
TAKEN_OFF = N_("Taken off the list by hand, and left so.")
MISSING = N_("In the chain no more.")


class State(StrEnum):
    """What becomes of a line. NEW, CHANGED and WITHDRAWN are written; DOUBTFUL waits for an
    answer; BY_HAND and TAKEN_OFF stay as somebody entered them; MISSING is on the list by a chain,
    and not in this one."""

    DOUBTFUL = "doubtful"
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    BY_HAND = "by_hand"
    TAKEN_OFF = "taken_off"
    LEFT_OUT = "left_out"
    REPEATED = "repeated"
    MISSING = "missing"
    WITHDRAWN = "withdrawn"


WRITTEN = (State.NEW, State.CHANGED, State.WITHDRAWN)


@dataclass(frozen=True)
class SignUp:
    """One line of a plan. `key` names it from paste to paste; `line` is that of the text, 0 where
    it has none. `newcomer` is what somebody who is not in the book becomes, VISITOR or APPLICANT;
    `changes` are the cells to write. `stranger` says that nobody in the book is meant, `settled`
    that the user answered.
    """

    key: str
    line: int
    name: str
    state: State
    member: bytes | None = None
    title: str = ""
    detail: str = ""
    rsvp: str = ""
    guests: int = 0
    note: str = ""
    phone: str = ""
    signed: datetime | None = None
    changes: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)
    candidates: tuple[Candidate, ...] = ()
    newcomer: str = ""
    stranger: bool = False
    settled: bool = False
    alias: str = ""

    @property
    def is_written(self) -> bool:
        return self.state in WRITTEN


@dataclass(frozen=True)
class SignUpPlan:
    """A chain beside an event's list."""

    event: bytes
    chain: Chain
    lines: tuple[SignUp, ...]

    @property
    def counts(self) -> Counter[State]:
        return Counter(line.state for line in self.lines)

    @property
    def written(self) -> tuple[SignUp, ...]:
        return tuple(line for line in self.lines if line.is_written)

    @property
    def waiting(self) -> tuple[SignUp, ...]:
        """Return the lines somebody must be asked about."""
        return tuple(line for line in self.lines if line.state is State.DOUBTFUL)

    @property
    def strangers(self) -> tuple[SignUp, ...]:
        return tuple(line for line in self.lines if line.stranger)

    @property
    def missing(self) -> tuple[SignUp, ...]:
        """Return who is in the chain no more, also those said to have withdrawn."""
        return tuple(line for line in self.lines if line.state in (State.MISSING, State.WITHDRAWN))
