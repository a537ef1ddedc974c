"""The connection to the file: what SQLite says of the world becomes a UserError here, once."""

from __future__ import annotations

from typing import Any

from peewee import InterfaceError
from playhouse.sqlcipher_ext import SqlCipherDatabase
from sqlcipher3 import dbapi2

from models.storage.failures import sentence_for


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


class _Cursor(dbapi2.Cursor):  # type: ignore[misc]
    """Runs every statement there is: those of the connection and of peewee end here."""

    def execute(self, *arguments: Any) -> Any:
        with _WORDED:
            return super().execute(*arguments)

    def executemany(self, *arguments: Any) -> Any:
        with _WORDED:
            return super().executemany(*arguments)

    def fetchone(self) -> Any:
        with _WORDED:
            return super().fetchone()

    def fetchall(self) -> Any:
        with _WORDED:
            return super().fetchall()

    def __next__(self) -> Any:
        with _WORDED:
            return super().__next__()


class _Connection(dbapi2.Connection):  # type: ignore[misc]
    def __init__(self, *arguments: Any, **options: Any) -> None:
        with _WORDED:
            super().__init__(*arguments, **options)

    def cursor(self, factory: type[_Cursor] = _Cursor) -> Any:
        return super().cursor(factory)


class Database(SqlCipherDatabase):  # type: ignore[misc]
    """The one file, opened and closed by models/book.py alone.

    A query while it is closed is a bug and raises peewee.InterfaceError: opened again by itself,
    the file would be written after the user left it. A thread of its own connects by itself.
    """

    def __init__(self, path: str | None) -> None:
        super().__init__(path, autoconnect=False, factory=_Connection)

    def connection(self) -> Any:
        if self.is_closed():
            raise InterfaceError("the file is closed, or this thread has no connection to it")
        return super().connection()
