"""`import` and `export`: tables in, lists out."""

from __future__ import annotations

from argparse import Namespace

from models import search
from models.exchange.applying import apply_import
from models.exchange.exporting import check_format, export
from models.exchange.modes import cells_of
from models.exchange.plan import ImportPlan, ImportResult, Mode
from models.exchange.planning import plan_import
from models.exchange.reading import read_table
from models.stored import find_ids
from ui import wording
from ui.commands.answering import Answer
from ui.commands.arguments import CHAT, LISTED, SIGN_UP
from ui.commands.calendars import import_calendar, is_calendar
from ui.commands.chats import count_chat
from ui.commands.imported import imported
from ui.commands.lists import asked_of
from ui.commands.naming import find_event
from ui.commands.opening import check_target, open_file
from ui.commands.signup import sign_up
from ui.import_words import cell_words
from ui.wording import _, n_

_CELLS = 200


def import_table(options: Namespace) -> Answer:
    """Bring in a table as one action; with --dry-run only say what would come in."""
    if options.kind == CHAT:
        return count_chat(options)
    if options.kind == SIGN_UP:
        return sign_up(options)
    if is_calendar(options):
        return import_calendar(options)
    with open_file(options):
        table = read_table(options.source)
        event = find_event(options.event) if options.event.strip() else None
        plan = plan_import(table, LISTED[options.kind], event=event, mode=Mode(options.mode))
        cells = [cell_words(plan.kind, cell) for cell in cells_of(plan, _CELLS)]
        result = _foreseen(plan) if options.dry_run else apply_import(plan)
    hints = [_(plan.hint)] if plan.hint else []
    return imported(options, result, cells, hints)


def export_list(options: Namespace) -> Answer:
    """Write every live record of a kind, or the members on a list."""
    check_target(options.target, options.file)
    with open_file(options):
        kind = LISTED[options.kind]
        check_format(options.target, kind)
        asked = asked_of(options)
        if asked.parts:
            search.catch_up()
        ids = find_ids(kind, asked=asked)
        count = export(options.target, kind, ids, wording.catalogue())
    if options.json:
        return {"file": str(options.target), "total": count}
    return n_(
        "{count} record is in {file}.",
        "{count} records are in {file}.",
        count,
        file=options.target,
    )


def _foreseen(plan: ImportPlan) -> ImportResult:
    counts = plan.counts
    return ImportResult(counts.added, counts.updated, counts.unchanged, plan.left_out)
