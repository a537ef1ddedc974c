"""What was written into the open file in this session, remembered outside of it.

A file that is overwritten in place takes along what was in it, and SQLite's own pages of it no
longer hold. So a backup tells how it was when it was opened, and this remembers what was done
since: the transactions, and the rows they made. Together they are the last state of this window,
which is merged into what stands there now. It is kept in memory alone: once the program has ended,
nothing can be underneath it any more.
"""

from __future__ import annotations

import shutil
import threading
import weakref
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

from peewee import DatabaseError

from models.base import database
from models.erasing import sweep
from models.errors import UserError
from models.journal.tables import Journaled, read_tables
from models.merging import union
from models.merging.incoming import THEIRS
from models.merging.rescue import Aside
from models.progress import Progress, unheard
from models.records import RECORDS
from models.storage.elsewhere import passphrase_in_use, visiting
from models.storage.workrooms import private_folder
from resources.i18n import N_

# Beyond so many records a backup costs less than remembering them.
_MOST = 20_000
_AT_ONCE = 500
_NOT_TOGETHER = N_(
    "What was written since the last backup could not be put together again. Look at the backups:"
    " each can be merged."
)
_CHANGES = "SELECT n, tx, tbl, row, col, old, new FROM _change WHERE n > ? ORDER BY n LIMIT ?"

Rows = dict[str, list[Sequence[Any]]]


class OwnWork:
    """Begins with the open file, on the thread of the window; hears of every commit until end().

    `base` is the backup it relies on; None until there is one, and where more was written than is
    remembered: then `wants_base`, once.
    """

    def __init__(self) -> None:
        self.passphrase = passphrase_in_use()
        self.base: Path | None = None
        self.wants_base = False
        self._lock = threading.Lock()
        self._kept: list[Rows] = []
        self._amount = self._turn = 0
        self._tables = {table.number: table for table in read_tables(RECORDS)}
        self._last, self._transaction = _last_record()
        database.note_state()
        database.committed = self._remember

    def end(self) -> None:
        """The file is left, or is another one now: what it says is no longer ours."""
        database.committed = None

    def mark(self) -> tuple[int, int]:
        """Return how far is remembered now, for the backup that is about to be made."""
        with self._lock:
            self.wants_base = False
            return self._turn, len(self._kept)

    def rely_on(self, backup: Path, mark: tuple[int, int]) -> None:
        """A backup made after `mark` holds all that was done before it."""
        turn, length = mark
        with self._lock:
            if turn == self._turn:
                self.base = backup
                self._turn += 1
                del self._kept[:length]
                self._amount = sum(len(rows["_change"]) for rows in self._kept)

    def still_stands(self) -> bool:
        """Say whether the open file still has the last thing that was written to it here.

        Asks the disk: where the two files were changed equally often, SQLite takes the one for
        the other.
        """
        if not database.is_touched():
            return True
        try:
            database.drop_pages()
            stands = _is_there(self._transaction)
        except (UserError, DatabaseError):
            return False
        if stands:
            database.note_state()
        return stands

    def rebuild(self, progress: Progress = unheard) -> Aside:
        """Make the last state of this window anew, in a private place. Raises UserError where it
        cannot be made."""
        base = self.base
        if base is None or not base.is_file():
            raise UserError(_NOT_TOGETHER)
        room = private_folder()
        aside = Aside(Path(room.name) / "mine.guildbook", self.passphrase, room)
        weakref.finalize(aside, room.cleanup)
        try:
            shutil.copyfile(base, aside.copy)
            with self._lock, visiting(aside.copy, self.passphrase, read_only=False):
                _take_in(self._kept)
        except (OSError, DatabaseError) as error:
            aside.close()
            raise UserError(_NOT_TOGETHER) from error
        except BaseException:
            aside.close()
            raise
        return aside

    def _remember(self) -> None:
        """Runs after every commit, on the thread that made it; the commit itself stands."""
        with self._lock, suppress(UserError, DatabaseError):
            if _is_there(self._transaction):
                self._gather()

    def _gather(self) -> None:
        changes = database.execute_sql(_CHANGES, (self._last, _MOST + 1)).fetchall()
        self._last, self._transaction = _last_record()
        if not changes:
            return
        self._amount += len(changes)
        if self._amount > _MOST:
            self.base, self.wants_base, self._amount = None, True, 0
            self._turn += 1
            self._kept.clear()
            return
        transactions = _rows("_transaction", {change[1] for change in changes})
        rows = {
            "_change": changes,
            "_transaction": transactions,
            "_session": _rows("_session", {row[3] for row in transactions if row[3] is not None}),
        }
        for number, table in self._tables.items():
            if made := {each[3] for each in changes if (each[2], each[4]) == (number, None)}:
                rows[table.name] = _rows(table.name, made, _columns(table))
        self._kept.append(rows)


def _columns(table: Journaled) -> tuple[str, ...]:
    return ("id", *table.columns)


def _rows(table: str, ids: Iterable[Any], columns: Sequence[str] = ("*",)) -> list[Sequence[Any]]:
    every, found = list(ids), []
    named = ", ".join(each if each == "*" else f'"{each}"' for each in columns)
    for start in range(0, len(every), _AT_ONCE):
        some = every[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        query = f'SELECT {named} FROM "{table}" WHERE id IN ({marks})'
        found += database.execute_sql(query, some).fetchall()
    return found


def _take_in(kept: Sequence[Rows]) -> None:
    """Take what was remembered into the copy this thread is visiting, as a merge does."""
    tables = {table.name: _columns(table) for table in read_tables(RECORDS)}
    database.execute_sql(f"ATTACH ':memory:' AS {THEIRS} KEY ''")
    try:
        own = dict.fromkeys(("_session", "_transaction", "_change", "_clock"), ("*",))
        for name, columns in {**own, **tables}.items():
            named = ", ".join(each if each == "*" else f'"{each}"' for each in columns)
            database.execute_sql(
                f'CREATE TABLE {THEIRS}."{name}" AS SELECT {named} FROM main."{name}" WHERE 0'
            )
        for rows in kept:
            for name, some in rows.items():
                marks = ", ".join("?" * len(some[0])) if some else ""
                database.connection().executemany(
                    f'INSERT INTO {THEIRS}."{name}" VALUES ({marks})', some
                )
        database.execute_sql(
            f"INSERT INTO {THEIRS}._clock (hlc)"
            f" SELECT coalesce(max(hlc), 0) FROM {THEIRS}._transaction"
        )
        _unite()
    finally:
        database.execute_sql(f"DETACH {THEIRS}")


def _unite() -> None:
    try:
        with database.atomic("IMMEDIATE"):
            if union.difference().theirs:
                union.gather(RECORDS)
                union.apply(RECORDS)
                sweep()
    finally:
        union.forget()


def _is_there(transaction: int) -> bool:
    found = database.execute_sql("SELECT 1 FROM _transaction WHERE id = ?", (transaction,))
    return not transaction or found.fetchone() is not None


def _last_record() -> tuple[int, int]:
    row = database.execute_sql("SELECT n, tx FROM _change ORDER BY n DESC LIMIT 1").fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)
