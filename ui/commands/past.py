"""`history`, `undo` and `redo`: what was done, and taking it back."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import datetime
from typing import Any

from models.errors import UserError
from models.exchange.fields import FIELDS
from models.journal.history import Change, Entry, happenings, history_of
from models.journal.undo import Step, Undone, redo, redo_step, undo, undo_step
from models.members.member import MemberTag
from models.stored import is_known
from models.vocabulary import Kind
from resources.i18n import N_
from ui.actions_wording import action_name, redone, undone
from ui.commands.answering import Answer
from ui.commands.exchange import read_id
from ui.commands.lists import shown
from ui.commands.opening import open_file
from ui.kept_wording import kept_sentence
from ui.wording import _

_EVERYTHING = -1
_KINDS = {"member_tag": Kind.MEMBER}


def history(options: Namespace) -> Answer:
    """Tell what was done in the file, or to one record, the latest first."""
    with open_file(options):
        if options.record:
            return _record_history(options)
        actions = happenings(_EVERYTHING)
    if options.json:
        return {
            "total": len(actions),
            "actions": [
                {"at": _at(each.at), "who": each.who, "kind": each.kind, "amount": each.amount}
                for each in actions
            ],
        }
    return "\n".join(
        _line(each.at, each.who, action_name(each.kind, each.amount)) for each in actions
    )


def _record_history(options: Namespace) -> Answer:
    record = read_id(options.record)
    if record is None or not is_known(record):
        raise UserError(
            N_("No record has the id “{id}”. list --json has the ids."), id=options.record
        )
    entries = history_of(record, MemberTag)
    if options.json:
        return {"record": record, "entries": [_document(entry) for entry in entries]}
    lines = []
    for entry in entries:
        lines.append(_line(entry.at, entry.who, action_name(entry.kind)))
        lines += [f"    {text}" for change in entry.changes if (text := _worded(change))]
    return "\n".join(lines)


def _document(entry: Entry) -> dict[str, Any]:
    return {
        "at": _at(entry.at),
        "who": entry.who,
        "kind": entry.kind,
        "changes": [
            {
                "table": change.table,
                "column": change.column,
                "old": change.old,
                "new": change.new,
            }
            for change in entry.changes
        ],
    }


def _worded(change: Change) -> str:
    """Say what became of a cell; "" for what only the program needs."""
    kind = _KINDS.get(change.table) or Kind(change.table)
    column = "tags" if change.column == "tag" else change.column
    title = next((field.title for field in FIELDS.get(kind, ()) if field.name == column), "")
    if not title or column is None:
        return ""
    old, new = (_value(kind, column, value) for value in (change.old, change.new))
    if not old:
        return _("{field}: {value}", field=_(title), value=new)
    return _("{field}: {old} → {new}", field=_(title), old=old, new=new or _("empty"))


def _value(kind: Kind, column: str, value: object) -> str:
    if isinstance(value, bytes):
        return _("another record")
    return shown(kind, column, value)


def undo_last(options: Namespace) -> Answer:
    return _invert(options, "undone", undo_step, undo, undone, N_("There is nothing to undo."))


def redo_last(options: Namespace) -> Answer:
    return _invert(options, "redone", redo_step, redo, redone, N_("There is nothing to do again."))


def _invert(
    options: Namespace,
    key: str,
    find: Callable[[bool], Step | None],
    invert: Callable[[Step], Undone],
    say: Callable[[str, int], str],
    nothing: str,
) -> Answer:
    with open_file(options):
        step = find(True)
        if step is None:
            raise UserError(nothing)
        result = invert(step)
        kept = kept_sentence(result.kept) if result.kept else ""
    if options.json:
        return {
            key: {"kind": step.kind, "amount": step.amount, "at": _at(step.at)},
            "kept": [
                {"kind": cell.kind.value, "id": cell.row, "column": cell.column}
                for cell in result.kept
            ],
        }
    return " ".join(filter(None, (say(step.kind, step.amount), kept)))


def _line(at: datetime, who: str, what: str) -> str:
    return "  ".join(part for part in (at.isoformat(" ", "minutes"), who, what) if part)


def _at(at: datetime) -> str:
    return at.isoformat(" ", "seconds")
