"""Two entries of one person become one, with everything that belongs to them, and apart again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from peewee import ForeignKeyField

from models.base import Record, link_id, live, mark
from models.erasing import erase_member
from models.errors import UserError
from models.events.attendance import Attendance, attendance_of, save_attendance
from models.events.event import save_event
from models.events.task import Task, save_task
from models.feedback.feedback import Feedback, load_feedback, save_feedback
from models.journal.folding import find_differences
from models.journal.transactions import action
from models.journal.undo import undo, undo_step
from models.members.alias import Alias, aliases_of
from models.members.carrying import CARRIED, said_in
from models.members.chats import messages_of
from models.members.consent import Consent
from models.members.contact import Contact
from models.members.criterion import Criterion, Finding
from models.members.custom_field import CustomValue, define_field
from models.members.guardian import Guardian
from models.members.household import Household
from models.members.interaction import ChatDay, Interaction
from models.members.joining import Stands, join_members, preview_join
from models.members.member import load_member, remove_members, restore_members, save_member
from models.members.one_person import entries_of
from models.members.photo import Photo
from models.members.points import Points
from models.members.stay import Stay
from models.members.tables import Member, MemberTag
from models.members.violation import Violation
from models.members.welcome import WelcomeStep
from models.records import RECORDS
from models.rules.rule import save_rule
from models.vocabulary import FieldSort, MemberStatus
from tests.models.journal.scripts import dump

DAY = date(2026, 10, 1)


def person(**values: Any) -> bytes:
    return save_member(None, {"name": "王芳", **values})


def a_field() -> bytes:
    return define_field(None, "车牌", FieldSort.TEXT)


def a_criterion() -> bytes:
    with action("member.edit"):
        return bytes(Criterion.create(title="年龄").id)


# One row of each table that belongs to members. A new table needs its line here, and then has to
# be carried like the others.
ROWS: dict[type[Record], Callable[[], dict[str, Any]]] = {
    MemberTag: lambda: {"tag": "跑步"},
    Alias: lambda: {"name": "芳姐", "source": "qq"},
    Guardian: lambda: {"guardian": save_member(None, {"name": "王爸"}), "relation": "父亲"},
    Consent: lambda: {"purpose": "照片", "given": DAY, "how": "口头"},
    Photo: lambda: {"image": b"\xff\xd8picture"},
    CustomValue: lambda: {"field": a_field(), "value": "沪A"},
    Contact: lambda: {"day": DAY, "channel": "电话", "note": "想换组", "mood": 3},
    Interaction: lambda: {"day": DAY, "sort": "shared", "amount": 2, "note": "讲座"},
    ChatDay: lambda: {"chat": "跑群", "day": "2026-10-01", "amount": 7},
    Finding: lambda: {"criterion": a_criterion(), "verdict": "pass", "note": "查过"},
    WelcomeStep: lambda: {"title": "欢迎", "due": DAY, "done": DAY},
    Stay: lambda: {"joined": date(2020, 1, 1), "left": DAY, "reason": "搬家", "note": "常联系"},
    Points: lambda: {"amount": 5, "reason": "主持", "day": DAY},
    Violation: lambda: {
        "rule": save_rule(None, {"title": "不发广告"}), "day": DAY, "measure": "warning",
        "note": "发了",
    },
    Attendance: lambda: {
        "event": save_event(None, {"title": "晨跑"}), "rsvp": "yes", "came": "yes", "rating": 4,
        "comment": "好",
    },
}  # fmt: skip


def give(model: type[Record], member: bytes) -> dict[str, Any]:
    values = ROWS[model]()
    known = (
        {"id": link_id(model._meta.table_name, *parts)}
        if (parts := keys(model, member, values))
        else {}
    )
    with action("member.edit"):
        model.create(member=member, **known, **values)
    return values


def keys(model: type[Record], member: bytes, values: dict[str, Any]) -> list[bytes | str]:
    blank = model()
    own = {**blank.__data__, **values, "member": member}
    return [own[key] if isinstance(own[key], bytes) else str(own[key]) for key in model.keys]


def test_every_table_that_belongs_to_members_is_among_those_that_are_carried() -> None:
    belonging = {
        record
        for record in RECORDS
        for name in record.keys + ((record.owner,) if record.owner else ())
        if isinstance(field := record._meta.fields[name], ForeignKeyField)
        and field.rel_model is Member
    }
    assert belonging == set(CARRIED) == set(ROWS)


@pytest.mark.parametrize("model", ROWS, ids=lambda model: model._meta.table_name)
def test_what_belongs_to_the_other_belongs_to_the_one_that_is_kept(
    book: Path, model: type[Record]
) -> None:
    kept, other = person(), person()
    values = give(model, other)
    before = dump()
    join_members(kept, other)
    (row,) = live(model).where(model.member == kept)  # type: ignore[attr-defined]
    assert {name: row.__data__[name] for name in values} == values
    assert list(live(model).where(model.member == other)) == []  # type: ignore[attr-defined]
    if model.keys:
        expected = link_id(model._meta.table_name, *keys(model, kept, values))
        assert bytes(row.id) == expected, "the id that every other way of making it gives"
    assert find_differences() == []
    take_back("member.join")
    assert {key: cells for key, cells in dump().items() if key in before} == before
    assert list(live(model).where(model.member == kept)) == []  # type: ignore[attr-defined]


def take_back(kind: str) -> None:
    step = undo_step()
    assert step is not None and step.kind == kind
    undo(step)


def test_everything_that_names_the_other_names_the_one_that_is_kept(book: Path) -> None:
    kept, other = person(), person()
    friend = save_member(None, {"name": "李四", "introduced_by": other})
    child = save_member(None, {"name": "小宝"})
    with action("member.edit"):
        home = Household.create(name="王家", contact=other)
        Guardian.create(
            id=link_id("guardian", child, other), member=child, guardian=other, relation="母亲"
        )
    said = save_feedback(None, {"date": DAY, "member": other, "text": "好"})
    to_do = save_task(
        None, save_event(None, {"title": "聚会"}), {"title": "订场地", "member": other}
    )
    before = dump()
    join_members(kept, other)
    (guardian,) = live(Guardian)
    assert (guardian.member_id, guardian.guardian_id, guardian.relation) == (child, kept, "母亲")
    assert Household.get(Household.id == home.id).contact == kept
    assert load_member(friend).introduced_by == kept  # type: ignore[union-attr]
    assert load_feedback(said).member == kept  # type: ignore[union-attr]
    assert Task.get(Task.id == to_do).member_id == kept
    take_back("member.join")
    assert {key: cells for key, cells in dump().items() if key in before} == before


def test_no_column_that_names_a_member_is_forgotten() -> None:
    """A new one needs its place in models/members/references.py and above."""
    named = {
        (record._meta.table_name, field.name)
        for record in RECORDS
        for field in record._meta.sorted_fields
        if isinstance(field, ForeignKeyField) and field.rel_model is Member
        and field.name != record.owner
    }  # fmt: skip
    assert named == {
        ("member", "introduced_by"),
        ("member", "same_as"),
        ("guardian", "guardian"),
        ("feedback", "member"),
        ("task", "member"),
    }


def test_fields_are_filled_and_where_both_say_something_the_kept_one_stands(book: Path) -> None:
    field = a_field()
    name = f"field:{field.hex()}"
    kept = person(phone="138", note="爱跑步", can_give="摄影", tags=["跑步"], **{name: "沪A"})
    other = person(
        phone="139", region="东湖", gender="female", note="会烘焙", can_give="摄影, 设计",
        name="王小芳", wechat_name="芳芳", tags=["读书"], **{name: "沪B"},
    )  # fmt: skip
    found = preview_join(kept, other)
    assert found is not None
    differing = {each.field: each.default for each in found.fields if each.differs}
    assert differing == {
        "name": Stands.KEPT, "phone": Stands.KEPT, name: Stands.KEPT,
        "note": Stands.BOTH, "can_give": Stands.BOTH,
    }  # fmt: skip
    join_members(kept, other, {name: Stands.OTHER, "region": Stands.KEPT})
    one = load_member(kept)
    assert one is not None
    assert (one.name, one.phone, one.region, one.gender) == ("王芳", "138", "东湖", "female")
    assert (one.note, one.can_give) == ("爱跑步\n会烘焙", "摄影, 设计")
    assert (one.custom[field], set(one.tags)) == ("沪B", {"跑步", "读书"})
    assert one.wechat_name == "芳芳", "what the kept one left empty"
    assert aliases_of(kept) == ("王小芳",), "it was found by this name until today"


def test_the_name_that_was_not_chosen_stays_an_alias(book: Path) -> None:
    kept, other = person(name="阿芳"), person(name="王芳", wechat_id="fang")
    join_members(kept, other, {"name": Stands.OTHER})
    one = load_member(kept)
    assert one is not None and one.name == "王芳"
    assert aliases_of(kept) == ("阿芳",)
    assert one.wechat_id == "fang"


def test_of_two_attendances_of_one_event_the_better_stands(book: Path) -> None:
    kept, other = person(), person()
    event = save_event(None, {"title": "晨跑"})
    save_attendance(event, kept, rsvp="yes", came="no")
    save_attendance(event, other, rsvp="no", came="yes", rating=4)
    join_members(kept, other)
    (line,) = attendance_of(event)
    assert (line.member, line.rsvp, line.came, line.rating) == (kept, "yes", "yes", 4)


def test_of_two_consents_the_later_word_stands(book: Path) -> None:
    kept, other = person(), person()
    with action("member.edit"):
        for member, days in ((kept, {"given": DAY}), (other, {"withdrawn": date(2026, 10, 5)})):
            Consent.create(
                id=link_id("consent", member, "照片"), member=member, purpose="照片", **days
            )
    join_members(kept, other)
    (consent,) = live(Consent)
    assert (consent.given, consent.withdrawn) == (DAY, date(2026, 10, 5))


def test_an_entry_that_left_becomes_an_earlier_stay(book: Path) -> None:
    kept = person(joined=date(2024, 1, 1))
    left = {"status": MemberStatus.LEFT, "joined": date(2019, 5, 1), "left": date(2021, 6, 1)}
    other = person(left_reason="搬家", **left)
    join_members(kept, other)
    (stay,) = live(Stay)
    assert (stay.member_id, stay.joined, stay.left) == (kept, left["joined"], left["left"])
    one = load_member(kept)
    assert one is not None and (one.status, one.left, one.left_reason) == ("active", None, "")


def test_who_wrote_under_two_names_wrote_as_much_as_both(book: Path) -> None:
    kept, other = person(), person()
    with action("member.edit"):
        for member, amount in ((kept, 3), (other, 5)):
            parts = (member, "跑群", "2026-10-01", "0", "1440", str(amount))
            ChatDay.create(
                id=link_id("chat_day", *parts), member=member, chat="跑群", day="2026-10-01",
                amount=amount,
            )  # fmt: skip
    join_members(kept, other)
    assert [(each.day, each.amount) for each in messages_of(kept)] == [(DAY, 8)]


def test_nobody_introduces_or_answers_for_themselves(book: Path) -> None:
    kept = person()
    aunt = save_member(None, {"name": "阿姨"})
    other = person(introduced_by=kept)
    save_member(kept, {"introduced_by": other})
    with action("member.edit"):
        Guardian.create(id=link_id("guardian", other, kept), member=other, guardian=kept)
        Guardian.create(id=link_id("guardian", kept, other), member=kept, guardian=other)
    join_members(kept, other)
    one = load_member(kept)
    assert one is not None and one.introduced_by is None
    assert list(live(Guardian)) == []
    third = person(introduced_by=aunt)
    save_member(kept, {"introduced_by": third})
    join_members(kept, third)
    one = load_member(kept)
    assert one is not None and one.introduced_by == aunt


def test_who_is_restored_stands_for_themselves_again(book: Path) -> None:
    kept, other = person(), person()
    join_members(kept, other)
    assert entries_of(kept) == tuple(sorted((kept, other)))
    restore_members([other])
    assert entries_of(kept) == (kept,)
    remove_members([other])
    assert entries_of(kept) == (kept,)


def test_who_is_not_there_any_more_is_not_joined(book: Path) -> None:
    kept, other = person(), person()
    remove_members([other])
    with pytest.raises(UserError):
        join_members(kept, other)
    assert undo_step().kind == "member.remove"  # type: ignore[union-attr]


def test_erasing_takes_all_entries_of_a_person(book: Path) -> None:
    kept, other = person(), person(phone="139")
    event = save_event(None, {"title": "晨跑"})
    save_attendance(event, other, came="yes")
    join_members(kept, other)
    erase_member(kept)
    assert {row.name for row in Member.select()} == {""}
    assert {row.phone for row in Member.select()} == {""}
    counted = Attendance.select().where((Attendance.deleted == 0) & (Attendance.came == "yes"))
    assert counted.count() == 1, "they came, and came once"


def test_a_removed_row_of_the_other_does_not_come_back(book: Path) -> None:
    kept, other = person(), person(tags=["读书"])
    event = save_event(None, {"title": "晨跑"})
    row = save_attendance(event, other, came="yes")
    with action("attendance.remove"):
        mark(Attendance, [row], deleted=True)
    save_member(other, {"tags": []})
    save_attendance(event, kept, rsvp="yes")
    join_members(kept, other)
    (line,) = attendance_of(event)
    assert (line.member, line.came) == (kept, "no_record")
    assert load_member(kept).tags == ()  # type: ignore[union-attr]
    assert said_in(Attendance.get(Attendance.id == row))["came"] == "yes"
    assert Feedback.select().count() == 0
