"""What is said of an event that is over: marks, turnout, newcomers, cost, thanks."""

from __future__ import annotations

from collections.abc import Sequence

from models.events.event import EventValues
from models.feedback.opinions import Opinion
from models.members.contributions import Contribution
from models.metrics.satisfaction import FEWEST
from models.metrics.worth import Slot
from models.metrics.worth_ledger import RETURN, Worth
from models.vocabulary import InteractionSort
from ui.formats import (
    count_text,
    day_text,
    enumeration,
    locale,
    money_text,
    number_text,
    percent_text,
    sentences,
)
from ui.records.choices import title_of
from ui.wording import _, n_

NOTHING = "–"


def opinions_sentence(opinions: Sequence[Opinion], mean: float | None, marks: int) -> str:
    """Say how many came, how many slips there are, and the mean of all marks with its number,
    those of people erased since among them."""
    people = [each for each in opinions if each.member is not None]
    slips = len(opinions) - len(people)
    told = [n_("{count} person.", "{count} people.", len(people))]
    if slips:
        told.append(n_("{count} slip without a name.", "{count} slips without a name.", slips))
    told.append(_("No mark yet.") if mean is None else rated(mean, marks))
    return sentences(told)


def rated(mean: float, marks: int) -> str:
    return n_(
        "Rated {mean} of 5, from {count} answer.",
        "Rated {mean} of 5, from {count} answers.",
        marks,
        mean=number_text(mean),
    )


def share_text(part: int, whole: int) -> str:
    """Say a share with what it was counted from; of a few there is no rate."""
    if not whole:
        return NOTHING
    told = _("{part} of {whole}", part=count_text(part), whole=count_text(whole))
    if whole < FEWEST:
        return told
    return _("{percent} ({told})", percent=percent_text(part / whole), told=told)


def turnout_text(worth: Worth) -> str:
    return share_text(worth.kept, worth.known)


def came_text(worth: Worth) -> str:
    """Say how many came; of several events how many to one, with those they brought."""
    guests = worth.heads - worth.came
    told = each_text(worth.came, worth)
    if not guests:
        return told
    return _("{came} and {guests} they brought", came=told, guests=each_text(guests, worth))


def each_text(count: int, worth: Worth) -> str:
    """Say a count, or its mean where several events are taken together: of those with a record."""
    if worth.events == 1:
        return count_text(count)
    return number_text(count / worth.recorded) if worth.recorded else NOTHING


def back_text(worth: Worth) -> str:
    """Say how many first-timers came back; who may still do so counts neither way."""
    if not worth.first_timers:
        return NOTHING
    if not worth.settled:
        return _("too early to say")
    told = share_text(worth.returned, worth.settled)
    open_yet = worth.first_timers - worth.settled
    if not open_yet:
        return told
    return n_(
        "{told}, {count} still open",
        "{told}, {count} still open",
        open_yet,
        told=told,
    )


def rating_text(worth: Worth) -> str:
    if worth.rating is None:
        return NOTHING
    return n_(
        "{mean} ({count} answer)",
        "{mean} ({count} answers)",
        worth.ratings,
        mean=number_text(worth.rating),
    )


def short_rating(worth: Worth) -> str:
    """Say the mean and from how many answers it is, for a narrow column."""
    if worth.rating is None:
        return NOTHING
    return _("{mean} ({count})", mean=number_text(worth.rating), count=count_text(worth.ratings))


def per_head_text(worth: Worth, currency: str) -> str:
    return money_text(worth.per_head, currency) or NOTHING


def only_text(worth: Worth) -> str:
    return each_text(worth.only_here, worth) if worth.came else NOTHING


def back_title() -> str:
    return _("Came back within {days} days", days=RETURN)


def slot_text(slot: Slot) -> str:
    """Say an hour of the week: "Saturday, 7:00"."""
    day = locale().dayName(slot.weekday + 1)
    return _("{weekday}, {time}", weekday=day, time=f"{slot.hour}:00")


def best_sentence(slot: Slot | None) -> str:
    if slot is None:
        return _("No hour has had two events yet, so none can be called the best.")
    return n_(
        "Of the hours with several events, most people come on {slot}: {came} on"
        " average, at {count} event.",
        "Of the hours with several events, most people come on {slot}: {came} on"
        " average, at {count} events.",
        slot.events,
        slot=slot_text(slot),
        came=number_text(slot.came),
    )


def deed_titles(contributions: Sequence[Contribution]) -> str:
    """Say who did what, a line for each sort of deed."""
    lines = []
    for sort in InteractionSort:
        names = [each.name for each in contributions if each.sort == sort]
        if names:
            named = enumeration(list(dict.fromkeys(names)))
            lines.append(
                _("{deed}: {names}", deed=title_of(InteractionSort, str(sort)), names=named)
            )
    return "\n".join(lines)


def thanks_message(event: EventValues, contributions: Sequence[Contribution]) -> str:
    """Return a text for the group that thanks these people for an event."""
    day = day_text(event.begins.date()) if event.begins else ""
    head = (
        _("Thank you for “{event}” on {day}!", event=event.title, day=day)
        if day
        else _("Thank you for “{event}”!", event=event.title)
    )
    last = _("Without you it would not have happened.")
    return "\n".join([head, deed_titles(contributions), last])
