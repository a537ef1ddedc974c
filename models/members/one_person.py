"""Entries that became one: who stands for whom. Asked by SQL, because much is asked of it.

An entry that became one with another lies in the trash and says so in `same_as`; one that was
taken out of the trash stands for itself again.
"""

from __future__ import annotations

from collections.abc import Collection

from models.base import TRASHED, database

JOINED = f"same_as IS NOT NULL AND deleted = {TRASHED}"
_ENTRIES = f"""
    WITH RECURSIVE entry (id) AS (
        SELECT ? UNION SELECT m.id FROM entry e JOIN member m ON m.same_as = e.id WHERE m.{JOINED})
    SELECT id FROM entry ORDER BY id"""


def joined_into() -> dict[bytes, bytes]:
    """Return every entry that became one with another, and with which."""
    rows = database.execute_sql(f"SELECT id, same_as FROM member WHERE {JOINED} ORDER BY id")
    return {bytes(entry): bytes(kept) for entry, kept in rows.fetchall()}


def entries_of(member_id: bytes) -> tuple[bytes, ...]:
    """Return all entries of a person: this one, and those that became one with it."""
    return tuple(bytes(entry) for (entry,) in database.execute_sql(_ENTRIES, (member_id,)))


def stand_alone(member_ids: Collection[bytes]) -> None:
    """Let entries be of one person with no other any more, inside an action: as where they are
    deleted, or come back from the trash."""
    asked = set(member_ids)
    rows = database.execute_sql("SELECT id FROM member WHERE same_as IS NOT NULL").fetchall()
    for row in rows:
        if bytes(row[0]) in asked:
            database.execute_sql("UPDATE member SET same_as = NULL WHERE id = ?", row)
