"""The events of the month, each with its figures."""

from __future__ import annotations

from collections import Counter

from reportlab.platypus import Flowable

from models.metrics.attendance import EventFacts
from models.metrics.monthly import MonthFacts
from models.metrics.satisfaction import FEWEST
from models.vocabulary import Audience
from reports.blocks import Column, table
from reports.formats import NOTHING
from reports.sections.section import Section
from reports.sections.wording import event_format, event_title
from reports.sheet import Sheet
from resources.i18n import N_


def draw(facts: MonthFacts, sheet: Sheet, audience: Audience) -> list[Flowable]:
    words, events = sheet.words, facts.attendance.events
    if not events:
        return [sheet.text(words._("No event took place in {month}.", month=_month(facts, sheet)))]
    columns = [
        Column(words._("Begins"), 92),
        Column(words._("Event")),
        Column(words._("Format"), 72),
        Column(words._("Signed up"), 44, right=True),
        Column(words._("Came"), 36, right=True),
        Column(words._("Rate"), 36, right=True),
        Column(words._("First time"), 40, right=True),
        Column(words._("Rating"), 50, right=True),
        Column(words._("Cost per head"), 62, right=True),
    ]
    rows = [_row(event, facts, sheet, audience) for event in events]
    total = _total(facts, sheet) if len(events) > 1 else None
    return [
        sheet.text(_sentence(facts, sheet), after=4),
        table(sheet, columns, rows, total, _note(sheet, audience)),
    ]


EVENTS = Section(N_("Events"), draw)


def _month(facts: MonthFacts, sheet: Sheet) -> str:
    return sheet.formats.month(facts.month)


def _sentence(facts: MonthFacts, sheet: Sheet) -> str:
    words, attendance = sheet.words, facts.attendance
    formats = Counter(event_format(sheet, event.format) for event in attendance.held)
    parts = [
        words._("{format}: {count}", format=name, count=count)
        for name, count in formats.most_common()
        if name
    ]
    sentences = []
    if parts:
        enumerated = sheet.formats.enumeration(parts)
        sentences.append(words._("By format: {formats}.", formats=enumerated))
    if attendance.cancelled:
        sentences.append(
            words.n_(
                "{count} event was cancelled.",
                "{count} events were cancelled.",
                attendance.cancelled,
            )
        )
    return sheet.formats.sentences(sentences)


def _row(event: EventFacts, facts: MonthFacts, sheet: Sheet, audience: Audience) -> list[str]:
    formats, worth = sheet.formats, facts.season.events.get(event.id)
    return [
        formats.weekday_moment(event.begins),
        event_title(sheet, event.title, event.status),
        event_format(sheet, event.format),
        formats.number(event.rsvp),
        formats.number(event.came) if event.recorded else NOTHING,
        formats.percent(event.rate) if event.rate is not None else NOTHING,
        formats.number(worth.first_timers) if worth and worth.came else NOTHING,
        _rating(event.rating, event.ratings, sheet, audience),
        formats.money(event.cost_per_head) if event.cost_per_head is not None else NOTHING,
    ]


def _total(facts: MonthFacts, sheet: Sheet) -> list[str]:
    formats, attendance, cost = sheet.formats, facts.attendance, facts.cost
    return [
        sheet.words._("Together"),
        "",
        "",
        formats.number(sum(event.rsvp for event in attendance.events)),
        formats.number(attendance.came),
        formats.percent(attendance.rate) if attendance.rate is not None else NOTHING,
        formats.number(_first_timers(facts)),
        _rating(attendance.rating, attendance.ratings, sheet, Audience.FULL),
        formats.money(cost.per_head) if cost.per_head is not None else NOTHING,
    ]


def _first_timers(facts: MonthFacts) -> int:
    worths = (facts.season.events.get(event.id) for event in facts.attendance.events)
    return sum(worth.first_timers for worth in worths if worth)


def _rating(rating: float | None, count: int, sheet: Sheet, audience: Audience) -> str:
    """Return the mean rating with its number; a few ratings are not for the public."""
    if rating is None or (audience is Audience.PUBLIC and count < FEWEST):
        return NOTHING
    return f"{sheet.formats.number(rating, 1)} ({count})"


def _note(sheet: Sheet, audience: Audience) -> str:
    words = sheet.words
    sentences = [
        words._("Rate: those who came among those whose coming or staying away is on record."),
        words._("First time: those who had been at no event before."),
        words._("Rating: the mean of 1 to 5, with the number of ratings."),
    ]
    if audience is Audience.PUBLIC:
        sentences.append(words._("Fewer than {fewest} ratings are not shown.", fewest=FEWEST))
    return sheet.formats.sentences(sentences)
