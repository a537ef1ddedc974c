"""Writing files that others open: whole or not at all, and with no formula in them."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from models.errors import UserError
from models.storage.failures import sentence_for
from resources.i18n import N_

# A spreadsheet takes a cell that begins like this for a formula, also in a .csv file.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_PLAIN_NUMBER = re.compile(r"[+-]?\d[\d .,]*")
MAY_BE_GUARDED = re.compile(r"'[=+\-@\t\r]")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def guard(text: str) -> str:
    """Put ' before what a spreadsheet would calculate; unguard() takes it off again."""
    if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def unguard(text: str) -> str:
    return text[1:] if _GUARDED.match(text) else text


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """Give a new file beside the target to write to; it takes the target's place at the end.

    The file is readable by its owner alone. Raises UserError where the disk is full or the folder
    cannot be written; then the target is as it was.
    """
    beside = path.with_name(f".{secrets.token_hex(8)}.part")
    try:
        os.close(os.open(beside, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        yield beside
        with beside.open("rb+") as stream:
            os.fsync(stream.fileno())
        beside.replace(path)
    except OSError as error:
        raise sentence_for(error) or UserError(
            N_("{name} cannot be written. Choose another folder."), name=path.name
        ) from error
    finally:
        beside.unlink(missing_ok=True)
