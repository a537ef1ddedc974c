"""`import` and `export`: tables in, lists out."""

from __future__ import annotations

from argparse import Namespace

from models import search
from models.errors import UserError
from models.events.event import load_event
from models.events.listing import find_events
from models.exchange.applying import apply_import
from models.exchange.exporting import check_format, export
from models.exchange.modes import cells_of
from models.exchange.plan import ImportPlan, ImportResult, Mode
from models.exchange.planning import plan_import
from models.exchange.reading import read_table
from models.stored import find_ids
from resources.i18n import N_
from ui import wording
from ui.commands.answering import Answer
from ui.commands.arguments import CHAT, LISTED
from ui.commands.chats import count_chat
from ui.commands.lists import asked_of
from ui.commands.opening import check_target, open_file
from ui.import_words import cell_words
from ui.wording import _, n_

_ID_LENGTH = 16
_CELLS = 200


def import_table(options: Namespace) -> Answer:
    """Bring in a table as one action; with --dry-run only say what would come in."""
    if options.kind == CHAT:
        return count_chat(options)
    with open_file(options):
        table = read_table(options.source)
        event = _find_event(options.event) if options.event.strip() else None
        plan = plan_import(table, LISTED[options.kind], event=event, mode=Mode(options.mode))
        cells = [cell_words(plan.kind, cell) for cell in cells_of(plan, _CELLS)]
        result = _foreseen(plan) if options.dry_run else apply_import(plan)
    skipped = [{"line": row.line, "reason": _(row.reason, **row.fields)} for row in result.skipped]
    counts = {
        "added": result.added,
        "updated": result.updated,
        "unchanged": result.unchanged,
    }
    if options.json:
        return {**counts, "skipped": skipped}
    summary = _(
        "{added} added, {updated} changed, {unchanged} already there, {skipped} left out.",
        **counts,
        skipped=len(skipped),
    )
    lines = [_(plan.hint)] if plan.hint else []
    lines += [_("Nothing was written. It would be:")] if options.dry_run else []
    lines += [summary, *(_("Line {line}: {reason}", **row) for row in skipped)]
    lines += cells if options.dry_run else []
    return "\n".join(lines)


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
        export(options.target, kind, ids, wording.catalogue())
    if options.json:
        return {"file": str(options.target), "total": len(ids)}
    return n_(
        "{count} record is in {file}.",
        "{count} records are in {file}.",
        len(ids),
        file=options.target,
    )


def _foreseen(plan: ImportPlan) -> ImportResult:
    counts = plan.counts
    return ImportResult(counts.added, counts.updated, counts.unchanged, plan.left_out)


def _find_event(named: str) -> bytes:
    """Return the event with this id or title; a part of a title will do where only one fits.

    Raises UserError where none fits, or several do.
    """
    wanted = named.strip().casefold()
    event = read_id(wanted)
    if event and load_event(event):
        return event
    found = find_events()
    lines = found.lines(0, found.total)
    for fits in (
        [line for line in lines if line.title.strip().casefold() == wanted],
        [line for line in lines if wanted in line.title.casefold()],
    ):
        if len(fits) == 1:
            return fits[0].id
        if fits:
            raise UserError(
                N_("{count} events fit “{name}”. Give the id of one; list events --json has them."),
                count=len(fits),
                name=named,
            )
    raise UserError(N_("No event is called “{name}”. Look it up with list events."), name=named)


def read_id(text: str) -> bytes | None:
    """Return the id that is written in hex, None where it is none."""
    try:
        record = bytes.fromhex(text)
    except ValueError:
        return None
    return record if len(record) == _ID_LENGTH else None
