"""Random scripts over a real file: every operation there is, and what must hold after each."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from contextlib import closing
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from hypothesis import strategies
from sqlcipher3 import dbapi2

from models import book, clock
from models.base import database
from models.journal.folding import find_differences
from models.journal.transactions import Author
from models.journal.undo import Undone, redo, redo_step, undo, undo_step
from models.members.listing import find_members, pill_counts
from models.vocabulary import FeedbackStatus, MemberStatus, Rsvp, RuleSection
from tests.models.journal.doings import DOINGS, REMOVE, RESTORE, Dump, dump, same

PROGRAMS = {"sqlcipher3": dbapi2, "sqlite3": sqlite3}
# What another program may write where: columns it cannot break a constraint with.
OUTSIDE = {
    "member": ("name", "phone", "note", "joined", "status", "deleted"),
    "rule": ("title", "text", "effective", "deleted"),
    "event": ("title", "place", "begins", "deleted"),
    "attendance": ("rsvp", "came", "comment", "rating", "deleted"),
    "feedback": ("text", "answer", "answered_on", "satisfaction", "deleted"),
}
NULLABLE = ("joined", "effective", "begins", "rating", "satisfaction", "answered_on")
texts = strategies.one_of(
    strategies.sampled_from(["张三丰", "单小明", "Zoe", "x", "X", "1", "01", " ", "'", '"']),
    strategies.text(strategies.characters(exclude_categories=("Cs",)), max_size=6),
)
picks = strategies.integers(0, 30)
cells = strategies.one_of(
    texts, strategies.integers(0, 2**40), strategies.binary(max_size=4), strategies.none()
)


def operation(*parts: Any) -> strategies.SearchStrategy[tuple[Any, ...]]:
    return strategies.tuples(
        *(
            part if isinstance(part, strategies.SearchStrategy) else strategies.just(part)
            for part in parts
        )
    )


operations = strategies.one_of(
    operation("member", texts, texts, strategies.lists(texts, max_size=3)),
    operation("edit_member", picks, texts, strategies.sampled_from(MemberStatus)),
    operation("tags", picks, strategies.lists(texts, max_size=3)),
    operation("rule", texts, strategies.sampled_from(RuleSection)),
    operation("edit_rule", picks, texts, strategies.sampled_from(RuleSection)),
    operation("reorder", strategies.sampled_from(RuleSection), picks),
    operation("move", picks, strategies.booleans()),
    operation("event", texts, picks),
    operation("edit_event", picks, texts),
    operation("attend", picks, picks, strategies.sampled_from(Rsvp), strategies.integers(1, 5)),
    operation("feedback", picks, texts, strategies.integers(1, 5)),
    operation("answer", picks, texts, strategies.sampled_from(FeedbackStatus)),
    operation("remove", strategies.sampled_from(sorted(REMOVE)), picks, picks),
    operation("restore", strategies.sampled_from(sorted(RESTORE)), picks),
    operation("aliases", picks, strategies.lists(texts, max_size=2)),
    operation("contact", picks, texts),
    operation("points", picks, texts),
    operation("violation", picks, texts),
    operation("interaction", picks, picks),
    operation("agree", picks, strategies.sampled_from(["photo", "名字"]), strategies.booleans()),
    operation("own_field", texts),
    operation("own_value", picks, texts),
    operation("task", picks, texts, strategies.booleans()),
    operation("budget", picks, texts),
    operation("rename", picks, texts),
    operation("quiet", picks, strategies.booleans()),
    operation("template", picks, texts),
    operation("setting", strategies.sampled_from("ab"), texts),
    operation("about", texts, strategies.integers(0, 9)),
    operation("import", strategies.integers(2, 6)),
    *(
        operation(
            "outside",
            verb,
            strategies.sampled_from(sorted(PROGRAMS)),
            strategies.sampled_from(sorted(OUTSIDE)),
            picks,
            picks,
            cells,
        )
        for verb in ("update", "insert", "delete", "replace")
    ),
    operation("undo"),
    operation("undo"),
    operation("redo"),
    operation("reopen"),
    operation("clock", strategies.sampled_from([0, 1, 3600, -9 * 365 * 86400, 9 * 365 * 86400])),
    operation("search", texts),
)
scripts = strategies.lists(operations, min_size=5, max_size=40)


@cache
def _template() -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.guildbook"
        book.create_book(path, "江边慢跑团", author=Author("laptop", "Lin"))
        book.close_book()
        return path.read_bytes()


def run(script: list[tuple[Any, ...]]) -> None:
    """Run a script in a file of its own, then take everything back."""
    memory = Path("/dev/shm")
    folder = tempfile.mkdtemp(dir=memory if memory.is_dir() else None)
    try:
        World(Path(folder) / "club.guildbook").play(script)
    finally:
        book.close_book()
        clock.use(datetime.now)
        shutil.rmtree(folder)


class World:
    """One file, and what a plain reckoning of its dumps says undo and redo must do."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.time = datetime(2026, 10, 31, 9, 0)
        self.done: list[tuple[Dump, Dump]] = []
        self.undone: list[tuple[Dump, Dump]] = []
        self.edited_outside = False
        clock.use(lambda: self.time)
        path.write_bytes(_template())
        self.reopen()

    def play(self, script: list[tuple[Any, ...]]) -> None:
        beginning = dump()
        for name, *values in script:
            before = dump()
            step = getattr(self, name, None) or self.change
            step(name, *values) if step == self.change else step(*values)
            assert before.keys() <= dump().keys(), "a row was removed"
        assert find_differences() == []
        while undo_step(whole_file=True):
            self.undo()
        assert find_differences() == []
        if not self.edited_outside:
            assert {key: row for key, row in dump().items() if not row["deleted"]} == beginning

    def change(self, name: str, *values: Any) -> None:
        """Do something the user can do, and note what it did."""
        before = dump()
        DOINGS[name](*values)
        after = dump()
        if after != before:
            self.done.append((before, after))
            self.undone.clear()

    def undo(self) -> None:
        step = undo_step(whole_file=True)
        assert (step is None) == (not self.done)
        if step:
            self.undone.append(self._inverted(*self.done.pop(), lambda: undo(step)))

    def redo(self) -> None:
        step = redo_step(whole_file=True)
        assert (step is None) == (not self.undone)
        if step:
            self.done.append(self._inverted(*self.undone.pop(), lambda: redo(step)))

    def _inverted(self, before: Dump, after: Dump, invert: Any) -> tuple[Dump, Dump]:
        now = dump()
        expected = {key: dict(row) for key, row in now.items()}
        kept = set()
        for key, row in after.items():
            if key not in before:
                expected[key]["deleted"] = 1
                continue
            for column, value in row.items():
                old = before[key][column]
                if same(value, old):
                    continue
                if same(now[key][column], value):
                    expected[key][column] = old
                elif not same(now[key][column], old):
                    kept.add((key[1], column))
        undone: Undone = invert()
        assert dump() == expected
        assert {(cell.row, cell.column) for cell in undone.kept} == kept
        assert find_differences() == []
        return now, expected

    def reopen(self) -> None:
        book.close_book()
        book.open_book(self.path, author=Author("laptop", "Lin"))
        leftovers = [entry.name for entry in self.path.parent.iterdir()]
        assert leftovers == [self.path.name]

    def clock(self, seconds: int) -> None:
        self.time += timedelta(seconds=seconds)
        self.time = min(max(self.time, datetime(1990, 1, 1)), datetime(2090, 1, 1))

    def search(self, text: str) -> None:
        found = find_members(text)
        assert found.total == len(found.ids()) == pill_counts(text)["all"]

    def outside(
        self, verb: str, program: str, table: str, pick: int, column_pick: int, value: Any
    ) -> None:
        """Let another program change the file under us."""
        ids = [row for kind, row in dump() if kind == table]
        column = OUTSIDE[table][column_pick % len(OUTSIDE[table])]
        if column == "deleted":
            value = int(bool(value))
        if value is None and column not in NULLABLE:
            value = ""
        row = ids[pick % len(ids)] if ids else None
        before, records = dump(), _records()
        with closing(PROGRAMS[program].connect(self.path)) as connection:
            _edit(connection, verb, table, row, column, value)
            connection.commit()
        changed = dump() != before
        assert not changed or _records() > records, "an edit from outside is not in the journal"
        self.edited_outside |= changed
        assert find_differences() == []


def _edit(
    connection: Any, verb: str, table: str, row: bytes | None, column: str, value: Any
) -> None:
    if verb == "insert" and table in ("member", "rule", "event"):
        connection.execute(f'INSERT INTO "{table}" ("{column}") VALUES (?)', (value,))
    elif row is None:
        return
    elif verb == "update":
        connection.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE id = ?', (value, row))
    elif verb == "delete":
        connection.execute(f'DELETE FROM "{table}" WHERE id = ?', (row,))
    elif verb == "replace":
        keys = {"attendance": ", event, member", "feedback": ", date"}.get(table, "")
        connection.execute(
            f'REPLACE INTO "{table}" (id, "{column}"{keys})'
            f' SELECT id, ?{keys} FROM "{table}" WHERE id = ?',
            (value, row),
        )


def _records() -> int:
    return int(database.execute_sql("SELECT count(*) FROM _change").fetchone()[0])
