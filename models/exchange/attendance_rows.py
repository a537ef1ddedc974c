"""What becomes of each row of an attendance list."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models.base import database
from models.events.attendance import attendance_id
from models.exchange.cells import is_excused
from models.exchange.plan import (
    SKIP,
    Add,
    Additional,
    Choices,
    Doubtful,
    Skipped,
    Unchanged,
    Update,
    Verdict,
)
from models.exchange.references import References
from models.exchange.rows import REPEATED, Rows, shorten, unreadable, without_unreadable
from models.vocabulary import Came, Rsvp
from resources.i18n import N_

NO_EVENT = N_("The event is missing.")
NOT_WANTED = N_("You chose to leave this line out.")
TWICE = N_("Line {other} says something else about “{name}” at this event.")

COLUMNS = ("rsvp", "guests", "note", "came", "rating", "comment")


def plan_attendance(
    rows: Rows, choices: Choices, event: bytes | None
) -> tuple[list[Verdict], tuple[Additional, ...]]:
    """Return the verdicts, and the members and events the user decided to add."""
    references = References(choices)
    stored = _load()
    said: dict[bytes, tuple[int, dict[str, Any]]] = {}
    verdicts: list[Verdict] = []
    for index, (line, read) in enumerate(rows):
        choice = choices.get(line)
        doubt = unreadable(rows, index) if choice is None else None
        if choice == SKIP:
            verdicts.append(Skipped(line, NOT_WANTED))
        elif doubt:
            verdicts.append(doubt)
        else:
            values = without_unreadable(read)
            _excuse(values, rows, index)
            verdicts.append(_decide(line, values, references, stored, said, event))
    return verdicts, tuple(references.additional.values())


def _decide(
    line: int,
    values: dict[str, Any],
    references: References,
    stored: Mapping[bytes, Mapping[str, Any]],
    said: dict[bytes, tuple[int, dict[str, Any]]],
    event: bytes | None,
) -> Verdict:
    where = event or _event_of(line, values, references)
    if isinstance(where, Doubtful):
        return where
    who = references.member(line, values)
    if isinstance(who, Doubtful):
        return who
    row = attendance_id(where, who)
    told = {name: values[name] for name in COLUMNS if name in values}
    other, before = said.setdefault(row, (line, told))
    if other != line:
        if before == told:
            return Skipped(line, REPEATED, {"other": other})
        return Doubtful(line, TWICE, {"other": other, "name": shorten(values.get("member", ""))})
    return _compare(line, row, {"event": where, "member": who}, told, stored.get(row))


def _event_of(line: int, values: Mapping[str, Any], references: References) -> bytes | Doubtful:
    title, day = values.get("event", ""), values.get("day", "")
    if not title and not day:
        return Doubtful(line, NO_EVENT, field="event")
    return references.event(line, title, day)


def _compare(
    line: int,
    row: bytes,
    keys: dict[str, bytes],
    told: dict[str, Any],
    stored: Mapping[str, Any] | None,
) -> Verdict:
    """A row in the trash has its id still: it is taken out again, not added."""
    if stored is None:
        return Add.of(line, row, {**keys, **told})
    changes = {name: value for name, value in told.items() if stored[name] != value}
    if stored["deleted"]:
        changes["deleted"] = 0
    return Update(line, row, changes) if changes else Unchanged(line, row)


def _excuse(values: dict[str, Any], rows: Rows, index: int) -> None:
    """请假 in one column answers the other too, unless that says something itself."""
    cells = dict(zip(rows.fields, rows.cells(index), strict=True))
    if is_excused(cells.get("came", "")):
        values.setdefault("rsvp", Rsvp.NO.value)
    elif is_excused(cells.get("rsvp", "")):
        values.setdefault("came", Came.NO.value)


def _load() -> dict[bytes, dict[str, Any]]:
    names = ("deleted", *COLUMNS)
    rows = database.execute_sql(f"SELECT id, {', '.join(names)} FROM attendance")
    return {bytes(row[0]): dict(zip(names, row[1:], strict=True)) for row in rows}
