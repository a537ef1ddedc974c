"""Whole copies of the open file."""

from __future__ import annotations

from itertools import count
from pathlib import Path

from platformdirs import user_data_path

from models import clock
from models.base import database
from models.errors import UserError
from models.storage.replacing import replacing
from resources.i18n import N_
from resources.version import APPLICATION


def copy_to(target: Path, replace: bool = False) -> None:
    """Write a whole, compact copy of the open file, under the same passphrase.

    It is its owner's alone from the first byte. Raises UserError where the target cannot be
    written, is the open file itself, or is there already and was not to be replaced; whatever is
    raised, what was there stays as it was and nothing half-written stays beside it.
    """
    is_open_file = target.exists() and target.samefile(database.database)
    if is_open_file or (target.exists() and not replace):
        raise UserError(N_("“{file}” is already there. Choose another name."), file=target.name)
    with replacing(target) as beside:
        # SQLite takes an empty file for one that is not there, and keeps its mode.
        database.execute_sql("VACUUM INTO ?", (str(beside),))


def copy_aside(path: Path) -> Path:
    """Copy the open file into the user's backups before a migration; return the copy."""
    folder = user_data_path(APPLICATION, appauthor=False) / "backups"
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    stem = f"{path.stem} {clock.now():%Y-%m-%d %H%M%S}"
    names = (f"{stem} {number}" if number > 1 else stem for number in count(1))
    target = next(
        place for name in names if not (place := folder / f"{name}{path.suffix}").exists()
    )
    copy_to(target)
    return target
