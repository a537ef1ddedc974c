"""Whole copies of the open file."""

from __future__ import annotations

from pathlib import Path

from peewee import DatabaseError
from platformdirs import user_data_path

from models import clock
from models.base import database
from models.storage.failures import sentence_for
from resources.version import APPLICATION


def copy_to(target: Path) -> None:
    """Write a whole, compact copy of the open file, under the same passphrase.

    Raises UserError where the target cannot be written; nothing half-written stays.
    """
    try:
        database.execute_sql("VACUUM INTO ?", (str(target),))
        target.chmod(0o600)
    except (DatabaseError, OSError) as error:
        target.unlink(missing_ok=True)
        raise sentence_for(error) or error from error


def copy_aside(path: Path) -> Path:
    """Copy the open file into the user's backups before a migration; return the copy."""
    folder = user_data_path(APPLICATION, appauthor=False) / "backups"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    target = folder / f"{path.stem} {clock.now():%Y-%m-%d %H%M%S}{path.suffix}"
    copy_to(target)
    return target
