"""A journal of SQLite's that belongs to another state of the file, left beside it.

A program that is killed in the middle of its work leaves its journal, and SQLite plays it back at
the next opening. Where a sync program has meanwhile put another laptop's file in that place, it
would be played into a file it has nothing to do with. A file with a right seal is whole as it is:
it needs no journal, whoever left it.

Windows and the others lock files in different ways: this module knows both.
"""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

from models.storage.seal import is_sealed

# The byte by which SQLite says that somebody is about to write.
_RESERVED = 0x40000001


def discard_foreign_journal(path: Path) -> None:
    """Remove the journal beside a sealed file, unless its writer is still at work.

    Only for a file this process has no connection to. Raises OSError where it cannot be read.
    """
    journal = path.with_name(f"{path.name}-journal")
    if journal.exists() and is_sealed(path) and not _is_being_written(path):
        with suppress(OSError):
            journal.unlink()


def _is_being_written(path: Path) -> bool:
    try:
        with path.open("rb+") as file:
            if sys.platform == "win32":
                import msvcrt

                file.seek(_RESERVED)
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
                file.seek(_RESERVED)
                msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
            else:
                import fcntl

                fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, 1, _RESERVED)
    except OSError:
        return True
    return False
