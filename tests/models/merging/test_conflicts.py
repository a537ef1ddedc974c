"""Where two laptops wrote the same thing: what is offered, and what settling it does."""

from __future__ import annotations

from datetime import datetime

from models.base import database
from models.erasing import erase_member
from models.events.attendance import attendance_id, attendance_of, save_attendance
from models.events.event import Event, remove_events, restore_events
from models.events.task import save_task
from models.journal.folding import find_differences
from models.members.member import (
    load_member,
    remove_members,
    restore_members,
    save_member,
    tag_id,
    tags_of,
)
from models.merging.conflicts import Conflict, Sort, open_conflicts, settle, settle_all
from models.vocabulary import Kind
from tests.models.merging.conftest import Laptops, take_back


def name_of(member: bytes) -> str:
    values = load_member(member)
    assert values
    return values.name


def only_conflict() -> Conflict:
    (conflict,) = open_conflicts()
    return conflict


def two_names(laptops: Laptops) -> None:
    """Let both rename the same person, Mei the later."""
    with laptops.at("lin"):
        save_member(laptops.zhang, {"name": "张叁"})
    with laptops.at("mei"):
        save_member(laptops.zhang, {"name": "张山"})


def test_two_values_of_one_cell(laptops: Laptops) -> None:
    two_names(laptops)
    with laptops.at("lin"):
        merged = laptops.merge("mei")
        conflict = only_conflict()
        assert merged.conflicts == (conflict,)
        assert (conflict.sort, conflict.kind) == (Sort.VALUE, Kind.MEMBER)
        assert (conflict.table, conflict.column) == ("member", "name")
        assert conflict.record == conflict.shown == laptops.zhang
        assert conflict.title == "张山"
        winner, loser = conflict.winner, conflict.loser
        assert (winner.value, winner.who, winner.device) == ("张山", "Mei", "laptop of mei")
        assert (loser.value, loser.who, loser.device) == ("张叁", "Lin", "laptop of lin")
        assert loser.at < winner.at == datetime(2026, 10, 31, 9, 2)
    with laptops.at("mei"):
        laptops.merge("lin")
        assert open_conflicts() == (conflict,)


def test_different_cells_and_equal_values_are_none(laptops: Laptops) -> None:
    with laptops.at("lin"):
        save_member(laptops.zhang, {"phone": "139", "note": "n"})
    with laptops.at("mei"):
        save_member(laptops.zhang, {"phone": "139", "wechat_id": "z"})
    with laptops.at("lin"):
        assert laptops.merge("mei").conflicts == ()


def test_whoever_had_seen_the_other_value_is_in_no_conflict(laptops: Laptops) -> None:
    with laptops.at("lin"):
        save_member(laptops.zhang, {"name": "张叁"})
        laptops.copy("lin", "mei")
    with laptops.at("mei"):
        save_member(laptops.zhang, {"name": "张山"})
    with laptops.at("lin"):
        assert laptops.merge("mei").conflicts == ()
        assert name_of(laptops.zhang) == "张山"


def test_a_later_edit_of_who_saw_both_ends_the_conflict(laptops: Laptops) -> None:
    two_names(laptops)
    with laptops.at("lin"):
        laptops.merge("mei")
        save_member(laptops.zhang, {"name": "张叁"})
        assert open_conflicts() == ()
        save_member(laptops.zhang, {"name": "张四"})
        # Neither of the two stands; what Lin wrote first is not what stands.
        assert {each.loser.value for each in open_conflicts()} <= {"张叁"}


def test_keeping_what_stands_travels(laptops: Laptops) -> None:
    two_names(laptops)
    with laptops.at("lin"):
        laptops.merge("mei")
        settle(only_conflict(), use_loser=False)
        assert open_conflicts() == ()
        assert name_of(laptops.zhang) == "张山"
    with laptops.at("mei"):
        assert laptops.merge("lin").conflicts == ()
        assert (name_of(laptops.zhang), open_conflicts()) == ("张山", ())


def test_choosing_the_other_value_travels(laptops: Laptops) -> None:
    two_names(laptops)
    with laptops.at("lin"):
        laptops.merge("mei")
        settle(only_conflict(), use_loser=True)
        assert (name_of(laptops.zhang), open_conflicts()) == ("张叁", ())
    with laptops.at("mei"):
        laptops.merge("lin")
        assert (name_of(laptops.zhang), open_conflicts()) == ("张叁", ())
        assert find_differences() == []


def test_undoing_a_settlement_asks_again(laptops: Laptops) -> None:
    two_names(laptops)
    with laptops.at("lin"):
        laptops.merge("mei")
        conflict = only_conflict()
        for use_loser in (False, True):
            settle(only_conflict(), use_loser)
            take_back("conflict.settle")
            again = only_conflict()
            assert (again.id, again.loser) == (conflict.id, conflict.loser)
            assert name_of(laptops.zhang) == again.winner.value == "张山"
            assert again == conflict, "whoever took it back wrote nothing"


def test_settling_all_keeps_everything_as_it_stands(laptops: Laptops) -> None:
    two_names(laptops)
    with laptops.at("lin"):
        save_member(laptops.li, {"phone": "1"})
    with laptops.at("mei"):
        save_member(laptops.li, {"phone": "2"})
    with laptops.at("lin"):
        laptops.merge("mei")
        assert len(open_conflicts()) == 2
        settle_all(open_conflicts())
        assert open_conflicts() == ()
        assert name_of(laptops.zhang) == "张山"
        assert take_back("conflict.settle").amount == 2
        assert len(open_conflicts()) == 2


def test_both_settle_differently(laptops: Laptops) -> None:
    two_names(laptops)
    with laptops.at("lin"):
        laptops.merge("mei")
    laptops.copy("lin", "mei")
    for name, use_loser in (("lin", True), ("mei", False)):
        with laptops.at(name):
            settle(only_conflict(), use_loser)
    with laptops.at("lin"):
        laptops.merge("mei")
        chosen = name_of(laptops.zhang)
        assert open_conflicts() == ()
    with laptops.at("mei"):
        laptops.merge("lin")
        assert (name_of(laptops.zhang), open_conflicts()) == (chosen, ())


def test_three_laptops_one_cell(laptops: Laptops) -> None:
    laptops.copy("lin", "wu")
    two_names(laptops)
    with laptops.at("wu"):
        save_member(laptops.zhang, {"name": "章三"})
    with laptops.at("lin"):
        laptops.merge("wu")
        laptops.merge("mei")
        found = open_conflicts()
        assert {each.winner.value for each in found} == {"章三"}
        assert {each.loser.value for each in found} == {"张叁", "张山"}
        assert len({each.id for each in found}) == 2
        settle(next(each for each in found if each.loser.value == "张叁"), use_loser=True)
        # What Mei wrote was not asked about yet.
        assert name_of(laptops.zhang) == "张叁"
        assert {each.loser.value for each in open_conflicts()} >= {"张山"}
    with laptops.at("wu"):
        laptops.merge("lin")
        assert name_of(laptops.zhang) == "张叁"


def test_deleted_by_somebody_who_had_not_seen_an_edit(laptops: Laptops) -> None:
    with laptops.at("lin"):
        save_member(laptops.li, {"note": "new"})
    with laptops.at("mei"):
        remove_members([laptops.li])
    with laptops.at("lin"):
        merged = laptops.merge("mei")
        conflict = only_conflict()
        assert merged.conflicts == (conflict,)
        assert (conflict.sort, conflict.column) == (Sort.REMOVED, None)
        assert (conflict.winner.who, conflict.loser.who) == ("Mei", "Lin")
        assert (conflict.loser.value, conflict.title) == ("new", "李四")
        assert load_member(laptops.li) is None
        settle(conflict, use_loser=True)
        assert (values := load_member(laptops.li)) and values.note == "new"
        assert open_conflicts() == ()
    with laptops.at("mei"):
        laptops.merge("lin")
        assert load_member(laptops.li)
        assert open_conflicts() == ()


def test_edited_by_somebody_who_had_not_seen_the_deletion(laptops: Laptops) -> None:
    with laptops.at("mei"):
        remove_members([laptops.li])
    with laptops.at("lin"):
        save_member(laptops.li, {"note": "later"})
        laptops.merge("mei")
        conflict = only_conflict()
        assert (conflict.sort, conflict.winner.who) == (Sort.EDITED, "Mei")
        assert (conflict.loser.who, conflict.loser.value) == ("Lin", "later")
        settle(conflict, use_loser=False)
        assert (load_member(laptops.li), open_conflicts()) == (None, ())
    with laptops.at("mei"):
        laptops.merge("lin")
        assert (load_member(laptops.li), open_conflicts()) == (None, ())


def test_deleted_on_both_or_restored_since_is_none(laptops: Laptops) -> None:
    with laptops.at("lin"):
        remove_members([laptops.li, laptops.zhang])
    with laptops.at("mei"):
        remove_members([laptops.li])
        save_member(laptops.zhang, {"note": "hers"})
    with laptops.at("lin"):
        laptops.merge("mei")
        assert [each.record for each in open_conflicts()] == [laptops.zhang]
        restore_members([laptops.zhang])
        assert open_conflicts() == ()


def test_taking_back_a_merge_leaves_what_both_did_and_this_one_later(laptops: Laptops) -> None:
    with laptops.at("mei"):
        remove_members([laptops.li])
        save_member(laptops.zhang, {"phone": "139"})
    with laptops.at("lin"):
        remove_members([laptops.li])
        save_member(laptops.zhang, {"phone": "139"})
        laptops.merge("mei")
        take_back("merge")
        assert load_member(laptops.li) is None
        assert (values := load_member(laptops.zhang)) is not None
        assert values.phone == "139"


def test_deleting_what_one_has_seen_is_none(laptops: Laptops) -> None:
    with laptops.at("lin"):
        save_member(laptops.li, {"note": "a", "tags": ["跑步"]})
        save_attendance(laptops.run, laptops.li, came="yes")
        save_member(laptops.li, {"note": "b"})
        remove_members([laptops.li])
        restore_members([laptops.li])
        remove_members([laptops.li])
        assert open_conflicts() == ()
    with laptops.at("mei"):
        assert laptops.merge("lin").conflicts == ()


def test_attendance_of_a_member_who_was_deleted_elsewhere(laptops: Laptops) -> None:
    with laptops.at("lin"):
        save_attendance(laptops.run, laptops.li, came="yes")
    with laptops.at("mei"):
        remove_members([laptops.li])
    with laptops.at("lin"):
        laptops.merge("mei")
        conflict = only_conflict()
        assert (conflict.sort, conflict.record) == (Sort.REMOVED, laptops.li)
        assert (conflict.shown, conflict.kind) == (laptops.li, Kind.MEMBER)
        settle(conflict, use_loser=True)
        assert [line.member for line in attendance_of(laptops.run)] == [laptops.li]


def test_attendance_at_an_event_that_was_deleted_elsewhere(laptops: Laptops) -> None:
    with laptops.at("mei"):
        remove_events([laptops.run])
    with laptops.at("lin"):
        save_attendance(laptops.run, laptops.li, came="yes")
        laptops.merge("mei")
        conflict = only_conflict()
        assert (conflict.sort, conflict.record) == (Sort.EDITED, laptops.run)
        assert (conflict.kind, conflict.title) == (Kind.EVENT, "晨跑")
        settle(conflict, use_loser=True)
        assert Event.get(Event.id == laptops.run).deleted == 0
        assert open_conflicts() == ()


def test_a_conflict_of_a_link_row_shows_its_record(laptops: Laptops) -> None:
    for name, came in (("lin", "yes"), ("mei", "no")):
        with laptops.at(name):
            save_attendance(laptops.run, laptops.li, came=came)
    with laptops.at("lin"):
        laptops.merge("mei")
        conflict = only_conflict()
        assert (conflict.table, conflict.column) == ("attendance", "came")
        assert conflict.record == attendance_id(laptops.run, laptops.li)
        assert (conflict.kind, conflict.title) == (Kind.ATTENDANCE, "李四 · 晨跑")
        assert (conflict.winner.value, conflict.loser.value) == ("no", "yes")


def test_a_conflict_about_a_task_says_which_one(laptops: Laptops) -> None:
    with laptops.at("lin"):
        task = save_task(None, laptops.run, {"title": "订场地"})
    laptops.copy("lin", "mei")
    for name, member in (("lin", laptops.zhang), ("mei", laptops.li)):
        with laptops.at(name):
            save_task(task, laptops.run, {"member": member})
    with laptops.at("lin"):
        laptops.merge("mei")
        conflict = only_conflict()
        assert (conflict.title, conflict.shown) == ("订场地 · 晨跑", laptops.run)


def test_a_tag_taken_off_here_and_set_there_follows_the_later(laptops: Laptops) -> None:
    with laptops.at("lin"):
        save_member(laptops.zhang, {"tags": []})
    with laptops.at("mei"):
        save_member(laptops.zhang, {"tags": ["跑步", "读书"]})
    with laptops.at("lin"):
        laptops.merge("mei")
        assert tags_of(laptops.zhang) == ("读书",)
        assert all(each.shown == laptops.zhang for each in open_conflicts())
        assert tag_id(laptops.zhang, "跑步") != tag_id(laptops.zhang, "读书")


def test_what_is_restored_with_its_event_comes_without_question(laptops: Laptops) -> None:
    with laptops.at("lin"):
        remove_events([laptops.run])
        restore_events([laptops.run])
        save_attendance(laptops.run, laptops.li, came="yes")
        assert open_conflicts() == ()


def test_erasing_is_no_edit_of_what_is_in_the_trash(laptops: Laptops) -> None:
    with laptops.at("lin"):
        save_attendance(laptops.run, laptops.li, came="yes")
        remove_members([laptops.li])
        remove_events([laptops.run])
        erase_member(laptops.li)
        assert open_conflicts() == ()


def test_erasing_ends_every_conflict_about_the_person(laptops: Laptops) -> None:
    two_names(laptops)
    with laptops.at("lin"):
        laptops.merge("mei")
        erase_member(laptops.zhang)
        assert open_conflicts() == ()
    with laptops.at("mei"):
        laptops.merge("lin")
        assert (open_conflicts(), find_differences()) == ((), [])


def test_a_settlement_is_a_row_like_any_other(laptops: Laptops) -> None:
    two_names(laptops)
    laptops.copy("lin", "wu")
    for name in ("lin", "wu"):
        with laptops.at(name):
            laptops.merge("mei")
            settle(only_conflict(), use_loser=False)
    with laptops.at("lin"):
        assert laptops.merge("wu").transactions == 1
        assert database.execute_sql("SELECT count(*) FROM settlement").fetchone() == (1,)
        assert open_conflicts() == ()
