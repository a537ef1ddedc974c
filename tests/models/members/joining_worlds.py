"""Random scripts over copies of one file, in which entries are joined this way and that while
others still write about each of them."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

from hypothesis import strategies

from models import book, clock
from models.base import database, link_id, live
from models.errors import UserError
from models.events.attendance import save_attendance
from models.events.event import save_event
from models.feedback.feedback import Feedback, save_feedback
from models.journal.folding import find_differences
from models.journal.transactions import Author, action
from models.members.contact import Contact
from models.members.guardian import Guardian
from models.members.joined import follow_joins
from models.members.joining import Stands, join_members
from models.members.member import load_member, save_member
from models.members.one_person import joined_into
from models.members.points import Points
from models.members.tables import Member
from models.merging.incoming import receive
from models.merging.merge import merge
from models.records import RECORDS

COPIES, PEOPLE, EVENTS = 3, 4, 2
_few = strategies.integers(0, PEOPLE - 1)
_text = strategies.sampled_from(["甲", "乙", "丙", ""])
steps = strategies.tuples(
    strategies.integers(0, COPIES - 1),
    strategies.one_of(
        strategies.tuples(strategies.just("join"), _few, _few),
        strategies.tuples(strategies.just("join"), _few, _few),
        strategies.tuples(strategies.just("attend"), _few, strategies.sampled_from("yn")),
        strategies.tuples(strategies.just("note"), _few, _text),
        strategies.tuples(strategies.just("points"), _few, _text),
        strategies.tuples(strategies.just("say"), _few, _text),
        strategies.tuples(strategies.just("edit"), _few, _text),
        strategies.tuples(strategies.just("tag"), _few, _text),
        strategies.tuples(strategies.just("guard"), _few, _few),
        strategies.tuples(strategies.just("reword"), _few, _text),
        strategies.tuples(strategies.just("merge"), strategies.integers(1, COPIES - 1), _text),
    ),
)
scripts = strategies.lists(steps, min_size=4, max_size=24)


class Worlds:
    """Copies of one file, each on its laptop; of everything that was added a word is kept."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.time = datetime(2026, 10, 31, 9, 0)
        self.words: set[str] = set()
        clock.use(self._now)
        first = self.path(0)
        book.create_book(first, "江边慢跑团", author=Author("laptop 0", "Lin"))
        self.people = [save_member(None, {"name": f"王{n}"}) for n in range(PEOPLE)]
        self.events = [save_event(None, {"title": f"晨跑{n}"}) for n in range(EVENTS)]
        book.close_book()
        for number in range(1, COPIES):
            shutil.copyfile(first, self.path(number))

    def _now(self) -> datetime:
        self.time += timedelta(seconds=1)
        return self.time

    def path(self, number: int) -> Path:
        return self.folder / f"club {number}.guildbook"

    @contextmanager
    def at(self, number: int) -> Iterator[None]:
        book.open_book(self.path(number), author=Author(f"laptop {number}", "Lin"))
        try:
            yield
        finally:
            book.close_book()

    def take(self, other: int) -> None:
        """Merge another copy, as the window and the command line do."""
        with receive(self.path(other)) as incoming:
            merge(incoming)
        follow_joins()
        assert find_differences() == []
        assert follow_joins() == 0, "nothing is left to follow"

    def play(self, script: Sequence[tuple[int, tuple[str, Any, Any]]]) -> None:
        for number, (verb, *values) in script:
            if verb == "merge":
                self._now()
                with self.at(number):
                    self.take((number + values[0]) % COPIES)
            else:
                with self.at(number), suppress(UserError):
                    self._do(verb, *values)

    def _do(self, verb: str, pick: int, value: Any) -> None:
        member = self.people[pick]
        if verb != "join" and load_member(member) is None:
            return
        word = f"{verb} {len(self.words)} {value}"
        if verb == "join" and pick != value:
            choice = {"note": Stands.BOTH, "region": Stands.OTHER}
            join_members(member, self.people[value], choice)
        elif verb == "attend":
            save_attendance(
                self.events[pick % EVENTS], member, came="yes" if value == "y" else "no"
            )
        elif verb == "edit":
            save_member(member, {"region": value, "born": "1985" if value else ""})
        elif verb == "tag":
            save_member(member, {"tags": [value]})
        elif verb in ("note", "points", "guard", "say", "reword"):
            self._add(verb, member, word, value)

    def _add(self, verb: str, member: bytes, word: str, value: Any) -> None:
        with action("member.edit"):
            if verb == "note":
                Contact.create(member=member, note=word)
                self.words.add(word)
            elif verb == "points":
                Points.create(member=member, reason=word, amount=1)
                self.words.add(word)
            elif verb == "reword":
                row = live(Contact).where(Contact.member == member).first()
                if row is not None:
                    self.words -= {row.note}
                    self.words.add(word)
                    Contact.update(note=word).where(Contact.id == row.id).execute()
            elif verb == "guard":
                ward = self.people[value]
                known = link_id("guardian", ward, member)
                if ward != member and Guardian.get_or_none(Guardian.id == known) is None:
                    Guardian.create(id=known, member=ward, guardian=member)
            else:
                save_feedback(None, {"member": member, "text": word})


def content() -> dict[str, list[tuple[Any, ...]]]:
    """Return every record, without what each copy numbers by itself."""
    found = {}
    for record in RECORDS:
        hidden = ("rid", *record.local)
        fields = [each for each in record._meta.sorted_fields if each.name not in hidden]
        columns = ", ".join(f'"{each.column_name}"' for each in fields)
        table = record._meta.table_name
        found[table] = sorted(
            database.execute_sql(f'SELECT {columns} FROM "{table}"').fetchall(), key=repr
        )
    return found


def meet(worlds: Worlds) -> None:
    """Let all copies meet in different orders, and once more; then they hold the same."""
    for number in range(COPIES):
        others = [(number + step) % COPIES for step in range(1, COPIES)]
        with worlds.at(number):
            for other in others if number % 2 else others[::-1]:
                worlds.take(other)
    for number in range(COPIES):
        with worlds.at(number):
            for other in range(COPIES):
                if other != number:
                    worlds.take(other)
    found = []
    for number in range(COPIES):
        with worlds.at(number):
            found.append(content())
            _check(worlds)
    for table in found[0]:
        for each in found[1:]:
            assert each[table] == found[0][table], f"{table} differs"


def _check(worlds: Worlds) -> None:
    links = joined_into()
    lives = {bytes(row.id) for row in live(Member)}
    for entry in worlds.people:
        kept = entry
        while kept in links:
            kept = links[kept]
        assert kept in lives, "every person has one entry outside the trash"
    said = {row.note for row in live(Contact) if bytes(row.member_id) in lives}
    said |= {row.reason for row in live(Points) if bytes(row.member_id) in lives}
    assert worlds.words <= said, "nothing is lost"
    assert len([row for row in live(Points)]) == len({row.reason for row in live(Points)})
    for row in live(Guardian):
        assert {bytes(row.member_id), bytes(row.guardian_id)} <= lives
        assert row.member_id != row.guardian_id
    assert all(bytes(row.member_id) in lives for row in live(Feedback))


def run(script: Sequence[tuple[int, tuple[str, Any, Any]]]) -> None:
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
    try:
        with patch.dict("os.environ", XDG_DATA_HOME=str(folder / "data")):
            worlds = Worlds(folder)
            worlds.play(script)
            meet(worlds)
    finally:
        book.close_book()
        clock.use(datetime.now)
        shutil.rmtree(folder)
