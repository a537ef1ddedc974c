"""The sample's members: who they are, when they join, drift away, rest or leave."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any

from models.members.member import save_member
from models.pinyin import sort_key
from models.sample.diary import Diary
from models.sample.story import Story, summer
from models.vocabulary import Gender, MemberStatus

_FOUNDERS, _APPLICANTS, _LEAVERS, _RESTING, _DRIFTING = 20, 6, 15, 5, 7
_FADING_DAYS = 75  # since when those who drift away have not come
_KEEN = (
    (0.13, 0.75),
    (0.2, 0.38),
    (0.34, 0.16),
    (0.2, 0.06),
    (0.13, 0.0),
)  # (share of members, keenness)
_INTRODUCED = 0.4


@dataclass
class Person:
    """`keenness` is the chance of coming to an ordinary event; `id` is known once written."""

    name: str
    gender: Gender
    joined: date
    near: bool
    keenness: float
    values: dict[str, Any]
    fades: date | None = None
    leaves: date | None = None
    rests: date | None = None
    is_applicant: bool = False
    introducer: Person | None = None
    id: bytes = field(default=b"")

    def keen_on(self, day: date) -> float:
        """Return the chance of coming on a day: nothing before joining or after drifting away."""
        gone = (self.fades, self.leaves, self.rests)
        if self.is_applicant or day <= self.joined or any(last and day >= last for last in gone):
            return 0.0
        return self.keenness

    def is_member(self, day: date) -> bool:
        return (
            not self.is_applicant and self.joined < day and not (self.leaves and day >= self.leaves)
        )


def plan(story: Story, diary: Diary, chance: Random) -> list[Person]:
    """Make up everybody, in the order of joining, and note their changes."""
    members = _cast(story, chance)
    _give_roles(story, members)
    _give_fates(story, chance, members)
    for place, person in enumerate(members):
        earlier = [other for other in members[:place] if other.joined < person.joined]
        if earlier and chance.random() < _INTRODUCED:
            person.introducer = chance.choice(earlier)
        _describe(story, chance, person, place)
        _note(story, diary, chance, person)
    return members


def _cast(story: Story, chance: Random) -> list[Person]:
    names = [(name, Gender.FEMALE) for name in story.texts["women"]]
    names += [(name, Gender.MALE) for name in story.texts["men"]]
    authors = [names.pop(0), names.pop(len(story.texts["women"]) - 1)]
    chance.shuffle(names)
    days = _joining_days(story, chance, len(names))
    shares, keen = zip(*_KEEN, strict=True)
    members = [
        Person(
            name,
            gender,
            joined,
            near=chance.random() < 0.88,
            keenness=chance.choices(keen, shares)[0] * chance.uniform(0.8, 1.15),
            values={},
        )
        for (name, gender), joined in zip(names, days, strict=True)
    ]
    for person in members[-_APPLICANTS:]:
        person.is_applicant = True
    founders = [Person(*who, story.founded.date(), True, 0.85, {}) for who in authors]
    return founders + members


def _joining_days(story: Story, chance: Random, count: int) -> list[date]:
    """Return the days of joining in order: founders, a slow start, a summer dip, applicants."""
    first, today = story.founded.date(), story.now.date()
    founding = [first + timedelta(days=chance.randint(0, 4)) for _ in range(_FOUNDERS - 2)]
    later = [first + timedelta(days=day) for day in range(7, (today - first).days - 3)]
    weights = [
        (0.3 if summer(day) else 1.0) * (0.6 + place / len(later))
        for place, day in enumerate(later)
    ]
    growing = chance.choices(later, weights, k=count - len(founding) - _APPLICANTS)
    applying = [today - timedelta(days=days) for days in (19, 13, 8, 5, 2, 1)]
    return sorted(founding) + sorted(growing) + applying


def _give_roles(story: Story, members: list[Person]) -> None:
    organizer, second, volunteer = story.texts["roles"]
    members[0].values["role"], members[1].values["role"] = organizer, second
    for person in members[3:11:2]:
        person.values["role"] = volunteer
        person.keenness = 0.75


def _give_fates(story: Story, chance: Random, members: list[Person]) -> None:
    today = story.now.date()
    settled = [
        person for person in members[2:]
        if (today - person.joined).days > 120 and "role" not in person.values
    ]  # fmt: skip
    chosen = chance.sample(settled, _LEAVERS + _RESTING + _DRIFTING)
    for place, person in enumerate(chosen[:_LEAVERS]):
        span = (today - person.joined).days
        # The last few leave lately, so that the newest months have something to tell.
        days = 4 + 9 * place if place < 4 else chance.randint(30, span - 45)
        person.leaves = today - timedelta(days=days)
        person.fades = person.leaves - timedelta(days=40)
    for person in chosen[_LEAVERS : _LEAVERS + _RESTING]:
        person.rests = today - timedelta(days=chance.randint(10, 60))
    for person in chosen[_LEAVERS + _RESTING :]:
        person.keenness = 0.8
        person.fades = today - timedelta(days=_FADING_DAYS + chance.randint(0, 15))


def _describe(story: Story, chance: Random, person: Person, place: int) -> None:
    texts = story.texts
    region = chance.choice(texts["regions"]["near" if person.near else "far"])
    latin = re.sub("[^a-z]", "", sort_key(person.name).split("\t")[0])[:12] or "reader"
    known = {
        "name": person.name,
        "gender": person.gender.value,
        "region": region,
        "joined": person.joined,
        "source": _source(texts, chance, person),
        "tags": chance.sample(texts["tags"], chance.choice((1, 2, 2, 3, 4))),
        "wechat_id": f"{latin}{chance.randint(10, 99)}",
        "phone": texts["phone"].format(number=_number(place)),
    }
    maybe = {
        0.75: ("wechat_name", chance.choice(texts["nicknames"])),
        0.5: ("group_name", texts["group_name"].format(given=_given(person.name), region=region)),
        0.45: ("email", f"{latin}{place}@example.org"),
        0.6: ("born", _born(chance)),
        0.12: ("note", chance.choice(texts["notes"])),
    }
    person.values |= known
    person.values |= {
        name: text for share, (name, text) in maybe.items() if chance.random() < share
    }
    if person.is_applicant:
        person.values |= {
            "note": texts["applicant_note"], "applied": person.joined, "joined": None,
        }  # fmt: skip


def _number(place: int) -> int:
    """Return the end of a phone number from the ranges kept free for stories."""
    return 37 + place * 7


def _given(name: str) -> str:
    return name.split()[0] if " " in name else name[-2:]


def _born(chance: Random) -> str:
    year = chance.choice(range(1958, 2004))
    day = date(year, 1, 1) + timedelta(days=chance.randrange(365))
    return chance.choice((str(year), day.isoformat()))


def _source(texts: dict[str, Any], chance: Random, person: Person) -> str:
    source: str = (
        texts["sources"]["friend"]
        if person.introducer
        else chance.choice(texts["sources"]["others"])
    )
    return source


def _note(story: Story, diary: Diary, chance: Random, person: Person) -> None:
    joined = datetime.combine(person.joined, time(chance.randint(20, 22), chance.randint(0, 59)))
    status = MemberStatus.APPLICANT if person.is_applicant else MemberStatus.ACTIVE
    diary.note(max(joined, story.founded), partial(_add, person, status))
    if person.rests:
        _change(diary, person, person.rests, status=MemberStatus.PAUSED)
    if person.leaves:
        reason = chance.choice(story.texts["left_reasons"])
        _change(diary, person, person.leaves, status=MemberStatus.LEFT,
                left=person.leaves, left_reason=reason)  # fmt: skip


def _add(person: Person, status: MemberStatus) -> None:
    introducer = person.introducer.id if person.introducer else None
    values = {**person.values, "status": status.value, "introduced_by": introducer}
    person.id = save_member(None, values)


def _change(diary: Diary, person: Person, day: date, **values: Any) -> None:
    at = datetime.combine(day, time(21, 15))
    diary.note(at, lambda: save_member(person.id, values))
