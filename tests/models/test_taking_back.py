from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

import pytest

from models.base import database
from models.book import about, save_about
from models.community import COMMUNITY_ID
from models.errors import UserError
from models.events.attendance import attendance_of, save_attendance
from models.events.event import load_event, save_event
from models.feedback.feedback import load_feedback, save_feedback
from models.journal.happened import Cell, past_of
from models.journal.undo import undo, undo_step
from models.members.member import MemberTag, load_member, remove_members, save_member
from models.rules.rule import load_rule, save_rule
from models.taking_back import take_back
from models.vocabulary import Kind

pytestmark = pytest.mark.usefixtures("book")


def cell_of(record: bytes, column: str | None, *links: type[MemberTag]) -> Cell:
    """Return the newest record of a column that has a value before."""
    return next(
        cell
        for entry in past_of(record, *links)
        for cell in entry.cells
        if cell.column == column and (links == () or cell.table == "member_tag")
    )


def test_values_go_back_as_what_they_are() -> None:
    ann = save_member(None, {"name": "Ann", "joined": date(2026, 1, 1)})
    save_member(ann, {"joined": date(2026, 2, 2)})
    assert take_back(cell_of(ann, "joined")) is Kind.MEMBER
    member = load_member(ann)
    assert member is not None
    assert member.joined == date(2026, 1, 1)
    event = save_event(None, {"title": "Run", "budget": Decimal("10.50"),
                              "begins": datetime(2026, 1, 1, 9)})  # fmt: skip
    save_event(event, {"budget": Decimal(20), "begins": datetime(2026, 1, 2, 9)})
    take_back(cell_of(event, "budget"))
    take_back(cell_of(event, "begins"))
    values = load_event(event)
    assert values is not None
    assert (values.budget, values.begins) == (Decimal("10.50"), datetime(2026, 1, 1, 9))


def test_every_kind_of_record_takes_a_value_back() -> None:
    rule = save_rule(None, {"title": "Be kind"})
    save_rule(rule, {"title": "Be quick"})
    feedback = save_feedback(None, {"text": "Good", "channel": "Letter"})
    save_feedback(feedback, {"channel": "Phone"})
    event, ann = save_event(None, {"title": "Run"}), save_member(None, {"name": "Ann"})
    attendance = save_attendance(event, ann, rsvp="yes")
    save_attendance(event, ann, rsvp="no")
    save_about({"purpose": "Run"})
    save_about({"purpose": "Walk"})
    kinds = [
        take_back(cell_of(rule, "title")),
        take_back(cell_of(feedback, "channel")),
        take_back(cell_of(attendance, "rsvp")),
        take_back(cell_of(COMMUNITY_ID, "purpose")),
    ]
    assert kinds == [Kind.RULE, Kind.FEEDBACK, Kind.ATTENDANCE, Kind.COMMUNITY]
    loaded_rule, loaded_feedback = load_rule(rule), load_feedback(feedback)
    assert loaded_rule is not None
    assert loaded_rule.title == "Be kind"
    assert loaded_feedback is not None
    assert loaded_feedback.channel == "Letter"
    assert attendance_of(event)[0].rsvp == "yes"
    assert about().purpose == "Run"


def test_taking_back_is_an_edit_that_can_be_undone() -> None:
    ann = save_member(None, {"name": "Ann", "phone": "138"})
    save_member(ann, {"phone": "139"})
    take_back(cell_of(ann, "phone"))
    step = undo_step()
    assert step is not None
    assert step.kind == "member.edit"
    undo(step)
    member = load_member(ann)
    assert member is not None
    assert member.phone == "139"


def test_a_tag_that_went_comes_and_one_that_came_goes() -> None:
    ann = save_member(None, {"name": "Ann", "tags": ("tea",)})
    save_member(ann, {"tags": ("runs",)})
    newest = past_of(ann, MemberTag)[0]
    for cell in newest.cells:
        take_back(cell)
    member = load_member(ann)
    assert member is not None
    assert member.tags == ("tea",)


def test_who_was_erased_is_not_named_again() -> None:
    ann, ben = (save_member(None, {"name": name}) for name in ("Ann", "Ben"))
    save_member(ann, {"introduced_by": ben})
    save_member(ann, {"introduced_by": None})
    remove_members([ben])
    with pytest.raises(UserError, match="in the trash"):
        take_back(cell_of(ann, "introduced_by"))
    database.execute_sql("UPDATE member SET deleted = 2 WHERE id = ?", (ben,))
    with pytest.raises(UserError, match="erased for good"):
        take_back(cell_of(ann, "introduced_by"))
    member = load_member(ann)
    assert member is not None
    assert member.introduced_by is None


def test_what_no_longer_fits_is_refused_in_the_form_s_own_sentence() -> None:
    ann = save_member(None, {"name": "Ann", "joined": date(2026, 5, 5)})
    database.execute_sql("UPDATE member SET name = '' WHERE id = ?", (ann,))
    save_member(ann, {"name": "Ann"})
    with pytest.raises(UserError, match="A name is needed"):
        take_back(cell_of(ann, "name"))
    database.execute_sql("UPDATE member SET joined = 'spring' WHERE id = ?", (ann,))
    save_member(ann, {"joined": date(2026, 5, 6)})
    with pytest.raises(UserError, match="cannot be read"):
        take_back(cell_of(ann, "joined"))


def test_a_record_in_the_trash_or_erased_is_left_alone() -> None:
    ann = save_member(None, {"name": "Ann", "tags": ("tea",)})
    save_member(ann, {"phone": "138", "tags": ()})
    phone, tag = cell_of(ann, "phone"), cell_of(ann, "deleted", MemberTag)
    remove_members([ann])
    for cell in (phone, tag):
        with pytest.raises(UserError, match="in the trash"):
            take_back(cell)
    database.execute_sql("UPDATE member SET deleted = 2 WHERE id = ?", (ann,))
    with pytest.raises(UserError, match="erased for good"):
        take_back(phone)
