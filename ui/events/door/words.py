"""What the door says: who somebody is on the list, and what came of Enter."""

from __future__ import annotations

from dataclasses import dataclass

from models.events.attendance import AttendanceLine
from models.events.door_line import Typed
from models.events.door_told import Arrival, Match, Outcome, TakenBack
from models.vocabulary import Came, MemberStatus, Rsvp
from ui.formats import joined, sentences, time_text
from ui.kept_wording import kept_sentence
from ui.wording import _, n_


@dataclass(frozen=True)
class Said:
    """One thing to show large: `tone` colours it, `name` stands above the sentence."""

    icon: str
    tone: str
    name: str
    text: str


def beside(match: Match) -> str:
    """Say what tells somebody from their namesakes, and nothing that is private."""
    return joined([match.also, match.group_name, match.tail and f"…{match.tail}"])


def state(match: Match) -> tuple[str, str]:
    """Return how somebody stands on the list, and the tone of it."""
    line = match.line
    if line is not None and line.came == Came.YES:
        return in_since(line), "good"
    if match.waiting is not None:
        return _("Waiting list, number {number}", number=match.waiting), "warning"
    said = line.rsvp if line is not None else Rsvp.NONE
    if said == Rsvp.YES:
        return _("Has signed up"), "accent"
    if said == Rsvp.MAYBE:
        return _("Said maybe"), "accent"
    if said == Rsvp.NO:
        return _("Said no"), "grey"
    if match.status == MemberStatus.VISITOR:
        return _("Visitor, not signed up"), "grey"
    return _("Not signed up"), "grey"


def in_since(line: AttendanceLine) -> str:
    return _("In since {time}", time=time_text(line.arrived)) if line.arrived else _("Is in")


def with_guests(name: str, guests: int) -> str:
    return f"{name} +{guests}" if guests else name


def newcomer(typed: Typed) -> str:
    return _("New: {name}", name=with_guests(typed.name, typed.guests or 0))


def newcomer_hint(typed: Typed, is_armed: bool) -> str:
    if is_armed:
        return _("Enter once more takes them in under this name")
    if typed.digits:
        return _("with the number {number}", number=typed.digits)
    return _("not in the book yet; Ctrl+Enter: wants to become a member")


def nobody(typed: Typed) -> str:
    if typed.digits and not typed.name:
        return _("No number ends in {digits}. Type the name.", digits=typed.digits)
    return _("Nobody is found. Type a name.")


def said_of(arrival: Arrival) -> Said:
    """Return what to show after Enter."""
    name = with_guests(arrival.name, arrival.guests)
    if arrival.outcome is Outcome.AGAIN:
        since = time_text(arrival.at) if arrival.at else ""
        text = _("Is in already, since {time}.", time=since) if since else _("Is in already.")
        return Said("info", "warning", name, sentences([text, _("Nothing was changed.")]))
    if arrival.outcome is Outcome.GUESTS:
        text = n_("Now with {count} guest.", "Now with {count} guests.", arrival.guests)
        return Said("users", "good", name, text if arrival.guests else _("Now without guests."))
    if arrival.outcome is Outcome.WALKED_IN:
        return Said("user-plus", "teal", name, _("Walked in. Welcome!"))
    if arrival.outcome is Outcome.APPLIED:
        text = _("Is in, and noted as an applicant. Welcome!")
        return Said("user-plus", "violet", name, text)
    if arrival.outcome is Outcome.AWAY:
        text = _("The tick is taken away: there is no record now.")
        return Said("undo-2", "grey", arrival.name, text)
    return Said("check", "good", name, _welcome(arrival))


def said_of_undo(taken: TakenBack) -> Said:
    back = {
        Outcome.AWAY: _("Is in again: the last step was undone."),
        Outcome.GUESTS: _("The number of guests is what it was before."),
    }.get(taken.arrival.outcome, _("The last tick was undone."))
    kept = kept_sentence(taken.kept) if taken.kept else ""
    other = _("The other door has them in, so they stay in.") if taken.is_in else ""
    return Said("undo-2", "grey", taken.arrival.name, sentences([back, kept, other]))


def _welcome(arrival: Arrival) -> str:
    if arrival.waiting is not None:
        number = arrival.waiting
        return _("Was on the waiting list, number {number}. Is in now.", number=number)
    if arrival.rsvp in (Rsvp.YES, Rsvp.MAYBE):
        with_them = n_("With {count} guest.", "With {count} guests.", arrival.guests)
        return sentences([_("Welcome!"), with_them if arrival.guests else ""])
    return _("Had not signed up. Is in now.")
