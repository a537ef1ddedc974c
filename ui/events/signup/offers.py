"""What may be said about a line of a chain, in the words of a menu."""

from __future__ import annotations

from typing import NamedTuple

from models.exchange.signup.plan import (
    APPLICANT,
    BY_HAND,
    LEAVE_OUT,
    STAYS,
    TAKE,
    VISITOR,
    WITHDREW,
    Answer,
    SignUp,
    State,
)
from ui.formats import joined
from ui.wording import _


class Offer(NamedTuple):
    answer: Answer
    text: str


def candidates_of(line: SignUp) -> list[Offer]:
    """Return the members a line may mean."""
    if line.state in (State.MISSING, State.WITHDRAWN) or not line.key:
        return []
    return [Offer(each.id, joined([each.title, each.detail])) for each in line.candidates]


def offers_for(line: SignUp) -> list[Offer]:
    """Return everything that may be said about a line, the likeliest first."""
    if not line.key:
        return []
    if line.state in (State.MISSING, State.WITHDRAWN):
        return [Offer(WITHDREW, _("Withdrew")), Offer(STAYS, _("Still comes"))]
    people = [Offer(each, _("It is {who}", who=text)) for each, text in candidates_of(line)]
    if line.state is State.TAKEN_OFF or line.reason == BY_HAND:
        taking = Offer(TAKE, _("Take what the chain says"))
        return [taking, Offer(STAYS, _("Leave it as it is"))]
    outside = [
        Offer(VISITOR, _("A visitor")),
        Offer(APPLICANT, _("An applicant")),
        Offer(LEAVE_OUT, _("Leave it out")),
    ]
    return [*people, *outside]
