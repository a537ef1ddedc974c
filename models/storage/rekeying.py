"""Setting, changing and removing the passphrase of a file that is closed.

Always in a new file beside it, which takes the old one's place when it has been read back: whatever
fails before, the old file is there under the old passphrase.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from peewee import DatabaseError

from models.base import database
from models.errors import Cancelled, Damaged, UserError
from models.progress import Progress, unheard
from models.storage import passphrase as key_store
from models.storage.backups import Backup, backups_for, last_done, present
from models.storage.checking import APPLICATION_ID, DAMAGED, NOT_OURS, is_encrypted
from models.storage.connecting import check_new_passphrase, check_passphrase
from models.storage.connection import quoted
from models.storage.elsewhere import visiting
from models.storage.replacing import replacing
from models.storage.seal import seal
from models.storage.strength import Rating, Strength, strength
from resources.i18n import N_

__all__ = ["Rating", "Rekeyed", "Strength", "set_passphrase", "strength"]


@dataclass(frozen=True)
class Rekeyed:
    """What came of it. `remembered`: the key store has the new passphrase. `backups` so many have
    it too; those in `left` stay under another one, or could not be written."""

    remembered: bool
    backups: int
    left: tuple[Backup, ...]


def set_passphrase(path: Path, old: str, new: str, progress: Progress = unheard) -> Rekeyed:
    """Set (`old` is ""), change or remove (`new` is "") the passphrase of a closed file.

    Its backups follow, or whoever finds one would need no passphrase, or an old one. What the key
    store remembered of the file it remembers anew. Raises WrongPassphrase or another UserError;
    then the file is as it was. When `progress` raises Cancelled the file has its new passphrase,
    and the backups that are not done are left.
    """
    check_passphrase(old)
    check_new_passphrase(new)
    name = key_store.salt_of(path)
    _rewrite(path, old, new)
    remembered = _remember_anew(path, name, new)
    backups = backups_for(path, new)
    left = list(backups)
    with suppress(Cancelled):
        for step, backup in enumerate(backups):
            progress(step, len(backups))
            with suppress(UserError):
                _rewrite(backup.path, old, new)
                left.remove(backup)
    return Rekeyed(remembered, len(backups) - len(left), tuple(left))


def _rewrite(path: Path, old: str, new: str) -> None:
    key = old if is_encrypted(path) else ""
    try:
        with replacing(path) as beside:
            with visiting(path, key, read_only=False):
                _check(path)
                done = present()
                if key and new:
                    database.execute_sql("VACUUM INTO ?", (str(beside),))
                else:
                    _export(beside, new)
            if key and new:
                with visiting(beside, key, read_only=False):
                    database.execute_sql(f"PRAGMA rekey = {quoted(new)}")
            if last_done(beside, new) != done:
                raise UserError(
                    N_("“{file}” did not read back and was left as it is. Check the disk."),
                    file=path.name,
                )
            seal(beside)
    except DatabaseError as error:
        raise Damaged(DAMAGED, file=path.name) from error


def _check(path: Path) -> None:
    if database.pragma("application_id") != APPLICATION_ID:
        raise UserError(NOT_OURS, file=path.name)
    if database.execute_sql("PRAGMA quick_check(1)").fetchone()[0] != "ok":
        raise Damaged(DAMAGED, file=path.name)


def _export(target: Path, new: str) -> None:
    """Copy all there is into a file under another passphrase: SQLCipher cannot do it in place."""
    database.execute_sql("ATTACH ? AS fresh KEY ?", (str(target), new))
    try:
        database.execute_sql("SELECT sqlcipher_export('fresh')")
        for name in ("application_id", "user_version"):
            database.execute_sql(f"PRAGMA fresh.{name} = {int(database.pragma(name))}")
    finally:
        database.execute_sql("DETACH fresh")


def _remember_anew(path: Path, name: str, new: str) -> bool:
    """Let the key store follow: it forgets the old passphrase and has the new one if it had any."""
    if not name or key_store.remembered_by_salt(name) is None:
        return False
    key_store.forget_salt(name)
    return key_store.remember(path, new)
