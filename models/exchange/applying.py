"""Carrying out a plan: everything in one action, which one undo takes back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from models.base import Record
from models.errors import UserError
from models.events.attendance import Attendance, sign_up_in_order
from models.events.evaluation import Evaluation
from models.events.event import Event
from models.exchange import storing
from models.exchange.collecting import without_collector
from models.exchange.guarding import guard
from models.exchange.plan import (
    Add,
    Counts,
    ImportPlan,
    ImportResult,
    Mode,
    Skipped,
    Unchanged,
    Update,
)
from models.exchange.storing_beside import store_beside
from models.exchange.table import Table
from models.feedback.feedback import Feedback
from models.journal.transactions import action
from models.members.household import keep_lived_in
from models.members.member import Member
from models.members.photo import photo_of, save_photo, shrink
from models.progress import Progress, unheard
from models.storage.replacing import replacing
from models.vocabulary import Kind, Rsvp
from resources.i18n import N_, Catalogue

_MODELS: dict[Kind, type[Record]] = {
    Kind.MEMBER: Member,
    Kind.EVENT: Event,
    Kind.ATTENDANCE: Attendance,
    Kind.FEEDBACK: Feedback,
}
_LINE = N_("Line")
_REASON = N_("Reason")


def apply_import(plan: ImportPlan, progress: Progress = unheard) -> ImportResult:
    """Write what the plan says and return what was done; doubtful rows are left out.

    Cancelled from `progress`, or any error, leaves the file as it was. Raises UserError where it
    cannot be written.
    """
    added = [row for row in plan.rows if isinstance(row, Add)]
    updated = [row for row in plan.rows if isinstance(row, Update)]
    counts = counts_of(plan)
    if counts.added or counts.updated:
        amount = counts.added + counts.updated
        report = _reporter(progress, len(added) + len(updated))
        model = Evaluation if plan.are_slips else _MODELS[plan.kind]
        name = "evaluation.import" if plan.are_slips else f"{plan.kind}.import"
        with without_collector(), action(name, amount):
            named = {name for fields in {row.fields for row in added} for name in fields}
            if "introduced_by" in named:
                storing.check_keys_at_commit()
            if "household" in named:
                added = storing.with_households(added)
            left = storing.households_of(updated)
            updated = storing.with_households(updated)
            for kind in (Kind.MEMBER, Kind.EVENT):
                extra = [each.record for each in plan.additional if each.kind is kind]
                storing.insert(_MODELS[kind], extra)
            storing.insert(model, added, report)
            storing.update(model, updated, report)
            if model is Attendance:
                sign_up_in_order(_saying_yes(plan))
            storing.add_tags([*added, *updated])
            storing.fill_own([*added, *updated])
            store_beside([*added, *updated], plan.mode)
            keep_lived_in(left)
            _give_pictures(plan)
    return ImportResult(counts.added, counts.updated, counts.unchanged, plan.left_out)


def _saying_yes(plan: ImportPlan) -> list[bytes]:
    """Return the attendances that the list makes a yes, in its order."""
    said = [(row.id, row.values) for row in plan.rows if isinstance(row, Add)]
    said += [(row.id, row.changes) for row in plan.rows if isinstance(row, Update)]
    lines = {row.id: row.line for row in plan.rows if isinstance(row, (Add, Update))}
    yes = [row for row, values in said if values.get("rsvp") == Rsvp.YES]
    return sorted(yes, key=lines.__getitem__)


def counts_of(plan: ImportPlan) -> Counts:
    """Count the rows; one that brings nothing but a picture changes its member as well."""
    counts = plan.counts
    if not plan.pictures:
        return counts
    unchanged = {row.id for row in plan.rows if isinstance(row, Unchanged)}
    pictured = len(unchanged.intersection(member for member, _picture in _with_pictures(plan)))
    return replace(counts, updated=counts.updated + pictured, unchanged=counts.unchanged - pictured)


def _with_pictures(plan: ImportPlan) -> list[tuple[bytes, bytes]]:
    """Return the members of a plan that have no picture yet, each with the list's."""
    rows = (row for row in plan.rows if row.line in plan.pictures)
    named = {
        row.id: plan.pictures[row.line]
        for row in rows
        if isinstance(row, Add)
        or (plan.mode is not Mode.ADD and isinstance(row, (Update, Unchanged)))
    }
    return [(member, picture) for member, picture in named.items() if not photo_of(member)]


def _give_pictures(plan: ImportPlan) -> None:
    """Make them small; one that cannot be read is left out."""
    for member, picture in _with_pictures(plan):
        with suppress(UserError):
            save_photo(member, shrink(picture))


def _reporter(progress: Progress, total: int) -> Callable[[int], None]:
    step = 0

    def report(count: int) -> None:
        nonlocal step
        step += count
        progress(step, total)

    progress(0, total)
    return report


def write_rejected(
    path: Path, skipped: Iterable[Skipped], table: Table, words: Catalogue, line: int = 0
) -> None:
    """Save the rows that did not go in, each with its line and reason, as .csv.

    `line` is the line of the headings (plan.headings.line). Raises UserError where the file cannot
    be written.
    """
    rows = dict(table.rows)
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow([words._(_LINE), words._(_REASON), *map(guard, rows.get(line, ()))])
    for each in skipped:
        reason = words._(each.reason, **each.fields)
        writer.writerow([each.line, guard(reason), *map(guard, rows.get(each.line, ()))])
    with replacing(path) as target:
        target.write_bytes(stream.getvalue().encode("utf-8-sig"))
