"""The parts of the sheet about one person: what is kept, as rows under headings."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date

from models.members.contact import CHANNELS
from models.month import Month
from models.papers.held import Held
from models.vocabulary import (
    Came,
    Choice,
    FeedbackKind,
    FeedbackStatus,
    InteractionSort,
    Measure,
    Purpose,
    Rsvp,
    Verdict,
)
from reports.blocks import Column
from reports.formats import NOTHING
from reports.sheet import Sheet
from resources.i18n import N_

Rows = Sequence[Sequence[str]]
Part = tuple[Sequence[Column], Rows]


def _title(sheet: Sheet, choices: type[Choice], code: str) -> str:
    known = {choice.value: choice.title for choice in choices}
    return sheet.words._(known[code]) if code in known else code


def _day(sheet: Sheet, day: date | None) -> str:
    return sheet.formats.day(day) if day else NOTHING


def _lines(*texts: str) -> str:
    return "\n".join(text for text in texts if text)


def _mark(sheet: Sheet, mark: int | None) -> str:
    return sheet.words._("{mark} of 5", mark=mark) if mark else ""


def _consents(held: Held, sheet: Sheet) -> Part:
    words = sheet.words
    columns = [
        Column(words._("What you were asked")),
        Column(words._("Agreed on"), 90),
        Column(words._("Taken back on"), 90),
        Column(words._("How you said so"), 130),
    ]
    rows = [
        (_title(sheet, Purpose, each.purpose), _day(sheet, each.given),
         _day(sheet, each.withdrawn), each.how)
        for each in held.consents
    ]  # fmt: skip
    return columns, rows


def _stays(held: Held, sheet: Sheet) -> Part:
    words = sheet.words
    columns = [
        Column(words._("Joined"), 90),
        Column(words._("Left on"), 90),
        Column(words._("Why you left")),
    ]
    rows = [
        (_day(sheet, each.joined), _day(sheet, each.left), _lines(each.reason, each.note))
        for each in held.stays
    ]
    return columns, rows


def _findings(held: Held, sheet: Sheet) -> Part:
    words = sheet.words
    columns = [Column(words._("Criterion")), Column(words._("Found"), 90), Column(words._("Note"))]
    rows = [
        (each.criterion, _title(sheet, Verdict, each.verdict), each.note) for each in held.findings
    ]
    return columns, rows


def _welcome(held: Held, sheet: Sheet) -> Part:
    words = sheet.words
    columns = [Column(words._("Step")), Column(words._("Due"), 90), Column(words._("Done"), 90)]
    rows = [(each.title, _day(sheet, each.due), _day(sheet, each.done)) for each in held.welcome]
    return columns, rows


def _events(held: Held, sheet: Sheet) -> Part:
    words = sheet.words
    columns = [
        Column(words._("Day"), 90),
        Column(words._("Event")),
        Column(words._("Your answer"), 62),
        Column(words._("Attendance"), 80),
        Column(words._("Rating and comment"), 130),
    ]
    rows = [
        (_day(sheet, each.day), each.title, _title(sheet, Rsvp, each.rsvp),
         _title(sheet, Came, each.came), _lines(_mark(sheet, each.rating), each.comment))
        for each in held.events
    ]  # fmt: skip
    return columns, rows


def _feedback(held: Held, sheet: Sheet) -> Part:
    words = sheet.words
    columns = [
        Column(words._("Day"), 90),
        Column(words._("Kind"), 80),
        Column(words._("What you said")),
        Column(words._("Answer")),
    ]
    rows = [
        (_day(sheet, each.day), _lines(_title(sheet, FeedbackKind, each.kind), each.channel),
         _lines(each.text, _mark(sheet, each.satisfaction)),
         _lines(_title(sheet, FeedbackStatus, each.status), each.answer))
        for each in held.feedback
    ]  # fmt: skip
    return columns, rows


def _contacts(held: Held, sheet: Sheet) -> Part:
    words, formats = sheet.words, sheet.formats
    columns = [
        Column(words._("Day"), 90),
        Column(words._("Who spoke to you"), 110),
        Column(words._("What was written down")),
    ]
    rows = []
    for each in held.contacts:
        channel = words._(each.channel) if each.channel in CHANNELS else each.channel
        follow_up = done = mood = ""
        if each.follow_up:
            follow_up = words._("Promised for {day}", day=formats.day(each.follow_up))
        if each.done:
            done = words._("Done on {day}", day=formats.day(each.done))
        if each.mood:
            mood = words._("Mood: {mark}", mark=_mark(sheet, each.mood))
        unheard = "" if each.reached else words._("Nobody answered.")
        said = _lines(unheard, each.needs, each.note, mood, follow_up, done)
        rows.append((_day(sheet, each.day), _lines(each.who, channel), said))
    return columns, rows


def _interactions(held: Held, sheet: Sheet) -> Part:
    words = sheet.words
    columns = [
        Column(words._("Day"), 90),
        Column(words._("What you did"), 150),
        Column(words._("Times"), 50, right=True),
        Column(words._("Note")),
    ]
    rows = [
        (_day(sheet, each.day), _title(sheet, InteractionSort, each.sort),
         sheet.formats.number(each.amount), each.note)
        for each in held.interactions
    ]  # fmt: skip
    return columns, rows


def _violations(held: Held, sheet: Sheet) -> Part:
    words = sheet.words
    columns = [
        Column(words._("Day"), 90),
        Column(words._("Rule"), 150),
        Column(words._("What happened")),
        Column(words._("What followed"), 110),
    ]
    rows = [
        (_day(sheet, each.day), each.rule_title, each.note, _title(sheet, Measure, each.measure))
        for each in held.violations
    ]
    return columns, rows


def _messages(held: Held, sheet: Sheet) -> Part:
    words, formats = sheet.words, sheet.formats
    columns = [Column(words._("Month")), Column(words._("Messages"), 90, right=True)]
    rows = [
        (formats.month(Month.of(each.day)), formats.number(each.amount)) for each in held.messages
    ]
    return columns, rows


def _points(held: Held, sheet: Sheet) -> Part:
    words, formats = sheet.words, sheet.formats
    columns = [
        Column(words._("Day"), 90),
        Column(words._("Reason")),
        Column(words._("Points"), 60, right=True),
        Column(words._("Still active"), 80, right=True),
    ]
    rows = [
        (_day(sheet, each.day), each.reason, formats.change(each.amount),
         formats.short_number(each.left))
        for each in held.points
    ]  # fmt: skip
    if rows:
        rows.append(
            ("", words._("In all"), formats.number(held.balance.total),
             formats.short_number(held.balance.active))
        )  # fmt: skip
    return columns, rows


# In this order on the sheet. Of a chat nothing is kept but how much somebody wrote.
PARTS: tuple[tuple[str, Callable[[Held, Sheet], Part]], ...] = (
    (N_("What you agreed to"), _consents),
    (N_("Earlier times with us"), _stays),
    (N_("Your application"), _findings),
    (N_("Your welcome"), _welcome),
    (N_("Events"), _events),
    (N_("Your feedback"), _feedback),
    (N_("Notes of those who spoke to you"), _contacts),
    (N_("What you did for others"), _interactions),
    (N_("How much you wrote in chats (never what)"), _messages),
    (N_("Rules you broke"), _violations),
    (N_("Points"), _points),
)
