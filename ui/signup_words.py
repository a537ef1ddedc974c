"""What becomes of the lines of a sign-up chain, in words: for the window and the command line."""

from __future__ import annotations

from models.exchange.signup import plan
from models.exchange.signup.applying import SignUpResult
from models.exchange.signup.plan import SignUp, State
from models.vocabulary import Rsvp
from resources.i18n import N_
from ui.records.choices import title_of
from ui.wording import _, n_

STATES = {
    State.DOUBTFUL: N_("Who is this?"),
    State.NEW: N_("New on the list"),
    State.CHANGED: N_("Changed"),
    State.UNCHANGED: N_("As it is"),
    State.BY_HAND: N_("Entered by hand: stays"),
    State.TAKEN_OFF: N_("Taken off by hand: stays off"),
    State.LEFT_OUT: N_("Stays outside"),
    State.REPEATED: N_("Named before"),
    State.MISSING: N_("In the chain no more"),
    State.WITHDRAWN: N_("Withdrew"),
}
_NEWCOMERS = {plan.VISITOR: N_("New visitor"), plan.APPLICANT: N_("New applicant")}


def state_text(line: SignUp) -> str:
    if line.state is State.NEW and line.newcomer:
        return _(_NEWCOMERS[line.newcomer])
    return _(STATES[line.state])


def reason_text(line: SignUp) -> str:
    """Say why a line is not simply taken, "" where it is."""
    return _(line.reason, **line.fields) if line.reason else ""


def answer_text(line: SignUp) -> str:
    """Word what somebody said: Yes, and 2 more."""
    said = title_of(Rsvp, line.rsvp)
    if line.guests and line.rsvp != Rsvp.NO:
        return _("{answer}, +{count}", answer=said, count=line.guests)
    return said


def told(result: SignUpResult) -> str:
    """Say what was done, in one or two sentences."""
    parts = [n_("{count} person signed up", "{count} people signed up", result.added)]
    if result.changed:
        parts.append(n_("{count} person changed", "{count} people changed", result.changed))
    if result.withdrawn:
        parts.append(n_("{count} withdrew", "{count} withdrew", result.withdrawn))
    if result.visitors:
        parts.append(n_("{count} new visitor", "{count} new visitors", result.visitors))
    if result.applicants:
        parts.append(n_("{count} new applicant", "{count} new applicants", result.applicants))
    waiting = sum(line.state is State.DOUBTFUL for line in result.outside)
    if waiting:
        parts.append(n_("{count} left undecided", "{count} left undecided", waiting))
    return " · ".join(parts)
