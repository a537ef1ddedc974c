"""The past in words' reach: actions found by what they touched, and what they did to which record.

Knows how records are called; what is said of them is the window's business.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from models.base import LIVE, DayField, MomentField, MoneyField, Record, database, read_words
from models.journal.happened import (
    Actions,
    Cell,
    Entry,
    Happened,
    cells_of,
    count_pills,
    first_rows,
    past_of,
)
from models.journal.undo import Kept
from models.past_search import matching
from models.records import OF_EVENTS, OF_MEMBERS, RECORDS
from models.settlement import Settlement
from models.titles import titles_of
from models.vocabulary import Kind

_AT_ONCE = 500
_SETTLEMENT = str(Settlement._meta.table_name)
_TYPED = (DayField, MomentField, MoneyField)
_FIELDS = {
    (record._meta.table_name, column): field
    for record in RECORDS
    for column, field in record._meta.columns.items()
}
_NAMED = (Kind.MEMBER, Kind.EVENT, Kind.RULE, Kind.FEEDBACK)
_REFERRING = {
    "introduced_by": Kind.MEMBER,
    "member": Kind.MEMBER,
    "event": Kind.EVENT,
    "rule": Kind.RULE,
    "guardian": Kind.MEMBER,
    "contact": Kind.MEMBER,
    "same_as": Kind.MEMBER,
    "household": Kind.COMMUNITY,
    "field": Kind.COMMUNITY,
    "criterion": Kind.COMMUNITY,
    "series": Kind.COMMUNITY,
}
# The record to open for a row: of a link row, what it belongs to.
_SHOWN = {
    record._meta.table_name: (
        record.subject,
        f'SELECT id, "{record.owner}" FROM "{record._meta.table_name}"',
    )
    for record in (*OF_MEMBERS, *OF_EVENTS)
} | {"attendance": (Kind.EVENT, "SELECT id, event FROM attendance")}
# What the rows are called that belong to a member or an event: a tag, an alias, a task.
_CALLED = {
    record._meta.table_name: f'SELECT id, "{record.called}" FROM "{record._meta.table_name}"'
    for record in (*OF_MEMBERS, *OF_EVENTS)
    if record.called
} | {
    "custom_value": "SELECT id, title FROM (SELECT v.id, f.title FROM custom_value v"
    " JOIN custom_field f ON f.id = v.field)"
}


@dataclass(frozen=True)
class Changed:
    """A record an action touched. `kind` and `id` lead to it while `live`; `cells` are in the
    order they were written."""

    kind: Kind
    id: bytes
    title: str
    live: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Deed:
    """What an action did: the records it touched first, and how many more lines there are.

    `names` say what the ids in old and new values are called, and what a row that belongs to a
    member is: which tag, which alias.
    """

    records: tuple[Changed, ...]
    more: int
    names: dict[bytes, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Past:
    """The history of one record. `standing` are the values its cells have now."""

    entries: tuple[Entry, ...]
    names: dict[bytes, str]
    standing: dict[tuple[bytes, str], object]


@dataclass(frozen=True)
class ActionLine:
    """One action in a list; `subject` names the record where it is about one, else ""."""

    happened: Happened
    subject: str


class ActionList:
    """Actions with what they are about: how many at once, the rest as somebody scrolls."""

    def __init__(self, actions: Actions) -> None:
        self._actions = actions
        self.total = actions.total

    def lines(self, start: int, stop: int) -> list[ActionLine]:
        some = self._actions.lines(start, stop)
        subjects = _subjects(some)
        return [ActionLine(each, subjects.get(each.transaction, "")) for each in some]

    def position(self, transaction: int) -> int | None:
        return self._actions.position(transaction)


def find_actions(text: str, pill: str, kinds: Collection[str | None]) -> ActionList:
    """List the actions that concern what was typed; `kinds` are those whose words hold it."""
    return ActionList(Actions(pill, matching(text, kinds)))


def count_actions(text: str, kinds: Collection[str | None]) -> dict[str, int]:
    return count_pills(matching(text, kinds))


def deed_of(transaction: int, limit: int = 50) -> Deed:
    """Return what an action or a merge did, at most `limit` lines of it."""
    cells, total = cells_of(transaction, limit, (_SETTLEMENT,))
    shown = _shown(cells)
    titles = _titles({(kind, record) for kind, record in shown.values()})
    grouped: dict[tuple[Kind, bytes, str], list[Cell]] = {}
    for cell in cells:
        kind, record = shown[cell.row]
        own = cell.row if cell.table == "attendance" else record
        grouped.setdefault((kind, record, own.hex()), []).append(cell)
    places = [(kind, record, bytes.fromhex(own)) for kind, record, own in grouped]
    named = titles | _titles({(Kind.ATTENDANCE, own) for _kind, record, own in places
                              if own != record})  # fmt: skip
    live = _live(places)
    records = tuple(
        Changed(kind, record, named.get(own, ""), record in live, tuple(some))
        for (kind, record, own), some in zip(places, grouped.values(), strict=True)
    )
    return Deed(records, total - len(cells), names_in(cells))


def record_past(record_id: bytes, links: Sequence[type[Record]]) -> Past:
    """Return a record's history, and what stands in its cells now."""
    entries = past_of(record_id, *links)
    cells = [cell for entry in entries for cell in entry.cells]
    return Past(entries, names_in(cells), _standing(cells))


def names_in(cells: Iterable[Cell]) -> dict[bytes, str]:
    """Return what the ids in these cells are called, and the rows that belong to members."""
    cells = list(cells)
    wanted = {
        (_REFERRING[cell.column], bytes(value))
        for cell in cells
        for value in (cell.old, cell.new)
        if cell.column in _REFERRING and isinstance(value, bytes)
    }
    return _titles(wanted) | _called(cells)


def read_value(cell: Cell, stored: object) -> object:
    """Return a stored value of a cell as what it is: a date, a moment, an amount; else as it is."""
    field = _FIELDS.get((cell.table, cell.column or ""))
    value = field.python_value(stored) if isinstance(field, _TYPED) else None
    return stored if value is None else value


def titles_of_kept(kept: Iterable[Kept]) -> list[str]:
    """Return what the records are called whose cells an undo left alone, in their order."""
    cells = list(kept)
    by_kind = {cell.kind: [each.row for each in cells if each.kind is cell.kind] for cell in cells}
    found: dict[bytes, str] = {}
    for kind, rows in by_kind.items():
        found |= titles_of(kind, rows)
    missing = {cell.row for cell in cells} - found.keys()
    found |= _names_of_owners(missing)
    return [found.get(cell.row, "") for cell in cells]


def _subjects(actions: Iterable[Happened]) -> dict[int, str]:
    """Name the one record an action is about; of several attendances it is their event."""
    amounts = {each.transaction: each.amount for each in actions}
    first = {
        number: cell
        for number, cell in first_rows(list(amounts)).items()
        if cell.table != _SETTLEMENT and (amounts[number] == 1 or cell.table == "attendance")
    }
    shown = _shown(first.values())
    wanted: dict[int, tuple[Kind, bytes]] = {}
    for number, cell in first.items():
        alone = cell.table == "attendance" and amounts[number] == 1
        wanted[number] = (Kind.ATTENDANCE, cell.row) if alone else shown[cell.row]
    titles = _titles(set(wanted.values()))
    return {number: titles.get(record, "") for number, (_kind, record) in wanted.items()}


def _shown(cells: Iterable[Cell]) -> dict[bytes, tuple[Kind, bytes]]:
    """Return for every row the record it is shown by."""
    found: dict[bytes, tuple[Kind, bytes]] = {}
    links: dict[str, set[bytes]] = {}
    for cell in cells:
        found[cell.row] = (Kind(cell.kind), cell.row)
        if cell.table in _SHOWN:
            links.setdefault(cell.table, set()).add(cell.row)
    for table, rows in links.items():
        kind, query = _SHOWN[table]
        for row, owner in _where(query, rows):
            found[row] = (kind, bytes(owner))
    return found


def _titles(wanted: Collection[tuple[Kind, bytes]]) -> dict[bytes, str]:
    found: dict[bytes, str] = {}
    for kind in {kind for kind, _record in wanted}:
        found |= titles_of(kind, [record for each, record in wanted if each is kind])
    return found


def _live(places: Iterable[tuple[Kind, bytes, bytes]]) -> set[bytes]:
    """Return those records a tab can show."""
    found: set[bytes] = set()
    for kind, record, _own in places:
        if kind in _NAMED and record not in found:
            query = f"SELECT deleted FROM {kind.value} WHERE id = ?"
            row = database.execute_sql(query, (record,)).fetchone()
            if row and row[0] == LIVE:
                found.add(record)
    return found


def _called(cells: Iterable[Cell]) -> dict[bytes, str]:
    rows: dict[str, set[bytes]] = {}
    for cell in cells:
        if cell.table in _CALLED:
            rows.setdefault(cell.table, set()).add(cell.row)
    return {
        row: read_words(name)
        for table, some in rows.items()
        for row, name in _where(_CALLED[table], some)
    }


def _names_of_owners(rows: Collection[bytes]) -> dict[bytes, str]:
    owners: dict[bytes, tuple[Kind, bytes]] = {}
    for kind, query in _SHOWN.values():
        if rows:
            owners |= {row: (kind, bytes(owner)) for row, owner in _where(query, rows)}
    names = _titles(set(owners.values()))
    return {row: names.get(owner, "") for row, (_kind, owner) in owners.items()}


def _standing(cells: Iterable[Cell]) -> dict[tuple[bytes, str], object]:
    found: dict[tuple[bytes, str], object] = {}
    for table, row, column in {(cell.table, cell.row, cell.column) for cell in cells}:
        name = column or "deleted"
        value = database.execute_sql(
            f'SELECT "{name}" FROM "{table}" WHERE id = ?', (row,)
        ).fetchone()
        if value:
            found[row, name] = value[0]
    return found


def _where(query: str, rows: Collection[bytes]) -> list[tuple[bytes, bytes]]:
    """Ask for rows by their ids, a few hundred at a time."""
    wanted, found = list(rows), []
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        answer = database.execute_sql(f"{query} WHERE id IN ({marks})", some)
        found += [(bytes(row), value) for row, value in answer]
    return found
