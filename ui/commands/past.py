"""`history`, `undo` and `redo`: what was done, and taking it back."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from models.errors import UserError
from models.events.attendance import Attendance
from models.journal.happened import Cell, Entry
from models.journal.history import happenings
from models.journal.undo import Step, Undone, redo, redo_step, undo, undo_step
from models.past import read_value, record_past
from models.records import OF_EVENTS, OF_MEMBERS
from models.stored import is_known
from models.titles import titles_of
from models.vocabulary import Kind, Listing
from resources.i18n import N_
from ui.actions_wording import action_name, redone, undone
from ui.commands.answering import Answer
from ui.commands.lists import shown
from ui.commands.naming import read_id
from ui.commands.opening import open_file
from ui.kept_wording import kept_sentence
from ui.records.field_titles import field_title
from ui.wording import _

_EVERYTHING = -1
_TAG = "member_tag"
_TAGGED = {True: N_("Tag added: {tag}"), False: N_("Tag removed: {tag}")}


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
    past = record_past(record, (*OF_MEMBERS, *OF_EVENTS, Attendance))
    linked = {cell.row for entry in past.entries for cell in entry.cells} - {record}
    names = past.names | titles_of(Kind.ATTENDANCE, linked)
    if options.json:
        entries = [_document(entry, record, names) for entry in past.entries]
        return {"record": record, "entries": entries}
    lines = []
    for entry in past.entries:
        lines.append(_line(entry.at, entry.who, action_name(entry.kind)))
        lines += [f"    {text}" for cell in entry.cells if (text := _worded(cell, names))]
    return "\n".join(lines)


def _document(entry: Entry, record: bytes, names: Mapping[bytes, str]) -> dict[str, Any]:
    """Return what an action did; a change of a row that belongs to the record has its name."""
    changes = []
    for cell in entry.cells:
        change = {"table": cell.table, "column": cell.column, "old": cell.old, "new": cell.new}
        changes.append(change if cell.row == record else {**change, "name": names.get(cell.row)})
    return {"at": _at(entry.at), "who": entry.who, "kind": entry.kind, "changes": changes}


def _worded(cell: Cell, names: Mapping[bytes, str]) -> str:
    """Say what became of a cell; "" for what only the program needs."""
    name = names.get(cell.row, "")
    if cell.table == _TAG:
        return _(_TAGGED[cell.came], tag=name) if cell.column in (None, "deleted") else ""
    title = _(field_title(cell.table, cell.column))
    if cell.table == Kind.ATTENDANCE:
        if cell.column in (None, "deleted"):
            title = _(Kind.ATTENDANCE.title)
            if cell.came:
                return _("{field}: {value}", field=title, value=name)
            return _("{field}: {old} → {new}", field=title, old=name, new=_("empty"))
        title = title and _("{field}: {value}", field=name, value=title)
    if cell.table == "custom_value":
        title = name if cell.column == "value" else ""
    if not title:
        return ""
    old, new = (_value(cell, value, names) for value in (cell.old, cell.new))
    if not old:
        return _("{field}: {value}", field=title, value=new)
    return _("{field}: {old} → {new}", field=title, old=old, new=new or _("empty"))


def _value(cell: Cell, value: object, names: Mapping[bytes, str]) -> str:
    if isinstance(value, bytes):
        return names.get(value) or _("another record")
    if (cell.table, cell.column) == ("attendance", "source") and value in tuple(Listing):
        return _(Listing(str(value)).title)
    return shown(Kind(cell.kind), cell.column or "", read_value(cell, value))


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
