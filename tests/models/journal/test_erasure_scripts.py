"""Random scripts around erasing: nothing of the person stays, nothing of anybody else goes."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing, suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from models import book, clock, erasing
from models.base import database
from models.errors import UserError
from models.events.attendance import attendance_id, remove_attendance, save_attendance
from models.events.event import save_event
from models.feedback.feedback import remove_feedback, restore_feedback, save_feedback
from models.journal import erasure
from models.journal.folding import find_differences
from models.journal.transactions import Author
from models.journal.undo import redo, redo_step, undo, undo_step
from models.members.member import remove_members, restore_members, save_member
from models.records import RECORDS

_KEPT = {
    "attendance": "deleted, event, member, rsvp, came, rating",
    "feedback": "deleted, date, member, kind, satisfaction, event, rule, status",
}
picks = st.integers(0, 5)
choices = st.sampled_from
operations = st.one_of(
    st.tuples(st.just("member"), picks),
    st.tuples(st.just("edit"), picks, choices(["name", "phone", "note", "region", "email"])),
    st.tuples(st.just("tags"), picks, st.integers(0, 3)),
    st.tuples(st.just("attend"), picks, choices(["rsvp", "came", "comment", "rating"]), picks),
    st.tuples(st.just("unattend"), picks),
    st.tuples(st.just("say"), picks),
    st.tuples(st.just("move"), picks, picks),
    st.tuples(st.just("say_again"), picks, choices(["text", "answer", "satisfaction"])),
    st.tuples(st.just("mark"), choices(["remove", "restore"]), choices("mf"), picks),
    st.tuples(st.just("outside"), choices(["update", "replace", "delete", "tag", "say"]), picks),
    st.tuples(st.just("undo")),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
    st.tuples(st.just("erase"), picks),
    st.tuples(st.just("erase"), picks),
    st.tuples(st.just("sweep")),
    st.tuples(st.just("reopen")),
)
scripts = st.lists(operations, min_size=8, max_size=40)


@settings(deadline=None, max_examples=60)
@given(scripts)
def test_any_script_with_erasures(script: list[tuple[Any, ...]]) -> None:
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
    try:
        _World(folder / "club.guildbook").play(script)
    finally:
        book.close_book()
        clock.use(datetime.now)
        shutil.rmtree(folder)


@cache
def _template() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.guildbook"
        book.create_book(path, "江边慢跑团", author=Author("laptop", "Lin"))
        book.close_book()
        return path.read_bytes()


class _Nobody(Exception):
    """There is no record yet to do it to."""


class _World:
    """A file whose texts say whom they are about: "§3§" is a text of the fourth member, "¶3¶" of
    the fourth feedback, and so is what each of them must leave behind: nothing."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.members: list[bytes] = []
        self.said: list[bytes] = []
        self.named: list[set[int]] = []  # by feedback, whom it ever named
        self.erased: set[int] = set()
        self.texts = 0
        path.write_bytes(_template())
        self.reopen()
        self.event = save_event(None, {"title": "晨跑", "begins": datetime(2026, 10, 3, 9)})

    def play(self, script: list[tuple[Any, ...]]) -> None:
        for name, *values in script:
            with suppress(UserError, _Nobody):
                getattr(self, name)(*values)
        self.sweep()
        before = _dump()
        assert erasing.sweep() == 0
        assert _dump() == before

    def text(self, sign: str, number: int) -> str:
        self.texts += 1
        return f"{sign}{number}{sign} {self.texts}"

    def member(self, pick: int) -> None:
        number = len(self.members)
        values: dict[str, Any] = {"name": self.text("§", number), "tags": [self.text("§", number)]}
        if self.members:
            values["introduced_by"] = self.members[pick % len(self.members)]
        self.members.append(save_member(None, values))

    def edit(self, pick: int, column: str) -> None:
        value = self.text("§", self.pick(pick)) + "@" * (column == "email")
        save_member(self.someone(pick), {column: value.replace(" ", "") + "x"})

    def tags(self, pick: int, amount: int) -> None:
        tags = [f"§{self.pick(pick)}§{number}" for number in range(amount)]
        save_member(self.someone(pick), {"tags": tags})

    def attend(self, pick: int, column: str, amount: int) -> None:
        said = self.text("§", self.pick(pick))
        values = {"rsvp": "yes", "came": "no", "comment": said, "rating": amount or 5}
        save_attendance(self.event, self.someone(pick), **{column: values[column]})

    def unattend(self, pick: int) -> None:
        remove_attendance([attendance_id(self.event, self.someone(pick))])

    def say(self, pick: int) -> None:
        number = self.pick(pick) if self.members and pick else None
        if number in self.erased:
            return
        self.named.append(set() if number is None else {number})
        who = None if number is None else self.members[number]
        text = self.text("¶", len(self.said))
        self.said.append(
            save_feedback(None, {"text": text, "member": who, "satisfaction": pick or 1})
        )

    def move(self, pick: int, to: int) -> None:
        number = self.saying(pick)
        save_feedback(self.said[number], {"member": self.someone(to)})
        self.named[number].add(self.pick(to))

    def say_again(self, pick: int, column: str) -> None:
        number = self.saying(pick)
        value = pick or 1 if column == "satisfaction" else self.text("¶", number)
        save_feedback(self.said[number], {column: value})

    def mark(self, verb: str, kind: str, pick: int) -> None:
        if kind == "m":
            {"remove": remove_members, "restore": restore_members}[verb]([self.someone(pick)])
        else:
            said = [self.said[self.saying(pick)]]
            {"remove": remove_feedback, "restore": restore_feedback}[verb](said)

    def outside(self, verb: str, pick: int) -> None:
        number, who = self.pick(pick), self.someone(pick)
        text = self.text("§", number)
        statement = {
            "update": ("UPDATE member SET note = ?, deleted = 0 WHERE id = ?", text, who),
            "replace": ("REPLACE INTO member (name, id) VALUES (?, ?)", text, who),
            "delete": ("DELETE FROM member WHERE id = ?", who),
            "tag": ("INSERT INTO member_tag (tag, member) VALUES (?, ?)", text, who),
            "say": ("UPDATE feedback SET text = ? WHERE member = ?", text, who),
        }[verb]
        if verb == "say" and number not in self.erased:
            return
        with closing(sqlite3.connect(self.path)) as connection:
            connection.execute(str(statement[0]), statement[1:])
            connection.commit()

    def undo(self) -> None:
        if step := undo_step(whole_file=True):
            undo(step)

    def redo(self) -> None:
        if step := redo_step(whole_file=True):
            redo(step)

    def erase(self, pick: int) -> None:
        before = {table: _rows(table, columns) for table, columns in _KEPT.items()}
        trashed = _rows("member", "deleted").get(self.someone(pick)) == (1,)
        erasing.erase_member(self.someone(pick))
        self.erased.add(self.pick(pick))
        self.check()
        if not trashed:
            assert {table: _rows(table, columns) for table, columns in _KEPT.items()} == before

    def sweep(self) -> None:
        erasing.sweep()
        self.check()

    def reopen(self) -> None:
        book.close_book()
        book.open_book(self.path, author=Author("laptop", "Lin"))

    def check(self) -> None:
        erasing.sweep()
        assert find_differences() == []
        everything = _dump()
        gone = {n for n, named in enumerate(self.named) if named & self.erased}
        for number in range(len(self.members)):
            if number in self.erased:
                assert f"§{number}§" not in everything
        for number in range(len(self.said)):
            assert (f"¶{number}¶" not in everything) == (number in gone)
        rows = erasure.erased_rows(RECORDS)
        assert rows.get("member", set()) == {self.members[number] for number in self.erased}
        assert rows.get("feedback", set()) == {self.said[number] for number in gone}
        states = _rows("member", "deleted")
        for number, member in enumerate(self.members):
            assert (states[member] == (2,)) == (number in self.erased)

    def pick(self, pick: int) -> int:
        if not self.members:
            raise _Nobody
        return pick % len(self.members)

    def saying(self, pick: int) -> int:
        if not self.said:
            raise _Nobody
        return pick % len(self.said)

    def someone(self, pick: int) -> bytes:
        return self.members[self.pick(pick)]


def _rows(table: str, columns: str) -> dict[bytes, tuple[Any, ...]]:
    rows = database.execute_sql(f'SELECT id, {columns} FROM "{table}"').fetchall()
    return {bytes(row): tuple(values) for row, *values in rows}


def _dump() -> str:
    names = database.execute_sql(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%search%'"
    ).fetchall()
    return repr(
        [(name, database.execute_sql(f'SELECT * FROM "{name}"').fetchall()) for (name,) in names]
    )
