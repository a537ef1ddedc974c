"""Private folders for copies that are worked on, which do not outlive the process for long.

A process that is killed cannot remove its copies. Each folder therefore has a lock beside it, which
the system lets go with its process, and whoever makes the next one removes those nobody holds.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from contextlib import suppress
from pathlib import Path
from secrets import token_hex
from typing import BinaryIO

from platformdirs import user_cache_path

from models.storage.failures import sentence_for
from resources.version import APPLICATION

_LOCK = ".lock"
# What this process holds: not every system refuses a process its own lock.
_held: set[Path] = set()


class Workroom(tempfile.TemporaryDirectory[str]):
    """A private folder, `name`, that is there until cleanup()."""

    def __init__(self, lock: Path, file: BinaryIO) -> None:
        self._lock, self._file = lock, file
        super().__init__(prefix=f"{lock.stem}-", dir=lock.parent)

    def cleanup(self) -> None:
        super().cleanup()
        self._file.close()
        _held.discard(self._lock)
        with suppress(OSError):
            self._lock.unlink(missing_ok=True)


def private_folder() -> Workroom:
    """Make a folder only this user can read. Raises UserError where there is no place for it."""
    place = _place()
    try:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        sweep()
        while True:
            lock = place / f"{token_hex(8)}{_LOCK}"
            file = lock.open("xb")
            # Another process may have swept it away between the two.
            if _take(file) and lock.exists():
                break
            file.close()
        _held.add(lock)
        return Workroom(lock, file)
    except OSError as error:
        raise sentence_for(error) or error from error


def sweep() -> None:
    """Remove the folders of processes that are no more."""
    for lock in set(_place().glob(f"*{_LOCK}")) - _held:
        with suppress(OSError), lock.open("rb+") as file:
            if not _take(file):
                continue
            for folder in lock.parent.glob(f"{lock.stem}-*"):
                shutil.rmtree(folder)
            # Where it can be, it goes before the lock is let go, lest somebody takes it between.
            with suppress(OSError):
                lock.unlink()
            file.close()
            lock.unlink(missing_ok=True)


def _place() -> Path:
    return user_cache_path(APPLICATION, appauthor=False) / "work"


def _take(file: BinaryIO) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
