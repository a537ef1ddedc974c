"""A sign-up chain as it was read: who answered what, and what in it is no answer."""

from __future__ import annotations

from dataclasses import dataclass

from models.vocabulary import Rsvp
from resources.i18n import N_

TITLE = N_("Part of the title.")
HEADING = N_("A heading.")
EXAMPLE = N_("An example.")
EMPTY = N_("A number without a name.")
NO_NAME = N_("It does not say who signs up. Write the name in front.")
TALK = N_("Something said between the names.")
EARLIER = N_("An earlier state of the same chain.")


@dataclass(frozen=True)
class Entry:
    """One person of a chain; `line` is that of the text, from 1.

    `guests` is how many more they bring, `note` what else they said. `crossed` is who was struck
    out. `longer` are names it may be instead, the longest first, because more words follow the
    first one; `hints` are words in brackets that may help to guess. `companions` are the names of
    others who come along, no guests so far. `plus_one` is who says "+1" and no more of how many.
    """

    line: int
    name: str
    answer: Rsvp = Rsvp.YES
    guests: int = 0
    note: str = ""
    phone: str = ""
    crossed: bool = False
    longer: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    companions: tuple[str, ...] = ()
    plus_one: bool = False


@dataclass(frozen=True)
class LeftOut:
    """A line that signs nobody up. `reason` is a message id."""

    line: int
    text: str
    reason: str


@dataclass(frozen=True)
class Chain:
    """`titles` are what stands above the names, as written; every line that is not empty is in
    `entries` or in `left_out`."""

    titles: tuple[str, ...]
    entries: tuple[Entry, ...]
    left_out: tuple[LeftOut, ...]
    numbered: bool = False
