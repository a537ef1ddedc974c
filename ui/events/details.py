"""What the pane says of an event, and its way to the attendance list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

from models.book import about
from models.events.attendance import AttendanceLine, attendance_of, erased_of
from models.events.event import EventValues
from models.vocabulary import Came, EventFormat, EventMode, EventStatus, Rsvp
from resources.i18n import N_
from ui.events.columns import TONES
from ui.formats import count_text, joined, moment_text, money_text, number_text, time_text
from ui.records.choices import title_of, tone_of
from ui.records.detail import Details, Fact, Section, Step
from ui.wording import _, n_


def describe_event(event: EventValues, take_attendance: Callable[[bytes], None]) -> Details:
    people = attendance_of(event.id)
    attend = Step(_("Attendance…"), lambda: take_attendance(event.id), "list-checks", primary=True)
    lines = attendance_counts(people) + erased_counts(event.id)
    sections = [Section(_("Attendance"), lines=lines, steps=(attend,))]
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
    ratings = [person.rating for person in people if person.rating]
    mean = sum(ratings) / len(ratings) if ratings else 0
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
        *(
            [(_("Rated {mean} of 5", mean=number_text(mean)),
              n_("from {count} answer", "from {count} answers", len(ratings)))]
            if ratings else []
        ),
    )  # fmt: skip


def erased_counts(event_id: bytes) -> tuple[tuple[str, str], ...]:
    """Word how many more there were whose names are gone for good, so that the sums are right."""
    gone = erased_of(event_id)
    if not gone.people:
        return ()
    more = n_("{count} more, erased for good", "{count} more, erased for good", gone.people)
    return ((more, _("{yes} said yes, {came} came", yes=gone.said_yes, came=gone.came)),)


def _facts(event: EventValues) -> list[tuple[str, str]]:
    currency = about().currency
    return [
        (N_("Begins"), moment_text(event.begins)),
        (N_("Ends"), _ends(event)),
        (N_("Place"), event.place),
        (N_("Host"), event.host),
        (N_("Guest"), event.guest),
        (N_("Capacity"), "" if event.capacity is None else count_text(event.capacity)),
        (N_("Budget"), money_text(event.budget, currency)),
        (N_("Cost"), money_text(event.cost, currency)),
        (N_("Income"), money_text(event.income, currency)),
    ]


def _ends(event: EventValues) -> str:
    if event.ends and event.begins and event.ends.date() == event.begins.date():
        return time_text(event.ends)
    return moment_text(event.ends)
