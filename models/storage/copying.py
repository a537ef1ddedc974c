"""Whole copies of the open file."""

from __future__ import annotations

import os
from pathlib import Path

from models.base import database
from models.errors import UserError
from models.storage.replacing import replacing
from models.storage.seal import seal
from resources.i18n import N_


def copy_to(target: Path, replace: bool = False) -> None:
    """Write a whole, compact, sealed copy of the open file, under the same passphrase.

    It is its owner's alone from the first byte. Raises UserError where the target cannot be
    written, is the open file itself, or is there already and was not to be replaced; whatever is
    raised, what was there stays as it was and nothing half-written stays beside it.
    """
    check_free(target, replace)
    with replacing(target) as beside:
        # SQLite takes an empty file for one that is not there, and keeps its mode.
        database.execute_sql("VACUUM INTO ?", (str(beside),))
        seal(beside)


def check_free(target: Path, replace: bool = False) -> None:
    """Raises UserError where something is there that is not to be replaced, or the open file."""
    if os.path.exists(target) and (not replace or database.holds(target)):
        raise UserError(N_("“{file}” is already there. Choose another name."), file=target.name)
