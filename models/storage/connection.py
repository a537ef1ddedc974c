"""The connection to the file: what SQLite says of the world becomes a UserError here, once."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from operator import methodcaller
from pathlib import Path
from typing import Any

from peewee import InterfaceError
from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2

from models.storage.failures import sentence_for
from models.texts import storable


class _Worded:
    """Raises UserError where the disk, another program or a damaged file is at fault.

    A class, because every row that is read passes it: a generator takes ten times as long.
    """

    def __enter__(self) -> None:
        """Nothing is to be done before."""

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if isinstance(error, dbapi2.DatabaseError) and (sentence := sentence_for(error)):
            raise sentence from error


_WORDED = _Worded()
_NO_TEXT = "Could not decode to UTF-8"
_NOTED = 0.002  # seconds in which a commit that is done is noted
_READING = ("SELECT", "WITH", "PRAGMA")


class _Cursor(dbapi2.Cursor):  # type: ignore[misc]
    """Runs every statement there is: those of the connection and of peewee end here.

    Another program may have written text that is none. It is shown as far as it can be read: where
    some is met, the statement is asked again, and the connection reads so from then on. To read so
    from the beginning would take nearly twice as long.
    """

    def execute(self, *arguments: Any) -> Any:
        self._asked, self._given = arguments, 0
        with _WORDED:
            try:
                return super().execute(*arguments)
            except UnicodeEncodeError:
                return self.execute(arguments[0], [*map(_sayable, arguments[1])])
            except dbapi2.OperationalError as error:
                self._ask_again(error)
                return self

    def executemany(self, *arguments: Any) -> Any:
        with _WORDED:
            return super().executemany(*arguments)

    def fetchone(self) -> Any:
        with _WORDED:
            try:
                row = super().fetchone()
            except dbapi2.OperationalError as error:
                self._ask_again(error)
                row = super().fetchone()
            self._given += 1
            return row

    def fetchall(self) -> Any:
        with _WORDED:
            try:
                return super().fetchall()
            except dbapi2.OperationalError as error:
                self._ask_again(error)
                return super().fetchall()

    def __next__(self) -> Any:
        with _WORDED:
            try:
                row = super().__next__()
            except dbapi2.OperationalError as error:
                self._ask_again(error)
                row = super().__next__()
            self._given += 1
            return row

    def _ask_again(self, error: BaseException) -> None:
        if _NO_TEXT not in str(error) or not self._asked[0].lstrip().startswith(_READING):
            raise error
        self.connection.text_factory = methodcaller("decode", "utf-8", "replace")
        super().execute(*self._asked)
        for _row in range(self._given):
            super().fetchone()


class _Connection(dbapi2.Connection):  # type: ignore[misc]
    def __init__(self, *arguments: Any, **options: Any) -> None:
        with _WORDED:
            super().__init__(*arguments, **options)

    def cursor(self, factory: type[_Cursor] = _Cursor) -> Any:
        return super().cursor(factory)


def _sayable(value: Any) -> Any:
    """Return a value that SQLite takes: somebody may look for half an emoji."""
    return storable(value) if isinstance(value, str) else value


_MEMORY = ":memory:"


def open_connection(path: str | Path, passphrase: str = "", read_only: bool = False) -> Any:
    """Return a new connection to a file; no more than its passphrase has been told to it.

    The log of SQLCipher, which would go to standard error, is silent. Reads nothing yet.
    """
    place = str(path)
    if place != _MEMORY:
        # Never made by connecting: where the file is gone, an empty one must not take its place.
        place = f"{Path(path).absolute().as_uri()}?mode={'ro' if read_only else 'rw'}"
    connection = dbapi2.connect(place, isolation_level=None, uri=True, factory=_Connection)
    try:
        if passphrase:
            connection.execute(f"PRAGMA key = {quoted(passphrase)}")
        connection.execute("PRAGMA cipher_log_level = NONE")
    except BaseException:
        connection.close()
        raise
    return connection


def quoted(text: str) -> str:
    """Return a text as SQL has it, for what takes no parameters."""
    return "'" + text.replace("'", "''") + "'"


class Database(SqlCipherDatabase):  # type: ignore[misc]
    """The one file, opened and closed by models/book.py alone.

    A query while it is closed is a bug and raises peewee.InterfaceError: opened again by itself,
    the file would be written after the user left it. A thread of its own connects by itself; how
    many are connected in this process is counted, for the last one to close the file.
    """

    def __init__(self, path: str | None) -> None:
        self.read_only = False
        self._salts: dict[str, str] = {}
        self._places: dict[str, os.stat_result] = {}
        self._sealed: dict[str, os.stat_result | None] = {}
        self._open_connections = 0
        self._counting = threading.Lock()
        self._visitors: set[int] = set()
        self._state_left: tuple[int, ...] | None = None
        self._known_state: tuple[int, ...] = ()
        self._noting = threading.Lock()  # held from a commit until it is noted
        self.strangers = 0  # how often something was written that no transaction here wrote
        self.committed: Callable[[], None] | None = None  # told of what was written for good
        super().__init__(path, autoconnect=False)

    @property
    def connections(self) -> int:
        return self._open_connections

    @property
    def passphrase(self) -> str:
        """Return what opens the file for a further connection; nothing else keeps it."""
        return str(self.connect_params.get("passphrase") or "")

    @property
    def salt(self) -> str:
        """Return the salt of the open file in hex; "" where it has no passphrase."""
        return self._salts.get(str(self.database), "")

    def holds(self, path: Path) -> bool:
        """Say whether this process is connected to this file. Does not open it."""
        if not self._open_connections or not self.database:
            return False
        try:
            return os.path.samefile(path, self.database)
        except OSError:
            return False

    def is_replaced(self) -> bool:
        """Say whether another file, or none, stands where the open one was."""
        try:
            now = os.stat(self.database)
        except OSError:
            return True
        return not os.path.samestat(now, self._places[str(self.database)])

    def found_sealed(self, state: os.stat_result | None) -> None:
        """Note that the open file had its seal when it looked like this; None where it had not."""
        self._sealed = {str(self.database): state}

    def is_still_sealed(self) -> bool:
        """Say whether nobody wrote to the file since its seal was found right."""
        before, now = self._sealed.get(str(self.database)), os.stat(self.database)
        unchanged = before and (before.st_size, before.st_mtime_ns) == (
            now.st_size,
            now.st_mtime_ns,
        )
        return bool(unchanged)

    def note_state(self) -> None:
        """Note how the file looks now that this process has written to it, or has looked."""
        self._state_left = self._look()

    def is_touched(self) -> bool:
        """Say whether somebody else wrote to the open file, as far as size and time tell."""
        return self._state_left is not None and self._look() != self._state_left

    def state(self) -> tuple[int, ...] | None:
        """Return how the open file looks from outside: another after every commit of anybody. None
        while this thread's queries go elsewhere or are not committed yet."""
        return None if self._is_visiting or self.in_transaction() else self._watch()

    def drop_pages(self) -> None:
        """Let this thread's connection read the file from the disk again.

        SQLite does so by itself where the file was changed more or less often than it has seen. Of
        a file that was written over by one changed equally often, it takes its own pages for true.
        """
        self.execute_sql("PRAGMA shrink_memory")

    def begin(self, lock_type: str | None = None) -> None:
        if not self._is_visiting and self.is_touched():
            self.drop_pages()
        super().begin(lock_type)
        if not self._is_visiting:
            self._watch()

    def commit(self) -> None:
        with self._noting:
            super().commit()
            if not self._is_visiting:
                self._known_state = self._look()
        if self._is_visiting:
            return
        if self._state_left is not None:
            self.note_state()
        if self.committed is not None:
            self.committed()

    def _watch(self) -> tuple[int, ...]:
        """Return how the file looks; where a stranger left it so, that is counted."""
        # Not for long: whoever commits may be waiting for what this thread reads.
        noted = self._noting.acquire(timeout=_NOTED)
        now = self._look()
        if noted:
            if now != self._known_state:
                self.strangers += 1
                self._known_state = now
            self._noting.release()
        return now

    @property
    def _is_visiting(self) -> bool:
        return threading.get_ident() in self._visitors

    def _look(self) -> tuple[int, ...]:
        try:
            now = os.stat(self.database)
        except (OSError, TypeError):
            return ()
        return now.st_dev, now.st_ino, now.st_size, now.st_mtime_ns

    def connection(self) -> Any:
        if self.is_closed():
            raise InterfaceError("the file is closed, or this thread has no connection to it")
        return super().connection()

    @contextmanager
    def visiting(self, connection: Any) -> Iterator[None]:
        """Let this thread's queries go to another connection, and close that one afterwards.

        What this thread was connected to waits; other threads do not notice.
        """
        state: dict[str, Any] = self._state.__dict__
        before, visitor = dict(state), threading.get_ident()
        is_first = visitor not in self._visitors
        try:
            self._visitors.add(visitor)
            self._state.set_connection(connection)
            yield
        finally:
            state.update(before)
            if is_first:
                self._visitors.discard(visitor)
            connection.close()

    def _connect(self) -> Any:
        connection = open_connection(self.database, self.passphrase, self.read_only)
        try:
            self._add_conn_hooks(connection)
            salt = connection.execute("PRAGMA cipher_salt").fetchone() if self.passphrase else None
        except BaseException:
            connection.close()
            raise
        self._salts[str(self.database)] = salt[0] if salt else ""
        with self._counting:
            # What a later connection finds may already be another file in the same place.
            if not self._open_connections or str(self.database) not in self._places:
                self._places[str(self.database)] = os.stat(self.database)
            self._open_connections += 1
        return connection

    def _close(self, connection: Any) -> None:
        super()._close(connection)
        with self._counting:
            self._open_connections -= 1
