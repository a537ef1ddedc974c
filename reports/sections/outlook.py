"""What is planned for the month to come."""

from __future__ import annotations

from reportlab.platypus import Flowable

from models.metrics.attendance import EventFacts
from models.metrics.monthly import MonthFacts
from models.vocabulary import Audience, EventStatus
from reports.blocks import Column, table
from reports.formats import NOTHING
from reports.sections.section import Section
from reports.sections.wording import choice_title, event_format
from reports.sheet import Sheet
from resources.i18n import N_


def draw(facts: MonthFacts, sheet: Sheet, _audience: Audience) -> list[Flowable]:
    words = sheet.words
    if not facts.planned:
        month = sheet.formats.month(facts.month.next)
        return [sheet.text(words._("Nothing is planned for {month} yet.", month=month))]
    columns = [
        Column(words._("Begins"), 92),
        Column(words._("Event")),
        Column(words._("Format"), 72),
        Column(words._("Place"), 120),
        Column(words._("State"), 60),
        Column(words._("Signed up"), 54, right=True),
    ]
    return [table(sheet, columns, [_row(event, sheet) for event in facts.planned])]


OUTLOOK = Section(N_("Planned for next month"), draw)


def _row(event: EventFacts, sheet: Sheet) -> list[str]:
    signed_up = sheet.formats.number(event.rsvp)
    if event.capacity:  # places, of which guests take one each
        places = sheet.formats.number(event.capacity)
        signed_up = f"{sheet.formats.number(event.claimed)} / {places}"
    return [
        sheet.formats.weekday_moment(event.begins),
        event.title,
        event_format(sheet, event.format),
        event.place or NOTHING,
        choice_title(sheet, EventStatus, event.status),
        signed_up,
    ]
