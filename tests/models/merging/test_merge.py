"""What a merge does to the open file, what it says about it, and how it is taken back."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import datetime

import pytest

from models.base import database
from models.erasing import erase_member
from models.errors import Cancelled
from models.events.event import remove_events, save_event
from models.feedback.feedback import save_feedback
from models.journal.folding import find_differences
from models.journal.undo import redo, redo_step, undo, undo_step
from models.members.listing import find_members
from models.members.member import load_member, remove_members, save_member, tags_of
from models.merging.incoming import receive
from models.merging.merge import Merged, Relation, are_identical, merge, preview
from models.merging.summary import FieldCount, Tally
from models.rules.rule import save_rule
from models.search import catch_up
from models.storage import backups
from models.vocabulary import Kind
from tests.models.journal.scripts import dump
from tests.models.merging.conftest import Laptops, take_back


def test_the_same_file_says_so_and_nothing_is_written(laptops: Laptops) -> None:
    with laptops.at("lin"), receive(laptops.path("mei")) as incoming:
        before = laptops.path("lin").read_bytes()
        assert preview(incoming) == merge(incoming) == Merged(Relation.SAME)
        assert are_identical(incoming)
        assert laptops.path("lin").read_bytes() == before


def test_an_older_file_has_nothing_new_and_a_newer_one_has_everything(laptops: Laptops) -> None:
    with laptops.at("lin"):
        save_member(laptops.li, {"note": "a"})
        with receive(laptops.path("mei")) as incoming:
            assert merge(incoming).relation is Relation.OLDER
            assert not are_identical(incoming)
    with laptops.at("mei"):
        merged = laptops.merge("lin")
        assert (merged.relation, merged.transactions) == (Relation.NEWER, 1)
        with receive(laptops.path("lin")) as incoming:
            assert are_identical(incoming)


def test_both_keep_what_the_other_did(laptops: Laptops) -> None:
    with laptops.at("mei"):
        save_member(laptops.zhang, {"phone": "139", "tags": ["跑步", "读书"]})
        save_member(None, {"name": "王五"})
    with laptops.at("lin"):
        save_member(laptops.zhang, {"note": "from lin"})
        merged = laptops.merge("mei")
        assert (merged.relation, merged.transactions) == (Relation.BOTH, 2)
        values = load_member(laptops.zhang)
        assert values and (values.phone, values.note) == ("139", "from lin")
        assert tags_of(laptops.zhang) == ("读书", "跑步")
        assert find_members("王五").total == 1
        assert merged.conflicts == ()


def test_it_tells_what_is_new_changed_on_both_sides_and_deleted(laptops: Laptops) -> None:
    with laptops.at("mei"):
        save_member(laptops.zhang, {"phone": "139", "tags": ["读书"]})
        remove_members([laptops.li])
        save_member(None, {"name": "王五", "tags": ["摄影"]})
        save_rule(None, {"title": "守时", "section": "conduct"})
        save_event(laptops.run, {"place": "江边", "host": "梅"})
    with laptops.at("lin"):
        save_member(laptops.zhang, {"note": "from lin"})
        with receive(laptops.path("mei")) as incoming:
            foretold = preview(incoming)
            merged = merge(incoming)
    assert merged == foretold
    assert merged.tallies == (
        Tally(Kind.MEMBER, added=1, changed=1, both=1, removed=1),
        Tally(Kind.RULE, added=1, changed=0, both=0, removed=0),
        Tally(Kind.EVENT, added=0, changed=1, both=0, removed=0),
    )
    assert merged.fields == (
        FieldCount(Kind.MEMBER, "phone", 1),
        FieldCount(Kind.EVENT, "place", 1),
        FieldCount(Kind.EVENT, "host", 1),
    )
    assert [(each.kind, each.id, each.title) for each in merged.removed] == [
        (Kind.MEMBER, laptops.li, "李四")
    ]
    assert merged.kinds == {Kind.MEMBER, Kind.RULE, Kind.EVENT}
    assert (merged.erased, merged.ahead) == (0, False)


def test_a_preview_writes_nothing_and_leaves_nothing_behind(laptops: Laptops) -> None:
    with laptops.at("mei"):
        save_member(laptops.li, {"name": "李斯"})
        erase_member(laptops.zhang)
    with laptops.at("lin"):
        catch_up()
        before, content = dump(), laptops.path("lin").read_bytes()
        with receive(laptops.path("mei")) as incoming:
            assert preview(incoming).erased == 1
        assert (dump(), laptops.path("lin").read_bytes()) == (before, content)
        assert find_members("张三").total == 1
        assert find_members("李斯").total == 0
        names = database.execute_sql("SELECT name FROM sqlite_temp_schema").fetchall()
        assert names == [], "temporary tables are dropped"
        attached = [row[1] for row in database.execute_sql("PRAGMA database_list").fetchall()]
        assert "theirs" not in attached


def test_a_backup_is_kept_before_and_none_where_only_looked_at(laptops: Laptops) -> None:
    with laptops.at("mei"):
        save_member(laptops.li, {"note": "a"})
    with laptops.at("lin"):
        with receive(laptops.path("mei")) as incoming:
            preview(incoming)
            assert backups.backups_of() == ()
            merge(incoming)
        assert [each.reason for each in backups.backups_of()] == [backups.Reason.MERGE]


@pytest.mark.parametrize("step", [0, 1, 2, 3, 4])
def test_cancelling_leaves_the_file_as_it_was(laptops: Laptops, step: int) -> None:
    with laptops.at("mei"):
        save_member(laptops.li, {"note": "a"})
    with laptops.at("lin"), receive(laptops.path("mei")) as incoming:
        before = laptops.path("lin").read_bytes()

        def stop(done: int, total: int) -> None:
            if done == step:
                raise Cancelled

        for job in (preview, merge):
            with pytest.raises(Cancelled):
                job(incoming, stop)
            assert laptops.path("lin").read_bytes() == before
            assert find_differences() == []
        assert merge(incoming).transactions == 1, "and it can be done after all"


def test_undo_takes_a_merge_back_and_redo_does_it_again(laptops: Laptops) -> None:
    with laptops.at("mei"):
        save_member(laptops.zhang, {"phone": "139", "tags": []})
        remove_members([laptops.li])
        wang = save_member(None, {"name": "王五"})
    with laptops.at("lin"):
        save_member(laptops.zhang, {"note": "mine"})
        before = dump()
        laptops.merge("mei")
        together = dump()
        step = undo_step()
        assert step and (step.kind, step.amount) == ("merge", 3)
        undone = undo(step)
        assert undone.kinds == {Kind.MEMBER}
        assert undone.kept == ()
        apart = dump()
        assert {key: apart[key] for key in before} == before
        assert apart["member", wang]["deleted"] == 1
        again = redo_step()
        assert again and (again.kind, again.amount) == ("merge", 3)
        redo(again)
        assert dump() == together
        take_back("merge")
        assert {key: row for key, row in dump().items() if key in before} == before
        assert find_differences() == []


def test_no_table_of_the_merge_stays_behind(laptops: Laptops) -> None:
    with laptops.at("mei"):
        save_member(laptops.zhang, {"phone": "139"})
    with laptops.at("lin"):
        laptops.merge("mei")
        assert database.execute_sql("SELECT name FROM sqlite_temp_schema").fetchall() == []


def test_undoing_a_merge_does_not_speak_of_what_it_never_changed(laptops: Laptops) -> None:
    with laptops.at("mei"):
        save_member(laptops.zhang, {"phone": "139"})
    with laptops.at("lin"):
        save_member(laptops.zhang, {"phone": "137"})
        laptops.merge("mei")
        step = undo_step()
        assert step and step.kind == "merge"
        assert undo(step).kept == ()


def test_undoing_a_merge_leaves_what_was_edited_since(laptops: Laptops) -> None:
    with laptops.at("mei"):
        save_member(laptops.zhang, {"phone": "139", "note": "from mei"})
    with laptops.at("lin"):
        laptops.merge("mei")
        step = undo_step()
        save_member(laptops.zhang, {"phone": "137"})
        assert step
        kept = undo(step).kept
        assert [(cell.row, cell.column) for cell in kept] == [(laptops.zhang, "phone")]
        values = load_member(laptops.zhang)
        assert values and (values.phone, values.note) == ("137", "")


def test_undoing_a_merge_brings_back_what_it_overruled(laptops: Laptops) -> None:
    """Not what the other laptop had seen there: that was older."""
    with laptops.at("lin"):
        save_member(laptops.li, {"note": "mine"})
    with laptops.at("mei"):
        save_member(laptops.li, {"note": "hers"})
        save_member(laptops.li, {"note": "hers again"})
    with laptops.at("lin"):
        laptops.merge("mei")
        take_back("merge")
        values = load_member(laptops.li)
        assert values
        assert values.note == "mine"


def test_what_came_with_a_merge_is_no_step_of_its_own(laptops: Laptops) -> None:
    """Here it is one thing that was done; on the laptop it came from, it is what it was."""
    with laptops.at("lin"):
        save_member(laptops.li, {"note": "mine"})
        laptops.copy("lin", "mei")
    with laptops.at("mei"):
        save_member(laptops.li, {"note": "hers"})
        save_member(laptops.li, {"note": "hers again"})
    with laptops.at("lin"):
        laptops.merge("mei")
        kinds = []
        while step := undo_step(whole_file=True):
            undo(step)
            kinds.append(step.kind)
        assert kinds == ["merge", "member.edit", "event.add", "member.add", "member.add"]


def test_of_two_merges_the_last_is_taken_back_first(laptops: Laptops) -> None:
    laptops.copy("mei", "wu")
    for name in ("wu", "mei"):
        with laptops.at(name):
            save_member(laptops.li, {"note": f"by {name}"})
    with laptops.at("lin"):
        for name in ("mei", "wu"):
            laptops.merge(name)
        hers = database.execute_sql(
            "SELECT d.merge FROM _merged d JOIN _transaction x ON x.id = d.tx"
            " JOIN _session s ON s.id = x.session WHERE s.name = 'Wu'"
        ).fetchone()
        assert take_back("merge").transaction == hers[0]


def test_a_taken_back_merge_travels(laptops: Laptops) -> None:
    with laptops.at("mei"):
        save_member(laptops.li, {"note": "hers"})
    with laptops.at("lin"):
        laptops.merge("mei")
        take_back("merge")
    with laptops.at("mei"):
        laptops.merge("lin")
        assert (values := load_member(laptops.li)) and values.note == ""


def test_who_was_erased_there_is_erased_here_to_the_last_byte(laptops: Laptops) -> None:
    with laptops.at("lin"):
        save_member(laptops.zhang, {"note": "a secret", "name": "张无忌"})
        catch_up()
    with laptops.at("mei"):
        erase_member(laptops.zhang)
    with laptops.at("lin"):
        merged = laptops.merge("mei")
        assert merged.erased == 1
        assert find_differences() == []
        assert find_members("张无忌").total == 0
        assert load_member(laptops.zhang) is None
    content = laptops.path("lin").read_bytes()
    for word in ("张三", "张无忌", "a secret"):
        assert word.encode() not in content


def test_what_was_about_somebody_erased_there_goes_too(laptops: Laptops) -> None:
    with laptops.at("lin"):
        feedback = save_feedback(None, {"text": "张三 was ill", "member": laptops.zhang})
        laptops.copy("lin", "mei")
        save_feedback(feedback, {"member": laptops.li})
    with laptops.at("mei"):
        erase_member(laptops.zhang)
    with laptops.at("lin"):
        laptops.merge("mei")
        assert dump()["feedback", feedback]["text"] == ""
        assert find_differences() == []


def test_another_program_overrules_what_it_has_seen_whatever_its_clock(laptops: Laptops) -> None:
    laptops.clock.set(datetime(2056, 1, 1))
    with laptops.at("lin"):
        save_member(laptops.li, {"note": "from the future"})
    laptops.copy("lin", "mei")
    with closing(sqlite3.connect(laptops.path("mei"))) as connection:
        connection.execute("UPDATE member SET note = 'today' WHERE id = ?", (laptops.li,))
        connection.commit()
    with laptops.at("lin"):
        assert laptops.merge("mei").conflicts == ()
        values = load_member(laptops.li)
        assert values
        assert values.note == "today"


def test_an_edit_of_somebody_erased_here_comes_to_nothing(laptops: Laptops) -> None:
    with laptops.at("mei"):
        save_member(laptops.zhang, {"note": "too late", "tags": ["摄影"]})
    with laptops.at("lin"):
        erase_member(laptops.zhang)
        assert laptops.merge("mei").erased == 0
        assert find_differences() == []
    content = laptops.path("lin").read_bytes()
    assert b"too late" not in content
    assert "摄影".encode() not in content


def test_a_clock_a_day_ahead_is_told(laptops: Laptops) -> None:
    now = laptops.clock()
    laptops.clock.set(datetime(2031, 1, 1))
    with laptops.at("mei"):
        save_member(laptops.li, {"note": "from the future"})
    laptops.clock.set(now)
    with laptops.at("lin"):
        assert laptops.merge("mei").ahead


def test_sessions_travel_with_what_was_done_in_them(laptops: Laptops) -> None:
    with laptops.at("mei"):
        save_member(laptops.li, {"note": "hers"})
    with laptops.at("lin"):
        laptops.merge("mei")
        names = database.execute_sql(
            "SELECT s.name FROM _transaction x LEFT JOIN _session s ON s.id = x.session"
        ).fetchall()
        assert {name for (name,) in names} == {"Lin", "Mei"}


def test_the_journal_of_merging_is_this_files_own(laptops: Laptops) -> None:
    with laptops.at("mei"):
        save_member(laptops.li, {"note": "hers"})
    with laptops.at("lin"):
        laptops.merge("mei")
    with laptops.at("mei"):
        assert laptops.merge("lin").relation is Relation.SAME
        assert database.execute_sql("SELECT count(*) FROM _merge").fetchone() == (0,)


def test_names_of_files_and_people_are_in_no_label(laptops: Laptops) -> None:
    with laptops.at("mei"):
        remove_events([laptops.run])
    with laptops.at("lin"):
        laptops.merge("mei")
        row = database.execute_sql("SELECT device, name, amount FROM _merge").fetchone()
    assert row == ("laptop of lin", "Lin", 1)
