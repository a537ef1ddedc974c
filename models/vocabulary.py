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


class RuleSection(Choice):
    VALUES = "values", N_("Values")
    CONDUCT = "conduct", N_("Conduct")
    INTERACTION = "interaction", N_("Interaction")
    CONTENT = "content", N_("Content")
    ADMISSION = "admission", N_("Admission")
    REWARDS = "rewards", N_("Rewards")


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


MEMBER_ROLES = (N_("Organizer"), N_("Co-organizer"), N_("Volunteer"))
OPEN_FEEDBACK = (FeedbackStatus.NEW, FeedbackStatus.IN_PROGRESS)
