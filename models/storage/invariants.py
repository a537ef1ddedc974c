"""What holds of every whole file, asked of the open one."""

from __future__ import annotations

from peewee import DatabaseError

from models.base import database
from models.errors import Damaged
from models.storage.seal import LENGTH

_MOST = 20
# The seal behind the last page, as SQLCipher sees it.
_SEAL = f"invalid size of {LENGTH} bytes"


def broken_pages() -> list[str]:
    """Return what SQLite and SQLCipher say against the file's pages; empty is whole."""
    checks = [f"quick_check({_MOST})"]
    if str(database.pragma("cipher_status")) == "1":
        checks.append("cipher_integrity_check")
    found: list[str] = []
    for check in checks:
        try:
            found += [str(row[0]) for row in database.execute_sql(f"PRAGMA {check}").fetchall()]
        except (Damaged, DatabaseError) as error:
            found.append(str(error))
    return [line for line in found if line != "ok" and _SEAL not in line]
