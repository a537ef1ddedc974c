"""What the pane says of an event, with the steps that lead on from it."""

from __future__ import annotations

from collections import Counter

from models.book import about
from models.events.attendance import AttendanceLine, attendance_of, erased_of
from models.events.event import EventValues
from models.events.money import money_of
from models.events.places import assign
from models.events.ratings import rating_of
from models.vocabulary import Came, EventFormat, EventMode, EventStatus, Rsvp
from resources.i18n import N_
from ui.events.attendance_words import is_over, places_sentence
from ui.events.columns import TONES
from ui.events.plan.words import plan_lines
from ui.formats import (
    count_text,
    duration_text,
    joined,
    moment_text,
    money_text,
    number_text,
    time_text,
)
from ui.records.choices import title_of, tone_of
from ui.records.detail import Details, Fact, Section, Step
from ui.wording import _, n_


def describe_event(
    event: EventValues,
    steps: tuple[Step, ...],
    plan_steps: tuple[Step, ...] = (),
    after_steps: tuple[Step, ...] = (),
) -> Details:
    people = attendance_of(event.id)
    to_come = people and not is_over(event)
    full = places_sentence(assign(people, event.capacity)) if to_come else ""
    lines = attendance_counts(people) + erased_counts(event.id) + (((full, ""),) if full else ())
    sections = [
        Section(_("Attendance"), lines=lines, steps=steps),
        Section(_("Plan"), lines=plan_lines(event.id), steps=plan_steps),
    ]
    said = _after_lines(event)
    if said or after_steps:
        lines = said or ((_("Nothing is written down yet."), ""),)
        sections.append(Section(_("Afterwards"), lines=lines, steps=after_steps))
    if event.description:
        sections.append(Section(_("Description"), text=event.description))
    return Details(
        name=event.title,
        caption=joined([title_of(EventFormat, event.format), title_of(EventMode, event.mode)]),
        chip=(title_of(EventStatus, event.status), tone_of(TONES, event.status)),
        facts=tuple(Fact(_(title), value) for title, value in _facts(event) if value),
        sections=tuple(sections),
    )


def attendance_counts(people: list[AttendanceLine]) -> tuple[tuple[str, str], ...]:
    """Word how many said what and did what; no record is never counted as absent."""
    if not people:
        return ((_("Nobody is on the list yet."), ""),)
    said = Counter(person.rsvp for person in people)
    did = Counter(person.came for person in people)
    return (
        (
            n_("{count} person on the list", "{count} people on the list", len(people)),
            _("{yes} said yes, {maybe} maybe, {no} no", yes=said[Rsvp.YES], maybe=said[Rsvp.MAYBE],
              no=said[Rsvp.NO]),
        ),
        (
            n_("{count} came", "{count} came", did[Came.YES]),
            _("{absent} did not come, {unknown} without a record", absent=did[Came.NO],
              unknown=did[Came.NO_RECORD]),
        ),
    )  # fmt: skip


def _after_lines(event: EventValues) -> tuple[tuple[str, str], ...]:
    """Word what was said of it, and what the organizers learnt."""
    mean, count = rating_of(event.id)
    rated = _("Rated {mean} of 5", mean=number_text(mean)) if mean is not None else ""
    lines = [
        (rated, n_("from {count} answer", "from {count} answers", count)),
        (event.went_well, _("What went well")),
        (event.to_change, _("What to change")),
    ]
    return tuple(line for line in lines if line[0])


def erased_counts(event_id: bytes) -> tuple[tuple[str, str], ...]:
    """Word how many more there were whose names are gone for good, so that the sums are right."""
    gone = erased_of(event_id)
    if not gone.people:
        return ()
    more = n_("{count} more, erased for good", "{count} more, erased for good", gone.people)
    return ((more, _("{yes} said yes, {came} came", yes=gone.said_yes, came=gone.came)),)


def _facts(event: EventValues) -> list[tuple[str, str]]:
    money, currency = money_of(event.id), about().currency
    return [
        (N_("Begins"), moment_text(event.begins)),
        (N_("Ends"), _ends(event)),
        (N_("Place"), event.place),
        (N_("Host"), event.host),
        (N_("Guest"), event.guest),
        (N_("Capacity"), "" if event.capacity is None else count_text(event.capacity)),
        (N_("Budget"), money_text(money.budget, currency)),
        (N_("Cost"), money_text(money.cost, currency)),
        (N_("Income"), money_text(money.income, currency)),
        (N_("A head"), money_text(money.per_head, currency)),
        (N_("Hours volunteered"), duration_text(money.minutes) if money.minutes else ""),
    ]


def _ends(event: EventValues) -> str:
    if event.ends and event.begins and event.ends.date() == event.begins.date():
        return time_text(event.ends)
    return moment_text(event.ends)
