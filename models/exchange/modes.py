"""What becomes of records that are there already: updated, only filled up, or left as they are;
and the cells of a plan, one by one, for whoever wants to see them first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any

from models.base import Record, database
from models.events.attendance import Attendance
from models.events.event import Event
from models.exchange.beside import BESIDE, CONTACT, beside_of, contacts_by_household, homes_of
from models.exchange.plan import Add, ImportPlan, Mode, Unchanged, Update, Verdict
from models.feedback.feedback import Feedback
from models.members.field_values import texts_of_each
from models.members.member import Member, tags_of_each
from models.titles import titles_of
from models.vocabulary import Came, Gender, Kind, Rsvp

_MODELS: dict[Kind, type[Record]] = {
    Kind.MEMBER: Member,
    Kind.EVENT: Event,
    Kind.ATTENDANCE: Attendance,
    Kind.FEEDBACK: Feedback,
}
# A choice that says nothing.
_UNSAID = {"gender": Gender.UNKNOWN, "rsvp": Rsvp.NONE, "came": Came.NO_RECORD}
_AT_ONCE = 500


@dataclass(frozen=True)
class CellChange:
    """One cell of a record that is there already: what stands in it, and what the row says.

    `title` is what the record is called, `field` a name of its fields. `stays` says that the row's
    value is not taken. Values are as they are stored, with names where the tables have ids.
    """

    line: int
    id: bytes
    title: str
    field: str
    old: Any
    new: Any
    stays: bool


def in_mode(mode: Mode, kind: Kind, verdicts: Sequence[Verdict]) -> list[Verdict]:
    """Return the verdicts as a mode has them."""
    if mode is Mode.UPDATE:
        return list(verdicts)
    if mode is Mode.ADD:
        return [_left_alone(verdict) for verdict in verdicts]
    updates = [verdict for verdict in verdicts if isinstance(verdict, Update)]
    stored = _stored(kind, updates)
    return [
        _filled_up(verdict, stored.get(verdict.id, {})) if isinstance(verdict, Update) else verdict
        for verdict in verdicts
    ]


def cells_of(plan: ImportPlan, most: int) -> tuple[CellChange, ...]:
    """Return the cells that change, and those that stay though a row says otherwise: of the first
    rows, so many that there are about `most` cells."""
    rows: list[Update | Unchanged] = []
    count = 0
    for row in plan.rows:
        if isinstance(row, (Update, Unchanged)) and (said := len(_said_in(row))):
            rows.append(row)
            count += said
            if count >= most:
                break
    stored = _stored(plan.kind, rows)
    titles = titles_of(plan.kind, [row.id for row in rows])
    names = _names(plan, rows, stored)
    return tuple(
        CellChange(
            row.line,
            row.id,
            titles.get(row.id, ""),
            field,
            _named(stored.get(row.id, {}).get(field), names),
            _named(value, names),
            stays,
        )
        for row in rows
        for field, value, stays in _said_in(row)
    )


def count_cells(plan: ImportPlan) -> int:
    """Return how many cells those are of all rows."""
    return sum(len(_said_in(row)) for row in plan.rows if isinstance(row, (Update, Unchanged)))


def _left_alone(verdict: Verdict) -> Verdict:
    """A row that takes a record out of the trash adds it; no other touches one."""
    if not isinstance(verdict, Update) or "deleted" in verdict.changes:
        return verdict
    return Unchanged(verdict.line, verdict.id, _with_tags(verdict.changes, verdict.tags))


def _filled_up(verdict: Update, stored: Mapping[str, Any]) -> Update | Unchanged:
    if "deleted" in verdict.changes:
        return verdict
    empty = {name for name in verdict.changes if is_empty(name, stored.get(name))}
    changes = {name: value for name, value in verdict.changes.items() if name in empty}
    tags = () if stored.get("tags") else verdict.tags
    kept = {name: value for name, value in verdict.changes.items() if name not in empty}
    kept = _with_tags(kept, () if tags else verdict.tags)
    if changes or tags:
        return Update(verdict.line, verdict.id, changes, tags, kept)
    return Unchanged(verdict.line, verdict.id, kept)


def is_empty(name: str, value: object) -> bool:
    """Say whether what stands in a field says nothing."""
    return value in ("", None, _UNSAID.get(name, ""))


def _with_tags(values: Mapping[str, Any], tags: tuple[str, ...]) -> dict[str, Any]:
    return {**values, "tags": tags} if tags else dict(values)


def _said_in(row: Update | Unchanged) -> list[tuple[str, Any, bool]]:
    """Return field, value and whether the record's own value stays."""
    taken = _with_tags(row.changes, row.tags) if isinstance(row, Update) else {}
    said = [(name, value, False) for name, value in taken.items() if name != "deleted"]
    return said + [(name, value, True) for name, value in row.kept.items()]


def _stored(kind: Kind, rows: Sequence[Update | Unchanged]) -> dict[bytes, dict[str, Any]]:
    """Return what the records of some rows hold, by id and field."""
    columns = sorted(_columns_of(kind, rows))
    ids = list(dict.fromkeys(row.id for row in rows))
    found: dict[bytes, dict[str, Any]] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        read = ", ".join(f'"{column}"' for column in ("id", *columns))
        table = _MODELS[kind]._meta.table_name
        for row, *values in database.execute_sql(
            f'SELECT {read} FROM "{table}" WHERE id IN ({marks})', some
        ):
            found[bytes(row)] = dict(zip(columns, values, strict=True))
        if kind is Kind.MEMBER:
            for member, tags in tags_of_each(some).items():
                found.setdefault(member, {})["tags"] = tuple(tags)
            for member, own in texts_of_each(some).items():
                found.setdefault(member, {}).update(own)
    if kind is Kind.MEMBER:
        _put_beside(found, rows)
    return found


def _put_beside(found: dict[bytes, dict[str, Any]], rows: Sequence[Update | Unchanged]) -> None:
    """Put in what stands in tables of its own, where some row says something about it."""
    said = {name for row in rows for name, _value, _stays in _said_in(row)}
    ids = list(found)
    for name in said.intersection(BESIDE) - {CONTACT}:
        for start in range(0, len(ids), _AT_ONCE):
            for member, value in beside_of(name, ids[start : start + _AT_ONCE]).items():
                found[member][name] = value
    if CONTACT in said:
        contacts, homes = contacts_by_household(), homes_of(ids)
        moving = {row.id: row.changes for row in rows if isinstance(row, Update)}
        for member in ids:
            home = moving.get(member, {}).get("household") or homes.get(member, "")
            found[member][CONTACT] = contacts.get(home, (None, ""))[0]


def _columns_of(kind: Kind, rows: Sequence[Update | Unchanged]) -> set[str]:
    known = {field.column_name for field in _MODELS[kind]._meta.sorted_fields}
    return {name for row in rows for name, _value, _stays in _said_in(row)} & known


def _names(
    plan: ImportPlan, rows: Sequence[Update | Unchanged], stored: Mapping[bytes, Mapping[str, Any]]
) -> dict[bytes, str]:
    """Return what the ids in some rows are called; some are only added by this very list."""
    ids = {
        each
        for row in rows
        for name, value, _stays in _said_in(row)
        for cell in (value, stored.get(row.id, {}).get(name))
        for each in (map(itemgetter(0), cell) if name == "guardians" and cell else [cell])
        if isinstance(each, bytes)
    }
    new = {row.id: str(row.values.get("name", "")) for row in plan.rows if isinstance(row, Add)}
    named = {each: new[each] for each in ids & new.keys()}
    known = ids - new.keys()
    for kind in (Kind.MEMBER, Kind.EVENT, Kind.RULE, Kind.COMMUNITY):
        named |= titles_of(kind, known)
    return named


def _named(value: Any, names: Mapping[bytes, str]) -> Any:
    if isinstance(value, tuple):
        return tuple(
            (_named(each[0], names), *each[1:]) if type(each) is tuple else each for each in value
        )
    return names.get(bytes(value), "") if isinstance(value, bytes) else value
