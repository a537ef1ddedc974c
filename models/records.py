"""Every kind of record there is: the one place to name a new table."""

from __future__ import annotations

from models.base import Record
from models.community import Community
from models.events.attendance import Attendance
from models.events.event import Event
from models.feedback.feedback import Feedback
from models.members.member import Member, MemberTag
from models.rules.rule import Rule
from models.settlement import Settlement

RECORDS: tuple[type[Record], ...] = (
    Community,
    Member,
    MemberTag,
    Rule,
    Event,
    Attendance,
    Feedback,
    Settlement,
)
