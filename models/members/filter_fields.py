"""Everything that can be asked of a member: the one list the window and the file go by."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from models.errors import UserError
from models.members.custom_field import FieldDefinition, list_fields
from models.members.field_values import sql_value
from models.members.filters import Group, Test
from models.members.household import list_households
from models.members.points import active_of_one
from models.vocabulary import Choice, FieldSort, Gender, MemberStatus, Standing
from resources.i18n import N_


class Sort(StrEnum):
    """What kind of thing a field holds, and so which tests make sense of it."""

    TEXT = "text"
    NAMES = "names"  # several texts
    CHOICE = "choice"
    OPEN_CHOICE = "open_choice"  # may be empty
    DATE = "date"
    BORN = "born"
    NUMBER = "number"
    COUNT = "count"  # a number that everybody has, if only 0
    TAGS = "tags"
    YES_NO = "yes_no"
    OPEN_YES_NO = "open_yes_no"  # may be unknown
    LAST_TIME = "last_time"
    MEMBER = "member"
    CONSENT = "consent"
    ATTENDANCE = "attendance"


TESTS: Mapping[Sort, tuple[Test, ...]] = {
    Sort.TEXT: (Test.CONTAINS, Test.LACKS, Test.IS, Test.IS_NOT, Test.EMPTY, Test.FILLED),
    Sort.NAMES: (Test.CONTAINS, Test.LACKS, Test.EMPTY, Test.FILLED),
    Sort.CHOICE: (Test.ANY_OF, Test.NONE_OF),
    Sort.OPEN_CHOICE: (Test.ANY_OF, Test.NONE_OF, Test.EMPTY, Test.FILLED),
    Sort.DATE: (
        Test.LAST_DAYS,
        Test.OLDER_DAYS,
        Test.NEXT_DAYS,
        Test.THIS_MONTH,
        Test.BEFORE,
        Test.AFTER,
        Test.ON,
        Test.EMPTY,
        Test.FILLED,
    ),
    Sort.BORN: (
        Test.BIRTHDAY_THIS_MONTH,
        Test.BIRTHDAY_IN,
        Test.BIRTHDAY_NEXT,
        Test.AGE_FROM,
        Test.AGE_TO,
        Test.EMPTY,
        Test.FILLED,
    ),
    Sort.NUMBER: (Test.AT_LEAST, Test.AT_MOST, Test.EQUALS, Test.EMPTY, Test.FILLED),
    Sort.COUNT: (Test.AT_LEAST, Test.AT_MOST, Test.EQUALS),
    Sort.TAGS: (Test.ANY_OF, Test.ALL_OF, Test.NONE_OF, Test.EMPTY, Test.FILLED),
    Sort.YES_NO: (Test.YES, Test.NO),
    Sort.OPEN_YES_NO: (Test.YES, Test.NO, Test.EMPTY),
    Sort.LAST_TIME: (Test.NOT_FOR_DAYS, Test.LAST_DAYS, Test.NEVER),
    Sort.MEMBER: (Test.IS, Test.EMPTY, Test.FILLED),
    Sort.CONSENT: (Test.GIVEN, Test.NOT_GIVEN),
    Sort.ATTENDANCE: (Test.CAME, Test.NOT_COME, Test.NO_RECORD, Test.SAID_YES),
}
PERSON, BELONGING, TAKING_PART, OWN = (
    N_("The person"),
    N_("Membership"),
    N_("Taking part"),
    N_("Fields of your own"),
)


@dataclass(frozen=True)
class FilterField:
    """One thing that can be asked about.

    `title` is a message id, or the organizer's own words where the field is `own`; so are the
    titles of `choices`, which are (stored value, title), where they are `named`. `value` is the
    SQL of what a member `t` has, where that is one value.
    """

    name: str
    title: str
    sort: Sort
    heading: str
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    own: bool = False
    named: bool = False

    @property
    def tests(self) -> tuple[Test, ...]:
        return TESTS[self.sort]


def all_fields() -> dict[str, FilterField]:
    """Return every field by its name, in the order they are offered in."""
    fields = (
        *_PERSON, *_of_households(), *_BELONGING, *_TAKING_PART, _active_points(),
        *map(_own, list_fields()),
    )  # fmt: skip
    return {field.name: field for field in fields}


def fields_for(asked: Group) -> dict[str, FilterField]:
    """Return the fields, having made sure that a filter asks for nothing else.

    Raises UserError where it asks for a field that is not there any more, or for what a field
    cannot be asked since it holds something else now.
    """
    fields = all_fields()
    for condition in asked.conditions():
        field = fields.get(condition.field)
        if field is None or condition.test not in field.tests:
            raise UserError(
                N_(
                    "This list asks for a field that is not there any more, or that holds"
                    " something else now. Open the list’s filter and choose another field."
                )
            )
    return fields


def _titled(choices: Iterable[Choice]) -> tuple[tuple[str, str], ...]:
    return tuple((choice.value, choice.title) for choice in choices)


def _column(name: str, title: str, heading: str, sort: Sort = Sort.TEXT) -> FilterField:
    return FilterField(name, title, sort, heading, f't."{name}"')


def _of_households() -> tuple[FilterField, ...]:
    households = tuple((household.hex(), name) for household, name in list_households())
    field = FilterField(
        "household",
        N_("Household"),
        Sort.OPEN_CHOICE,
        PERSON,
        "lower(hex(t.household))",
        households,
        named=True,
    )
    return (field,)


_PERSON = (
    FilterField("tags", N_("Tags"), Sort.TAGS, PERSON),
    _column("name", N_("Name"), PERSON),
    FilterField("gender", N_("Gender"), Sort.CHOICE, PERSON, "t.gender", choices=_titled(Gender)),
    _column("born", N_("Birth date"), PERSON, Sort.BORN),
    _column("region", N_("Region"), PERSON),
    _column("phone", N_("Phone"), PERSON),
    _column("email", N_("E-mail"), PERSON),
    _column("wechat_name", N_("WeChat nickname"), PERSON),
    _column("wechat_id", N_("WeChat ID"), PERSON),
    _column("group_name", N_("Group nickname"), PERSON),
    FilterField(
        "aliases",
        N_("Other names"),
        Sort.NAMES,
        PERSON,
        "(SELECT group_concat(a.name, char(10)) FROM alias a"
        " WHERE a.member = t.id AND a.deleted = 0)",
    ),
    _column("can_give", N_("Can give"), PERSON),
    _column("needs", N_("Needs"), PERSON),
    _column("traits", N_("Traits"), PERSON),
    _column("note", N_("Note"), PERSON),
    FilterField("photo", N_("Has a photo"), Sort.YES_NO, PERSON),
    FilterField("guardian", N_("Has a guardian"), Sort.YES_NO, PERSON),
    FilterField("household_contact", N_("Contact person of the household"), Sort.YES_NO, PERSON),
)
_BELONGING = (
    FilterField(
        "status", N_("Status"), Sort.CHOICE, BELONGING, "t.status", choices=_titled(MemberStatus)
    ),
    _column("role", N_("Role"), BELONGING),
    _column("joined", N_("Joined"), BELONGING, Sort.DATE),
    _column("left", N_("Left on"), BELONGING, Sort.DATE),
    _column("left_reason", N_("Why they left"), BELONGING),
    _column("exit_note", N_("Exit note"), BELONGING),
    _column("applied", N_("Applied on"), BELONGING, Sort.DATE),
    _column("decided", N_("Decided on"), BELONGING, Sort.DATE),
    _column("decision", N_("Reason of the decision"), BELONGING),
    _column("source", N_("How they found us"), BELONGING),
    FilterField(
        "introduced_by", N_("Introduced by"), Sort.MEMBER, BELONGING, "lower(hex(t.introduced_by))"
    ),
    FilterField("consent", N_("Consent"), Sort.CONSENT, BELONGING),
)
# Rounded as they are shown: nobody should be left out for what they cannot see.
_SCORE = "round(coalesce((SELECT s.score FROM _standing s WHERE s.member = t.rid), 0), 1)"
_TAKING_PART = (
    FilterField("standing", N_("Class"), Sort.CHOICE, TAKING_PART, choices=_titled(Standing)),
    FilterField("score", N_("Activity score"), Sort.COUNT, TAKING_PART, _SCORE),
    FilterField("attendance", N_("Attendance"), Sort.ATTENDANCE, TAKING_PART),
    FilterField("last_seen", N_("Last seen at an event"), Sort.LAST_TIME, TAKING_PART),
    FilterField("took_part", N_("Last took part in anything"), Sort.LAST_TIME, TAKING_PART),
    FilterField("last_contact", N_("Last contact"), Sort.LAST_TIME, TAKING_PART),
    FilterField(
        "came",
        N_("Events they came to"),
        Sort.COUNT,
        TAKING_PART,
        "(SELECT count(*) FROM attendance a CROSS JOIN event e ON e.id = a.event"
        " WHERE a.member = t.id AND a.deleted = 0 AND a.came = 'yes' AND e.deleted = 0)",
    ),
    FilterField(
        "points",
        N_("Points in all"),
        Sort.COUNT,
        TAKING_PART,
        "(SELECT coalesce(sum(p.amount), 0) FROM points p WHERE p.member = t.id AND p.deleted = 0)",
    ),
    FilterField("resting", N_("Resting now"), Sort.YES_NO, TAKING_PART),
    _column("rest_until", N_("Rests until"), TAKING_PART, Sort.DATE),
    _column("cadence", N_("Speak to every … days"), TAKING_PART, Sort.NUMBER),
)


def _active_points() -> FilterField:
    """Another on every day, for points fade."""
    value = f"round(coalesce({active_of_one()}, 0), 1)"
    return FilterField("active_points", N_("Active points"), Sort.COUNT, TAKING_PART, value)


_SORTS = {
    FieldSort.TEXT: Sort.TEXT,
    FieldSort.NUMBER: Sort.NUMBER,
    FieldSort.DATE: Sort.DATE,
    FieldSort.CHOICE: Sort.OPEN_CHOICE,
    FieldSort.YES_NO: Sort.OPEN_YES_NO,
}


def _own(definition: FieldDefinition) -> FilterField:
    return FilterField(
        definition.name,
        definition.title,
        _SORTS[definition.sort],
        OWN,
        sql_value(definition),
        tuple((word, word) for word in definition.choices),
        own=True,
        named=True,
    )
