"""What lies in the trash, who put it there, and taking it out again."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from models import erasing, trash
from models.base import GONE, TRASHED, database, mark
from models.events.event import load_event, remove_events, save_event
from models.feedback.feedback import remove_feedback, save_feedback
from models.journal.transactions import Author, begin_session
from models.journal.undo import undo, undo_step
from models.members.member import Member, load_member, remove_members, restore_members, save_member
from models.rules.rule import remove_rules, save_rule
from models.vocabulary import Kind
from tests.conftest import FixedClock


def test_an_empty_trash(book: Path) -> None:
    save_member(None, {"name": "张三"})
    assert trash.trash() == ()
    assert set(trash.counts().values()) == {0}


def test_what_was_deleted_last_comes_first(book: Path, clock: FixedClock) -> None:
    member = save_member(None, {"name": "张三"})
    rule = save_rule(None, {"title": "守时"})
    event = save_event(None, {"title": "晨跑"})
    said = save_feedback(None, {"text": "很长的一段话" * 20})
    for hour, (remove, row) in enumerate(
        [(remove_rules, rule), (remove_members, member), (remove_feedback, said)], start=10
    ):
        clock.set(datetime(2026, 10, 31, hour))
        remove([row])
    begin_session(Author("laptop-2", "Wang"))
    clock.set(datetime(2026, 10, 31, 13))
    remove_events([event])
    assert trash.trash() == (
        trash.Trashed(Kind.EVENT, event, "晨跑", datetime(2026, 10, 31, 13), "Wang", "laptop-2"),
        trash.Trashed(
            Kind.FEEDBACK, said, "很长的一段话" * 10, datetime(2026, 10, 31, 12), "Lin", "laptop-1"
        ),
        trash.Trashed(Kind.MEMBER, member, "张三", datetime(2026, 10, 31, 11), "Lin", "laptop-1"),
        trash.Trashed(Kind.RULE, rule, "守时", datetime(2026, 10, 31, 10), "Lin", "laptop-1"),
    )
    assert [each.id for each in trash.trash(Kind.MEMBER)] == [member]
    assert [each.id for each in trash.trash(limit=2)] == [event, said]
    assert set(trash.counts().values()) == {1}


def test_the_last_deletion_counts(book: Path, clock: FixedClock) -> None:
    member = save_member(None, {"name": "张三"})
    remove_members([member])
    restore_members([member])
    clock.set(datetime(2026, 11, 2, 8))
    remove_members([member])
    assert [each.at for each in trash.trash()] == [datetime(2026, 11, 2, 8)]


def test_several_kinds_come_back_in_one_action(book: Path) -> None:
    member, event = save_member(None, {"name": "张三"}), save_event(None, {"title": "晨跑"})
    remove_members([member])
    remove_events([event])
    assert trash.restore(trash.trash()) == {Kind.MEMBER, Kind.EVENT}
    assert load_member(member) and load_event(event)
    step = undo_step()
    assert step and (step.kind, step.amount) == ("trash.restore", 2)
    undo(step)
    assert len(trash.trash()) == 2


def test_one_kind_comes_back_under_its_own_name(book: Path) -> None:
    members = [save_member(None, {"name": name}) for name in ("张三", "李四")]
    remove_members(members)
    assert trash.restore(trash.trash()) == {Kind.MEMBER}
    step = undo_step()
    assert step and (step.kind, step.amount) == ("member.restore", 2)


def test_restoring_nothing_leaves_no_trace(book: Path) -> None:
    assert trash.restore([]) == frozenset()
    assert undo_step() is None


def test_what_an_undo_or_another_program_deleted_is_there_too(book: Path) -> None:
    undone = save_member(None, {"name": "张三"})
    if step := undo_step():
        undo(step)
    with closing(sqlite3.connect(book)) as connection:
        connection.execute("INSERT INTO rule (title, deleted) VALUES ('守时', 1)")
        connection.commit()
    found = trash.trash()
    assert {(each.kind, each.title, each.who) for each in found} == {
        (Kind.MEMBER, "张三", "Lin"),
        (Kind.RULE, "守时", ""),
    }
    assert [each.id for each in found if each.kind is Kind.MEMBER] == [undone]


def test_the_erased_are_neither_listed_nor_restored(book: Path) -> None:
    member = save_member(None, {"name": "张三"})
    said = save_feedback(None, {"text": "太早", "member": member})
    remove_members([member])
    remove_feedback([said])
    before = trash.trash()
    erasing.erase_member(member)
    assert trash.trash() == ()
    assert set(trash.counts().values()) == {0}
    trash.restore(before)
    mark(Member, [member], deleted=True)
    states = database.execute_sql("SELECT deleted FROM member").fetchall()
    assert states == [(GONE,)]
    assert TRASHED != GONE
