"""Every kind of record there is: the one place to name a new table."""

from __future__ import annotations

from models.base import Record
from models.community import Community
from models.events.attendance import Attendance
from models.events.budget_line import BudgetLine
from models.events.evaluation import Evaluation
from models.events.event import Event
from models.events.guest import Guest
from models.events.quiet_week import QuietWeek
from models.events.series import Series
from models.events.task import Task
from models.events.template import Template
from models.events.venue import Venue
from models.feedback.feedback import Feedback
from models.members.alias import Alias
from models.members.barred import Barred
from models.members.cadence import Cadence
from models.members.consent import Consent
from models.members.contact import Contact
from models.members.criterion import Criterion, Finding
from models.members.custom_field import CustomField, CustomValue
from models.members.guardian import Guardian
from models.members.household import Household
from models.members.interaction import ChatDay, Interaction
from models.members.member import Member, MemberTag
from models.members.photo import Photo
from models.members.points import Points
from models.members.saved_list import SavedList
from models.members.stay import Stay
from models.members.violation import Violation
from models.members.welcome import WelcomeStep
from models.rules.rule import Rule
from models.setting import Setting
from models.settlement import Settlement

RECORDS: tuple[type[Record], ...] = (
    Community,
    Household,
    Member,
    MemberTag,
    Rule,
    Event,
    Attendance,
    Feedback,
    Settlement,
    Alias,
    Guardian,
    Consent,
    Photo,
    CustomField,
    CustomValue,
    Contact,
    Cadence,
    Interaction,
    ChatDay,
    Criterion,
    Finding,
    WelcomeStep,
    Stay,
    Barred,
    Points,
    SavedList,
    Setting,
    Series,
    Task,
    BudgetLine,
    Evaluation,
    Template,
    Guest,
    Venue,
    QuietWeek,
    Violation,
)
# What belongs to a member or an event and is shown by it, in the order of the above; and what is
# kept for the whole community beside its own record.
OF_MEMBERS: tuple[type[Record], ...] = tuple(
    record for record in RECORDS if record.owner == "member" and record.subject is Member.subject
)
OF_EVENTS: tuple[type[Record], ...] = tuple(
    record for record in RECORDS if record.owner == "event" and record.subject is Event.subject
)
OF_COMMUNITY: tuple[type[Record], ...] = tuple(
    record
    for record in RECORDS
    if record.subject is Community.subject and record not in (Community, Settlement)
)
