"""The seal: a hash of all pages, behind the last one. Who finds it right has a whole file.

SQLite neither reads nor minds what stands behind its last page: it writes over it when the file
grows and cuts it off when the file shrinks. So a file with a right seal is, byte for byte, what a
Guildbook that closed it left; a copy taken while somebody wrote, or another program's work, is not.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import BinaryIO

MARK = b"SEAL0001"
LENGTH = 64
PAGE = 4096
_AT_ONCE = 256 * PAGE


def is_sealed(path: Path) -> bool:
    """Say whether the file is exactly as it was closed. Raises OSError.

    Only for a file this process has no connection to: closing it would drop SQLite's locks.
    """
    size = path.stat().st_size
    if size % PAGE != LENGTH:
        return False
    with path.open("rb") as file:
        file.seek(size - LENGTH)
        found = file.read(LENGTH)
        return found.startswith(MARK) and found == _seal_of(file, size - LENGTH)


def seal(path: Path) -> bool:
    """Write the seal and bring it to the disk; say whether it could be written.

    Only for a file that is closed everywhere, or locked as models.storage.opening does. A file
    with a journal beside it is somebody's unfinished work, and one that is no whole number of
    pages has lost something: neither gets a seal.
    """
    if path.with_name(f"{path.name}-journal").exists():
        return False
    try:
        with path.open("rb+") as file:
            end, rest = divmod(os.fstat(file.fileno()).st_size, PAGE)
            if not end or rest not in (0, LENGTH):
                return False
            wanted = _seal_of(file, end * PAGE)
            file.seek(end * PAGE)
            file.write(wanted)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        return False
    return True


def _seal_of(file: BinaryIO, length: int) -> bytes:
    digest = hashlib.blake2b(digest_size=32)
    file.seek(0)
    while length > 0:
        block = file.read(min(_AT_ONCE, length))
        if not block:
            return b""  # somebody cut it while it was read
        digest.update(block)
        length -= len(block)
    return (MARK + digest.digest()).ljust(LENGTH, b"\0")
