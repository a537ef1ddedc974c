"""What the worker does for the safety of the file. Imports the database: only for use after the
first painting."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from models import known_copies, safety
from models.book import needs_passphrase
from models.errors import UserError
from models.progress import Progress, unheard
from models.storage import backups, passphrase, rekeying
from models.storage.backups import Backup
from models.storage.copying import copy_to
from models.storage.findings import Findings
from models.storage.rekeying import Rekeyed
from models.storage.restoring import Restored
from models.storage.salvage import Salvaged
from models.storage.workrooms import sweep


@dataclass(frozen=True)
class Found:
    """What a file needs to be opened. `remembered` is the key store's passphrase, perhaps an old
    one; `has_store` says whether this computer has a key store at all."""

    protected: bool
    remembered: str | None = None
    has_store: bool = False


def look_at(path: Path, progress: Progress = unheard) -> Found:
    """Raises NotOurs or UserError."""
    if not needs_passphrase(path):
        return Found(False)
    return Found(True, passphrase.remembered(path), passphrase.has_store())


def remember(path: Path, key: str, progress: Progress = unheard) -> bool:
    return passphrase.remember(path, key)


@dataclass(frozen=True)
class Standing:
    """What the passphrase window has to know: is there one, can it be and is it remembered."""

    protected: bool
    has_store: bool
    remembered: bool


def standing(path: Path, in_use: str, progress: Progress = unheard) -> Standing:
    known = passphrase.remembered(path) if in_use else None
    return Standing(bool(in_use), passphrase.has_store(), known is not None)


def change_passphrase(
    path: Path, old: str, new: str, keep: bool, progress: Progress = unheard
) -> Rekeyed:
    """Give a closed file another passphrase, and the key store what the user wants it to know.

    Raises UserError; then the file is as it was.
    """
    rekeyed = rekeying.set_passphrase(path, old, new, progress)
    remembered = rekeyed.remembered
    if new and keep and not remembered:
        remembered = passphrase.remember(path, new)
    elif remembered and not keep:
        passphrase.forget(path)
        remembered = False
    return Rekeyed(remembered, rekeyed.backups, rekeyed.left)


def clear_away() -> None:
    """Remove the private copies a process that was killed left behind."""
    sweep()


def keep_opened(progress: Progress = unheard) -> Path:
    """Return the backup that holds what is in the open file now; it is made where none does."""
    return backups.keep_opened()


def restore(backup: Backup, key: str | None, progress: Progress = unheard) -> Restored:
    return safety.restore(backup, key)


def save_backup(backup: Backup, target: Path, progress: Progress = unheard) -> Path:
    backups.save_as(backup, target, replace=True)
    return target


def backups_of(path: Path, key: str, progress: Progress = unheard) -> tuple[Backup, ...]:
    return backups.backups_for(path, key)


def save_copy(target: Path, progress: Progress = unheard) -> Path:
    """Write a whole copy of the open file, and note where it lies: erasing asks for it."""
    copy_to(target, replace=True)
    with suppress(UserError):
        known_copies.remember(target)
    return target


def check_open(progress: Progress = unheard) -> Findings:
    return safety.check()


def save_what_can_be(path: Path, target: Path, key: str, progress: Progress = unheard) -> Salvaged:
    return safety.salvage(path, target, key, progress)
