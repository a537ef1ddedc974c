"""Many rows without the triggers: the same journal, and the triggers are back whatever happens."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from models.base import database, link_id, live
from models.book import close_book, open_book
from models.errors import UserError
from models.events.attendance import Attendance, attendance_id
from models.events.event import save_event
from models.journal import bulk
from models.journal.folding import find_differences
from models.journal.happened import past_of
from models.journal.transactions import action
from models.journal.undo import redo, redo_step, undo, undo_step
from models.members.member import Member, MemberTag, save_member

ROOT = Path(__file__).parents[3]
MANY = 3_000

pytestmark = pytest.mark.usefixtures("book")

# Dies in the middle of writing, when some of it has reached the disk.
DYING = """
import os, signal, sys
from pathlib import Path
from models.base import database
from models.book import open_book
from models.journal import bulk
from models.journal.transactions import action
from models.members.member import Member

open_book(Path(sys.argv[1]))
database.execute_sql("PRAGMA cache_size = 10")
with action("member.import", 20_000):
    rows = [(record, "x" * 100) for record in bulk.new_ids(20_000)]
    bulk.insert(Member, ("name",), rows, lambda _count: os.kill(os.getpid(), signal.SIGKILL))
"""


def schema() -> set[tuple[object, ...]]:
    return set(database.execute_sql("SELECT type, name, tbl_name, sql FROM sqlite_schema"))


def put_in(amount: int) -> list[bytes]:
    """Add members with a tag each, all of whom came to one event."""
    event = save_event(None, {"title": "晨跑"})
    members = bulk.new_ids(amount)
    with action("member.import", amount):
        people = [(each, f"人{number}") for number, each in enumerate(members)]
        bulk.insert(Member, ("name",), people)
        tags = [(link_id("member_tag", each, "跑"), each, "跑") for each in members]
        bulk.insert(MemberTag, ("member", "tag"), tags)
        came = [(attendance_id(event, each), event, each, "yes", None) for each in members]
        bulk.insert(Attendance, ("event", "member", "came", "rating"), came)
    return members


def said_of(members: list[bytes]) -> Counter[tuple[object, ...]]:
    """Return what the journal says of each row, in its order, whatever the row's id."""
    said: dict[tuple[str, bytes], list[tuple[object, ...]]] = defaultdict(list)
    for table, row, *record in database.execute_sql(
        "SELECT t.name, c.row, c.col, c.old, c.new FROM _change c"
        " JOIN _table t ON t.no = c.tbl ORDER BY c.n"
    ):
        said[table, bytes(row)].append(tuple(record))
    kept = {"member": set(members), "member_tag": set(), "attendance": set()}
    for model in (MemberTag, Attendance):
        rows = model.select(model.id).where(model.member.in_(members))
        kept[model._meta.table_name] = {row.id for row in rows}
    return Counter(
        (table, records[0], frozenset(records))
        for (table, row), records in said.items()
        if row in kept.get(table, ())
    )


def test_both_ways_write_the_same_journal(monkeypatch: pytest.MonkeyPatch) -> None:
    before = schema()
    by_triggers = put_in(20)
    monkeypatch.setattr(bulk, "MANY", 1)
    in_bulk = put_in(20)
    assert said_of(by_triggers) == said_of(in_bulk)
    assert sum(said_of(in_bulk).values()) == 60
    sizes = database.execute_sql("SELECT size FROM _transaction WHERE kind = 'member.import'")
    assert len({size for (size,) in sizes}) == 1
    assert schema() == before
    assert find_differences() == []


def test_many_rows_are_one_step_with_a_history() -> None:
    members = put_in(MANY)
    (entry,) = past_of(members[0])
    assert entry.kind == "member.import"
    step = undo_step()
    assert step is not None and step.amount == MANY
    undo(step)
    assert (live(Member).count(), live(Attendance).count()) == (0, 0)
    again = redo_step()
    assert again is not None
    redo(again)
    assert (live(Member).count(), live(Attendance).count()) == (MANY, MANY)
    assert find_differences() == []


def test_an_error_that_is_caught_inside_the_action_leaves_the_triggers() -> None:
    before = schema()
    rows = [(record, "x") for record in bulk.new_ids(MANY)]
    with action("member.import", 1):
        save_member(None, {"name": "张三"})
        with pytest.raises(UserError):
            bulk.insert(Member, ("name",), rows, _refuse)
    assert [member.name for member in live(Member)] == ["张三"]
    assert schema() == before
    assert find_differences() == []


def _refuse(_count: int) -> None:
    raise UserError("no")


def test_a_crash_leaves_the_old_file_with_its_triggers(book: Path) -> None:
    put_in(1)
    before = schema()
    close_book()
    died = subprocess.run([sys.executable, "-c", DYING, str(book)], cwd=ROOT)
    assert died.returncode == -signal.SIGKILL
    assert book.with_name(f"{book.name}-journal").stat().st_size > 0
    open_book(book)
    assert schema() == before
    assert live(Member).count() == 1
    assert find_differences() == []
    save_member(None, {"name": "张三"})
    assert find_differences() == []
