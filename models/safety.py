"""The care of a file, where its tables must be known: storage does the work and knows none."""

from __future__ import annotations

from pathlib import Path

from models.progress import Progress, unheard
from models.records import RECORDS
from models.settlement import Settlement
from models.storage import checking, restoring
from models.storage.backups import Backup
from models.storage.findings import Findings
from models.storage.restoring import Restored
from models.storage.salvage import Salvaged
from models.storage.salvage import salvage as salvage_file

# Decisions on conflicts stay when a backup is restored: the journal they are about stays too.
_STAYING = (Settlement,)


def check() -> Findings:
    """Check all of the open file. On a connection of its own thread; takes a while."""
    return checking.check(RECORDS)


def check_path(path: Path, passphrase: str = "") -> Findings:
    """Check all of a file that is not open, and may be none that can be opened.

    Raises NotOurs, WrongPassphrase, FileTooNew or another UserError.
    """
    return checking.check_path(path, RECORDS, passphrase)


def salvage(
    path: Path, target: Path, passphrase: str = "", progress: Progress = unheard
) -> Salvaged:
    """Save what can be read of a closed file into a new one, under the same passphrase.

    Raises WrongPassphrase, Damaged where nothing can be read, or another UserError; then there is
    no new file. Cancelled may be raised from `progress`.
    """
    return salvage_file(path, target, RECORDS, passphrase, progress)


def restore(backup: Backup, passphrase: str | None = None) -> Restored:
    """Make the records those of a backup, as one action; keep what is there as a backup first.

    `passphrase` is the backup's; None where it is the open file's. Raises WrongPassphrase, Damaged,
    FileTooNew or another UserError; then nothing was changed. Not inside an action.
    """
    return restoring.restore(backup, RECORDS, _STAYING, passphrase)
