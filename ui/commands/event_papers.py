"""`print`: the papers about one event, and about the days of a season."""

from __future__ import annotations

from argparse import Namespace
from datetime import date

from models.errors import UserError
from models.month import Month
from models.papers.event_order import BLANK_ROWS, OF_DAYS, USUAL_AUDIENCE, EventOrder, EventPaper
from models.vocabulary import Audience
from reports.event_papers import write_event_paper
from reports.sheet import Written
from resources.i18n import N_
from ui.commands.naming import find_event

_MOST_BLANK = 10_000


def print_event_paper(options: Namespace, language: str) -> Written:
    """Write it. Raises UserError where an event, a day or a number is none."""
    paper = EventPaper(options.paper)
    event = None
    if paper not in OF_DAYS:
        if not options.event:
            raise UserError(N_("Say which event it is about: --event with its title or id."))
        event = find_event(options.event)
    return write_event_paper(options.output, _order(options, paper, language), event)


def _order(options: Namespace, paper: EventPaper, language: str) -> EventOrder:
    first, last = _day(options.first), _day(options.last)
    if options.month:
        month = Month.parse(options.month)
        first, last = month.first, month.last
    return EventOrder(
        paper,
        language,
        Audience(options.audience) if options.audience else USUAL_AUDIENCE[paper],
        _blank(options.blank, paper),
        tuple(filter(None, (word.strip() for word in options.columns.split(",")))),
        options.title,
        first,
        last,
    )


def _blank(text: str, paper: EventPaper) -> int:
    if not text:
        return BLANK_ROWS if paper is EventPaper.SIGN_IN else 0
    if not (text.isdecimal() and int(text) <= _MOST_BLANK):
        raise UserError(
            N_("“{text}” is no number of blank rows. Write one like --blank 20."), text=text
        )
    return int(text)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise UserError(N_("“{text}” is no day. Write it like 2026-10-31."), text=text) from error
