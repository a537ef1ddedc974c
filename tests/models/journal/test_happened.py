from __future__ import annotations

from datetime import timedelta

import pytest

from models.base import database
from models.journal.happened import Actions, cells_of, count_pills, kinds_in_use, past_of
from models.journal.transactions import Author, action, begin_session
from models.journal.undo import redo, redo_step, undo, undo_step
from models.members.member import MemberTag, remove_members, save_member
from tests.conftest import FixedClock

pytestmark = pytest.mark.usefixtures("book")


def kinds(actions: Actions) -> list[str | None]:
    return [each.kind for each in actions.lines(0, actions.total)]


def test_actions_stand_newest_first_with_who_and_where(clock: FixedClock) -> None:
    member = save_member(None, {"name": "Ann"})
    clock.set(clock.time + timedelta(hours=2))
    begin_session(Author("laptop-2", "Wei (MateBook)"))
    remove_members([member])
    newest, added, founded = Actions().lines(0, 10)
    assert (newest.kind, newest.who, newest.device) == (
        "member.remove", "Wei (MateBook)", "laptop-2",
    )  # fmt: skip
    assert newest.at == clock.time
    assert (added.kind, added.who, added.amount) == ("member.add", "Lin", 1)
    assert founded.is_final
    assert not added.is_final


def test_only_what_is_looked_at_is_fetched() -> None:
    for number in range(7):
        save_member(None, {"name": f"M{number}"})
    actions = Actions()
    assert actions.total == 8
    some = actions.lines(2, 4)
    assert len(some) == 2
    assert actions.position(some[1].transaction) == 3
    assert actions.position(12345) is None


def test_pills_tell_apart_what_an_action_is_about() -> None:
    member = save_member(None, {"name": "Ann"})
    with action("member.import", 2):
        save_member(None, {"name": "Ben"})
        save_member(None, {"name": "Cat"})
    undo(_last())
    database.execute_sql("UPDATE member SET region = 'North' WHERE id = ?", (member,))
    assert kinds(Actions("member")) == [None, "undo", "member.import", "member.add"]
    assert kinds(Actions("import")) == ["member.import"]
    assert kinds(Actions("outside")) == [None]
    assert kinds(Actions("rule")) == []
    counted = count_pills()
    assert counted == {pill: Actions(pill).total for pill in counted}
    assert set(kinds_in_use()) == {None, "undo", "member.import", "member.add", "found"}


def test_an_undo_names_what_it_took_back_and_leads_on() -> None:
    with action("member.import", 2):
        save_member(None, {"name": "Ben"})
        save_member(None, {"name": "Cat"})
    imported = _happened("member.import")
    assert not imported.undone
    undo(imported.step())
    back, imported = _happened("undo"), _happened("member.import")
    assert (back.root_kind, back.root_amount) == ("member.import", 2)
    assert imported.undone
    assert imported.latest == back.transaction
    redo(imported.step())
    again = _happened("redo")
    assert (again.root_kind, again.undone) == ("member.import", False)
    assert not _happened("member.import").undone
    # What the list undoes is what Ctrl+Z and Ctrl+Shift+Z go on from.
    undo(again.step())
    step = redo_step()
    assert step is not None
    assert (step.kind, step.transaction) == ("member.import", _happened("undo").transaction)


def test_what_an_action_wrote_is_told_up_to_a_limit() -> None:
    member = save_member(None, {"name": "Ann", "tags": ("tea",)})
    cells, total = cells_of(_happened("member.add").transaction, 10)
    assert [(cell.table, cell.column) for cell in cells] == [("member", None), ("member_tag", None)]
    assert total == 2
    save_member(member, {"phone": "138", "region": "North", "note": "kind"})
    cells, total = cells_of(_happened("member.edit").transaction, 2)
    assert (len(cells), total) == (2, 3)
    assert {cell.new for cell in cells} <= {"138", "North", "kind"}


def test_the_mark_of_a_deletion_is_no_line_of_its_own() -> None:
    member = save_member(None, {"name": "Ann"})
    remove_members([member])
    cells, total = cells_of(_happened("member.remove").transaction, 10)
    assert [(cell.column, cell.old, cell.new) for cell in cells] == [("deleted", 0, 1)]
    assert total == 1


def test_a_records_past_says_which_row_changed() -> None:
    member = save_member(None, {"name": "Ann", "tags": ("tea", "runs")})
    save_member(member, {"tags": ("tea",), "phone": "138"})
    newest, _first = past_of(member, MemberTag)
    assert {(cell.table, cell.column) for cell in newest.cells} == {
        ("member", "phone"), ("member_tag", "deleted"),
    }  # fmt: skip
    assert newest.device == "laptop-1"
    assert {cell.row == member for cell in newest.cells} == {True, False}


def test_a_forged_circle_of_undos_ends() -> None:
    save_member(None, {"name": "Ann"})
    undo(_last())
    database.execute_sql("UPDATE _transaction SET undoes = id WHERE kind = 'undo'")
    assert Actions().lines(0, 9)


def _last() -> object:
    step = undo_step()
    assert step is not None
    return step


def _happened(kind: str):  # type: ignore[no-untyped-def]
    return next(each for each in Actions().lines(0, 99) if each.kind == kind)
