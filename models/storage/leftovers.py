"""A journal of SQLite's that belongs to another state of the file, left beside it.

A program that is killed in the middle of its work leaves its journal, and SQLite plays it back at
the next opening. Where a sync program has meanwhile put another laptop's file in that place, it
would be played into a file it has nothing to do with. A file with a right seal is whole as it is:
it needs no journal, whoever left it. Of a plain file without one, its first page can tell; where it
does not, and of most encrypted ones, SQLite is left to do as it always does.

Windows and the others lock files in different ways: this module knows both.
"""

from __future__ import annotations

import struct
import sys
from contextlib import suppress
from pathlib import Path

from models.storage.seal import PAGE, is_sealed

# The byte by which SQLite says that somebody is about to write.
_RESERVED = 0x40000001
_MAGIC = bytes.fromhex("d9d505f920a163d7")
_PLAIN = b"SQLite format 3\0"
_FIRST = b"\0\0\0\1"
_COUNTER, _PAGES, _VALID = slice(24, 28), slice(28, 32), slice(92, 96)


def discard_foreign_journal(path: Path) -> None:
    """Keep SQLite from playing back a journal that belongs to another file, unless its writer is
    still at work: beside a sealed file it is removed, beside another one laid aside.

    Only for a file this process has no connection to. Raises OSError where it cannot be read.
    """
    journal = path.with_name(f"{path.name}-journal")
    if not journal.exists() or _is_being_written(path):
        return
    with suppress(OSError):
        if is_sealed(path):
            journal.unlink()
        elif _is_of_another_file(journal, path):
            journal.replace(journal.with_name(f"{journal.name}.foreign"))


def _is_of_another_file(journal: Path, path: Path) -> bool:
    """Say whether a journal is certainly not this file's; where nothing tells, SQLite decides.

    Where the first page is in the journal, the salt of an encrypted file tells, and of a plain one
    how often it was changed. Where it is not, it was not written either, and a plain one still
    says how many pages there were when the journal was begun.
    """
    with path.open("rb") as file:
        head = file.read(_VALID.stop)
    pages, before = _read(journal)
    is_plain = head.startswith(_PLAIN) and head[_COUNTER] == head[_VALID]
    if before:
        if before[: len(_PLAIN)] != head[: len(_PLAIN)]:
            return True
        now, then = (int.from_bytes(each[_COUNTER], "big") for each in (head, before))
        return head.startswith(_PLAIN) and now not in (then, (then + 1) % 2**32)
    # A seal counts as the beginning of a page.
    beyond = pages - int.from_bytes(head[_PAGES], "big")
    return bool(pages) and is_plain and beyond not in (0, 1)


def _read(journal: Path) -> tuple[int, bytes]:
    """Return how many pages the file had when its journal was begun, and what the first of them
    was; nothing where the journal does not have it.

    It is made of segments: a header in a sector of its own, then so many pages, each with its
    number before and a sum behind it. The last header may not know yet how many.
    """
    length, start, pages = journal.stat().st_size, 0, 0
    with journal.open("rb") as file:
        while start < length:
            file.seek(start)
            head = file.read(28)
            count, _nonce, before, sector, size = struct.unpack(">5I", head[8:].ljust(20, b"\0"))
            if not head.startswith(_MAGIC) or size != PAGE or not sector:
                break
            pages = pages or before
            file.seek(start + sector)
            end = min(length, start + sector + count * (PAGE + 8)) if count else length
            while file.tell() < end:
                record = file.read(PAGE + 8)
                if record[:4] == _FIRST:
                    return pages, record[4 : 4 + PAGE]
            start = -(-end // sector) * sector
    return pages, b""


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
