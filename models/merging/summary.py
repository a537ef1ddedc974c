"""What a merge changes, counted while it is under way: see models.merging.union for the tables."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from models.base import LIVE, TRASHED, Record, database
from models.community import COMMUNITY_ID
from models.journal.tables import ERASED
from models.records import RECORDS
from models.settlement import Settlement
from models.titles import Named, titles_of
from models.vocabulary import Kind

_MOST_NAMED = 50


@dataclass(frozen=True)
class Tally:
    """How many records of a kind are new, changed, changed on both sides, and deleted there."""

    kind: Kind
    added: int
    changed: int
    both: int
    removed: int


@dataclass(frozen=True)
class FieldCount:
    """In how many records of a kind a field gets another value; `table` is where it stands,
    "" for the kind's own."""

    kind: Kind
    column: str
    count: int
    table: str = ""


Summary = tuple[tuple[Tally, ...], tuple[FieldCount, ...], tuple[Named, ...]]


def summarize() -> Summary:
    """Count what is new and what is to change, before it is written."""
    added: dict[Kind, set[bytes]] = defaultdict(set)
    changed: dict[Kind, set[bytes]] = defaultdict(set)
    both: dict[Kind, set[bytes]] = defaultdict(set)
    removed: dict[Kind, set[bytes]] = defaultdict(set)
    fields: list[FieldCount] = []
    for record in RECORDS:
        if record is Settlement:
            continue
        kind, number = record.subject, _number_of(record)
        fresh = _fresh(record, number)
        (changed if _belongs(record) else added)[kind].update(fresh)
        touched = _changed(record, number)
        changed[kind].update(touched)
        both[kind].update(touched & _changed(record, number, here=True))
        if not _belongs(record):
            removed[kind].update(_removed(record, number))
        table = str(record._meta.table_name) if _belongs(record) else ""
        fields += [FieldCount(kind, *each, table) for each in _fields(number)]
    tallies = [
        Tally(
            kind,
            len(added[kind]),
            len(changed[kind] - added[kind] - removed[kind]),
            len(both[kind] - added[kind] - removed[kind]),
            len(removed[kind]),
        )
        for kind in Kind
        if added[kind] or changed[kind] or removed[kind]
    ]
    return tuple(tallies), tuple(fields), _named(removed)


def count_erased() -> int:
    """Return how many people were erased there who are not erased here."""
    (count,) = database.execute_sql(
        "SELECT count(DISTINCT g.row) FROM temp._new k CROSS JOIN _change g ON g.tx = k.tx"
        " JOIN _table t ON t.no = g.tbl AND t.name = t.kind"
        f" WHERE g.col = {ERASED} AND t.kind = '{Kind.MEMBER}' AND NOT EXISTS ("
        f"SELECT 1 FROM _change o WHERE o.row = g.row AND o.col = {ERASED}"
        " AND o.tx NOT IN (SELECT tx FROM temp._new))"
    ).fetchone()
    return int(count)


def _belongs(record: type[Record]) -> bool:
    """Say whether rows of a table are parts of a record of the same kind: as tags are of a member,
    criteria of the community."""
    return str(record._meta.table_name) != record.subject.value


def _number_of(record: type[Record]) -> int:
    query = "SELECT no FROM _table WHERE name = ?"
    return int(database.execute_sql(query, (record._meta.table_name,)).fetchone()[0])


def _fresh(record: type[Record], number: int) -> set[bytes]:
    return _subjects(
        record,
        f"t.deleted = {LIVE} AND t.id IN (SELECT row FROM temp._fresh WHERE tbl = {number})",
    )


def _changed(record: type[Record], number: int, here: bool = False) -> set[bytes]:
    """Return the records with cells that change; `here`: those only this file had changed."""
    rows = f"SELECT row FROM temp._differs WHERE tbl = {number}"
    if here:
        rows = (
            "SELECT g.row FROM temp._alone k CROSS JOIN _change g ON g.tx = k.tx"
            f" WHERE g.tbl = {number}"
        )
    return _subjects(record, f"t.id IN ({rows})")


def _subjects(record: type[Record], condition: str) -> set[bytes]:
    """Return the records that some rows belong to: the rows themselves, or their owners."""
    column = (record.owner or "id") if _belongs(record) else "id"
    rows = database.execute_sql(
        f'SELECT DISTINCT t."{column}" FROM "{record._meta.table_name}" t WHERE {condition}'
    ).fetchall()
    if rows and _belongs(record) and not record.owner:
        return {COMMUNITY_ID}
    return {bytes(row) for (row,) in rows}


def _removed(record: type[Record], number: int) -> set[bytes]:
    rows = database.execute_sql(
        "SELECT w.row FROM temp._differs w JOIN _column c ON c.tbl = w.tbl AND c.no = w.col"
        f" WHERE w.tbl = ? AND c.name = 'deleted' AND w.old = {LIVE} AND w.new = {TRASHED}",
        (number,),
    )
    return {bytes(row) for (row,) in rows}


def _fields(number: int) -> list[tuple[str, int]]:
    rows = database.execute_sql(
        "SELECT c.name, count(*) FROM temp._differs w"
        " JOIN _column c ON c.tbl = w.tbl AND c.no = w.col"
        " WHERE w.tbl = ? AND c.name <> 'deleted' GROUP BY c.no ORDER BY c.no",
        (number,),
    )
    return list(rows.fetchall())


def _named(removed: dict[Kind, set[bytes]]) -> tuple[Named, ...]:
    named = [
        Named(kind, row, title)
        for kind, rows in removed.items()
        for row, title in titles_of(kind, sorted(rows)[:_MOST_NAMED]).items()
    ]
    return tuple(named[:_MOST_NAMED])
