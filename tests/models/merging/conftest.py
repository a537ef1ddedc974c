"""Laptops that share one community file by copying it, as organizers do."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from models import book as books
from models.events.event import save_event
from models.journal.transactions import Author
from models.journal.undo import Step, undo, undo_step
from models.members.member import save_member
from models.merging.incoming import receive
from models.merging.merge import Merged, merge
from tests.conftest import FixedClock


class Laptops:
    """Each has its copy of the file in a folder of its own; the clock goes on with each opening."""

    def __init__(self, folder: Path, clock: FixedClock) -> None:
        self.folder = folder
        self.clock = clock
        with self.new("lin"):
            self.zhang = save_member(None, {"name": "张三", "phone": "138", "tags": ["跑步"]})
            self.li = save_member(None, {"name": "李四"})
            self.run = save_event(None, {"title": "晨跑"})
        self.copy("lin", "mei")

    def path(self, name: str) -> Path:
        return self.folder / name / "club.guildbook"

    @contextmanager
    def new(self, name: str, passphrase: str = "") -> Iterator[None]:
        """Found another community."""
        self.path(name).parent.mkdir()
        author = Author(f"laptop of {name}", name.title())
        books.create_book(self.path(name), "江边慢跑团", passphrase, author)
        try:
            yield
        finally:
            books.close_book()

    @contextmanager
    def at(self, name: str, passphrase: str = "") -> Iterator[None]:
        """Open the file on one of the laptops, a minute after whatever was done before."""
        self.clock.set(self.clock() + timedelta(minutes=1))
        author = Author(f"laptop of {name}", name.title())
        books.open_book(self.path(name), passphrase, author)
        try:
            yield
        finally:
            books.close_book()

    def copy(self, name: str, *others: str) -> None:
        """Carry the file from one laptop to others, over what they have."""
        for other in others:
            self.path(other).parent.mkdir(exist_ok=True)
            shutil.copyfile(self.path(name), self.path(other))

    def merge(self, name: str) -> Merged:
        """Take what another laptop has into the open file."""
        with receive(self.path(name)) as incoming:
            return merge(incoming)


def take_back(kind: str) -> Step:
    """Undo the last step, which is of this kind."""
    step = undo_step()
    assert step is not None
    assert step.kind == kind
    undo(step)
    return step


@pytest.fixture
def laptops(tmp_path: Path, clock: FixedClock) -> Iterator[Laptops]:
    yield Laptops(tmp_path, clock)
    books.close_book()
