"""`import` of a calendar file: events in, one action."""

from __future__ import annotations

from argparse import Namespace

from models.exchange.calendars.applying import apply_calendar, foresee
from models.exchange.calendars.planning import plan_calendar
from models.exchange.calendars.reading import read_calendar
from models.exchange.exporting import CALENDAR
from models.vocabulary import Kind
from ui.calendar_words import row_words
from ui.commands.answering import Answer
from ui.commands.arguments import LISTED
from ui.commands.imported import imported
from ui.commands.opening import open_file

_ROWS = 200


def is_calendar(options: Namespace) -> bool:
    """Say whether what is to be brought in is a calendar."""
    events = LISTED.get(options.kind) is Kind.EVENT
    return events and options.source.suffix.lower() == CALENDAR


def import_calendar(options: Namespace) -> Answer:
    """Bring in a calendar; with --dry-run only say what would come in."""
    with open_file(options):
        plan = plan_calendar(read_calendar(options.source))
        result = foresee(plan) if options.dry_run else apply_calendar(plan)
    changing = (row for row in plan.rows if row.state != "unchanged" and not row.hidden)
    return imported(options, result, [row_words(row) for row in list(changing)[:_ROWS]])
