"""What any SQLite program does to the file is journaled, and what it may not do is refused."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from models.base import database, live
from models.community import COMMUNITY_ID
from models.events.attendance import save_attendance
from models.events.event import save_event
from models.indexing import catch_up
from models.journal.folding import find_differences
from models.journal.tables import DELETED_MARK
from models.members.listing import MEMBER_INDEX
from models.members.member import Member, save_member
from models.records import RECORDS


@pytest.fixture(params=[sqlite3, dbapi2], ids=["sqlite3", "sqlcipher3"])
def other(request: pytest.FixtureRequest, book: Path) -> Iterator[Any]:
    """Another program's connection to the open file."""
    with closing(request.param.connect(book, isolation_level=None)) as connection:
        yield connection


def changes(member: bytes) -> list[tuple[Any, ...]]:
    return database.execute_sql(
        "SELECT c.name, g.old, g.new FROM _change g LEFT JOIN _column c ON c.tbl = g.tbl"
        " AND c.no = g.col WHERE g.row = ? ORDER BY g.n",
        (member,),
    ).fetchall()


def test_an_update_is_journaled_with_old_and_new(book: Path, other: Any) -> None:
    member = save_member(None, {"name": "a", "phone": "1"})
    other.execute("UPDATE member SET phone = '2', region = 'x'")
    assert changes(member)[1:] == [("region", "", "x"), ("phone", "1", "2")]
    kinds = database.execute_sql("SELECT kind, session FROM _transaction ORDER BY hlc").fetchall()
    assert kinds[-1] == (None, None)


def test_case_and_type_are_differences(book: Path, other: Any) -> None:
    event = save_event(None, {"title": "x", "cost": 0})
    other.execute("UPDATE event SET title = 'X'")
    other.execute("UPDATE event SET title = x'58'")
    assert [row[2] for row in changes(event)[1:]] == ["X", b"X"]


def test_an_insert_gets_an_id_and_defaults(book: Path, other: Any) -> None:
    other.execute("INSERT INTO member (name) VALUES ('by hand')")
    row = Member.get(Member.name == "by hand")
    assert len(row.id) == 16 and row.status == "active" and row.phone == ""
    assert changes(row.id) == [(None, None, None)]


def test_a_delete_is_a_mark(book: Path, other: Any) -> None:
    members = [save_member(None, {"name": name}) for name in "abc"]
    other.execute("DELETE FROM member WHERE name <> 'c'")
    assert Member.select().count() == 3
    assert [row.id for row in live(Member)] == members[2:]
    marks = database.execute_sql("SELECT row FROM _change WHERE col = ?", (DELETED_MARK,))
    assert {row for (row,) in marks} == set(members[:2])


def test_replace_keeps_the_old_values_in_the_journal(book: Path, other: Any) -> None:
    member = save_member(None, {"name": "a", "phone": "01"})
    other.execute("REPLACE INTO member (id, name) VALUES (?, 'b')", (member,))
    assert ("phone", "01", "01") in changes(member)
    assert ("phone", None, "") in changes(member)
    assert find_differences() == []


def test_replace_cannot_destroy_another_row_for_its_rowid(book: Path, other: Any) -> None:
    member = save_member(None, {"name": "a"})
    with pytest.raises((sqlite3.IntegrityError, dbapi2.IntegrityError)):
        other.execute("REPLACE INTO member (rid, name) SELECT rid, 'b' FROM member")
    assert [row.id for row in live(Member)] == [member]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE member SET id = randomblob(16)",
        "UPDATE member SET rid = rid + 100",
        "UPDATE member_tag SET tag = 'other'",
        "UPDATE member_tag SET member = randomblob(16)",
        "UPDATE attendance SET event = randomblob(16)",
        "UPDATE attendance SET member = randomblob(16)",
    ],
)
def test_identity_never_changes(book: Path, other: Any, statement: str) -> None:
    member = save_member(None, {"name": "a", "tags": ["x"]})
    save_attendance(save_event(None, {"title": "e"}), member)
    with pytest.raises((sqlite3.IntegrityError, dbapi2.IntegrityError), match="never changes"):
        other.execute(statement)


def test_the_search_index_catching_up_is_no_action(book: Path, other: Any) -> None:
    other.execute("INSERT INTO member (name) VALUES ('张三')")
    count = "SELECT count(*), max(hlc) FROM _transaction"
    before = database.execute_sql(count).fetchone()
    catch_up(MEMBER_INDEX)
    assert Member.get().pinyin.startswith("zhang san")
    assert database.execute_sql(count).fetchone() == before


def test_no_two_people_are_kept_apart_by_a_constraint(book: Path) -> None:
    for record in RECORDS:
        unique = [name for name, field in record._meta.fields.items() if field.unique]
        assert unique == ["id"]
        rows = database.execute_sql(
            'SELECT count(*) FROM pragma_index_list(?) WHERE "unique"', (record._meta.table_name,)
        )
        assert rows.fetchone() == (1,)


def test_every_column_is_journaled_save_the_local_ones(book: Path) -> None:
    for record in RECORDS:
        rows = database.execute_sql(
            "SELECT c.name FROM _column c JOIN _table t ON t.no = c.tbl WHERE t.name = ?",
            (record._meta.table_name,),
        )
        expected = {field.column_name for field in record._meta.sorted_fields}
        assert {name for (name,) in rows} == expected - {"rid", "id", *record.local}


def test_from_unknown_to_known_and_back_is_journaled(book: Path, other: Any) -> None:
    member = save_member(None, {"name": "a"})
    other.execute("UPDATE member SET joined = '2026-01-01'")
    other.execute("UPDATE member SET joined = NULL")
    known = ("joined", None, "2026-01-01")
    assert changes(member)[1:] == [known, ("joined", "2026-01-01", None)]


def test_a_row_two_copies_can_make_is_journaled_with_what_was_chosen(book: Path) -> None:
    assert dict(row[::2] for row in changes(COMMUNITY_ID)) == {
        None: None,
        "deleted": 0,
        "name": "江边慢跑团",
    }
