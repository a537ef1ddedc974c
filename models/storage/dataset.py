"""Which community a file belongs to: the mark every copy of it carries."""

from __future__ import annotations

from models.base import database


def dataset_of_open_file() -> bytes:
    """Return the mark of the file this thread's queries go to."""
    return bytes(database.execute_sql("SELECT dataset FROM _file").fetchone()[0])
