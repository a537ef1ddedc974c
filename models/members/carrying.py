"""What belongs to one entry of a person goes to the entry that is kept, row by row.

To whom a row belongs never changes, so a row is made anew for the kept entry and the old one goes
to the trash. The new one has an id that every copy makes: that of a link row comes from what it
links, that of any other from the row it was first. So copies that carry the same row make the same
row, and what is carried there and back is the row it was.

A row that is carried is in the trash; so whatever is found outside it was added since, by a copy
that did not know of it, and is carried too. What was written since into a row that is in the
trash goes to the row that was made of it, unless that says something newer.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from models.base import GONE, LIVE, TRASHED, Record, database, link_id, mark
from models.events.attendance import Attendance
from models.journal.undo import REDO
from models.members.consent import Consent
from models.records import OF_MEMBERS
from models.vocabulary import Came

# Everything that belongs to a member.
CARRIED: tuple[type[Record], ...] = (*OF_MEMBERS, Attendance)

JOINING = "member.join"
FOLLOWING = "member.follow"
# Who put a row that was carried into the trash; a redo may have done so for one of the others.
_CARRYING = (JOINING, FOLLOWING, REDO)

Stamp = tuple[int, int]
_NEVER: Stamp = (-1, 0)
_WRITTEN = """
    SELECT x.hlc, x.id, x.kind FROM _change g JOIN _transaction x ON x.id = g.tx
    WHERE g.row = ? AND g.col IS {column} ORDER BY x.hlc DESC, x.id DESC LIMIT 1"""
_NUMBER = (
    "(SELECT c.no FROM _column c JOIN _table t ON t.no = c.tbl WHERE t.name = ? AND c.name = ?)"
)


def carry(kept: bytes, entries: Iterable[bytes]) -> bool:
    """Give the kept entry what belongs to the others, inside an action; say whether anything was
    to do. Of two rows that are one, what both say differently is settled as `better` has it."""
    person = [kept, *(entry for entry in sorted(entries) if entry != kept)]
    changed = False
    for model in CARRIED:
        rows = _rows_of(model, person)
        origins = {} if model.keys else _origins(model, person, rows)
        for row in sorted(rows.values(), key=lambda each: bytes(each.id)):
            if row.__data__.get("guardian") in person:
                changed |= _lay_down(model, row)
            elif row.__data__["member"] != kept:
                changed |= _carry_row(model, row, kept, rows, origins)
    return changed


def stamp_of(table: str, row: bytes, column: str) -> Stamp:
    """Return when a cell was last written, in the order in which the last one wins; a cell that
    never was is as old as its row."""
    found = database.execute_sql(_WRITTEN.format(column=_NUMBER), (row, table, column)).fetchone()
    if found is None:
        found = database.execute_sql(_WRITTEN.format(column="NULL"), (row,)).fetchone()
    return (found[0], found[1]) if found else _NEVER


def is_newer(
    table: str, column: str, row: bytes, target: bytes, is_blank: bool, since: Stamp
) -> bool:
    """Say whether a cell that says something overrules the target's, which may be blank: it was
    written later than that, and later than what was carried last (`since`) where that says
    something too."""
    written = stamp_of(table, row, column)
    if not is_blank:
        return written > max(since, stamp_of(table, target, column))
    return not _was_written(table, target, column) or written > stamp_of(table, target, column)


def _was_written(table: str, row: bytes, column: str) -> bool:
    asked = (row, table, column)
    return database.execute_sql(_WRITTEN.format(column=_NUMBER), asked).fetchone() is not None


def said_in(row: Record) -> dict[str, Any]:
    """Return the cells of a row that say something."""
    blank = type(row)()
    return {
        name: value
        for name, value in row.__data__.items()
        if name not in ("rid", "id", "deleted", "member", *row.keys, *row.local)
        and value != blank.__data__.get(name)
    }


def _rows_of(model: type[Record], members: list[bytes]) -> dict[bytes, Record]:
    owner = model._meta.fields["member"]
    found = model.select().where(owner.in_(members) & (model.deleted != GONE))
    return {bytes(row.id): row for row in found}


def _origins(
    model: type[Record], members: list[bytes], rows: Mapping[bytes, Record]
) -> dict[bytes, bytes]:
    """Return of each row that was carried before the row it was first."""
    made = {_carried_id(model, member, row): row for member in members for row in rows}
    origins: dict[bytes, bytes] = {}
    for row in rows:
        first = row
        while first in made and made[first] != row:
            first = made[first]
        origins[row] = first
    return origins


def _carried_id(model: type[Record], kept: bytes, first: bytes) -> bytes:
    return link_id(model._meta.table_name, kept, first)


def _carry_row(
    model: type[Record],
    row: Record,
    kept: bytes,
    rows: dict[bytes, Record],
    origins: Mapping[bytes, bytes],
) -> bool:
    keys = {name: kept if name == "member" else row.__data__[name] for name in row.keys}
    if model.keys:
        target_id = link_id(model._meta.table_name, *map(_key_part, keys.values()))
    else:
        first = origins[bytes(row.id)]
        own = first in rows and rows[first].__data__["member"] == kept
        target_id = first if own else _carried_id(model, kept, first)
    target = model.get_or_none(model.id == target_id)
    if target is not None and target.deleted == GONE:
        return _lay_down(model, row)
    if row.deleted != LIVE:
        return target is not None and target.deleted == LIVE and _follow_edits(model, row, target)
    if target is None or target.deleted == TRASHED:
        rows[target_id] = _make(model, target_id, {"member": kept, **keys}, said_in(row))
    elif changes := better(row, target):
        model.update(**changes).where(model.id == target_id).execute()
    return _lay_down(model, row)


def _key_part(value: Any) -> bytes | str:
    return value if isinstance(value, bytes) else str(value)


def _make(
    model: type[Record], row_id: bytes, keys: Mapping[str, Any], said: Mapping[str, Any]
) -> Record:
    """Make a row, or take it out of the trash, and write what it says: every cell for itself, so
    that the journals of two copies can tell them apart."""
    if model.update(deleted=LIVE).where(model.id == row_id).execute() == 0:
        model.create(id=row_id, **keys)
    if said:
        model.update(**said).where(model.id == row_id).execute()
    return model.get(model.id == row_id)


def _lay_down(model: type[Record], row: Record) -> bool:
    if row.deleted == LIVE:
        mark(model, [bytes(row.id)], deleted=True)
        return True
    return False


def better(row: Record, target: Record) -> dict[str, Any]:
    """Return what one row of a person says better than the other: what the kept one leaves
    unsaid, that somebody came, and of two consents the later word."""
    said, known = said_in(row), said_in(target)
    changes = {name: value for name, value in said.items() if name not in known}
    if isinstance(row, Attendance) and row.came == Came.YES:
        changes["came"] = row.came
    if isinstance(row, Consent) and isinstance(target, Consent):
        return said | {"withdrawn": row.withdrawn} if _last_word(row) > _last_word(target) else {}
    return changes


def _last_word(consent: Consent) -> str:
    return max(str(day) for day in (consent.given or "", consent.withdrawn or ""))


def _follow_edits(model: type[Record], row: Record, target: Record) -> bool:
    table = model._meta.table_name
    asked = (row.id, table, "deleted")
    trashed = database.execute_sql(_WRITTEN.format(column=_NUMBER), asked).fetchone()
    if trashed is None or trashed[-1] not in _CARRYING:
        return False
    since = stamp_of(table, row.id, "deleted")
    known = said_in(target)
    changes = {
        name: value
        for name, value in said_in(row).items()
        if known.get(name) != value
        and is_newer(table, name, row.id, target.id, name not in known, since)
    }
    if changes:
        model.update(**changes).where(model.id == target.id).execute()
    return bool(changes)
