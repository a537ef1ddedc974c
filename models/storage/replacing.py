"""Writing a file whole or not at all: beside its place first, then into it in one step."""

from __future__ import annotations

import os
import re
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from models.storage.failures import refusal_for

# Seconds. Nobody waits so long between two writes: whoever began it was killed.
_ABANDONED = 3600
_PART = re.compile(r"\.[0-9a-f]{16}\.part(-journal)?")


@contextmanager
def replacing(target: Path) -> Iterator[Path]:
    """Give a new, empty file to write to; at the end it takes the place of the target.

    It is readable by its owner alone, its name tells nothing, and it is on the disk before it is
    in place. Raises UserError where the disk is full or the folder cannot be written; whatever is
    raised, the target is as it was and nothing stays beside it, if the disk lets it be removed.
    """
    sweep(target.parent)
    beside = target.with_name(f".{secrets.token_hex(8)}.part")
    try:
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield beside
        with beside.open("rb+") as stream:
            os.fsync(stream.fileno())
        beside.replace(target)
    except OSError as error:
        raise refusal_for(error, target) from error
    finally:
        # What cannot be removed must not hide why it was not written.
        with suppress(OSError):
            beside.unlink(missing_ok=True)


def sweep(folder: Path) -> None:
    """Remove what a killed process left half written in a folder: it may tell what the whole file
    keeps behind its passphrase."""
    with suppress(OSError):
        for part in folder.glob(".*.part*"):
            with suppress(OSError):
                is_abandoned = time.time() - part.stat().st_mtime > _ABANDONED
                if is_abandoned and _PART.fullmatch(part.name):
                    part.unlink()
