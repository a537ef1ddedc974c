"""A laptop at work, in a process of its own: it writes, and tells what it has confirmed."""

from __future__ import annotations

import os
import time
from datetime import date
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from models.base import live
from models.book import open_book
from models.errors import UserError
from models.feedback.feedback import Feedback, save_feedback
from models.journal.transactions import Author, action
from models.members.member import Member, remove_members, save_member, tags_of
from models.storage.rekeying import set_passphrase


def write(path: Path, confirmed: Connection, pause: float, passphrase: str = "") -> None:
    """Write one action after the other, waiting `pause` seconds between two, until killed."""
    open_book(path, passphrase, Author("busy", "Lin"))
    start = latest() + 1
    for number in count(start):
        write_one(number)
        confirmed.send(number)
        time.sleep(pause)


def write_one(number: int) -> None:
    """One action over three tables: a member with two tags, and what they said."""
    with action("member.import"):
        values = {"name": f"n{number}", "note": "x" * 500, "tags": [f"t{number}", "all"]}
        member = save_member(None, values)
        save_feedback(None, {"date": date(2026, 10, 1), "member": member, "text": f"f{number}"})
        if number % 3 == 0:
            remove_members([member])


def latest() -> int:
    """Return the number of the last action in the open file; -1 where there is none."""
    return len(whole_actions()) - 1


def whole_actions() -> list[int]:
    """Return the numbers of the actions that are there in all their parts.

    Raises AssertionError where one is there in part.
    """
    members = {row.name: row for row in Member.select()}
    said = {row.text: row.__data__["member"] for row in live(Feedback)}
    numbers = sorted(int(name[1:]) for name in members)
    assert sorted(int(text[1:]) for text in said) == numbers
    for number in numbers:
        member = members[f"n{number}"]
        assert said[f"f{number}"] == member.id
        assert member.deleted == (number % 3 == 0)
        assert tags_of(member.id) == tuple(sorted([f"t{number}", "all"]))
    return numbers


def write_as(user: int, path: Path, pipe: Connection) -> None:
    """Save twice as another user of the machine, saying what came of it; wait before the second."""
    os.setuid(user)
    open_book(path, author=Author("other", "Mei"))
    for _time in range(2):
        try:
            save_member(None, {"name": "one more"})
        except UserError as error:
            pipe.send(error.message)
        else:
            pipe.send("")
            pipe.recv()


def change_passphrase(path: Path, data: Path, old: str, new: str, pipe: Connection) -> None:
    """Give a closed file and its backups, which lie under `data`, another passphrase; say when it
    begins and when it is done."""
    os.environ["XDG_DATA_HOME"] = str(data)
    pipe.send("begins")
    set_passphrase(path, old, new)
    pipe.send("done")
