"""What can be brought in and taken out: the fields of each kind of list."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from models.base import database
from models.members.custom_field import list_fields
from models.vocabulary import FieldSort, Kind
from resources.i18n import N_, Catalogue


class Sort(Enum):
    """How the cells of a field are read and written."""

    TEXT = "text"
    NAME = "name"
    PHONE = "phone"
    EMAIL = "email"
    DAY = "day"
    BORN = "born"
    MOMENT = "moment"
    MONEY = "money"
    NUMBER = "number"
    GUESTS = "guests"
    RATING = "rating"
    TAGS = "tags"
    WORDS = "words"
    NAMES = "names"
    GUARDIANS = "guardians"
    CONSENTS = "consents"
    DAYS = "days"
    CHOICE = "choice"
    DECIMAL = "decimal"
    YES_NO = "yes_no"
    OWN_CHOICE = "own_choice"


@dataclass(frozen=True)
class Field:
    """`title` heads the column of an export: a message, or as it stands where the field is the
    organizer's `own`, which may have `choices`. `exported` is false for what is read only."""

    name: str
    title: str
    sort: Sort = Sort.TEXT
    exported: bool = True
    own: bool = False
    choices: tuple[str, ...] = ()

    def heading(self, words: Catalogue) -> str:
        return self.title if self.own else words._(self.title)


MEMBER_FIELDS = (
    Field("name", N_("Name"), Sort.NAME),
    Field("family_name", N_("Family name"), exported=False),
    Field("given_name", N_("Given name"), exported=False),
    Field("wechat_name", N_("WeChat nickname")),
    Field("wechat_id", N_("WeChat ID")),
    Field("group_name", N_("Group nickname")),
    Field("aliases", N_("Other names"), Sort.NAMES),
    Field("gender", N_("Gender"), Sort.CHOICE),
    Field("born", N_("Birth date"), Sort.BORN),
    Field("region", N_("Region")),
    Field("phone", N_("Phone"), Sort.PHONE),
    Field("email", N_("E-mail"), Sort.EMAIL),
    Field("status", N_("Status"), Sort.CHOICE),
    Field("role", N_("Role")),
    Field("joined", N_("Joined"), Sort.DAY),
    Field("left", N_("Left on"), Sort.DAY),
    Field("left_reason", N_("Why they left")),
    Field("source", N_("How they found us")),
    Field("introduced_by", N_("Introduced by"), Sort.NAME),
    Field("tags", N_("Tags"), Sort.TAGS),
    Field("can_give", N_("Can give"), Sort.WORDS),
    Field("needs", N_("Needs"), Sort.WORDS),
    Field("traits", N_("Traits"), Sort.WORDS),
    Field("household", N_("Household")),
    Field("household_contact", N_("Contact person of the household"), Sort.NAME),
    Field("guardians", N_("Guardians"), Sort.GUARDIANS),
    Field("consents", N_("Consents"), Sort.CONSENTS),
    Field("rest_until", N_("Rests until"), Sort.DAY),
    Field("cadence", N_("Speak to every … days"), Sort.DAYS),
    Field("applied", N_("Applied on"), Sort.DAY),
    Field("decided", N_("Decided on"), Sort.DAY),
    Field("decision", N_("Reason of the decision")),
    Field("exit_note", N_("Exit note")),
    Field("note", N_("Note")),
)
_CLASS = Field("standing", N_("Class"), Sort.CHOICE)

EVENT_FIELDS = (
    Field("title", N_("Title")),
    Field("day", N_("Day"), Sort.MOMENT, exported=False),
    Field("format", N_("Format"), Sort.CHOICE),
    Field("mode", N_("Mode"), Sort.CHOICE),
    Field("begins", N_("Begins"), Sort.MOMENT),
    Field("ends", N_("Ends"), Sort.MOMENT),
    Field("place", N_("Place or link")),
    Field("host", N_("Host")),
    Field("guest", N_("Guest")),
    Field("description", N_("Description")),
    Field("capacity", N_("Capacity"), Sort.NUMBER),
    Field("budget", N_("Budget"), Sort.MONEY),
    Field("cost", N_("Cost"), Sort.MONEY),
    Field("income", N_("Income"), Sort.MONEY),
    Field("status", N_("Status"), Sort.CHOICE),
)

ATTENDANCE_FIELDS = (
    Field("event", N_("Event")),
    Field("day", N_("Day"), Sort.DAY),
    Field("member", N_("Member"), Sort.NAME),
    Field("wechat_id", N_("WeChat ID")),
    Field("phone", N_("Phone"), Sort.PHONE),
    Field("email", N_("E-mail"), Sort.EMAIL),
    Field("rsvp", N_("RSVP"), Sort.CHOICE),
    Field("guests", N_("Guests they bring"), Sort.GUESTS),
    Field("note", N_("Sign-up note")),
    Field("came", N_("Came"), Sort.CHOICE),
    Field("rating", N_("Rating"), Sort.RATING),
    Field("comment", N_("Comment")),
)

FEEDBACK_FIELDS = (
    Field("date", N_("Date"), Sort.DAY),
    Field("member", N_("Member"), Sort.NAME),
    Field("wechat_id", N_("WeChat ID")),
    Field("phone", N_("Phone"), Sort.PHONE),
    Field("email", N_("E-mail"), Sort.EMAIL),
    Field("kind", N_("Kind"), Sort.CHOICE),
    Field("channel", N_("Channel")),
    Field("text", N_("Feedback")),
    Field("satisfaction", N_("Satisfaction"), Sort.RATING),
    Field("event", N_("Event")),
    Field("event_day", N_("Day of the event"), Sort.DAY),
    Field("rule", N_("Rule")),
    Field("status", N_("Status"), Sort.CHOICE),
    Field("answer", N_("Answer")),
    Field("answered_on", N_("Answered on"), Sort.DAY),
    Field("told_on", N_("Told on"), Sort.DAY),
)

RULE_FIELDS = (
    Field("number", N_("Number"), Sort.NUMBER),
    Field("section", N_("Section"), Sort.CHOICE),
    Field("title", N_("Title")),
    Field("text", N_("Text")),
    Field("status", N_("Status"), Sort.CHOICE),
    Field("effective", N_("Effective from"), Sort.DAY),
)

# What a list of each kind may hold. Rules are written in the program and only go out.
FIELDS: Mapping[Kind, tuple[Field, ...]] = {
    Kind.MEMBER: MEMBER_FIELDS,
    Kind.EVENT: EVENT_FIELDS,
    Kind.ATTENDANCE: ATTENDANCE_FIELDS,
    Kind.FEEDBACK: FEEDBACK_FIELDS,
    Kind.RULE: RULE_FIELDS,
}
IMPORTED = (Kind.MEMBER, Kind.EVENT, Kind.ATTENDANCE, Kind.FEEDBACK)

# Without one of these columns a list says nothing.
NEEDED: Mapping[Kind, tuple[str, ...]] = {
    Kind.MEMBER: ("name", "family_name", "given_name"),
    Kind.EVENT: ("title",),
    Kind.ATTENDANCE: ("member", "rating"),
    Kind.FEEDBACK: ("text",),
}


_OWN_SORTS = {
    FieldSort.TEXT: Sort.TEXT,
    FieldSort.NUMBER: Sort.DECIMAL,
    FieldSort.DATE: Sort.DAY,
    FieldSort.CHOICE: Sort.OWN_CHOICE,
    FieldSort.YES_NO: Sort.YES_NO,
}


def fields_of(kind: Kind) -> tuple[Field, ...]:
    """Return the fields of a list, the organizer's own among them."""
    return (*FIELDS[kind], *own_fields(kind))


def exported_fields(kind: Kind) -> tuple[Field, ...]:
    """Return the fields a list is written with; last what the program worked out itself, which
    nobody brings in again."""
    worked_out = (_CLASS,) if kind is Kind.MEMBER else ()
    return (*(field for field in fields_of(kind) if field.exported), *worked_out)


def own_fields(kind: Kind) -> tuple[Field, ...]:
    """Return the organizer's own fields; where no file is open there are none."""
    if kind is not Kind.MEMBER or database.is_closed():
        return ()
    return tuple(
        Field(each.name, each.title, _OWN_SORTS[each.sort], own=True, choices=each.choices)
        for each in list_fields()
    )


def field_of(kind: Kind, name: str) -> Field:
    return next(field for field in fields_of(kind) if field.name == name)
