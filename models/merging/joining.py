"""Two entries of one person become one: the entry that is kept has what both had."""

from __future__ import annotations

from typing import Any

from models.base import live
from models.events.attendance import Attendance, save_attendance
from models.feedback.feedback import Feedback
from models.journal.transactions import action
from models.members.member import FIELDS, Member, load_member, remove_members, save_member
from models.merging.conflicts import mark_settled
from models.merging.twins import Twins
from models.vocabulary import Came, Gender, Rsvp

JOINING = "member.join"
_UNSAID = {"gender": Gender.UNKNOWN}


def join_twins(twins: Twins, kept_id: bytes) -> None:
    """Keep one of the two as the one person they are; the other goes to the trash.

    What the kept entry leaves empty is filled from the other, what belongs to the other goes to
    it. Where both say something, the kept one stands. One action, which one undo takes back.
    """
    other_id = twins.second.id if kept_id == twins.first.id else twins.first.id
    kept, other = load_member(kept_id), load_member(other_id)
    if kept is None or other is None:
        return
    with action(JOINING):
        filled: dict[str, Any] = {
            name: getattr(other, name)
            for name in FIELDS
            if _is_empty(name, getattr(kept, name)) and getattr(other, name) != kept_id
        }
        save_member(kept_id, {**filled, "tags": {*kept.tags, *other.tags}})
        for row in live(Attendance).where(Attendance.member == other_id):
            _take_attendance(row, kept_id)
        Feedback.update(member=kept_id).where(Feedback.member == other_id).execute()
        introduced = (Member.introduced_by == other_id) & (Member.id != kept_id)
        Member.update(introduced_by=kept_id).where(introduced).execute()
        remove_members([other_id])
        mark_settled(twins.id, min(kept_id, other_id))


def _is_empty(name: str, value: object) -> bool:
    return value in ("", None, _UNSAID.get(name, ""))


def _take_attendance(row: Attendance, kept_id: bytes) -> None:
    """Put the kept member on the event's list; what is known of either is known of them."""
    event_id = row.__data__["event"]
    known = (
        live(Attendance)
        .where((Attendance.event == event_id) & (Attendance.member == kept_id))
        .first()
    )
    values = {"rsvp": row.rsvp, "came": row.came, "rating": row.rating, "comment": row.comment}
    if known is not None:
        unsaid = {"rsvp": Rsvp.NONE, "came": Came.NO_RECORD, "rating": None, "comment": ""}
        values = {
            name: value
            for name, value in values.items()
            if getattr(known, name) == unsaid[name] and value != unsaid[name]
        }
    if values:
        save_attendance(event_id, kept_id, **values)
