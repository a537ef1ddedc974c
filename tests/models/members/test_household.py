"""A household is there while somebody lives in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from models.base import GONE, LIVE, TRASHED, database
from models.book import close_book
from models.erasing import erase_member
from models.exchange.applying import apply_import
from models.exchange.planning import plan_import
from models.exchange.reading import read_text
from models.journal.undo import undo, undo_step
from models.members.bulk_edit import apply_changes, plan_changes
from models.members.household import Household, list_households, load_household, make_household
from models.members.joining import join_members
from models.members.listing import find_members
from models.members.member import load_member, remove_members, restore_members, save_member
from models.members.profile import save_profile
from models.past import record_past
from models.taking_back import take_back
from models.vocabulary import Kind


def living(name: str, household: str | None = "王家") -> bytes:
    return save_profile(None, {"name": name, "household": household})


def state(name: str = "王家") -> list[int]:
    return sorted(row.deleted for row in Household.select().where(Household.name == name))


def house_of(member: bytes) -> str:
    found = load_member(member)
    assert found
    return found.household_name


def undo_last() -> None:
    step = undo_step()
    assert step
    undo(step)


def test_whoever_moves_out_last_puts_it_away_in_one_step(book: Path) -> None:
    first, second = living("王五"), living("王芳")
    save_profile(first, {"household": "李家"})
    assert state() == [LIVE]
    save_profile(second, {"household": ""})
    assert state() == [TRASHED] and [name for _id, name in list_households()] == ["李家"]
    undo_last()
    assert state() == [LIVE] and house_of(second) == "王家"


def test_an_edit_of_something_else_touches_no_household(book: Path) -> None:
    empty = make_household("空家")
    save_profile(living("王五"), {"household": "王家", "phone": "1"})
    assert state() == [LIVE] and state("空家") == [LIVE] and load_household(empty)


def test_who_lies_in_the_trash_may_come_back_to_it(book: Path) -> None:
    first, second = living("王五"), living("王芳")
    remove_members([first])
    save_profile(second, {"household": None})
    assert state() == [LIVE] and list_households() == ()
    restore_members([first])
    assert house_of(first) == "王家"


@pytest.mark.parametrize("mode", ["bulk", "import"])
def test_many_who_move_put_it_away_too(book: Path, mode: str) -> None:
    people = [living(name) for name in ("王五", "王芳")]
    if mode == "bulk":
        apply_changes(plan_changes(people, {"household": make_household("李家")}))
    else:
        apply_import(plan_import(read_text("姓名\t家庭\n王五\t李家\n王芳\t李家\n"), Kind.MEMBER))
    assert state() == [TRASHED] and [house_of(each) for each in people] == ["李家"] * 2
    undo_last()
    assert state() == [LIVE] and [house_of(each) for each in people] == ["王家"] * 2


def test_an_entry_that_becomes_one_with_another_moves_out(book: Path) -> None:
    kept, other = living("王五", "李家"), living("王五", "王家")
    join_members(kept, other)
    assert state() == [TRASHED] and state("李家") == [LIVE]
    undo_last()
    assert state() == [LIVE] and house_of(other) == "王家"


def test_moving_back_takes_it_out_of_the_trash(book: Path) -> None:
    member = living("王五")
    (household, _name), *_others = list_households()
    save_profile(member, {"household": None})
    cells = [cell for entry in record_past(member, ()).entries for cell in entry.cells]
    take_back(next(cell for cell in cells if cell.column == "household"))
    assert state() == [LIVE] and load_member(member).household == household  # type: ignore[union-attr]


@pytest.mark.parametrize("mode", ["form", "import"])
def test_the_same_name_brings_the_same_household_back(book: Path, mode: str) -> None:
    member = living("王五")
    (household, _name), *_others = list_households()
    save_profile(member, {"household": None})
    if mode == "form":
        save_profile(member, {"household": "王家"})
    else:
        apply_import(plan_import(read_text("姓名\t家庭\n王五\t王家\n"), Kind.MEMBER))
    assert list_households() == ((household, "王家"),) and state() == [LIVE]


def test_one_that_was_put_away_is_there_where_somebody_lives_in_it(book: Path) -> None:
    """As after a merge: there somebody moved in, here the last moved out."""
    member = living("王五")
    Household.update(deleted=TRASHED).execute()
    (household, name), *_others = list_households()
    assert (name, house_of(member)) == ("王家", "王家")
    assert load_household(household) and find_members().lines(0, 1)[0].name == "王五"
    assert make_household("王家") == household
    assert plan_import(read_text("姓名\t家庭\n王五\t王家\n"), Kind.MEMBER).counts.unchanged == 1


def test_its_name_goes_with_the_last_person_who_ever_lived_in_it(book: Path) -> None:
    people = [living(name, "白驼山庄") for name in ("锋", "克")]
    save_profile(people[0], {"household": "别处"})
    erase_member(people[0])
    assert state("白驼山庄") == [LIVE]
    save_profile(people[1], {"household": None})
    erase_member(people[1])
    assert sorted(row.deleted for row in Household.select()) == [GONE, GONE]
    close_book()
    assert "白驼山庄".encode() not in book.read_bytes()


def test_a_household_of_its_own_id_is_taken_out_by_whoever_moves_in(book: Path) -> None:
    member = living("王五")
    (household, _name), *_others = list_households()
    save_profile(member, {"household": None})
    assert state() == [TRASHED]
    save_member(member, {"household": household})
    assert state() == [LIVE]


def test_nobody_is_walked_past_who_lives_elsewhere(book: Path) -> None:
    home = make_household("王家")
    living("王芳")
    asked: list[str] = []
    connection = database.connection()
    connection.set_trace_callback(asked.append)
    assert [name for _id, name in list_households()] == ["王家"]
    found = load_household(home)
    assert found is not None and len(found.people) == 1
    connection.set_trace_callback(None)
    questions = [sql for sql in asked if "FROM member" in sql]
    assert len(questions) == 2
    for sql in questions:
        plan = [row[-1] for row in database.execute_sql(f"EXPLAIN QUERY PLAN {sql}")]
        assert any("INDEX member_household (household=?)" in step for step in plan)
