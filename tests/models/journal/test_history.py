from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from models import book as books
from models.base import link_id
from models.journal.happened import Cell, past_of
from models.journal.history import happenings
from models.journal.transactions import Author
from models.journal.undo import undo_step
from models.members.member import MemberTag, remove_members, save_member, tag_id
from models.trash import trash
from tests.conftest import FixedClock


def test_a_record_tells_who_did_what_and_when(book: Path, clock: FixedClock) -> None:
    member = save_member(None, {"name": "张三", "phone": "1"})
    clock.set(datetime(2026, 11, 1, 8, 30))
    books.open_book(book, author=Author("laptop-2", "Wu"))
    save_member(member, {"phone": "2", "tags": ["摄影"]})
    with closing(sqlite3.connect(book)) as other:
        other.execute("UPDATE member SET phone = '3'")
        other.commit()
    tag = tag_id(member, "摄影")
    outside, edited, added = past_of(member, MemberTag)
    assert (added.kind, added.who, added.at) == ("member.add", "Lin", datetime(2026, 10, 31, 9, 0))
    assert added.cells == (Cell("member", "member", member, None, None, None),)
    assert (edited.kind, edited.who, edited.at) == ("member.edit", "Wu", clock.time)
    assert edited.cells[0] == Cell("member", "member", member, "phone", "1", "2")
    assert Cell("member_tag", "member", tag, None, None, None) in edited.cells
    assert (outside.kind, outside.who) == (None, "")
    assert outside.cells == (Cell("member", "member", member, "phone", "2", "3"),)


def test_a_removal_is_told_once(book: Path) -> None:
    member = save_member(None, {"name": "张三"})
    remove_members([member])
    assert past_of(member)[0].cells == (Cell("member", "member", member, "deleted", 0, 1),)


def test_the_file_tells_its_latest_actions(book: Path) -> None:
    for name in "abc":
        save_member(None, {"name": name})
    assert [entry.kind for entry in happenings(2)] == ["member.add", "member.add"]
    assert [entry.kind for entry in happenings()][-1] == "found"


def test_link_ids_never_run_into_each_other() -> None:
    assert link_id("a", b"x", "y") == link_id("a", b"x", "y")
    made = {link_id("a", "b", "c"), link_id("a", "bc"), link_id("ab", "c"), link_id("a", "c", "b")}
    assert len(made) == 4


@pytest.mark.parametrize("at", [10**18, -(10**18), "gestern", 1e300])
def test_a_moment_nobody_could_have_lived_is_read(book: Path, at: object) -> None:
    member = save_member(None, {"name": "张三"})
    remove_members([member])
    with closing(sqlite3.connect(book)) as other:
        other.execute("UPDATE _transaction SET at = ?", (at,))
        other.commit()
    moments = [each.at for each in happenings()] + [each.at for each in trash()]
    moments += [each.at for each in past_of(member)]
    assert {each.year for each in moments} <= {1970, 9999}
    assert undo_step() is not None
