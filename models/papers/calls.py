"""Who stands on a call sheet: all who are overdue, or the members somebody chose."""

from __future__ import annotations

from collections.abc import Sequence

from models import clock
from models.base import database, read_day
from models.members.cadence import CallLine, queue
from models.members.calling_codes import codes_of
from models.progress import Progress, unheard

_AT_ONCE = 500


def calls_for(
    ids: Sequence[bytes] | None = None, progress: Progress = unheard
) -> tuple[CallLine, ...]:
    """Return the lines of these members in their order, or of all who are overdue, the longest
    first. Who rests is left alone. Raises Cancelled."""
    overdue = queue(progress=progress)
    if ids is None:
        return overdue
    known = {line.id: line for line in overdue}
    others = _others([member for member in ids if member not in known])
    lines = {**known, **others}
    return tuple(lines[member] for member in ids if member in lines)


def _others(ids: Sequence[bytes]) -> dict[bytes, CallLine]:
    """Return the lines of those of whom nothing is overdue."""
    codes = codes_of(ids) if ids else {}
    lines: dict[bytes, CallLine] = {}
    for start in range(0, len(ids), _AT_ONCE):
        part = ids[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(part))
        for member, name, phone, contact, seen in database.execute_sql(
            "SELECT t.id, t.name, t.phone, s.last_contact, s.last_seen FROM member t"
            " LEFT JOIN _standing s ON s.member = t.rid WHERE t.deleted = 0"
            f" AND coalesce(t.rest_until, '') < ? AND t.id IN ({marks})",
            [clock.today().isoformat(), *part],
        ):
            lines[bytes(member)] = CallLine(
                id=bytes(member),
                name=name,
                phone=phone,
                last_contact=read_day(contact),
                days_late=0,
                needs="",
                organizer="",
                code=codes[bytes(member)],
                last_seen=read_day(seen),
            )
    return lines
