"""Make, open and close the one file. Plain and encrypted files are opened the same way."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from peewee import DatabaseError

from models.base import Record, database
from models.errors import Damaged, UserError, WrongPassphrase
from models.storage import backup, checking, upgrading
from models.storage.failures import sentence_for
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


def make(path: Path, passphrase: str, records: Sequence[type[Record]]) -> None:
    """Make an empty file, readable by its owner alone, and leave it closed.

    Raises UserError where something is there already or the folder cannot be written.
    """
    try:
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise UserError(
            N_("“{file}” is already there. Choose another name."), file=path.name
        ) from error
    except OSError as error:
        raise sentence_for(error) or error from error
    try:
        connect(path, passphrase)
        database.pragma("application_id", checking.APPLICATION_ID)
        upgrading.migrate(records)
    except BaseException:
        disconnect()
        remove(path)
        raise
    disconnect()


def remove(path: Path) -> None:
    """Take away a file that could not be made whole, with what SQLite left beside it."""
    path.unlink(missing_ok=True)
    path.with_name(f"{path.name}-journal").unlink(missing_ok=True)


def open_file(path: Path, passphrase: str, records: Sequence[type[Record]]) -> Path | None:
    """Open a file and bring it up to date; return the copy made before a migration.

    Raises NotOurs, WrongPassphrase, FileTooNew, Damaged or another UserError; the file stays
    closed and as it was.
    """
    if not path.is_file():
        raise UserError(N_("“{file}” is not there any more. Choose another file."), file=path.name)
    key = passphrase if checking.is_encrypted(path) else ""
    expected = checking.expected_schema(tuple(records), upgrading.latest_version())
    try:
        _unlock(path, key)
        version = upgrading.file_version()
        if 0 < version < upgrading.latest_version():
            disconnect()
            expected = checking.expected_schema(tuple(records), version)
            connect(path, key)
        checking.check_file(path, expected)
        copy = None
        if version < upgrading.latest_version():
            copy = backup.copy_aside(path)
            upgrading.migrate(records)
        return copy
    except BaseException as error:
        disconnect()
        if isinstance(error, DatabaseError):
            raise Damaged(checking.DAMAGED, file=path.name) from error
        raise


def connect(path: Path, passphrase: str) -> None:
    # peewee passes its timeout to sqlite3, but not to SQLCipher.
    pragmas = [("busy_timeout", int(_LOCK_SECONDS * 1000)), *_PRAGMAS]
    database.init(str(path), pragmas=pragmas, passphrase=passphrase)
    database.connect()


def disconnect() -> None:
    if not database.is_closed():
        database.close()


def _unlock(path: Path, passphrase: str) -> None:
    try:
        connect(path, passphrase)
        database.execute_sql("SELECT count(*) FROM sqlite_schema")
    except DatabaseError as error:
        if "not a database" not in str(error):
            raise
        raise WrongPassphrase(
            N_("This passphrase does not open “{file}”. Try again."), file=path.name
        ) from error
