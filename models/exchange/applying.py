"""Carrying out a plan: everything in one action, which one undo takes back."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from models.base import Record, database
from models.events.attendance import Attendance
from models.events.event import Event
from models.exchange.collecting import without_collector
from models.exchange.guarding import guard, writing
from models.exchange.plan import Add, ImportPlan, ImportResult, Skipped, Update
from models.exchange.storing import (
    check_keys_at_commit,
    insert,
    update,
    write,
)
from models.exchange.table import Table
from models.feedback.feedback import Feedback
from models.journal.transactions import action
from models.members.member import Member, MemberTag, tag_id
from models.pinyin import sort_key
from models.progress import Progress, unheard
from models.vocabulary import Kind
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
    counts = plan.counts
    if added or updated:
        amount = len(added) + len(updated)
        report = _reporter(progress, amount)
        with without_collector(), action(f"{plan.kind}.import", amount) as written:
            if any("introduced_by" in row.values for row in added):
                check_keys_at_commit()
            for kind in (Kind.MEMBER, Kind.EVENT):
                extra = [(each.id, each.values) for each in plan.additional if each.kind is kind]
                _insert(kind, extra, written.id, lambda _count: None)
            _insert(plan.kind, [(row.id, row.values) for row in added], written.id, report)
            _update(plan.kind, [(row.id, row.changes) for row in updated], report)
            _add_tags([*added, *updated], written.id)
    return ImportResult(counts.added, counts.updated, counts.unchanged, plan.left_out)


def _reporter(progress: Progress, total: int) -> Callable[[int], None]:
    step = 0

    def report(count: int) -> None:
        nonlocal step
        step += count
        progress(step, total)

    progress(0, total)
    return report


def _insert(
    kind: Kind,
    records: Sequence[tuple[bytes, dict[str, Any]]],
    transaction: int,
    report: Callable[[int], None],
) -> None:
    if kind is Kind.MEMBER:
        keys = {name: sort_key(name) for name in {values["name"] for _id, values in records}}
        records = [(each, {**values, "pinyin": keys[values["name"]]}) for each, values in records]
    insert(_MODELS[kind], records, transaction, report)


def _update(
    kind: Kind, records: Sequence[tuple[bytes, dict[str, Any]]], report: Callable[[int], None]
) -> None:
    if kind is Kind.MEMBER:
        records = [
            (
                each,
                {**changes, "pinyin": sort_key(changes["name"])} if "name" in changes else changes,
            )
            for each, changes in records
        ]
    update(_MODELS[kind], records, report)


def _add_tags(rows: Sequence[Add | Update], transaction: int) -> None:
    """Add interests; one that was taken away before has its row still."""
    wanted = {tag_id(row.id, tag): (row.id, tag) for row in rows for tag in row.tags}
    known = _known_tags(row.id for row in rows if isinstance(row, Update) and row.tags)
    back = [(tag,) for tag in wanted if tag in known]
    write("UPDATE member_tag SET deleted = 0 WHERE id = ?", back, lambda _count: None)
    fresh = [
        (link, {"member": member, "tag": tag})
        for link, (member, tag) in wanted.items()
        if link not in known
    ]
    insert(MemberTag, fresh, transaction, lambda _count: None)


def _known_tags(members: Iterable[bytes]) -> set[bytes]:
    found: set[bytes] = set()
    for member in members:
        rows = database.execute_sql("SELECT id FROM member_tag WHERE member = ?", (member,))
        found.update(bytes(row) for (row,) in rows)
    return found


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
    with writing(path) as target:
        target.write_bytes(stream.getvalue().encode("utf-8-sig"))
