"""Numbers of tables and columns in the journal, given by the migration that makes them.

Written out and never used again: two files that came to a version by different ways must mean the
same column by the same number, or merging them would read one column as another. Migrations that
are released call these functions, so they keep doing what they do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def number_table(db: Any, number: int, name: str, kind: str) -> None:
    """Give a new table its number. `kind` is the kind of record its changes concern.

    Raises peewee.IntegrityError where the number or the name was given before.
    """
    db.execute_sql("INSERT INTO _table (no, name, kind) VALUES (?, ?, ?)", (number, name, kind))


def number_columns(db: Any, table: str, numbers: Mapping[str, int]) -> None:
    """Give new columns of a numbered table their numbers.

    Raises peewee.IntegrityError where a number was given before, LookupError where the table has
    none.
    """
    found = db.execute_sql("SELECT no FROM _table WHERE name = ?", (table,)).fetchone()
    if not found:
        raise LookupError(f"table {table} has no number")
    for name, number in numbers.items():
        db.execute_sql(
            "INSERT INTO _column (tbl, no, name) VALUES (?, ?, ?)", (found[0], number, name)
        )
