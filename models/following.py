"""What is derived from the records follows the journal: which rows changed since the last time.

So it is right after an undo, an import, another program's edit or a merge, without any of them
knowing of it. How far it has come is kept in the file, under its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from models.base import database
from models.errors import UserError
from models.journal.tables import ERASED

# So many changes are more rows than are brought up to date at once, whatever was changed.
CERTAINLY_MANY = 20_000
_ASKED_AT_ONCE = 500
# Records in the journal for each row that changed: beyond that, rows are not even counted.
_RECORDS_EACH = 10

# Tables, each with the SQL that gives the rowids concerned by its changed rows; it ends in
# "… WHERE column", to which "IN (changed ids)" is added.
Sources = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Place:
    """A place in the journal: its last record then, and that record's transaction. The number of a
    record may be given again where it was erased."""

    number: int
    transaction: int


@dataclass(frozen=True)
class Watched:
    """What concerns a kind of record. Of the tables in `sources` the journal says which records do;
    a table in `beside` concerns none, any other one may concern all of them."""

    sources: Sources = ()
    beside: frozenset[str] = frozenset()


def last_change() -> int:
    return int(database.execute_sql("SELECT coalesce(max(n), 0) FROM _change").fetchone()[0])


def followed_to(name: str) -> int:
    """Return the last change that is in what has this name; 0 before its first."""
    row = database.execute_sql("SELECT n FROM _indexed WHERE name = ?", (name,)).fetchone()
    return row[0] if row else 0


def keep_followed(name: str, last: int) -> None:
    # In a transaction: by that, memory.py tells what is written here from what strangers write.
    with database.atomic("IMMEDIATE"):
        database.execute_sql(
            "INSERT INTO _indexed (name, n) VALUES (?, ?)"
            " ON CONFLICT (name) DO UPDATE SET n = excluded.n",
            (name, last),
        )


def changed_rows(sources: Sources, since: int, last: int) -> list[int]:
    """Return the rowids concerned, asked in portions: a save waits for each."""
    rowids: set[int] = set()
    for start in range(since, last, CERTAINLY_MANY):
        rowids |= _changed_between(sources, start, min(start + CERTAINLY_MANY, last))
    return sorted(rowids)


def _changed_between(sources: Sources, since: int, last: int) -> set[int]:
    changed = (
        "SELECT g.row FROM _change g JOIN _table t ON t.no = g.tbl"
        " WHERE g.n > ? AND g.n <= ? AND t.name = ?"
    )
    rowids: set[int] = set()
    for table, sql in sources:
        found = database.execute_sql(f"{sql} IN ({changed})", (since, last, table))
        rowids.update(row for (row,) in found)
    return rowids


def last_place() -> Place:
    row = database.execute_sql("SELECT n, tx FROM _change ORDER BY n DESC LIMIT 1").fetchone()
    return Place(*row) if row else Place(0, 0)


def concerned_since(watched: Watched, since: Place, last: int, most: int) -> tuple[int, ...] | None:
    """Return the rowids that changes behind a place concern, in their order; None where they are
    more than `most`, or may be all."""
    amount = last - since.number
    if not 0 <= amount <= most * _RECORDS_EACH or not _is_there(since):
        return None
    changed = database.execute_sql(
        "SELECT t.name, count(*), max(g.col IS ?) FROM _change g JOIN _table t ON t.no = g.tbl"
        " WHERE g.n > ? AND g.n <= ? GROUP BY t.name",
        (ERASED, since.number, last),
    ).fetchall()
    # Who is erased takes records out of the journal.
    if sum(count for _name, count, _erased in changed) < amount or any(row[2] for row in changed):
        return None
    names = {name for name, *_rest in changed} - watched.beside
    if not names <= {name for name, _sql in watched.sources}:
        return None
    sources = [source for source in watched.sources if source[0] in names]
    rowids = _changed_between(sources, since.number, last)
    return tuple(sorted(rowids)) if len(rowids) <= most else None


def _is_there(place: Place) -> bool:
    found = database.execute_sql("SELECT tx FROM _change WHERE n = ?", (place.number,)).fetchone()
    return (found[0] if found else 0) == place.transaction


def portions(rowids: Sequence[int]) -> Iterator[tuple[str, Sequence[int]]]:
    """Yield rowids as many as one statement takes, with the question marks for them."""
    for start in range(0, len(rowids), _ASKED_AT_ONCE):
        part = rowids[start : start + _ASKED_AT_ONCE]
        yield ", ".join("?" * len(part)), part


def lay_over(*tables: str) -> bool:
    """Where the file is only read, give this connection tables of its own with what stands in
    these: they hide those of the file and can be brought up to date. False where it is written."""
    if not database.read_only:
        return False
    for table in tables:
        if not _query("SELECT 1 FROM temp.sqlite_schema WHERE name = ?", table):
            (made, *indexes) = _query(
                "SELECT sql FROM main.sqlite_schema WHERE tbl_name = ? AND sql IS NOT NULL"
                " ORDER BY type DESC",
                table,
            )
            database.execute_sql(made.replace("CREATE TABLE", "CREATE TEMP TABLE", 1))
            database.execute_sql(f"INSERT INTO temp.{table} SELECT * FROM main.{table}")
            for index in indexes:
                database.execute_sql(index.replace("CREATE INDEX ", "CREATE INDEX temp.", 1))
    return True


def _query(sql: str, table: str) -> list[str]:
    return [value for (value,) in database.execute_sql(sql, (table,)).fetchall()]


def done_inline(catch_up: Callable[[], bool]) -> bool:
    """Catch up with a few changes, as after a save; False where it lags behind.

    Many changes wait for the worker; in a file that cannot be written now, so do few.
    """
    try:
        return catch_up()
    except UserError:
        return False
