"""Working on another file for a while, as this thread's own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.base import database
from models.storage.connecting import pragmas, refusing
from models.storage.connection import open_connection

SALT = 16
KEY = 32
# What SQLCipher makes of a passphrase by default.
_ITERATIONS = 256_000


def derived_key(passphrase: str, salt: bytes) -> bytes:
    """Return the key SQLCipher derives from a passphrase. Takes as long as it does there."""
    return hashlib.pbkdf2_hmac("sha512", passphrase.encode(), salt, _ITERATIONS, KEY)


class Keys:
    """The keys of many encrypted files under one passphrase: each salt is derived only once, and
    all copies of a file have the same."""

    def __init__(self, passphrase: str) -> None:
        self._passphrase = passphrase
        self._known: dict[bytes, str] = {}

    def of(self, path: Path) -> str:
        """Return what opens the file in place of the passphrase. Raises OSError."""
        with path.open("rb") as file:
            salt = file.read(SALT)
        if salt not in self._known:
            key = derived_key(self._passphrase, salt)
            self._known[salt] = f"x'{key.hex()}{salt.hex()}'"
        return self._known[salt]


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
            database.execute_sql(f"PRAGMA {name} = {value}")
        database.execute_sql("SELECT count(*) FROM sqlite_schema")
        yield
