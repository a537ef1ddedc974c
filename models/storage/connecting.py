"""Connecting to a file, with what every connection to one is set to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from peewee import DatabaseError
from sqlcipher3 import dbapi2

from models.base import database
from models.errors import UserError, WrongPassphrase
from resources.i18n import N_

# journal_mode DELETE and never WAL: people copy this file, and the copy of an idle WAL file
# misses whatever was not checkpointed.
_PRAGMAS = (
    ("cipher_log_level", "NONE"),
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("secure_delete", 1),
    ("foreign_keys", 1),
    ("journal_mode", "delete"),
    ("synchronous", "full"),
    ("cache_size", -64_000),
    ("temp_store", "memory"),
)
_LOCK_SECONDS = 5.0
NO_TEXT = N_("A passphrase cannot hold such characters. Choose one of words, letters and digits.")
RAW_KEY = N_(
    "This passphrase has the form of a ready-made key. Choose another passphrase, of words."
)
# What SQLCipher derives no key from: a key of 32 bytes, perhaps with its salt of 16.
_RAW_KEY = re.compile(r"x'([0-9a-f]{64}|[0-9a-f]{96})'", re.IGNORECASE | re.ASCII)
WRONG = N_("This passphrase does not open “{file}”. Try again.")


def connect(path: Path, passphrase: str, read_only: bool = False) -> None:
    """Connect this thread; nothing of the file was asked yet."""
    check_passphrase(passphrase)
    point_at(path, passphrase, read_only)
    database.connect()


def check_passphrase(passphrase: str) -> None:
    """Raises UserError for what SQLCipher cannot be told as a passphrase."""
    try:
        told = passphrase.encode()
    except UnicodeEncodeError as error:
        raise UserError(NO_TEXT) from error
    if b"\0" in told:
        raise UserError(NO_TEXT)


def check_new_passphrase(passphrase: str) -> None:
    """Raises UserError for what cannot protect a file: SQLCipher would take it for the key itself,
    and every other way to read the file would not."""
    check_passphrase(passphrase)
    if _RAW_KEY.fullmatch(passphrase):
        raise UserError(RAW_KEY)


def point_at(path: Path | None, passphrase: str, read_only: bool = False) -> None:
    """Say which file the next connections are to; the ones there are stay as they are."""
    database.read_only = read_only
    database.init(str(path) if path else None, pragmas=pragmas(), passphrase=passphrase)


def disconnect() -> None:
    """Close this thread's connection, if it has one."""
    if not database.is_closed():
        database.close()


def pragmas() -> list[tuple[str, object]]:
    """Return what every connection to a community file is set to."""
    # peewee passes its timeout to sqlite3, but not to SQLCipher.
    return [("busy_timeout", int(_LOCK_SECONDS * 1000)), *_PRAGMAS]


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """Raises WrongPassphrase where what is first read of a file makes no sense."""
    try:
        yield
    except (DatabaseError, dbapi2.DatabaseError) as error:
        if "not a database" not in str(error):
            raise
        raise WrongPassphrase(WRONG, file=path.name) from error
