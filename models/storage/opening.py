"""Make, open and close the one file. Plain and encrypted files are opened the same way."""

from __future__ import annotations

import os
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from peewee import DatabaseError

from models.base import Record, database
from models.errors import Damaged, UserError
from models.storage import backups, checking, upgrading
from models.storage.connecting import (
    check_new_passphrase,
    connect,
    disconnect,
    point_at,
    refusing,
)
from models.storage.failures import refusal_for
from models.storage.leftovers import discard_foreign_journal
from models.storage.replacing import sweep
from models.storage.seal import is_sealed, seal
from resources.i18n import N_

# How long after a change another one may leave the same time in the file's own.
_COARSEST_TIME = 2_000_000_000


def make(path: Path, passphrase: str, records: Sequence[type[Record]]) -> None:
    """Make an empty file, readable by its owner alone, and leave it closed.

    Raises UserError where something is there already, the folder cannot be written, or the
    passphrase can be none.
    """
    check_new_passphrase(passphrase)
    try:
        # SQLite's journal will lie beside the file, and a name may be too long for that one.
        Path(f"{path}-journal").exists()
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError as error:
        raise UserError(
            N_("“{file}” is already there. Choose another name."), file=path.name
        ) from error
    except OSError as error:
        raise refusal_for(error, path) from error
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


def open_file(
    path: Path,
    passphrase: str,
    records: Sequence[type[Record]],
    keep: bool = True,
    read_only: bool = False,
) -> Path | None:
    """Open a file and bring it up to date; return the copy made before a migration, unless it is
    itself a copy and not to be kept.

    Raises NotOurs, WrongPassphrase, FileTooNew, Damaged or another UserError; the file stays
    closed and as it was.
    """
    if not path.is_file():
        raise UserError(N_("“{file}” is not there any more. Choose another file."), file=path.name)
    key = passphrase if checking.is_encrypted(path) else ""
    discard_foreign_journal(path)
    if not read_only:
        sweep(path.parent)
    try:
        _unlock(path, key, read_only)
        sealed = _find_seal(path)
        version = upgrading.file_version()
        latest = upgrading.latest_version()
        known = version if 0 < version < latest else latest
        checking.check_file(path, checking.expected_schema(tuple(records), known), sealed)
        if version == latest:
            return None
        if read_only:
            raise UserError(_OUTDATED, file=path.name)
        copy = backups.keep(backups.Reason.MIGRATION) if keep else None
        upgrading.migrate(records)
        return copy
    except BaseException as error:
        disconnect()
        if isinstance(error, DatabaseError) or (isinstance(error, Damaged) and not error.fields):
            raise Damaged(checking.DAMAGED, file=path.name) from error
        raise


def close_file() -> None:
    """Close the file. The last connection of this process leaves the seal on it."""
    if not database.is_closed():
        if database.connections == 1 and not database.read_only:
            _seal(Path(database.database))
        database.close()
    if not database.connections:
        point_at(None, "")


def can_be_written(path: Path) -> bool:
    """Say whether SQLite can work there: it needs a journal beside the file."""
    return os.access(path, os.W_OK) and os.access(path.absolute().parent, os.W_OK)


def _unlock(path: Path, passphrase: str, read_only: bool) -> None:
    with refusing(path):
        connect(path, passphrase, read_only)
        database.execute_sql("SELECT count(*) FROM sqlite_schema")


def _find_seal(path: Path) -> bool:
    """Say whether the file is sealed.

    This process is connected, but idle: there is no lock that reading the file could drop.
    """
    try:
        before = path.stat()
        sealed = is_sealed(path)
    except OSError as error:
        raise refusal_for(error, path) from error
    settled = time.time_ns() - before.st_mtime_ns > _COARSEST_TIME
    database.found_sealed(before if sealed and settled else None)
    return sealed


def _seal(path: Path) -> None:
    """Seal the file while nobody else is at work in it, unless it is as it was when it was opened.

    Closing what was read drops this process's locks: nothing may be written after.
    """
    with suppress(UserError, DatabaseError, OSError):
        database.pragma("busy_timeout", 0)
        database.execute_sql("BEGIN EXCLUSIVE")
        try:
            if not database.is_replaced() and not database.is_still_sealed():
                seal(path)
        finally:
            database.execute_sql("ROLLBACK")


_OUTDATED = N_(
    "“{file}” was made by an older Guildbook and cannot be brought up to date where it is. Copy it"
    " to a folder of your own and open it there."
)
