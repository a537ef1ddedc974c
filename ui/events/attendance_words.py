"""What is said of an event's list: heads and places, who moved up, how many will probably come."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from models import clock
from models.events.attendance import AttendanceLine
from models.events.came_of import CameOf, Group
from models.events.event import EventValues
from models.events.places import Claim, Places
from models.events.turnout import Turnout
from models.vocabulary import Came, EventStatus, Rsvp
from resources.i18n import N_
from ui.formats import enumeration, joined, moment_text, number_text, sentences
from ui.wording import _, n_

GROUPS = {
    Group.YES: N_("Said yes"),
    Group.WAITING: N_("Said yes, without a place"),
    Group.MAYBE: N_("Said maybe"),
    Group.NO: N_("Said no"),
    Group.NOTHING: N_("Gave no answer"),
    Group.WALK_IN: N_("Walked in"),
}


def is_over(event: EventValues) -> bool:
    """Whether people can have come."""
    begun = event.begins is not None and event.begins <= clock.now()
    return begun or event.status == EventStatus.DONE


def counts(people: Sequence[AttendanceLine]) -> dict[str, str]:
    """Word how many said and did what; heads, where somebody brings guests."""
    did = Counter(person.came for person in people)
    coming = [person for person in people if person.rsvp == Rsvp.YES]
    came = [person for person in people if person.came == Came.YES]
    absent, unknown = did[Came.NO], did[Came.NO_RECORD]
    return {
        "all": n_("{count} person", "{count} people", len(people)),
        "coming": with_guests(n_("{count} said yes", "{count} said yes", len(coming)), coming),
        "came": with_guests(n_("{count} came", "{count} came", len(came)), came),
        "absent": n_("{count} did not come", "{count} did not come", absent),
        "unknown": n_("{count} no record", "{count} no record", unknown),
    }


def with_guests(told: str, people: Sequence[AttendanceLine]) -> str:
    heads = sum(person.heads for person in people)
    if heads == len(people):
        return told
    return _("{told}, {heads} with guests", told=told, heads=heads)


def places_sentence(places: Places) -> str:
    """Say how full an event is; "" where there is no limit."""
    capacity = places.capacity
    if capacity is None:
        return ""
    if not places.waiting:
        free = capacity - places.taken
        told = n_("{count} place", "{count} places", capacity)
        left = n_("{count} is free.", "{count} are free.", free)
        return _("{places}: {left}", places=told, left=left if free else _("all are taken."))
    wait = n_(
        "{count} person waits for a place.", "{count} people wait for a place.",
        places.waiting_heads,
    )  # fmt: skip
    told = _("{taken} of {capacity} places are taken.", taken=places.taken, capacity=capacity)
    return sentences([told, wait])


def over_sentence(places: Places, people: Iterable[AttendanceLine]) -> str:
    """Warn where more came than there are places."""
    inside = sum(person.heads for person in people if person.came == Came.YES)
    over = 0 if places.capacity is None else inside - places.capacity
    if over <= 0:
        return ""
    return n_("{count} more came than there are places.",
              "{count} more came than there are places.", over)  # fmt: skip


def moved_sentence(moved: Sequence[Claim]) -> str:
    names = enumeration([claim.name for claim in moved])
    return n_(
        "{names} has a place now: tell them.",
        "{names} have a place now: tell them.",
        len(moved),
        names=names,
    )


def moved_message(moved: Sequence[Claim], event: EventValues) -> str:
    """Return a message to whoever has a place now, for the group or for them alone."""
    return _(
        "{names}: a place has become free for you at “{event}”, {when}. See you there!",
        names=enumeration([claim.name for claim in moved]),
        event=event.title,
        when=moment_text(event.begins) or _("date to follow"),
    )


def turnout_sentence(turnout: Turnout) -> str:
    """Say how many will probably come, and from what this is told."""
    expected = _(
        "About {count} will probably come ({low} to {high}).",
        count=round(turnout.expected), low=turnout.low, high=turnout.high,
    )  # fmt: skip
    answers = n_("From {count} answer", "From {count} answers", turnout.answers)
    records = n_("{count} earlier time", "{count} earlier times", turnout.records)
    source = _(
        "{answers} and {records} of which it is known whether they came; what was long ago fades.",
        answers=answers, records=records,
    )  # fmt: skip
    usual = ""
    if turnout.events:
        usual = n_(
            "Of them {walk_ins} come unannounced, as at {count} earlier event.",
            "Of them {walk_ins} come unannounced, as at {count} earlier events.",
            turnout.events,
            walk_ins=number_text(turnout.walk_ins),
        )
    return sentences([expected, source, usual, _("For you alone: no paper shows this.")])


def came_sentence(groups: Sequence[CameOf]) -> str:
    """Say in one line how many of each group came; "" while nobody is known to have come."""
    if not any(group.came for group in groups):
        return ""
    return joined([
        _("{group}: {came} of {count} came", group=_(GROUPS[group.group]),
          came=len(group.came), count=group.people)
        for group in groups
    ])  # fmt: skip


def group_sentence(group: CameOf) -> str:
    """Say how many of a group came; no record is never absent."""
    parts = [n_("{count} came", "{count} came", len(group.came))]
    if group.absent:
        parts.append(n_("{count} did not come", "{count} did not come", len(group.absent)))
    if group.unknown:
        parts.append(n_("{count} no record", "{count} no record", len(group.unknown)))
    return _("{group}, {count}: {parts}", group=_(GROUPS[group.group]), count=group.people,
             parts=enumeration(parts))  # fmt: skip
