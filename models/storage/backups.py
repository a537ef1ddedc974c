"""Backups of the open community: made, kept for about a year, listed, put back.

They lie beside the user's own data, in a folder named by the community's id, under the passphrase
the file had; their names tell when and why, and nothing else.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from itertools import count
from pathlib import Path

from peewee import DatabaseError
from platformdirs import user_data_path

from models import clock
from models.base import GONE, database
from models.errors import Damaged, UserError
from models.storage.checking import is_encrypted
from models.storage.copying import check_free, copy_to
from models.storage.dataset import dataset_of_open_file
from models.storage.elsewhere import Keys, visiting
from models.storage.replacing import replacing
from models.storage.seal import is_sealed
from models.vocabulary import Choice
from resources.i18n import N_
from resources.version import APPLICATION

SUFFIX = ".guildbook"
_NAME = re.compile(rf"(\d{{4}}-\d\d-\d\d \d{{6}}) ([a-z]+)(?: \d+)?{re.escape(SUFFIX)}")
_TIME = "%Y-%m-%d %H%M%S"
# What is kept: the newest of so many days, then weeks, then months; and the last so many made
# before something else than a new day.
_PERIODS: tuple[tuple[int, Callable[[date], object]], ...] = (
    (12, lambda day: day),
    (10, lambda day: day.isocalendar()[:2]),
    (9, lambda day: (day.year, day.month)),
)
_PRECAUTIONS = 5
_OPENINGS = 5


class Reason(Choice):
    """Why a backup was made: a new day, or what was about to happen."""

    DAILY = "daily", N_("New day")
    OPENING = "opening", N_("At opening")
    MERGE = "merge", N_("Before merging")
    MIGRATION = "migration", N_("Before an update of the file")
    RESTORE = "restore", N_("Before restoring")


@dataclass(frozen=True)
class Backup:
    path: Path
    at: datetime
    reason: Reason
    size: int


@dataclass(frozen=True)
class Holding:
    """Which backups still hold a record, and which could not be asked: under another passphrase,
    or damaged."""

    backups: tuple[Backup, ...]
    unread: tuple[Backup, ...]


def keep(reason: Reason, besides: Path | None = None) -> Path | None:
    """Make a backup of the open file, read it back, and let go of those that are superseded.

    A daily one only where today has none yet and something was done since the newest; else None.
    The new one stays even where the clock was set back and it seems the oldest, and so does the
    one at `besides`. Raises UserError where it cannot be written or does not read back; then none
    stays.
    """
    existing = backups_of()
    if reason is Reason.DAILY and not _is_due(existing):
        return None
    folder = folder_of_backups()
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        target = _free_place(reason)
    except OSError as error:
        raise UserError(
            N_(
                "A backup is made first, but its folder {folder} cannot be used, so nothing was"
                " changed. Move away what is in its place, or let Guildbook write there."
            ),
            folder=folder,
        ) from error
    before = present()
    copy_to(target)
    after = present()
    written = last_done(target, database.passphrase)
    # Where somebody wrote meanwhile, it is one of the states between.
    if written is None or (before == after and written != after):
        with suppress(OSError):
            target.unlink()
        raise UserError(N_("The backup did not read back. Check the disk, then try again."))
    for backup in superseded(backups_of()):
        if backup.path not in (target, besides):
            discard(backup)
    return target


def keep_opened() -> Path:
    """Make a backup of the open file unless the newest one holds all it does; return the one that
    does. What stands in the file's place tomorrow may be another laptop's.

    Raises what keep() raises.
    """
    existing = backups_of()
    if existing and _holds_all(existing[0]):
        return existing[0].path
    is_new_day = not any(each.at.date() == clock.today() for each in existing)
    made = keep(Reason.DAILY if is_new_day else Reason.OPENING)
    return made or backups_of()[0].path


def backups_of() -> tuple[Backup, ...]:
    """Return the backups of the open community, the newest first."""
    return _read_folder(folder_of_backups())


def backups_for(path: Path, passphrase: str = "") -> tuple[Backup, ...]:
    """Return the backups of a file that is not open, as far as it still tells whose they are."""
    try:
        with visiting(path, passphrase):
            return backups_of()
    except (UserError, DatabaseError):
        return ()


def folder_of_backups() -> Path:
    """Return where the open community's backups are. It may not be there yet."""
    return user_data_path(APPLICATION, appauthor=False) / "backups" / dataset_of_open_file().hex()


def superseded(backups: Iterable[Backup]) -> list[Backup]:
    """Return the backups that need no longer be kept."""
    newest_first = sorted(backups, key=lambda each: (each.at, each.path.name), reverse=True)
    openings = [each for each in newest_first if each.reason is Reason.OPENING]
    usual = (Reason.DAILY, Reason.OPENING)
    kept = [each for each in newest_first if each.reason not in usual][:_PRECAUTIONS]
    kept += openings[:_OPENINGS]
    turns = [period_of for most, period_of in _PERIODS for _turn in range(most)]
    last: date | None = None
    for each in newest_first:
        if turns and (last is None or turns[0](each.at.date()) != turns[0](last)):
            last = each.at.date()
            kept.append(each)
            del turns[0]
    return [each for each in newest_first if each not in kept]


def discard(backup: Backup) -> None:
    """Delete a backup; one that cannot be deleted stays."""
    with suppress(OSError):
        backup.path.unlink()


def save_as(backup: Backup, target: Path, replace: bool = False) -> None:
    """Copy a backup to where the user wants it, whole or not at all; it keeps its passphrase.

    Raises UserError where something is there that is not to be replaced, or cannot be written.
    """
    check_free(target, replace)
    with replacing(target) as beside:
        shutil.copyfile(backup.path, beside)
        if not is_sealed(beside):
            raise Damaged(N_("The backup of {at} is damaged. Choose another one."), at=backup.at)


def holding(record_id: bytes) -> Holding:
    """Return the backups that hold a record which is not erased in them."""
    found: dict[bool | None, list[Backup]] = {True: [], False: [], None: []}
    keys = Keys(database.passphrase)
    for backup in backups_of():
        found[_holds(backup, record_id, keys)].append(backup)
    return Holding(tuple(found[True]), tuple(found[None]))


def key_for(path: Path) -> str:
    """Return the open file's passphrase where this one has any, too."""
    return database.passphrase if is_encrypted(path) else ""


def _holds_all(backup: Backup) -> bool:
    """Say whether a backup is whole and goes as far as the open file. Its seal says the first."""
    try:
        if not is_sealed(backup.path):
            return False
        with visiting(backup.path, key_for(backup.path)):
            reaches = present()
    except (UserError, DatabaseError, OSError):
        return False
    return reaches == present()


def _holds(backup: Backup, record_id: bytes, keys: Keys) -> bool | None:
    try:
        key = keys.of(backup.path) if is_encrypted(backup.path) else ""
        with visiting(backup.path, key):
            erased = "SELECT 1 FROM _change WHERE row = ? AND col = -1"
            if database.execute_sql(erased, (record_id,)).fetchone():
                return False
            tables = database.execute_sql("SELECT name FROM _table").fetchall()
            return any(
                database.execute_sql(
                    f'SELECT 1 FROM "{table}" WHERE id = ? AND deleted <> {GONE}', (record_id,)
                ).fetchone()
                for (table,) in tables
            )
    except (UserError, DatabaseError, OSError):
        return None


def _is_due(existing: tuple[Backup, ...]) -> bool:
    if not existing:
        return True
    if any(each.at.date() == clock.today() for each in existing):
        return False
    newest = existing[0].path
    return last_done(newest, key_for(newest)) != present()


def last_done(path: Path, passphrase: str) -> Sequence[int] | None:
    """Return how far a backup goes; None where it does not open or is not whole."""
    try:
        with visiting(path, passphrase):
            whole = database.execute_sql("PRAGMA quick_check(1)").fetchone()[0] == "ok"
            return present() if whole else None
    except (UserError, DatabaseError):
        return None


def present() -> Sequence[int]:
    """Return how far the open file goes: equal only where nothing was done since."""
    found: Sequence[int] = database.execute_sql(
        "SELECT count(*), coalesce(max(hlc), 0), (SELECT count(*) FROM _change),"
        " (SELECT coalesce(max(n), 0) FROM _change) FROM _transaction"
    ).fetchone()
    return found


def _free_place(reason: Reason) -> Path:
    stem = f"{clock.now():{_TIME}} {reason}"
    names = (f"{stem} {number}" if number > 1 else stem for number in count(1))
    folder = folder_of_backups()
    return next(place for name in names if not (place := folder / f"{name}{SUFFIX}").exists())


def _read_folder(folder: Path) -> tuple[Backup, ...]:
    found: list[Backup] = []
    if not os.path.isdir(folder):
        return ()
    for path in folder.glob(f"*{SUFFIX}"):
        match = _NAME.fullmatch(path.name)
        with suppress(ValueError, OSError):
            if match:
                at, reason = datetime.strptime(match[1], _TIME), Reason(match[2])
                found.append(Backup(path, at, reason, path.stat().st_size))
    return tuple(sorted(found, key=lambda each: (each.at, each.path.name), reverse=True))
