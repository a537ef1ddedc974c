"""Taking the bytes of what was erased out of the file."""

from __future__ import annotations

from models.base import database

_SEARCHES = "substr(name, 1, 8) = '_search_' AND sql LIKE 'CREATE VIRTUAL TABLE%'"
_STATISTICS = "name IN ('sqlite_stat1', 'sqlite_stat4')"


def purge() -> None:
    """Rewrite the file, so that no byte of what was erased is left. Not inside a transaction.

    What is deleted is overwritten at once, but a search index keeps its words until it is merged
    into one, another program's ANALYZE has copied some values, and pages have gaps. Raises
    UserError where the disk is full or another program is at work in the file; what was erased
    stays erased, and the next call does it.
    """
    for name in _tables(_SEARCHES):
        database.execute_sql(f"INSERT INTO {name} ({name}) VALUES ('optimize')")
    for name in _tables(_STATISTICS):
        database.execute_sql(f"DELETE FROM {name}")
    database.execute_sql("VACUUM")


def _tables(condition: str) -> list[str]:
    rows = database.execute_sql(
        f"SELECT name FROM sqlite_schema WHERE type = 'table' AND {condition}"
    ).fetchall()
    return [name for (name,) in rows]
