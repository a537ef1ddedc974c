"""Add only, update, or fill what is empty: what is taken of a row, cell by cell."""

from __future__ import annotations

import pytest

from models.events.attendance import attendance_of, remove_attendance, save_attendance
from models.events.event import save_event
from models.exchange.applying import apply_import
from models.exchange.modes import CellChange, cells_of, count_cells
from models.exchange.plan import Add, Doubtful, Mode, Unchanged, Update
from models.journal.undo import undo, undo_step
from models.members.custom_field import define_field
from models.members.member import load_member, save_member
from models.vocabulary import FieldSort, Kind
from tests.models.exchange.test_planning import kinds, plan, put_in, reasons

pytestmark = pytest.mark.usefixtures("book")

LINES = (
    "姓名,手机,所在地,性别,兴趣,备注,介绍人,家庭,车牌",
    "张三,13800000009,上海,男,徒步,新备注,李四,张家,沪A",
    "新人,,,,,,,,",
)


def zhang() -> tuple[bytes, str]:
    field = define_field(None, "车牌", FieldSort.TEXT)
    save_member(None, {"name": "李四"})
    known = {"phone": "13800000001", "note": "旧备注", f"field:{field.hex()}": "沪B"}
    return save_member(None, {"name": "张三", **known}), f"field:{field.hex()}"


def changes(cells: tuple[CellChange, ...]) -> dict[str, tuple[object, object, bool]]:
    return {cell.field: (cell.old, cell.new, cell.stays) for cell in cells}


def choose(member: bytes) -> dict[int, bytes | str]:
    """Another telephone makes it doubtful who is meant: this is said."""
    return {2: member}


def test_in_the_usual_mode_what_the_row_says_stands() -> None:
    member, own = zhang()
    planned = plan(Kind.MEMBER, *LINES, choices=choose(member))
    assert kinds(planned) == [Update, Add]
    found = changes(cells_of(planned, 50))
    assert found["phone"] == ("13800000001", "13800000009", False)
    assert found["introduced_by"] == (None, "李四", False)
    assert found[own] == ("沪B", "沪A", False)
    assert not any(stays for _old, _new, stays in found.values())
    assert count_cells(planned) == len(found) == 8


def test_filling_leaves_alone_what_is_said_and_says_so() -> None:
    member, own = zhang()
    planned = plan(Kind.MEMBER, *LINES, choices=choose(member), mode=Mode.FILL)
    found = changes(cells_of(planned, 50))
    assert {name for name, (_old, _new, stays) in found.items() if stays} == {"phone", "note", own}
    assert found["gender"] == ("unknown", "male", False)
    result = apply_import(planned)
    assert (result.added, result.updated) == (1, 1)
    one = load_member(member)
    assert one is not None
    assert (one.phone, one.note, one.region, one.gender) == (
        "13800000001",
        "旧备注",
        "上海",
        "male",
    )
    assert (one.introduced_by_name, one.household_name, one.tags) == ("李四", "张家", ("徒步",))
    again = plan(Kind.MEMBER, *LINES, choices=choose(member), mode=Mode.FILL)
    assert kinds(again) == [Unchanged, Unchanged]
    assert set(changes(cells_of(again, 50))) == {"phone", "note", own}
    step = undo_step()
    assert step is not None
    undo(step)
    one = load_member(member)
    assert one is not None and (one.region, one.tags) == ("", ())


def test_who_has_interests_gets_no_more_of_them_by_filling() -> None:
    member = save_member(None, {"name": "张三", "tags": ["读书"]})
    put_in(Kind.MEMBER, "姓名,兴趣,所在地", "张三,徒步,上海", mode=Mode.FILL)
    one = load_member(member)
    assert one is not None and (one.tags, one.region) == (("读书",), "上海")


def test_adding_only_touches_nobody_who_is_there() -> None:
    member, _own = zhang()
    before = load_member(member)
    planned = plan(Kind.MEMBER, *LINES, choices=choose(member), mode=Mode.ADD)
    assert kinds(planned) == [Unchanged, Add]
    assert changes(cells_of(planned, 50))["region"] == ("", "上海", True)
    result = apply_import(planned)
    assert (result.added, result.updated, result.unchanged) == (1, 0, 1)
    assert load_member(member) == before


def test_the_other_lists_have_the_modes_too() -> None:
    event = save_event(None, {"title": "晨跑"})
    zhang_id, li_id = (save_member(None, {"name": name}) for name in ("张三", "李四"))
    save_attendance(event, zhang_id, rsvp="yes", rating=3)
    gone = save_attendance(event, li_id, rsvp="yes")
    remove_attendance([gone])
    lines = ("姓名,报名,到场,评分", "张三,否,是,5", "李四,是,,")
    put_in(Kind.ATTENDANCE, *lines, event=event, mode=Mode.FILL)
    one, other = sorted(attendance_of(event), key=lambda line: line.member != zhang_id)
    assert (one.rsvp, one.came, one.rating) == ("yes", "yes", 3)
    assert other.rsvp == "yes", "who was taken off the list comes back"
    cells = cells_of(plan(Kind.ATTENDANCE, *lines, event=event), 50)
    assert {cell.title for cell in cells} == {"张三 · 晨跑"}


def test_of_a_long_list_the_first_cells_are_shown() -> None:
    for number in range(9):
        save_member(None, {"name": f"成员{number}"})
    planned = plan(Kind.MEMBER, "姓名,所在地", *(f"成员{number},上海" for number in range(9)))
    assert len(cells_of(planned, 4)) == 4
    assert count_cells(planned) == 9


def test_who_goes_by_the_name_of_a_row_is_asked_about_and_not_renamed() -> None:
    fang = save_member(None, {"name": "王芳", "aliases": ["芳姐"], "phone": "13800000001"})
    lines = ("姓名,所在地,手机", "芳姐,上海,")
    (doubt,) = plan(Kind.MEMBER, *lines).rows
    assert isinstance(doubt, Doubtful) and [each.id for each in doubt.candidates] == [fang]
    assert reasons(plan(Kind.MEMBER, *lines)) == [
        "“王芳” goes by the name “芳姐” too. Is it the same person?"
    ]
    assert kinds(plan(Kind.MEMBER, *lines, choices={2: "new"})) == [Add]
    (update,) = plan(Kind.MEMBER, *lines, choices={2: fang}).rows
    assert isinstance(update, Update) and update.changes == {"region": "上海"}
    other = ("姓名,所在地,手机", "芳姐,上海,13900000002")
    assert kinds(plan(Kind.MEMBER, *other)) == [Add], "another telephone is another person"


def test_what_tells_nothing_new_changes_nothing() -> None:
    known = {"name": "Wren Abbott", "phone": "07700 900863", "born": "1985-03-01"}
    member = save_member(None, known)
    for phone, born in (("07700900863", "1985"), ("07700-900 863", ""), ("", "1985-03-01")):
        again = plan(Kind.MEMBER, "Name,Phone,Birth date", f"Wren Abbott,{phone},{born}")
        assert again.rows == (Unchanged(2, member),)
    # A day is more than the year alone.
    save_member(member, {"born": "1985"})
    more = plan(Kind.MEMBER, "Name,Phone,Birth date", "Wren Abbott,07700900863,1985-03-01")
    assert more.rows == (Update(2, member, {"born": "1985-03-01"}),)
