"""Entries that were joined stay one person when copies merge, whatever was written meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from models.base import GONE, live
from models.erasing import erase_member
from models.events.attendance import attendance_of, save_attendance
from models.journal.transactions import action
from models.journal.undo import undo, undo_step
from models.members.contact import Contact
from models.members.joined import follow_joins
from models.members.joining import join_members
from models.members.member import load_member, save_member
from models.members.tables import Member
from models.merging.conflicts import open_conflicts
from tests.models.members import joining_worlds
from tests.models.merging.conftest import Laptops, laptops

__all__ = ["laptops"]


@pytest.fixture
def wang(laptops: Laptops) -> Iterator[bytes]:
    """Lin's book has Zhang San a second time, as Wang."""
    with laptops.at("lin"):
        wang = save_member(None, {"name": "小张", "phone": "139"})
    laptops.copy("lin", "mei")
    yield wang


def note(member: bytes, text: str) -> bytes:
    with action("member.contact"):
        return bytes(Contact.create(member=member, day=date(2026, 10, 1), note=text).id)


def notes(member: bytes) -> list[str]:
    return sorted(row.note for row in live(Contact).where(Contact.member == member))


def test_what_another_laptop_added_meanwhile_follows(laptops: Laptops, wang: bytes) -> None:
    with laptops.at("mei"):
        note(wang, "问过")
        save_attendance(laptops.run, wang, came="yes")
        save_member(wang, {"region": "东湖", "tags": ["读书"]})
    with laptops.at("lin"):
        join_members(laptops.zhang, wang)
        laptops.merge("mei")
        assert follow_joins() == 1
        one = load_member(laptops.zhang)
        assert one is not None
        assert (notes(laptops.zhang), one.region) == (["问过"], "东湖")
        assert set(one.tags) == {"跑步", "读书"}
        (line,) = attendance_of(laptops.run)
        assert (line.member, line.came) == (laptops.zhang, "yes")
        assert follow_joins() == 0
        assert [each.table for each in open_conflicts()] == ["member"], (
            "what was edited there beside it is told; what was added follows by itself"
        )


def test_an_edit_of_what_was_carried_follows(laptops: Laptops, wang: bytes) -> None:
    with laptops.at("lin"):
        known = note(wang, "想换组")
        save_attendance(laptops.run, wang, rsvp="yes")
    with laptops.at("mei"):
        laptops.merge("lin")
    with laptops.at("lin"):
        join_members(laptops.zhang, wang)
        assert notes(laptops.zhang) == ["想换组"]
    with laptops.at("mei"):
        with action("member.contact"):
            Contact.update(note="想换组，已换").where(Contact.id == known).execute()
        save_attendance(laptops.run, wang, came="yes")
    with laptops.at("lin"):
        laptops.merge("mei")
        follow_joins()
        assert notes(laptops.zhang) == ["想换组，已换"]
        assert [(each.rsvp, each.came) for each in attendance_of(laptops.run)] == [("yes", "yes")]


def test_what_was_taken_from_the_kept_entry_since_does_not_come_back(
    laptops: Laptops, wang: bytes
) -> None:
    with laptops.at("lin"):
        save_member(laptops.zhang, {"phone": ""})
        join_members(laptops.zhang, wang)
        assert load_member(laptops.zhang).phone == "139"  # type: ignore[union-attr]
        save_member(laptops.zhang, {"phone": "", "aliases": []})
    with laptops.at("mei"):
        note(laptops.li, "别的")
    with laptops.at("lin"):
        laptops.merge("mei")
        assert follow_joins() == 0
        one = load_member(laptops.zhang)
        assert one is not None and (one.phone, one.aliases) == ("", ())


def test_it_is_taken_back_together_with_the_merge(laptops: Laptops, wang: bytes) -> None:
    with laptops.at("mei"):
        note(wang, "问过")
    with laptops.at("lin"):
        join_members(laptops.zhang, wang)
        laptops.merge("mei")
        follow_joins()
        step = undo_step()
        assert step is not None and step.kind == "merge"
        undo(step)
        assert notes(laptops.zhang) == [] and notes(wang) == []
        assert undo_step().kind == "member.join"  # type: ignore[union-attr]


def test_joined_both_ways_one_entry_lives(laptops: Laptops, wang: bytes) -> None:
    with laptops.at("lin"):
        note(wang, "林记的")
        join_members(laptops.zhang, wang)
    with laptops.at("mei"):
        note(laptops.zhang, "梅记的")
        join_members(wang, laptops.zhang)
    for here, there in (("lin", "mei"), ("mei", "lin"), ("lin", "mei")):
        with laptops.at(here):
            laptops.merge(there)
            follow_joins()
            assert load_member(laptops.zhang) is None, "Mei decided later"
            assert notes(wang) == ["林记的", "梅记的"]


def test_a_chain_of_joins_ends_in_one_entry(laptops: Laptops, wang: bytes) -> None:
    with laptops.at("lin"):
        note(wang, "一")
        join_members(laptops.zhang, wang)
    with laptops.at("mei"):
        note(laptops.zhang, "二")
        join_members(laptops.li, laptops.zhang)
    with laptops.at("lin"):
        laptops.merge("mei")
        follow_joins()
        assert [bytes(row.id) for row in live(Member)] == [laptops.li]
        assert notes(laptops.li) == ["一", "二"]


def test_who_was_erased_on_another_copy_is_erased_in_all_entries(
    laptops: Laptops, wang: bytes
) -> None:
    with laptops.at("lin"):
        join_members(laptops.zhang, wang)
    with laptops.at("mei"):
        erase_member(laptops.zhang)
    with laptops.at("lin"):
        laptops.merge("mei")
        follow_joins()
        other = Member.get(Member.id == wang)
        assert (other.deleted, other.name, other.phone) == (GONE, "", "")


def test_where_nobody_was_joined_nothing_is_written(book: Path) -> None:
    save_member(None, {"name": "张三"})
    before = undo_step()
    assert follow_joins() == 0
    assert undo_step() == before


@pytest.mark.timeout(0)
@settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)
@given(joining_worlds.scripts)
def test_copies_come_to_the_same_in_any_order_and_nothing_is_lost(script: Any) -> None:
    joining_worlds.run(script)
