"""Earlier times in which somebody who came back was a member."""

from __future__ import annotations

from datetime import date

from peewee import ForeignKeyField

from models.base import DayField, Record, WordsField, link_id
from models.members.tables import Member
from models.vocabulary import Kind


class Stay(Record):
    """Written when somebody returns; the present stay stands in the member's own record.

    Nobody leaves twice on one day, so two copies on which somebody returned make one row.
    """

    subject = Kind.MEMBER
    keys = ("member", "left")
    shared_id = True
    owner = "member"
    kept = ("joined", "left")
    called = "reason"

    member = ForeignKeyField(Member, field="id", column_name="member", backref="stays")
    joined = DayField(null=True)
    left = DayField(null=True)
    reason = WordsField()
    note = WordsField()


def keep_stay(
    member_id: bytes, joined: date | None, left: date | None, reason: str, note: str
) -> None:
    """Write down an earlier time of somebody as a member, inside an action."""
    stay_id = link_id("stay", member_id, str(left))
    values = {"joined": joined, "reason": reason, "note": note}
    if Stay.get_or_none(Stay.id == stay_id) is None:
        Stay.create(id=stay_id, member=member_id, left=left, **values)
    else:
        Stay.update(deleted=0, **values).where(Stay.id == stay_id).execute()
