"""Whoever is erased stays erased when copies that still have the person are merged."""

from __future__ import annotations

import shutil
from datetime import datetime
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from models import book, clock, erasing, search
from models.base import database
from models.events.attendance import save_attendance
from models.events.event import save_event
from models.feedback.feedback import save_feedback
from models.journal.folding import find_differences
from models.journal.transactions import Author
from models.members.listing import find_members
from models.members.member import save_member
from models.merging.incoming import receive
from models.merging.merge import are_identical, merge
from tests.conftest import FixedClock

NAME, PHONE, NOTE, TAG = "欧阳锋驼", "13977310442", "逆练九阴真经", "养蛇人"
SAID, COMMENT = "铁筝太吵了吧", "输给北丐一招"
LATER, ADDED, MOVED = "白驼山庄主人", "弹铁筝", "借给别人说的"
WORDS = (NAME, PHONE, NOTE, TAG, SAID, COMMENT, LATER, ADDED, MOVED)


class Copies:
    """Three copies of one community: on the first the person is erased, on the second edited, on
    the third given feedback that is another's by now."""

    def __init__(self, folder: Path, clock: FixedClock) -> None:
        self.folder, self.clock = folder, clock
        book.create_book(folder / "a.guildbook", "江边慢跑团", author=Author("a", "A"))
        self.person = save_member(None, {"name": NAME, "phone": PHONE, "tags": [TAG]})
        self.other = save_member(None, {"name": "黄固", "introduced_by": self.person})
        self.event = save_event(None, {"title": "品茶会", "begins": datetime(2026, 10, 3, 9)})
        save_attendance(self.event, self.person, came="yes", rating=4, comment=COMMENT)
        self.said = save_feedback(None, {"text": SAID, "member": self.person, "satisfaction": 3})
        save_member(self.person, {"note": NOTE})
        self.open_feedback = save_feedback(None, {"text": MOVED, "satisfaction": 5})
        search.catch_up()
        book.close_book()
        for name in "bc":
            shutil.copyfile(folder / "a.guildbook", folder / f"{name}.guildbook")
        self.open("b")
        save_member(self.person, {"wechat_name": LATER, "tags": [ADDED]})
        save_feedback(None, {"text": LATER, "member": self.person})
        save_attendance(self.event, self.person, rsvp="yes", comment=LATER)
        self.open("c")
        save_feedback(self.open_feedback, {"member": self.person})
        save_feedback(self.open_feedback, {"member": self.other})
        self.open("a")
        erasing.erase_member(self.person)
        book.close_book()

    def path(self, name: str) -> Path:
        return self.folder / f"{name}.guildbook"

    def open(self, name: str) -> None:
        self.clock.set(clock.now().replace(minute=clock.now().minute + 1))
        book.open_book(self.path(name), author=Author(name, name.upper()))

    def take(self, name: str) -> None:
        with receive(self.path(name)) as incoming:
            merge(incoming)

    def left_in(self, name: str) -> set[str]:
        content = self.path(name).read_bytes()
        return {word for word in WORDS if word.encode() in content}


@pytest.fixture
def copies(tmp_path: Path, clock: FixedClock) -> Any:
    yield Copies(tmp_path, clock)
    book.close_book()


def test_an_old_copy_brings_nothing_back(copies: Copies) -> None:
    assert copies.left_in("b") == set(WORDS)
    copies.open("a")
    copies.take("b")
    copies.take("c")
    assert find_differences() == []
    assert erasing.sweep() == 0
    assert find_members().ids() == [copies.other]
    book.close_book()
    assert copies.left_in("a") == set()


def test_the_erasure_travels_to_the_copy_that_did_not_know(copies: Copies) -> None:
    copies.open("b")
    assert find_members("欧阳").total == 2
    copies.take("a")
    copies.take("c")
    assert find_differences() == []
    assert find_members("欧阳").total == 0
    assert find_members("黄固").ids() == [copies.other]
    kept = database.execute_sql("SELECT rsvp, came, rating, comment FROM attendance").fetchall()
    assert kept == [("yes", "yes", 4, "")]
    book.close_book()
    assert copies.left_in("b") == set()


@pytest.mark.parametrize("order", list(permutations("abc")))
def test_any_order_gives_equal_files(copies: Copies, order: tuple[str, ...]) -> None:
    shutil.copyfile(copies.path("a"), copies.path("yardstick"))
    copies.open("yardstick")
    for name in "bc":
        copies.take(name)
    copies.open(order[0])
    for name in (*order[1:], order[0].replace(order[0], order[1])):
        copies.take(name)
    with receive(copies.path("yardstick")) as incoming:
        assert are_identical(incoming)
    assert _journal() == _journal_of(copies, "yardstick")


def _journal() -> list[tuple[Any, ...]]:
    return list(
        database.execute_sql(
            "SELECT x.hlc, x.id, x.size, g.tbl, hex(g.row), g.col, g.old, g.new FROM _transaction x"
            " LEFT JOIN _change g ON g.tx = x.id ORDER BY x.hlc, x.id, g.n"
        ).fetchall()
    )


def _journal_of(copies: Copies, name: str) -> list[tuple[Any, ...]]:
    copies.open(name)
    return _journal()


def test_an_encrypted_copy_forgets_the_person_too(copies: Copies, tmp_path: Path) -> None:
    """Its bytes tell nothing, so what is left is looked for in a plain copy of them."""
    path = tmp_path / "secret.guildbook"
    book.create_book(path, "江边慢跑团", passphrase="一二三四五")
    person = save_member(None, {"name": NAME, "phone": PHONE, "tags": [TAG]})
    save_member(person, {"note": NOTE})
    search.catch_up()
    done = erasing.erase_member(person)
    assert done and done.purged
    assert find_differences() == []
    database.execute_sql("ATTACH ? AS plain KEY ''", (str(tmp_path / "plain.guildbook"),))
    database.execute_sql("SELECT sqlcipher_export('plain')")
    database.execute_sql("DETACH plain")
    book.close_book()
    assert copies.left_in("plain") == set()
