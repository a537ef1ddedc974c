"""What the tests of merging share: copies of one community, edited apart."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from models import search
from models.book import close_book, open_book
from models.events.event import save_event
from models.journal.transactions import Author
from models.members.member import save_member
from tests.conftest import FixedClock

Edit = Callable[[], None]
Copied = Callable[..., Path]

ANN, BEN = bytes([1]) * 16, bytes([2]) * 16


@pytest.fixture
def club(book: Path) -> Path:
    """A closed file with two members and an event."""
    save_member(None, {"name": "Ann", "phone": "1"})
    save_member(None, {"name": "Ben"})
    save_event(None, {"title": "Run"})
    close_book()
    return book


@pytest.fixture
def copied(club: Path, clock: FixedClock) -> Copied:
    """Make a copy of the file and edit it on another laptop; "" edits the file itself. What the
    laptop with the higher number writes is later."""

    def make(name: str, edit: Edit, laptop: str = "laptop-2", who: str = "Wei") -> Path:
        path = club.with_name(name) if name else club
        if name:
            shutil.copyfile(club, path)
        clock.set(datetime(2026, 10, 31, 9 + int(laptop[-1])))
        open_book(path, author=Author(laptop, who))
        edit()
        search.catch_up()  # as a window leaves it: what follows from the records is written too
        close_book()
        return path

    return make
