"""The closed choices of the field, with the words they are shown by.

A member's value is what is stored; `title` is the English message to translate where it is shown.
"""

from __future__ import annotations

from enum import StrEnum

from resources.i18n import N_


class Choice(StrEnum):
    # The word is wanted here, and nobody title-cases a stored value.
    title: str  # type: ignore[assignment]

    def __new__(cls, value: str, title: str = "") -> Choice:
        choice = str.__new__(cls, value)
        choice._value_ = value
        choice.title = title
        return choice


class Kind(Choice):
    """The kinds of record that can change."""

    COMMUNITY = "community", N_("Community")
    MEMBER = "member", N_("Member")
    RULE = "rule", N_("Rule")
    EVENT = "event", N_("Event")
    ATTENDANCE = "attendance", N_("Attendance")
    FEEDBACK = "feedback", N_("Feedback")


class Gender(Choice):
    UNKNOWN = "unknown", N_("Unknown")
    FEMALE = "female", N_("Female")
    MALE = "male", N_("Male")
    OTHER = "other", N_("Other")


class MemberStatus(Choice):
    APPLICANT = "applicant", N_("Applicant")
    ACTIVE = "active", N_("Active")
    PAUSED = "paused", N_("Paused")
    LEFT = "left", N_("Left")
    WAITING = "waiting", N_("Waiting list")
    REFUSED = "refused", N_("Refused")
    VISITOR = "visitor", N_("Visitor")


class Standing(Choice):
    """The classes of members: how much somebody takes part, and how lately."""

    CORE = "core", N_("Core")
    ACTIVE = "active", N_("Regular")
    OCCASIONAL = "occasional", N_("Occasional")
    NEW = "new", N_("Newcomer")
    LAPSING = "lapsing", N_("Drifting away")
    SILENT = "silent", N_("Silent")
    RESTING = "resting", N_("Resting")


class InteractionSort(Choice):
    SPOKE = "spoke", N_("Spoke")
    SHARED = "shared", N_("Shared something")
    HELPED = "helped", N_("Helped")
    HOSTED = "hosted", N_("Hosted")
    VOLUNTEERED = "volunteered", N_("Volunteered")
    BROUGHT = "brought", N_("Brought someone")


class Deed(Choice):
    """What makes somebody seen. A contact note is no deed of theirs, and worth no points."""

    ATTENDED = "attended", N_("Came to an event")
    SPOKE = "spoke", N_("Spoke at an event")
    HOSTED = "hosted", N_("Hosted")
    SHARED = "shared", N_("Shared something")
    HELPED = "helped", N_("Helped")
    VOLUNTEERED = "volunteered", N_("Volunteered")
    BROUGHT = "brought", N_("Brought someone")
    FEEDBACK = "feedback", N_("Gave feedback")
    MESSAGES = "messages", N_("Wrote in a chat")
    CONTACT = "contact", N_("Was spoken to")


class FieldSort(Choice):
    """What a field of the organizer's own holds."""

    TEXT = "text", N_("Some text")
    NUMBER = "number", N_("A number")
    DATE = "date", N_("A date")
    CHOICE = "choice", N_("A choice")
    YES_NO = "yes_no", N_("Yes or no")


class CriterionSort(Choice):
    """What an admission criterion asks of an applicant."""

    AGE = "age", N_("Age")
    GENDER = "gender", N_("Gender")
    REGION = "region", N_("Region")
    INTEREST = "interest", N_("Tag")
    REFERRAL = "referral", N_("Introduced by a member")
    FIELD = "field", N_("A field of your own")
    QUESTION = "question", N_("A question")


class Verdict(Choice):
    """What became of a criterion. Unknown is never the same as failed."""

    UNKNOWN = "unknown", N_("Unknown")
    PASS = "pass", N_("Passes")
    FAIL = "fail", N_("Does not pass")


class RuleSection(Choice):
    VALUES = "values", N_("Values")
    CONDUCT = "conduct", N_("Conduct")
    INTERACTION = "interaction", N_("Interaction")
    CONTENT = "content", N_("Content")
    ADMISSION = "admission", N_("Admission")
    REWARDS = "rewards", N_("Rewards")


class Measure(Choice):
    """What followed when somebody broke a rule, the mildest first."""

    NONE = "none", N_("Nothing followed")
    REMINDER = "reminder", N_("Reminder")
    WARNING = "warning", N_("Warning")
    PAUSE = "pause", N_("Left out for a while")
    REMOVAL = "removal", N_("Removed from the community")


class RuleStatus(Choice):
    DRAFT = "draft", N_("Draft")
    IN_FORCE = "in_force", N_("In force")
    RETIRED = "retired", N_("Retired")


class EventFormat(Choice):
    """The formats every community knows; an event may carry the organizer's own word instead."""

    DISCUSSION = "discussion", N_("Topic discussion")
    LIVESTREAM = "livestream", N_("Livestream")
    GATHERING = "gathering", N_("Gathering")


class EventMode(Choice):
    OFFLINE = "offline", N_("Offline")
    ONLINE = "online", N_("Online")
    HYBRID = "hybrid", N_("Hybrid")


class EventStatus(Choice):
    IDEA = "idea", N_("Idea")
    PLANNED = "planned", N_("Planned")
    ANNOUNCED = "announced", N_("Announced")
    DONE = "done", N_("Done")
    CANCELLED = "cancelled", N_("Cancelled")


class Rsvp(Choice):
    NONE = "none", N_("No answer")
    YES = "yes", N_("Yes")
    NO = "no", N_("No")
    MAYBE = "maybe", N_("Maybe")


class Came(Choice):
    """Whether somebody came. No record is never the same as absent."""

    NO_RECORD = "no_record", N_("No record")
    YES = "yes", N_("Came")
    NO = "no", N_("Did not come")


class Listing(Choice):
    """How somebody came to stand on an event's list."""

    HAND = "", N_("Put on the list by hand")
    CHAIN = "chain", N_("Signed up in a chain")
    DOOR = "door", N_("Came to the door")
    FILE = "file", N_("Read from a file")


class BudgetSort(Choice):
    """What the lines of a budget are for: four kinds of cost, and what comes in."""

    VENUE = "venue", N_("Venue")
    FOOD = "food", N_("Food and drinks")
    MATERIAL = "material", N_("Material")
    OTHER = "other", N_("Other")
    INCOME = "income", N_("Income")


class FeedbackKind(Choice):
    QUESTION = "question", N_("Question")
    SUGGESTION = "suggestion", N_("Suggestion")
    COMPLAINT = "complaint", N_("Complaint")
    PRAISE = "praise", N_("Praise")


class FeedbackStatus(Choice):
    NEW = "new", N_("New")
    IN_PROGRESS = "in_progress", N_("In progress")
    ANSWERED = "answered", N_("Answered")
    CLOSED = "closed", N_("Closed")


class Audience(Choice):
    """Who a report is for, and so whose names it may show."""

    PUBLIC = "public", N_("Public")
    COMMITTEE = "committee", N_("Committee")
    FULL = "full", N_("Full")


class Purpose(Choice):
    """What a member is usually asked to agree to; the organizer may add other purposes."""

    PHOTO = "photo", N_("Photos of them in reports")
    NAME = "name", N_("Their first name in public reports")
    CONTACT = "contact", N_("Being contacted by phone or message")
    DATA = "data", N_("Their details being kept here")


MEMBER_ROLES = (N_("Organizer"), N_("Co-organizer"), N_("Volunteer"))
# Those who are not, or not yet, members: no figure about members counts them.
OUTSIDE = (
    MemberStatus.APPLICANT,
    MemberStatus.WAITING,
    MemberStatus.REFUSED,
    MemberStatus.VISITOR,
)
OPEN_FEEDBACK = (FeedbackStatus.NEW, FeedbackStatus.IN_PROGRESS)
