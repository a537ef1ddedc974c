from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest

from models import book as books
from models.base import database
from models.journal.folding import find_differences
from models.journal.transactions import Author, action
from models.journal.undo import redo, redo_step, undo, undo_step
from models.members.member import Member, load_member, remove_members, save_member, tag_id
from models.vocabulary import Kind
from tests.conftest import FixedClock


def test_a_cell_edited_since_stays_and_is_reported(book: Path) -> None:
    member = save_member(None, {"name": "张三", "phone": "1"})
    save_member(member, {"phone": "2", "region": "上海"})
    step = undo_step()
    with closing(sqlite3.connect(book)) as other:
        other.execute("UPDATE member SET phone = '3'")
        other.commit()
    assert step
    undone = undo(step)
    values = load_member(member)
    assert values and (values.phone, values.region) == ("3", "")
    assert [(cell.kind, cell.row, cell.column) for cell in undone.kept] == [
        (Kind.MEMBER, member, "phone")
    ]
    assert undone.kinds == {Kind.MEMBER}


def test_a_cell_set_twice_in_one_action_returns_to_its_first_value(book: Path) -> None:
    member = save_member(None, {"name": "a", "note": "0"})
    with action("member.edit"):
        save_member(member, {"note": "1"})
        save_member(member, {"note": "2"})
    save_member(member, {"note": "1"})
    steps = undo_step()
    assert steps
    undo(steps)
    steps = undo_step()
    assert steps
    assert undo(steps).kept == ()
    values = load_member(member)
    assert values and values.note == "0"


def test_an_undo_with_nothing_left_to_take_back_is_still_a_step(book: Path) -> None:
    member = save_member(None, {"name": "a"})
    save_member(member, {"note": "1"})
    Member.update(note="by hand").where(Member.id == member).execute()
    step = undo_step()
    assert step and step.kind == "member.edit"
    assert len(undo(step).kept) == 1
    assert (found := undo_step()) and found.kind == "member.add"


def test_undo_reaches_into_the_session_before_and_no_further(book: Path) -> None:
    save_member(None, {"name": "first"})
    books.open_book(book, author=Author("laptop-1", "Lin"))
    save_member(None, {"name": "second"})
    books.open_book(book, author=Author("laptop-1", "Lin"))
    step = undo_step()
    assert step and step.kind == "member.add"
    undo(step)
    # Now this session and the second are the latest two: the first is out of reach.
    assert undo_step() is None
    step = redo_step()
    assert step
    redo(step)
    assert undo_step() is not None
    assert undo_step(whole_file=True) is not None


def test_the_session_before_is_the_latest_by_the_journal_not_by_the_wall(
    book: Path, clock: FixedClock
) -> None:
    save_member(None, {"name": "first"})
    books.open_book(book, author=Author("laptop-1", "Lin"))
    clock.set(datetime(2019, 1, 1))
    save_member(None, {"name": "second"})
    books.open_book(book, author=Author("laptop-1", "Lin"))
    step = undo_step()
    assert step
    undo(step)
    assert sorted(row.name for row in Member.select().where(Member.deleted == 0)) == ["first"]


def test_undo_leaves_alone_what_another_laptop_did(book: Path) -> None:
    save_member(None, {"name": "mine"})
    books.open_book(book, author=Author("laptop-2", "Wu"))
    assert undo_step() is None


def test_the_founding_is_never_undone(book: Path) -> None:
    assert undo_step() is None
    assert undo_step(whole_file=True) is None


def test_a_new_action_forgets_what_could_be_redone(book: Path) -> None:
    save_member(None, {"name": "a"})
    step = undo_step()
    assert step
    undo(step)
    assert redo_step()
    save_member(None, {"name": "b"})
    assert redo_step() is None


def test_an_import_is_one_step(book: Path) -> None:
    with action("member.import", 300):
        for number in range(300):
            save_member(None, {"name": f"m{number}", "tags": ["x"]})
    step = undo_step()
    assert step and (step.kind, step.amount) == ("member.import", 300)
    undo(step)
    assert Member.select().where(Member.deleted == 0).count() == 0
    again = redo_step()
    assert again and (again.kind, again.amount) == ("member.import", 300)
    redo(again)
    assert Member.select().where(Member.deleted == 0).count() == 300
    assert find_differences() == []


def test_undo_of_a_removal_restores_the_rows(book: Path) -> None:
    members = [save_member(None, {"name": name}) for name in "abc"]
    remove_members(members[:2])
    step = undo_step()
    assert step and (step.kind, step.amount) == ("member.remove", 2)
    undo(step)
    assert all(load_member(member) for member in members)


def test_an_action_that_fails_leaves_no_trace_and_no_session(book: Path) -> None:
    transactions = count("_transaction")
    books.open_book(book, author=Author("laptop-1", "Lin"))
    sessions = count("_session")
    with pytest.raises(ZeroDivisionError), action("member.add"):
        Member.create(name="half")
        raise ZeroDivisionError
    assert (count("_transaction"), count("_session")) == (transactions, sessions)
    save_member(None, {"name": "whole"})
    assert count("_session") == sessions + 1
    assert find_differences() == []


def test_an_action_that_changes_nothing_leaves_no_trace(book: Path) -> None:
    member = save_member(None, {"name": "a"})
    before = count("_transaction")
    save_member(member, {"name": "a"})
    assert count("_transaction") == before


def test_link_rows_have_the_same_id_on_every_copy(book: Path, tmp_path: Path) -> None:
    member = save_member(None, {"name": "a"})
    copy = tmp_path / "copy.guildbook"
    books.close_book()
    copy.write_bytes(book.read_bytes())
    found = []
    for path in (book, copy):
        books.open_book(path)
        save_member(member, {"tags": ["摄影", "跑步"]})
        found.append(set(database.execute_sql("SELECT id FROM member_tag").fetchall()))
    assert found[0] == found[1] == {(tag_id(member, "摄影"),), (tag_id(member, "跑步"),)}


def count(table: str) -> int:
    return int(database.execute_sql(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_the_unknown_comes_back_as_unknown(book: Path) -> None:
    member = save_member(None, {"name": "a"})
    save_member(member, {"joined": date(2026, 1, 1)})
    save_member(member, {"joined": None})
    for expected in (date(2026, 1, 1), None):
        step = undo_step()
        assert step
        assert undo(step).kept == ()
        values = load_member(member)
        assert values and values.joined == expected


def test_a_cell_that_was_set_back_by_hand_is_nothing_to_report(book: Path) -> None:
    member = save_member(None, {"name": "a", "phone": "1"})
    save_member(member, {"phone": "2"})
    step = undo_step()
    with closing(sqlite3.connect(book)) as other:
        other.execute("UPDATE member SET phone = '1'")
        other.commit()
    assert step
    assert undo(step).kept == ()
    values = load_member(member)
    assert values and values.phone == "1"
