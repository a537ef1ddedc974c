"""Copies of the open file that sync programs and browsers leave beside it.

They are known by what they hold, not by their names: a name only hints at who made it. An
encrypted file does not tell its community without the passphrase, but every copy keeps the salt of
its original.
"""

from __future__ import annotations

import re
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlcipher3 import dbapi2

from models.base import database
from models.errors import UserError
from models.merging.incoming import THEIRS, Incoming
from models.storage import checking
from models.storage.dataset import dataset_of_open_file
from models.storage.elsewhere import path_in_use
from models.storage.salvage import SALVAGING

_SALT = 16
_HINTS = (
    ("syncthing", re.compile(r"\.sync-conflict-\d{8}-\d{6}-\w+\.")),
    ("nextcloud", re.compile(r"\(conflicted copy .*\d{4}-\d\d-\d\d|_conflict-", re.IGNORECASE)),
    ("dropbox", re.compile(r"\(.*(conflicted copy|冲突的副本|冲突副本).*\)", re.IGNORECASE)),
    ("numbered", re.compile(r" \(\d+\)\.| \d+\.")),
)


@dataclass(frozen=True)
class Copy:
    """A copy of the open community. `hint` is who seems to have made it, "" where nothing tells."""

    path: Path
    hint: str
    modified: datetime


def find_copies() -> tuple[Copy, ...]:
    """Return the copies beside the open file, the oldest first. Reads no byte of the open one."""
    mine = path_in_use()
    found = []
    for path in mine.parent.iterdir():
        if path.suffix != mine.suffix or path.name.startswith(".") or not path.is_file():
            continue
        with suppress(OSError):  # a sync program may take it away while we look
            if not path.samefile(mine) and _is_copy(path):
                modified = datetime.fromtimestamp(path.stat().st_mtime)
                found.append(Copy(path, _hint(path, mine), modified))
    return tuple(sorted(found, key=lambda copy: (copy.modified, copy.path)))


def is_salvaged(incoming: Incoming) -> bool:
    """Say whether a copy was put together from what was left of a damaged file, other than the
    open one was: somebody made it by hand, and opens it if it is to be gone on with."""
    with incoming.attached():
        found = database.execute_sql(
            f"SELECT 1 FROM {THEIRS}._transaction WHERE kind = ?"
            " AND id NOT IN (SELECT id FROM main._transaction)",
            (SALVAGING,),
        ).fetchone()
    return found is not None


def merges() -> tuple[int, int]:
    """Return how many merges the open file has had, and the number of the last; 0 for none."""
    amount, last = database.execute_sql(
        "SELECT count(*), coalesce((SELECT id FROM _merge ORDER BY hlc DESC LIMIT 1), 0)"
        " FROM _merge"
    ).fetchone()
    return int(amount), int(last)


def is_undone(merge: int) -> bool:
    """Say whether a merge was taken back and not done again since."""
    undone = database.execute_sql(
        "SELECT 1 FROM _transaction u WHERE u.undoes = ?"
        " AND NOT EXISTS (SELECT 1 FROM _transaction r WHERE r.undoes = u.id)",
        (merge,),
    ).fetchone()
    return undone is not None


def _hint(path: Path, mine: Path) -> str:
    added = path.name.removeprefix(mine.stem)
    known = next((name for name, pattern in _HINTS if pattern.search(added)), "")
    # OneDrive puts the computer's name behind a hyphen, which any name could have.
    is_onedrive = re.fullmatch(r"-[^-\s]+(-[^-\s]+)*", Path(added).stem) and added != path.name
    return known or ("onedrive" if is_onedrive else "")


def _is_copy(path: Path) -> bool:
    try:
        if checking.is_encrypted(path):
            with path.open("rb") as file:
                return file.read(_SALT).hex() == _own_salt()
    except UserError:
        return False
    return _dataset_of(path) == dataset_of_open_file()


def _own_salt() -> str:
    row = database.execute_sql("PRAGMA cipher_salt").fetchone()
    return str(row[0]) if row else ""


def _dataset_of(path: Path) -> bytes | None:
    """Read a plain file's mark. Nothing but a table is asked: a view could be endless."""
    address = f"{path.resolve().as_uri()}?mode=ro&immutable=1"
    try:
        with closing(dbapi2.connect(address, uri=True)) as connection:
            is_table = connection.execute(
                "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = '_file'"
            ).fetchone()
            row = is_table and connection.execute("SELECT dataset FROM _file").fetchone()
    except dbapi2.DatabaseError:
        return None
    return bytes(row[0]) if row and isinstance(row[0], bytes) else None
