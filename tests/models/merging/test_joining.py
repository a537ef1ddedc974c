from __future__ import annotations

from datetime import date
from pathlib import Path

from models.events.attendance import attendance_of, save_attendance
from models.events.event import save_event
from models.feedback.feedback import load_feedback, save_feedback
from models.journal.folding import find_differences
from models.journal.undo import undo, undo_step
from models.members.member import load_member, save_member
from models.merging.joining import join_twins
from models.merging.twins import Twins
from models.titles import Named
from models.vocabulary import Kind


def twins_of(one: bytes, other: bytes) -> Twins:
    first, second = Named(Kind.MEMBER, one, "张三"), Named(Kind.MEMBER, other, "张三")
    return Twins(b"t" * 16, first, second, "name")


def test_what_both_had_belongs_to_the_one_that_is_kept(book: Path) -> None:
    kept = save_member(None, {"name": "张三", "phone": "138", "tags": ["跑步"]})
    values = {"name": "张三", "phone": "139", "region": "东湖", "tags": ["读书"], "gender": "male"}
    other = save_member(None, values)
    friend = save_member(None, {"name": "李四", "introduced_by": other})
    both, alone = (save_event(None, {"title": title}) for title in ("晨跑", "夜跑"))
    save_attendance(both, kept, rsvp="yes")
    save_attendance(both, other, rsvp="no", came="yes", rating=4)
    save_attendance(alone, other, came="yes")
    said = save_feedback(None, {"date": date(2026, 10, 1), "member": other, "text": "好"})
    before = [load_member(kept), load_member(other), attendance_of(both), attendance_of(alone)]

    join_twins(twins_of(kept, other), kept)
    one = load_member(kept)
    assert one is not None
    assert (one.phone, one.region, one.gender) == ("138", "东湖", "male")
    assert set(one.tags) == {"跑步", "读书"}
    assert load_member(other) is None
    (line,) = attendance_of(both)
    assert (line.member, line.rsvp, line.came, line.rating) == (kept, "yes", "yes", 4)
    assert [(each.member, each.came) for each in attendance_of(alone)] == [(kept, "yes")]
    feedback, introduced = load_feedback(said), load_member(friend)
    assert feedback is not None and feedback.member == kept
    assert introduced is not None and introduced.introduced_by == kept
    assert find_differences() == []

    step = undo_step()
    assert step is not None and step.kind == "member.join"
    undo(step)
    after = [load_member(kept), load_member(other), attendance_of(both), attendance_of(alone)]
    assert after == before


def test_nobody_introduces_themselves_by_being_joined(book: Path) -> None:
    kept = save_member(None, {"name": "张三"})
    other = save_member(None, {"name": "张三", "introduced_by": kept})
    join_twins(twins_of(kept, other), kept)
    one = load_member(kept)
    assert one is not None and one.introduced_by is None
