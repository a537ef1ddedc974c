"""Notices what others write into the open file: the command line, another window, another program.

SQLite tells that somebody else has written; the journal tells what. What this process wrote, on
whichever thread, is its own and not told.
"""

from __future__ import annotations

from dataclasses import dataclass

from peewee import DatabaseError

from models.base import database
from models.errors import UserError
from models.journal.transactions import current_session
from models.vocabulary import Kind


@dataclass(frozen=True)
class News:
    """The kinds of record others changed. `overwritten`: the file is another one now, or cannot be
    read any more, though it stands in the same place; what was known of it no longer holds."""

    kinds: frozenset[Kind] = frozenset()
    overwritten: bool = False


class Outside:
    """Remembers what this thread's connection has seen of the open file."""

    def __init__(self) -> None:
        self._version: int | None = None
        self._seen = self._transaction = 0
        self.look()

    def look(self) -> News:
        """Return what is new since the last look. Costs next to nothing while nobody writes."""
        try:
            version = self._ask("PRAGMA data_version")
            if self._version in (None, version):
                self._version = version
                self._seen, self._transaction = _last_record()
                return News()
            if not self._is_known():
                return News(overwritten=True)
            kinds = _kinds_since(self._seen)
            self._seen, self._transaction = _last_record()
            self._version = version
            return News(kinds)
        except UserError as error:
            # Somebody is writing right now; a damaged file is found again, and said, at opening.
            return News(overwritten="locked" not in str(error.__cause__))
        except DatabaseError:
            return News(overwritten=True)

    def _is_known(self) -> bool:
        """Say whether the last thing that was seen is still in the file."""
        found = database.execute_sql(
            "SELECT 1 FROM _transaction WHERE id = ?", (self._transaction,)
        ).fetchone()
        return found is not None or not self._transaction

    def _ask(self, query: str) -> int:
        return int(database.execute_sql(query).fetchone()[0])


def _last_record() -> tuple[int, int]:
    """Return the number of the last record and its transaction; zeros for an empty journal."""
    row = database.execute_sql("SELECT n, tx FROM _change ORDER BY n DESC LIMIT 1").fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def _kinds_since(seen: int) -> frozenset[Kind]:
    """Return the kinds that records after `seen` concern, save what this process wrote itself."""
    _author, session = current_session()
    rows = database.execute_sql(
        "SELECT DISTINCT t.kind FROM _change g JOIN _table t ON t.no = g.tbl"
        " JOIN _transaction x ON x.id = g.tx WHERE g.n > ? AND x.session IS NOT ?"
        " AND NOT EXISTS (SELECT 1 FROM _merged d JOIN _merge m ON m.id = d.merge"
        " WHERE d.tx = g.tx AND m.session = ?)",
        (seen, session, session),
    )
    return frozenset(Kind(kind) for (kind,) in rows)
