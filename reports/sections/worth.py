"""Was it worth it: the month's events, the formats of a year, the hours in which people come."""

from __future__ import annotations

from reportlab.platypus import Flowable

from models.metrics.attendance import EventFacts
from models.metrics.monthly import MonthFacts
from models.metrics.worth import FormatWorth, best_slot
from models.metrics.worth_ledger import AROUND, RETURN, Worth
from models.vocabulary import Audience
from reports import styles, worth_words
from reports.blocks import Column, table
from reports.formats import NOTHING
from reports.heat_chart import heat_chart
from reports.sections.section import Section
from reports.sections.wording import event_format, event_title
from reports.sheet import Sheet
from resources.i18n import N_

_ROW, _HEAD = 17.0, 14.0


def draw(facts: MonthFacts, sheet: Sheet, audience: Audience) -> list[Flowable]:
    """Return nothing for the public: it is for those who decide what comes next."""
    if audience is Audience.PUBLIC or not facts.season.formats:
        return []
    words = sheet.words
    story: list[Flowable] = []
    told = [
        (event, worth)
        for event in facts.attendance.held
        if (worth := facts.season.events.get(event.id)) and worth.came
    ]
    if told:
        story += _events(sheet, told)
    story += sheet.subheading(words._("The formats of twelve months"))
    story.append(_formats(sheet, facts))
    return story + _hours(sheet, facts)


WORTH = Section(N_("Was it worth it"), draw)


def _events(sheet: Sheet, told: list[tuple[EventFacts, Worth]]) -> list[Flowable]:
    words = sheet.words
    columns = [
        Column(words._("Event")),
        Column(words._("Turnout"), 88, right=True),
        Column(words._("First time"), 50, right=True),
        Column(words._("Came again"), 88, right=True),
        Column(words._("Only here"), 50, right=True),
    ]
    rows = [
        [
            event_title(sheet, event.title, event.status),
            worth_words.share(sheet, worth.kept, worth.known),
            sheet.formats.number(worth.first_timers),
            worth_words.back(sheet, worth) if worth.first_timers else NOTHING,
            sheet.formats.number(worth.only_here),
        ]
        for event, worth in told
    ]
    note = sheet.formats.sentences(
        [
            words._("Turnout: those who came of those who said yes and of whom it is known."),
            words._(
                "Came again: first-timers who came again within {days} days, of those for whom they"
                " are over.",
                days=RETURN,
            ),
            words._(
                "Only here: those whom nothing else reached for {days} days before and after.",
                days=AROUND,
            ),
        ]
    )
    return [table(sheet, columns, rows, None, note)]


def _formats(sheet: Sheet, facts: MonthFacts) -> Flowable:
    words = sheet.words
    columns = [
        Column(words._("Format")),
        Column(words._("Events"), 40, right=True),
        Column(words._("Came to one"), 44, right=True),
        Column(words._("Turnout"), 84, right=True),
        Column(words._("First time"), 44, right=True),
        Column(words._("Came again"), 84, right=True),
        Column(words._("Rating"), 50, right=True),
        Column(words._("Cost per head"), 56, right=True),
    ]
    return table(sheet, columns, [_format(sheet, each) for each in facts.season.formats])


def _format(sheet: Sheet, each: FormatWorth) -> list[str]:
    worth, formats = each.worth, sheet.formats
    return [
        event_format(sheet, each.format) or sheet.words._("No format"),
        formats.number(worth.events),
        worth_words.each(formats, worth.came, worth),
        worth_words.share(sheet, worth.kept, worth.known),
        formats.number(worth.first_timers),
        worth_words.back(sheet, worth) if worth.first_timers else NOTHING,
        worth_words.rating(sheet, worth),
        worth_words.per_head(formats, worth),
    ]


def _hours(sheet: Sheet, facts: MonthFacts) -> list[Flowable]:
    slots, words, formats = facts.season.slots, sheet.words, sheet.formats
    if not slots:
        return []
    hours = range(min(slot.hour for slot in slots), max(slot.hour for slot in slots) + 1)
    days = [formats.weekday_name(day, short=True) for day in range(7)]
    chart = heat_chart(
        styles.WIDTH,
        _HEAD + _ROW * len(days),
        days,
        [f"{hour}:00" for hour in hours],
        {(slot.weekday, slot.hour - hours.start): slot.came for slot in slots},
        formats.number,
    )
    best = best_slot(slots)
    sentence = words._("In every field stands how many come to one event.")
    if best is not None:
        most = words.n_(
            "Of the hours with several events, most people come on {slot}: {came} on"
            " average, at {count} event.",
            "Of the hours with several events, most people come on {slot}: {came} on"
            " average, at {count} events.",
            formats.count(best.events),
            slot=worth_words.slot_title(sheet, best),
            came=formats.number(best.came, 1),
        )
        sentence = formats.sentences([most, sentence])
    return [
        *sheet.subheading(words._("When people come"), chart.height + 24),
        sheet.text(sentence, after=4),
        chart,
    ]
