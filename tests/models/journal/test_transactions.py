"""Actions of several threads, and the time they are written at."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import pytest

from models import book as books
from models.base import database
from models.journal.transactions import Author, action
from models.members.member import Member, save_member
from tests.conftest import FixedClock


def test_a_session_that_was_rolled_back_is_never_used(book: Path) -> None:
    """Two threads fail one after the other; what is written then must name a stored session."""
    books.open_book(book, author=Author("laptop-1", "Lin"))
    waiting = threading.Event()

    def fail_too() -> None:
        with database.connection_context(), suppress(ZeroDivisionError):
            waiting.set()
            with action("member.add"):
                Member.create(name="half")
                raise ZeroDivisionError

    other = threading.Thread(target=fail_too)
    with pytest.raises(ZeroDivisionError), action("member.add"):
        Member.create(name="half")
        other.start()
        assert waiting.wait(5)
        time.sleep(0.3)  # now it waits for the file
        raise ZeroDivisionError
    other.join()
    save_member(None, {"name": "whole"})
    (names,) = database.execute_sql(
        "SELECT s.name FROM _transaction x LEFT JOIN _session s ON s.id = x.session"
        " WHERE x.kind = 'member.add'"
    )
    assert names == ("Lin",)


def test_actions_are_timed_to_the_millisecond(book: Path, clock: FixedClock) -> None:
    clock.set(datetime(2026, 11, 1, 8, 30, 5, 678_000))
    save_member(None, {"name": "a"})
    at, hlc = database.execute_sql(
        "SELECT at, hlc >> 16 FROM _transaction ORDER BY hlc DESC"
    ).fetchone()
    assert at == hlc == int(clock.time.timestamp()) * 1000 + 678
