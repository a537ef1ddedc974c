"""Named transactions: one action of the user, whole or not at all, and one step of undo."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from models import clock
from models.base import database
from resources.version import APPLICATION, VERSION

# The action that makes a file: the one that is never undone.
FOUNDING = "found"


@dataclass(frozen=True)
class Author:
    """Who is at work, on which laptop. Kept outside the file: a copied file would clone it."""

    device: str = ""
    name: str = ""


@dataclass
class Action:
    """A transaction being written. `amount` may be set when the number is known only later."""

    id: int
    amount: int


def random_number() -> int:
    return int.from_bytes(os.urandom(8), "big") >> 1


class _Writing:
    """Who writes in this process, and the id of their session in the open file: one value, so
    that no thread sees the one without the other."""

    session = (Author(), random_number())


def begin_session(author: Author) -> None:
    """Name who writes from now on; the first action that stays writes the session's row."""
    _Writing.session = (author, random_number())


def current_session() -> tuple[Author, int]:
    """Return who writes and the session's id, whether or not its row was written yet."""
    return _Writing.session


@contextmanager
def action(kind: str, amount: int = 1, undoes: int | None = None) -> Iterator[Action]:
    """Write everything in the block as one transaction called `kind` ("member.add").

    Inside another action it joins that one. An action that changes nothing leaves no trace.
    Raises UserError where the disk is full, the file read-only, locked or damaged.
    """
    if database.transaction_depth() and (outer := _open_transaction()):
        yield Action(outer, amount)
        return
    with database.atomic("IMMEDIATE"):
        written = Action(_open(kind, amount, undoes), amount)
        yield written
        _close(written, _size(written.id), keep=undoes is not None)


def stamp() -> int:
    """Return the journal's clock of the open file: whatever is done in it moves the clock on."""
    return int(database.execute_sql("SELECT hlc FROM _clock").fetchone()[0])


def _open_transaction() -> int | None:
    found = database.execute_sql("SELECT tx FROM _clock").fetchone()
    return found[0] if found else None


def _open(kind: str, amount: int, undoes: int | None) -> int:
    at = clock.instant()
    author, session = current_session()
    # Asked of the file each time: no rollback, of whichever thread, leaves a session without a row.
    database.execute_sql(
        "INSERT OR IGNORE INTO _session (id, device, name, application, at) VALUES (?, ?, ?, ?, ?)",
        (session, author.device, author.name, f"{APPLICATION} {VERSION}", at),
    )
    number = random_number()
    database.execute_sql("UPDATE _clock SET hlc = max(hlc + 1, ? << 16), tx = ?", (at, number))
    database.execute_sql(
        "INSERT INTO _transaction (id, hlc, at, session, kind, amount, undoes)"
        " SELECT tx, hlc, ?, ?, ?, ?, ? FROM _clock",
        (at, session, kind, amount, undoes),
    )
    return number


def _close(written: Action, size: int, keep: bool) -> None:
    """Seal a transaction. `keep` one without records too: an undo that had nothing left to take
    back must still step past what it undid."""
    if size or keep:
        database.execute_sql(
            "UPDATE _transaction SET amount = ?, size = ? WHERE id = ?",
            (written.amount, size, written.id),
        )
    else:
        database.execute_sql("DELETE FROM _transaction WHERE id = ?", (written.id,))
    database.execute_sql("UPDATE _clock SET tx = NULL, outside_at = NULL")


def _size(number: int) -> int:
    """Count a transaction's records: of those it wrote, erasing may have taken some back."""
    return int(
        database.execute_sql("SELECT count(*) FROM _change WHERE tx = ?", (number,)).fetchone()[0]
    )
