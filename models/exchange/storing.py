"""Writing what a plan says, many rows at a time, past peewee's objects but not past the journal."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from itertools import chain
from typing import Any, TypeVar

from models.base import Record, database, link_id
from models.exchange.beside import BESIDE
from models.exchange.plan import Add, Update
from models.journal import bulk
from models.members.custom_field import CustomValue
from models.members.field_values import NAMED
from models.members.household import make_households
from models.members.member import Member, MemberTag, tag_id
from models.pinyin import sort_key

Done = Callable[[int], None]
SomeRow = TypeVar("SomeRow", Add, Update)
_AT_ONCE = 500


def insert(model: type[Record], records: Sequence[Add], done: Done | None = None) -> None:
    """Insert new records inside an action; what a record does not say gets its default."""
    fields = tuple(dict.fromkeys(chain.from_iterable({record.fields for record in records})))
    cells = [
        record.cells if record.fields == fields else tuple(map(record.values.get, fields))
        for record in records
    ]
    said = dict(zip(fields, zip(*cells, strict=True), strict=True))
    columns = _complete(model, {name: column for name, column in said.items() if _is_column(name)})
    if model is Member and "name" in columns and len(records) < bulk.MANY:
        # Of more the search index writes the sort keys while it catches up.
        keys = {name: sort_key(name) for name in set(columns["name"])}
        columns["pinyin"] = [keys[name] for name in columns["name"]]
    ids = [record.id for record in records]
    bulk.insert(model, tuple(columns), list(zip(ids, *columns.values(), strict=True)), done)


def _is_column(name: str) -> bool:
    return not name.startswith(NAMED) and name not in BESIDE


def _complete(model: type[Record], columns: dict[str, Sequence[Any]]) -> dict[str, Sequence[Any]]:
    """Put defaults where rows say nothing; a column in which none does is left to the table."""
    defaults = {field.column_name: field.default for field in model._meta.sorted_fields}
    complete: dict[str, Sequence[Any]] = {}
    for name, column in columns.items():
        silent = 0 if all(column) else column.count(None)
        default = defaults[name]
        if silent == len(column):
            continue
        if silent and default is not None:
            column = [default if value is None else value for value in column]
        complete[name] = column
    return complete


def update(model: type[Record], records: Sequence[Update], done: Done) -> None:
    """Change the given columns of each row; rows that change the same columns go together."""
    groups: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
    for record in records:
        changes = {name: value for name, value in record.changes.items() if _is_column(name)}
        if "name" in changes and model is Member:
            changes = {**changes, "pinyin": sort_key(changes["name"])}
        groups[tuple(changes)].append((*changes.values(), record.id))
    for columns, rows in groups.items():
        if columns:
            cells = ", ".join(f'"{column}" = ?' for column in columns)
            bulk.run(f'UPDATE "{model._meta.table_name}" SET {cells} WHERE id = ?', rows, done)


def fill_own(rows: Sequence[Add | Update]) -> None:
    """Write what rows say in the organizer's own fields; one emptied before has its row still."""
    if not any(name.startswith(NAMED) for names in set(map(_names, rows)) for name in names):
        return
    wanted: dict[bytes, tuple[bytes, bytes, str]] = {}
    known: set[bytes] = set()
    for row in rows:
        said = row.values if isinstance(row, Add) else row.changes
        for name, value in said.items():
            if name.startswith(NAMED):
                field = bytes.fromhex(name.removeprefix(NAMED))
                wanted[link_id("custom_value", row.id, field)] = (row.id, field, value)
        if isinstance(row, Update):
            known |= _rows_of("custom_value", row.id)
    back = [(told[-1], link) for link, told in wanted.items() if link in known]
    bulk.run("UPDATE custom_value SET value = ?, deleted = 0 WHERE id = ?", back)
    # In the order of their ids, an index is filled much faster.
    fresh = sorted((link, *told) for link, told in wanted.items() if link not in known)
    bulk.insert(CustomValue, ("member", "field", "value"), fresh)


def _names(row: Add | Update) -> tuple[str, ...]:
    return row.fields if isinstance(row, Add) else tuple(row.changes)


def households_of(rows: Sequence[Update]) -> list[bytes]:
    """Return where members live who are about to move."""
    moving = [row.id for row in rows if "household" in row.changes]
    found: set[bytes] = set()
    for start in range(0, len(moving), _AT_ONCE):
        some = moving[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        lived = database.execute_sql(
            f"SELECT household FROM member WHERE household IS NOT NULL AND id IN ({marks})", some
        )
        found |= {bytes(household) for (household,) in lived}
    return sorted(found)


def with_households(rows: Sequence[SomeRow]) -> list[SomeRow]:
    """Put ids in place of the names of households; one that is not there yet is made."""
    names = [(row.values if isinstance(row, Add) else row.changes).get("household") for row in rows]
    ids = make_households(filter(None, names))
    return [
        _in_household(row, ids[name]) if name else row
        for row, name in zip(rows, names, strict=True)
    ]


def _in_household(row: SomeRow, household: bytes) -> SomeRow:
    if isinstance(row, Update):
        return row._replace(changes={**row.changes, "household": household})
    cells = dict(zip(row.fields, row.cells, strict=True)) | {"household": household}
    return row._replace(cells=tuple(cells.values()))


def add_tags(rows: Sequence[Add | Update]) -> None:
    """Add interests; one that was taken away before has its row still."""
    tagged = [row for row in rows if row.tags]
    wanted = {tag_id(row.id, tag): (row.id, tag) for row in tagged for tag in row.tags}
    known: set[bytes] = set()
    for row in tagged:
        if isinstance(row, Update):
            known |= _rows_of("member_tag", row.id)
    back = [(link,) for link in wanted if link in known]
    bulk.run("UPDATE member_tag SET deleted = 0 WHERE id = ?", back)
    fresh = [(link, *told) for link, told in wanted.items() if link not in known]
    bulk.insert(MemberTag, ("member", "tag"), fresh)


def _rows_of(table: str, member: bytes) -> set[bytes]:
    rows = database.execute_sql(f'SELECT id FROM "{table}" WHERE member = ?', (member,))
    return {bytes(link) for (link,) in rows}


def check_keys_at_commit() -> None:
    """Let a row name another that is inserted after it; the commit checks them all."""
    database.execute_sql("PRAGMA defer_foreign_keys = ON")
