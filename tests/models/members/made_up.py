"""Made-up members, kept beside the file as plain values, and a filter asked of those by hand."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from models.base import new_id
from models.events.attendance import save_attendance
from models.events.event import save_event
from models.journal.transactions import action
from models.members.alias import add_aliases
from models.members.consent import Consent
from models.members.contact import Contact
from models.members.custom_field import define_field, list_fields
from models.members.filters import ALL, Condition, Group, Test, Visits
from models.members.guardian import save_guardians
from models.members.household import make_household, name_contact
from models.members.member import load_member, save_member
from models.members.photo import Photo
from models.members.points import Points
from models.vocabulary import FieldSort

TODAY = date(2026, 10, 31)
TAGS = ("跑步", "亲子", "Foto", "读书")
WORDS = ("", "上海", "Shanghai", "shanghai 浦东", "100%", "a_b")
DAYS = (None, date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 12), date(2025, 2, 28))
BORN = ("", "1985", "2008", "1985-10-31", "2004-02-29", "1990-11-01", "2008-11-01", "1999-10-02")
FORMATS = ("gathering", "discussion", "晨跑")
_TEXTS = ("wechat_name", "wechat_id", "group_name", "can_give", "needs", "traits", "role", "source",
          "left_reason", "exit_note", "decision")  # fmt: skip
PURPOSES = ("照片", "群发邮件")


@dataclass(frozen=True)
class Came:
    event: bytes
    format: str
    day: date | None
    rsvp: str
    came: str


@dataclass
class Person:
    id: bytes
    values: dict[str, Any]
    tags: frozenset[str]
    custom: dict[str, Any]
    household: str
    visits: list[Came] = field(default_factory=list)
    contacts: list[date | None] = field(default_factory=list)
    points: list[int] = field(default_factory=list)
    consents: dict[str, tuple[date | None, date | None]] = field(default_factory=dict)
    photo: bool = False
    aliases: tuple[str, ...] = ()
    guarded: bool = False
    is_contact: bool = False


def make_people(chance: random.Random, count: int) -> list[Person]:
    """Make members with something in every field, and what hangs on them."""
    for title, sort, choices in (
        ("鞋码", FieldSort.NUMBER, ()),
        ("入队", FieldSort.DATE, ()),
        ("车", FieldSort.CHOICE, ("有", "没有")),
        ("会游泳", FieldSort.YES_NO, ()),
        ("口头禅", FieldSort.TEXT, ()),
    ):
        define_field(None, title, sort, choices)
    households = {name: make_household(name).hex() for name in ("松院", "柏院")}
    people = [_make(chance, households, number) for number in range(count)]
    _gather(chance, people)
    for person in people:
        _hang_on(chance, person)
    _relate(chance, people)
    return people


def _make(chance: random.Random, households: dict[str, str], number: int) -> Person:
    household = chance.choice(["", *households.values()])
    values = {
        "name": f"{chance.choice('王李张')}{number}",
        "gender": chance.choice(("unknown", "female", "male")),
        "status": chance.choice(("active", "active", "paused", "left", "applicant")),
        "born": chance.choice(BORN),
        "region": chance.choice(WORDS),
        "note": chance.choice(WORDS),
        "phone": chance.choice(("", "13800138000")),
        "joined": chance.choice(DAYS),
        "rest_until": chance.choice(DAYS),
        "cadence": chance.choice((None, 30, 60)),
        **{name: chance.choice(WORDS) for name in _TEXTS},
        **{name: chance.choice(DAYS) for name in ("applied", "decided")},
    }
    tags = frozenset(chance.sample(TAGS, chance.randrange(3)))
    custom = {each.name: _own(chance, each.sort) for each in list_fields()}
    given = {**values, **custom, "tags": tags, "household": bytes.fromhex(household) or None}
    made = save_member(None, given)
    return Person(made, vars(load_member(made)), tags, custom, household)


def _own(chance: random.Random, sort: FieldSort) -> Any:
    return chance.choice(
        {
            FieldSort.NUMBER: (None, Decimal(38), Decimal("41.5"), Decimal(-3)),
            FieldSort.DATE: DAYS,
            FieldSort.CHOICE: ("", "有", "没有"),
            FieldSort.YES_NO: (None, True, False),
            FieldSort.TEXT: WORDS,
        }[sort]
    )


def _gather(chance: random.Random, people: list[Person]) -> None:
    for number in range(9):
        day = chance.choice((None, TODAY - timedelta(chance.randrange(-5, 200))))
        begins = datetime(day.year, day.month, day.day, 19) if day else None
        style = chance.choice(FORMATS)
        event = save_event(None, {"title": f"第{number}期", "format": style, "begins": begins})
        for person in chance.sample(people, len(people) // 3):
            one = Came(event, style, day, chance.choice(("none", "yes", "no")),
                       chance.choice(("yes", "yes", "no", "no_record")))  # fmt: skip
            save_attendance(event, person.id, rsvp=one.rsvp, came=one.came)
            person.visits.append(one)


def _hang_on(chance: random.Random, person: Person) -> None:
    for _each in range(chance.randrange(3)):
        day = TODAY - timedelta(chance.randrange(120))
        Contact.create(id=new_id(), member=person.id, day=day, channel="微信")
        person.contacts.append(day)
        amount = chance.randrange(-2, 9)
        Points.create(id=new_id(), member=person.id, amount=amount, reason="帮忙", day=day)
        person.points.append(amount)
    for purpose in PURPOSES:
        given, withdrawn = chance.choice(DAYS[:3]), chance.choice((None, None, *DAYS[1:4]))
        if chance.random() < 0.6:
            Consent.create(
                id=new_id(), member=person.id, purpose=purpose, given=given, withdrawn=withdrawn
            )
            person.consents[purpose] = (given, withdrawn)
    if chance.random() < 0.3:
        Photo.create(id=new_id(), member=person.id, image=b"\xff\xd8picture")
        person.photo = True


def _relate(chance: random.Random, people: list[Person]) -> None:
    with action("member.edit"):
        _add_names(chance, people)
    for person, other in pairwise(people):
        if chance.random() < 0.4:
            save_guardians(person.id, [(other.id, "")])
            person.guarded = True
    for household in {person.household for person in people} - {""}:
        spoken_to = next(person for person in people if person.household == household)
        name_contact(bytes.fromhex(household), spoken_to.id)
        spoken_to.is_contact = True


def _add_names(chance: random.Random, people: list[Person]) -> None:
    for person in people:
        person.aliases = tuple(chance.sample(("小w", "阿上海", "Lin"), chance.randrange(3)))
        add_aliases(person.id, dict.fromkeys(person.aliases, ""))


def meets(person: Person, asked: Condition | Group) -> bool:
    """Say whether somebody meets a filter, from the plain values alone."""
    if isinstance(asked, Group):
        if not asked.parts:
            return True
        return (all if asked.way == ALL else any)(meets(person, part) for part in asked.parts)
    return _meets(person, asked)


def _meets(person: Person, asked: Condition) -> bool:
    special = _SPECIAL.get(asked.field)
    if special is not None:
        return special(person, asked)
    value = person.custom.get(asked.field, person.values.get(asked.field, ""))
    return _valued(value, asked)


def _resting(person: Person, asked: Condition) -> bool:
    until = person.values["rest_until"]
    return (until is not None and until >= TODAY) == (asked.test is Test.YES)


def _agreed(person: Person, asked: Condition) -> bool:
    given, withdrawn = person.consents.get(asked.value, (None, None))
    holds = given is not None and given <= TODAY and (withdrawn is None or withdrawn > TODAY)
    return holds == (asked.test is Test.GIVEN)


def _seen(person: Person) -> list[date | None]:
    return [each.day for each in person.visits if each.came == "yes"]


_SPECIAL: dict[str, Callable[[Person, Condition], bool]] = {
    "tags": lambda person, asked: _tags(person.tags, asked),
    "photo": lambda person, asked: person.photo == (asked.test is Test.YES),
    "guardian": lambda person, asked: person.guarded == (asked.test is Test.YES),
    "household_contact": lambda person, asked: person.is_contact == (asked.test is Test.YES),
    "aliases": lambda person, asked: _valued("\n".join(person.aliases), asked),
    "resting": _resting,
    "consent": _agreed,
    "points": lambda person, asked: _compared(sum(person.points), asked),
    "came": lambda person, asked: _compared(len(_seen(person)), asked),
    "last_contact": lambda person, asked: _last(person.contacts, asked),
    "last_seen": lambda person, asked: _last(_seen(person), asked),
    "attendance": lambda person, asked: _visited(person.visits, asked),
    "household": lambda person, asked: _valued(person.household, asked),
    "introduced_by": lambda _person, asked: asked.test is Test.EMPTY,
    "born": lambda person, asked: _born(person.values["born"], asked),
}


def _tags(tags: frozenset[str], asked: Condition) -> bool:
    wanted = set(asked.value or ())
    match asked.test:
        case Test.ANY_OF:
            return bool(tags & wanted)
        case Test.ALL_OF:
            return wanted <= tags
        case Test.NONE_OF:
            return not tags & wanted
    return bool(tags) == (asked.test is Test.FILLED)


def _folded(text: Any) -> str:
    """SQLite knows the case of A to Z alone."""
    return "".join(letter.lower() if letter.isascii() else letter for letter in str(text or ""))


_VALUED: dict[Test, Callable[[Any, Any], bool]] = {
    Test.EMPTY: lambda value, _given: value in (None, ""),
    Test.FILLED: lambda value, _given: value not in (None, ""),
    Test.IS: lambda value, given: _folded(value) == _folded(given),
    Test.IS_NOT: lambda value, given: _folded(value) != _folded(given),
    Test.CONTAINS: lambda value, given: _folded(given) in _folded(value),
    Test.LACKS: lambda value, given: _folded(given) not in _folded(value),
    Test.ANY_OF: lambda value, given: str(value or "") in given,
    Test.NONE_OF: lambda value, given: str(value or "") not in given,
    Test.YES: lambda value, _given: value is True,
    Test.NO: lambda value, _given: value is False,
}


def _valued(value: Any, asked: Condition) -> bool:
    if asked.test in _VALUED:
        return _VALUED[asked.test](value, asked.value)
    if value is None:
        return False
    if asked.test in (Test.EQUALS, Test.AT_LEAST, Test.AT_MOST):
        return _compared(value, asked)
    return _DATED[asked.test](value, asked.value)


def _compared(value: Any, asked: Condition) -> bool:
    match asked.test:
        case Test.EQUALS:
            return bool(value == asked.value)
        case Test.AT_LEAST:
            return bool(value >= asked.value)
    return bool(value <= asked.value)


_DATED: dict[Test, Callable[[date, Any], bool]] = {
    Test.BEFORE: lambda day, given: day < given,
    Test.AFTER: lambda day, given: day > given,
    Test.ON: lambda day, given: day == given,
    Test.LAST_DAYS: lambda day, given: 0 <= (TODAY - day).days <= given,
    Test.NEXT_DAYS: lambda day, given: 0 <= (day - TODAY).days <= given,
    Test.OLDER_DAYS: lambda day, given: (TODAY - day).days > given,
    Test.THIS_MONTH: lambda day, _given: (day.year, day.month) == (TODAY.year, TODAY.month),
}


def _last(days: list[date | None], asked: Condition) -> bool:
    if asked.test is Test.NEVER:
        return not days
    lately = any(day is not None and (TODAY - day).days <= asked.value for day in days)
    return lately == (asked.test is Test.LAST_DAYS)


def _visited(visits: list[Came], asked: Condition) -> bool:
    meant = [each for each in visits if _is_meant(each, asked.value)]
    match asked.test:
        case Test.CAME:
            return any(each.came == "yes" for each in meant)
        case Test.NO_RECORD:
            return not any(each.came == "yes" for each in meant)
        case Test.NOT_COME:
            return any(each.came == "no" for each in meant)
    return any(each.rsvp == "yes" for each in meant)


def _is_meant(one: Came, which: Visits) -> bool:
    since, until = which.since, which.until
    if which.days is not None:
        since, until = TODAY - timedelta(which.days), TODAY
    return (
        (which.event is None or one.event == which.event)
        and (not which.format or one.format == which.format)
        and (since is None or (one.day is not None and one.day >= since))
        and (until is None or (one.day is not None and one.day <= until))
    )


def _born(born: str, asked: Condition) -> bool:
    given, whole = asked.value, len(born) == 10
    if asked.test in (Test.EMPTY, Test.FILLED):
        return bool(born) == (asked.test is Test.FILLED)
    if asked.test in (Test.AGE_FROM, Test.AGE_TO):
        if not born:
            return False
        later = whole and born[5:] > TODAY.isoformat()[5:]
        age = TODAY.year - int(born[:4]) - later
        return bool(age >= given if asked.test is Test.AGE_FROM else age <= given)
    if asked.test is Test.BIRTHDAY_NEXT:
        ahead = [TODAY + timedelta(days) for days in range(given + 1)]
        leap = born[5:] == "02-29"
        days = {day.isoformat()[5:] for day in ahead}
        eve = any((day.month, day.day) == (2, 28) and day.year % 4 for day in ahead)
        return whole and (born[5:] in days or (leap and eve))
    month = TODAY.month if asked.test is Test.BIRTHDAY_THIS_MONTH else given
    return whole and bool(int(born[5:7]) == month)
