"""Working on another file for a while, as this thread's own."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.base import database
from models.storage.connecting import pragmas, refusing
from models.storage.connection import open_connection


def passphrase_in_use() -> str:
    """Return the passphrase the open file was opened with; "" where it has none."""
    return database.passphrase


def path_in_use() -> Path:
    """Return where the open file is."""
    return Path(str(database.database))


@contextmanager
def visiting(path: Path, passphrase: str = "", read_only: bool = True) -> Iterator[None]:
    """Let this thread's queries go to another file for a while; the open file stays open.

    Never for the open file itself. Nothing is known of what is in the other one: only ask.
    Raises WrongPassphrase or another UserError, and DatabaseError where it is damaged.
    """
    connection = open_connection(path, passphrase, read_only)
    with database.visiting(connection), refusing(path):
        for name, value in pragmas():
            connection.execute(f"PRAGMA {name} = {value}")
        database.execute_sql("SELECT count(*) FROM sqlite_schema")
        yield
