"""The parts of the fatigue guard in words."""

from __future__ import annotations

from models.events.holidays import Hint
from models.events.venue import VenueValues
from models.metrics.fatigue import Advice, Fatigue, Part
from models.vocabulary import EventFormat
from ui.formats import enumeration, joined, number_text, sentences
from ui.records.choices import title_of
from ui.wording import _, language, n_


def parts_text(fatigue: Fatigue) -> str:
    """Say every part with its figures, whether it warns or not."""
    return joined([_calls(fatigue), _turnout(fatigue), _streak(fatigue)])


def warning_text(part: Part, fatigue: Fatigue) -> str:
    """Say in a sentence what is too much."""
    if part is Part.QUIET:
        reason = fatigue.quiet.reason if fatigue.quiet else ""
        if reason:
            return _("This is a quiet week: {reason}.", reason=reason)
        return _("This is a quiet week, in which nothing was to be planned.")
    if part is Part.CALLS:
        return _(
            "People are asked more often than they are used to: {now} events a week, usually"
            " {usual}.",
            now=number_text(fatigue.calls),
            usual=number_text(fatigue.usual_calls or 0),
        )
    if part is Part.TURNOUT:
        return _(
            "Fewer people come of late: {now} to an event, it used to be {usual}.",
            now=number_text(fatigue.turnout or 0),
            usual=number_text(fatigue.usual_turnout or 0),
        )
    if part is Part.STREAK:
        return _(
            "It is always the same: this would be number {count} of “{format}” in a row.",
            count=fatigue.streak,
            format=title_of(EventFormat, fatigue.format),
        )
    return sentences(
        [
            n_(
                "{name} takes care of {count} thing in these four weeks.",
                "{name} takes care of {count} things in these four weeks.",
                load.amount,
                name=load.name,
            )
            for load in fatigue.loads
        ]
    )


def advice_text(advice: Advice, other: str) -> str:
    """Say what would help most; `other` is the title of another format."""
    if advice is Advice.SKIP:
        return _("Perhaps leave a week out.")
    if advice is Advice.OTHER_FORMAT:
        return _("Perhaps try another format: “{format}” has been rare.", format=other)
    return _("Perhaps somebody else takes a part of the work.")


def day_text(hint: Hint) -> str:
    """Say what the day is, "" where it is a day like any other."""
    titles = [_(title) for title in hint.titles]
    names = hint.festivals if language() == "zh_CN" else titles
    if hint.free and names:
        return _("{day}: many people are away.", day=enumeration(list(names)))
    if hint.free:
        return _("A public holiday: many people are away.")
    return _("The day is {day}.", day=enumeration(list(names))) if names else ""


def venue_text(venue: VenueValues) -> str:
    return n_(
        "{place} has room for {count} person.",
        "{place} has room for {count} people.",
        venue.capacity or 0,
        place=venue.name,
    )


def _calls(fatigue: Fatigue) -> str:
    if fatigue.usual_calls is None:
        return _("{now} events a week", now=number_text(fatigue.calls))
    return _(
        "{now} events a week, usually {usual}",
        now=number_text(fatigue.calls),
        usual=number_text(fatigue.usual_calls),
    )


def _turnout(fatigue: Fatigue) -> str:
    if fatigue.turnout is None:
        return ""
    if fatigue.usual_turnout is None:
        return _("{now} people an event", now=number_text(fatigue.turnout))
    return _(
        "{now} people an event, usually {usual}",
        now=number_text(fatigue.turnout),
        usual=number_text(fatigue.usual_turnout),
    )


def _streak(fatigue: Fatigue) -> str:
    if fatigue.streak < 2:
        return ""
    return _("number {count} of this format in a row", count=fatigue.streak)
