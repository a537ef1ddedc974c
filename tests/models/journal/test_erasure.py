"""What follows from an erasure, wherever it is found in a journal."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest

from models import book, erasing, search
from models.base import GONE, TRASHED, database
from models.errors import UserError
from models.events.attendance import attendance_id, remove_attendance, save_attendance
from models.events.event import save_event
from models.feedback.feedback import Feedback, load_feedback, save_feedback
from models.feedback.listing import find_feedback
from models.journal import erasure
from models.journal.folding import find_differences
from models.journal.tables import ERASED
from models.journal.transactions import action
from models.journal.undo import undo, undo_step
from models.members.listing import find_members
from models.members.member import (
    Member,
    load_member,
    remove_members,
    restore_members,
    save_member,
    tag_id,
)
from models.records import RECORDS
from models.vocabulary import Kind


@dataclass(frozen=True)
class Club:
    path: Path
    person: bytes
    friend: bytes
    event: bytes
    said: bytes


@pytest.fixture
def club(book: Path) -> Club:
    person = save_member(None, {"name": "张三丰", "phone": "13800001111", "tags": ["太极"]})
    friend = save_member(None, {"name": "李四", "introduced_by": person, "tags": ["太极"]})
    event = save_event(None, {"title": "晨跑", "begins": datetime(2026, 10, 3, 19)})
    save_attendance(event, person, rsvp="yes", came="yes", rating=5, comment="脚疼")
    said = save_feedback(None, {"text": "太早了", "member": person, "satisfaction": 2})
    save_member(person, {"note": "教练"})
    return Club(book, person, friend, event, said)


def row(table: str, row_id: bytes) -> dict[str, object]:
    cursor = database.execute_sql(f'SELECT * FROM "{table}" WHERE id = ?', (row_id,))
    names = [column[0] for column in cursor.description]
    return dict(zip(names, cursor.fetchone(), strict=True))


def values_of(row_id: bytes) -> list[object]:
    rows = database.execute_sql(
        "SELECT old, new FROM _change WHERE row = ? AND col > 0", (row_id,)
    ).fetchall()
    return [value for pair in rows for value in pair if value is not None]


def dump() -> str:
    """Return all there is in the tables, those of the search index left out."""
    names = database.execute_sql(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE '%search%'"
    ).fetchall()
    return repr(
        [(name, database.execute_sql(f'SELECT * FROM "{name}"').fetchall()) for (name,) in names]
    )


def erase(person: bytes) -> None:
    with action("member.erase"):
        erasure.erase([(Member, person)], RECORDS)


def outside(path: Path, *statements: tuple[object, ...]) -> None:
    with closing(sqlite3.connect(path)) as connection:
        for sql, *values in statements:
            connection.execute(str(sql), values)
        connection.commit()


def test_an_erased_member_is_blank_and_so_are_the_tags(club: Club) -> None:
    tag = tag_id(club.person, "太极")
    erase(club.person)
    member = row("member", club.person)
    blank = {"gender": "unknown", "status": "active", "deleted": GONE, "id": club.person}
    texts = {field.column_name: None if field.null else "" for field in Member._meta.sorted_fields}
    assert member == texts | blank | {"rid": member["rid"]}
    assert row("member_tag", tag)["tag"] == ""
    assert row("member_tag", tag)["deleted"] == GONE
    assert values_of(club.person) == values_of(tag) == []
    assert find_differences() == []


def test_what_names_nobody_stays_and_is_counted(club: Club) -> None:
    erase(club.person)
    attended = row("attendance", attendance_id(club.event, club.person))
    kept = {name: attended[name] for name in ("rsvp", "came", "rating", "comment", "deleted")}
    assert kept == {"rsvp": "yes", "came": "yes", "rating": 5, "comment": "", "deleted": 0}
    assert "脚疼" not in values_of(attendance_id(club.event, club.person))
    assert 5 in values_of(attendance_id(club.event, club.person))
    said = row("feedback", club.said)
    assert (said["text"], said["satisfaction"], said["deleted"]) == ("", 2, 0)
    assert said["member"] == club.person


def test_others_are_left_alone(club: Club) -> None:
    before = row("member", club.friend), values_of(club.friend)
    erase(club.person)
    assert (row("member", club.friend), values_of(club.friend)) == before
    assert row("member_tag", tag_id(club.friend, "太极"))["tag"] == "太极"
    assert erasure.erased_rows(RECORDS)["member"] == {club.person}


def test_feedback_that_ever_named_the_person_goes_whoever_it_names_now(club: Club) -> None:
    save_feedback(club.said, {"member": club.friend})
    moved = save_feedback(None, {"text": "谁说的", "member": club.friend})
    save_feedback(moved, {"member": club.person})
    save_feedback(moved, {"member": None})
    erase(club.person)
    assert row("feedback", club.said)["text"] == row("feedback", moved)["text"] == ""
    assert erasure.erased_among(Feedback, [club.said, moved]) == {club.said, moved}
    assert row("feedback", club.said)["member"] == club.friend
    assert erasure.scrub(RECORDS) == {}
    assert find_differences() == []


def test_feedback_of_others_is_not_erased(club: Club) -> None:
    other = save_feedback(None, {"text": "很好", "member": club.friend})
    erase(club.person)
    assert erasure.erased_among(Feedback, [club.said, other]) == {club.said}
    assert row("feedback", other)["text"] == "很好"


def test_only_one_record_says_so_and_the_transactions_stay_complete(club: Club) -> None:
    erase(club.person)
    marks = database.execute_sql(f"SELECT row FROM _change WHERE col = {ERASED}").fetchall()
    assert [bytes(each) for (each,) in marks] == [club.person]
    sizes = database.execute_sql(
        "SELECT size, (SELECT count(*) FROM _change g WHERE g.tx = x.id) FROM _transaction x"
    ).fetchall()
    assert all(size == count for size, count in sizes)
    assert (0, 0) in sizes, "the edit of the note has no record left"


def test_scrubbing_again_changes_nothing_and_journals_nothing(club: Club) -> None:
    erase(club.person)
    before = dump()
    assert erasure.scrub(RECORDS) == {}
    assert dump() == before


def test_the_key_that_was_emptied_is_kept_as_it_is_again(club: Club) -> None:
    erase(club.person)
    book.close_book()
    book.open_book(club.path)
    with pytest.raises(Exception, match="never changes"):
        database.execute_sql("UPDATE member_tag SET tag = 'x'")


@pytest.mark.parametrize("verb", ["update", "delete", "replace", "restore"])
def test_what_another_program_does_to_an_erased_row_is_taken_back(club: Club, verb: str) -> None:
    erase(club.person)
    erasing.sweep()
    clean = row("member", club.person)
    statement = {
        "update": "UPDATE member SET name = '张三丰', phone = '1' WHERE id = ?",
        "delete": "DELETE FROM member WHERE id = ?",
        "replace": "REPLACE INTO member (id, name) VALUES (?, '张三丰')",
        "restore": "UPDATE member SET deleted = 0, name = '张三丰' WHERE id = ?",
    }[verb]
    outside(club.path, (statement, club.person))
    if verb != "delete":
        assert find_differences() != []
    erasing.sweep()
    assert row("member", club.person) | {"rid": 0} == clean | {"rid": 0}
    assert values_of(club.person) == []
    assert find_differences() == []


def test_what_another_program_adds_to_an_erased_person_goes_too(club: Club) -> None:
    erase(club.person)
    outside(
        club.path,
        ("INSERT INTO member_tag (member, tag) VALUES (?, '张三丰的')", club.person),
        ("INSERT INTO feedback (date, member, text) VALUES ('2026-10-01', ?, '我')", club.person),
        ("UPDATE attendance SET comment = '又疼' WHERE member = ?", club.person),
    )
    assert erasing.sweep() == 3
    texts = dump()
    assert "张三丰" not in texts and "又疼" not in texts and "'我'" not in texts
    assert find_differences() == []


def test_a_swept_name_is_out_of_the_search_index_of_others_too(club: Club) -> None:
    erasing.erase_member(club.person)
    outside(club.path, ("UPDATE member SET name = '独孤求败' WHERE id = ?", club.person))
    assert find_members("独孤").total == 1, "the index knows whom the friend was introduced by"
    erasing.sweep()
    assert find_members("独孤").total == 0


def test_a_record_in_the_place_of_a_scrubbed_one_is_indexed(club: Club) -> None:
    erase(club.person)
    outside(club.path, ("UPDATE member SET name = '独孤求败' WHERE id = ?", club.person))
    search.catch_up()
    erasing.sweep()
    new = save_member(None, {"name": "令狐冲"})
    assert find_members("令狐").ids() == [new]


def test_scrubbing_alone_takes_the_words_out_of_the_index(club: Club) -> None:
    search.catch_up()
    erase(club.person)
    assert database.execute_sql("SELECT count(*) FROM _search_member").fetchone() == (1,)
    assert database.execute_sql("SELECT count(*) FROM _search_feedback").fetchone() == (0,)


def test_erased_rows_are_out_of_search_at_once(club: Club) -> None:
    search.catch_up()
    assert find_members("zhangsanfeng").ids() == [club.person]
    assert find_members("张三").total == 2
    erasing.erase_member(club.person)
    rows = database.execute_sql("SELECT count(*) FROM _search_member").fetchone()
    assert rows == (1,)
    assert find_members("zhangsanfeng").total == find_members("张三").total == 0
    assert find_feedback("太早").total == 0
    assert find_members("李四").ids() == [club.friend]
    assert search.complete(Kind.MEMBER, "张三") == []


def test_nothing_brings_an_erased_row_back(club: Club) -> None:
    erase(club.person)
    restore_members([club.person])
    remove_members([club.person])
    with pytest.raises(UserError, match="erased for good"):
        save_member(club.person, {"name": "又来", "tags": ["太极"]})
    with pytest.raises(UserError, match="erased for good"):
        save_attendance(club.event, club.person, comment="又来")
    save_feedback(club.said, {"text": "又说", "status": "closed"})
    assert load_member(club.person) is None
    assert row("member", club.person)["deleted"] == GONE
    assert row("member", club.person)["name"] == ""
    said = load_feedback(club.said)
    assert said and said.erased and (said.text, said.status) == ("", "closed")
    assert find_feedback().lines(0, 9)[0].erased


def test_undoing_what_was_done_before_brings_nothing_back(club: Club) -> None:
    before = []
    while step := undo_step(whole_file=True):
        before.append(step)
        undo(step)
    for _step in before:
        if again := undo_step(whole_file=True):
            undo(again)
    save_member(club.person, {"name": "张三丰"})
    erase(club.person)
    for step in before:
        undo(step)
    assert row("member", club.person)["name"] == ""
    assert row("member", club.person)["deleted"] == GONE
    assert find_differences() == []


def test_the_check_finds_what_should_be_blank(club: Club) -> None:
    erase(club.person)
    database.execute_sql("UPDATE _clock SET mute = 1")
    database.execute_sql("UPDATE member SET note = 'x' WHERE id = ?", (club.person,))
    database.execute_sql("UPDATE _clock SET mute = 0")
    assert find_differences() == [f"member row {club.person.hex()} is erased and not blank"]


def test_only_that_a_row_was_made_and_erased_is_still_in_the_journal(club: Club) -> None:
    remove_members([club.person])
    restore_members([club.person])
    erase(club.person)
    records = database.execute_sql("SELECT col FROM _change WHERE row = ?", (club.person,))
    assert records.fetchall() == [(None,), (ERASED,)]


def test_attendance_in_the_trash_stays_there(club: Club) -> None:
    remove_attendance([attendance_id(club.event, club.person)])
    erase(club.person)
    assert row("attendance", attendance_id(club.event, club.person))["deleted"] == TRASHED
    assert find_differences() == []


def test_a_scrub_inside_a_failing_action_is_taken_back(club: Club) -> None:
    before = dump()
    with pytest.raises(ZeroDivisionError), action("member.erase"):
        erasure.erase([(Member, club.person)], RECORDS)
        raise ZeroDivisionError
    assert dump() == before


def test_an_action_that_wrote_before_it_erased_is_complete(club: Club) -> None:
    with action("member.erase"):
        save_member(club.person, {"note": "再见", "phone": "1"})
        save_member(club.friend, {"note": "再见"})
        erasure.erase([(Member, club.person)], RECORDS)
    assert find_differences() == []


def test_dates_become_unknown(club: Club) -> None:
    save_member(club.person, {"joined": date(2025, 1, 1), "status": "left", "born": "1985"})
    erase(club.person)
    member = row("member", club.person)
    assert (member["joined"], member["left"], member["born"]) == (None, None, "")
