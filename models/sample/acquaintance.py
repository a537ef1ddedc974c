"""What is known of the sample's members beside the usual: who they are to each other, what they
can give, what they agreed to, and the lists their organizers keep."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any

from models.journal.transactions import action
from models.members.alias import save_aliases
from models.members.consent import Agreement, save_consents
from models.members.custom_field import define_field
from models.members.field_values import NAMED
from models.members.filters import ANY, Condition, Group, Test
from models.members.guardian import save_guardians
from models.members.household import make_household, name_contact
from models.members.member import save_member
from models.members.saved_list import save_list
from models.members.words import join_words
from models.month import Month
from models.sample.diary import Diary
from models.sample.people import Person
from models.sample.story import Story
from models.vocabulary import FieldSort, Purpose, Standing

_SEED = 41
_FIELDS = {"time": FieldSort.CHOICE, "reading": FieldSort.TEXT, "lift": FieldSort.YES_NO}
_FIELDS_WEEK, _CONSENT_WEEK, _WITHDRAWN_WEEK, _LISTS_WEEK = -59, -44, -9, -10
_FILLED, _ASKED, _SKILLED = 0.5, 0.45, 0.22
_RESTS_DAYS = 9
_TEENS = (("15", "-04-12"), ("16", "-11-23"))  # (age this year, birthday) of the minors


def plan(story: Story, diary: Diary, members: Sequence[Person]) -> None:
    """Note what is learnt of the members, without a change to who they are."""
    chance = Random(_SEED)
    _know_each_other(story, diary, members)
    _tell(story, diary, chance, members)
    _agree(story, diary, chance, members)
    _rest(story, diary, members)
    diary.note(story.moment(_LISTS_WEEK, "tue"), partial(_keep_lists, story))


def after(story: Story, person: Person, days: int, first: date | None = None) -> datetime:
    """Return an evening so many days after somebody joined, not before `first`, by yesterday."""
    day = max(person.joined + timedelta(days=days), first or person.joined)
    day = min(day, story.now.date() - timedelta(days=1))
    # Who joined on that day was written down in the course of the evening.
    return datetime.combine(day, time(21, 20) if day > person.joined else time(23, 30))


def stays(story: Story, person: Person) -> bool:
    """Say whether somebody is a member today, and has been for a few days."""
    return person.is_member(story.now.date() - timedelta(days=3)) and not person.leaves


def _tell(story: Story, diary: Diary, chance: Random, members: Sequence[Person]) -> None:
    """Note fields of the organizers' own, what people can give, need and are like."""
    texts, fields = story.texts["known"], dict.fromkeys(_FIELDS, b"")

    def define() -> None:
        for name, sort in _FIELDS.items():
            title, words = texts["fields"][name]
            choices = words if sort is FieldSort.CHOICE else ()
            fields[name] = define_field(None, title, sort, choices)

    defined = story.moment(_FIELDS_WEEK, "sun")
    diary.note(defined, define)
    for person in members:
        own: dict[str, Any] = {}
        if chance.random() < _FILLED:
            own = {
                "time": chance.choice(texts["fields"]["time"][1]),
                "reading": chance.choice(["", *texts["fields"]["reading"][1]]),
                "lift": chance.choice((True, False, False, None)),
            }
        said = _skills(texts, chance) if chance.random() < _SKILLED else {}
        at = after(story, person, chance.randint(3, 40), defined.date() + timedelta(days=1))
        if (own or said) and (person.is_member(at.date()) or person.is_applicant):
            diary.note(at, partial(_save_told, person, fields, own, said))


def _save_told(
    person: Person, fields: dict[str, bytes], own: dict[str, Any], said: dict[str, str]
) -> None:
    typed = {f"{NAMED}{fields[name].hex()}": value for name, value in own.items()}
    save_member(person.id, {**typed, **said})


def _skills(texts: dict[str, Any], chance: Random) -> dict[str, str]:
    return {
        "can_give": join_words(chance.sample(texts["can_give"], chance.choice((1, 1, 2)))),
        "needs": chance.choice(["", *texts["needs"]]),
        "traits": join_words(chance.sample(texts["traits"], chance.choice((1, 2)))),
    }


def _know_each_other(story: Story, diary: Diary, members: Sequence[Person]) -> None:
    """Note what people are also called, who lives together, and who answers for whom."""
    texts = story.texts["known"]
    called = {person.name: person for person in members}
    for name, alias in texts["aliases"].items():
        diary.note(after(story, called[name], 5), partial(_call, called[name], alias))
    teens = iter(_TEENS)
    for part in texts["households"]:
        people = [called[name] for name in part["people"]]
        minor = called.get(part.get("minor", ""))
        age, birthday = next(teens) if minor else ("", "")
        born = f"{story.now.year - int(age)}{birthday}" if minor else ""
        at = max(after(story, person, 10) for person in people)
        if all(stays(story, person) for person in people):
            diary.note(at, partial(_live_together, part, people, minor, born))


def _call(person: Person, alias: str) -> None:
    save_aliases(person.id, [alias])


def _live_together(
    part: dict[str, Any], people: Sequence[Person], minor: Person | None, born: str
) -> None:
    contact = people[0]
    with action("member.edit", len(people)):
        household = make_household(part["name"])
        for person in people:
            values = {"household": household, "region": contact.values["region"]}
            save_member(person.id, values | ({"born": born} if person is minor else {}))
        name_contact(household, contact.id)
        if minor:
            save_guardians(minor.id, [(contact.id, part["relation"])])


def _agree(story: Story, diary: Diary, chance: Random, members: Sequence[Person]) -> None:
    """Note who agreed to what since the rule on pictures; one thinks better of it."""
    texts = story.texts["known"]
    begun = story.moment(_CONSENT_WEEK).date()
    withdrawn = story.moment(_WITHDRAWN_WEEK, "sat", "20:15")
    withdraws: list[tuple[Person, list[Agreement]]] = []
    for person in members:
        if not stays(story, person) or chance.random() > _ASKED:
            continue
        at, how = (
            after(story, person, chance.randint(1, 20), begun),
            chance.choice(texts["consent"]),
        )
        purposes = chance.sample(list(Purpose), chance.randint(1, 3))
        given = [Agreement(str(purpose), at.date(), None, how) for purpose in purposes]
        diary.note(at, partial(_save_consents, person, given))
        if Purpose.PHOTO in purposes and at < withdrawn:
            withdraws.append((person, given))
    for person, given in withdraws[-1:]:
        changed = [
            Agreement(each.purpose, each.given, withdrawn.date(), each.how)
            if each.purpose == Purpose.PHOTO else each
            for each in given
        ]  # fmt: skip
        diary.note(withdrawn, partial(_save_consents, person, changed))


def _save_consents(person: Person, agreements: list[Agreement]) -> None:
    save_consents(person.id, agreements)


def _rest(story: Story, diary: Diary, members: Sequence[Person]) -> None:
    """Let somebody who comes now and then have a rest until the middle of next month."""
    until = Month.of(story.now.date()).next.first + timedelta(days=14)
    settled = [
        person for person in members
        if stays(story, person) and 0.1 < person.keenness < 0.2 and person.fades is None
        and person.rests is None and (story.now.date() - person.joined).days > 60
    ]  # fmt: skip
    for person in settled[:1]:
        at = story.days_ago(_RESTS_DAYS, "20:05")
        diary.note(at, partial(_save, person, {"rest_until": until}))


def _save(person: Person, values: dict[str, Any]) -> None:
    save_member(person.id, values)


def _keep_lists(story: Story) -> None:
    names = story.texts["known"]["lists"]
    here = Condition("status", Test.ANY_OF, ("active",))
    near = (Condition("region", Test.IS, region) for region in story.texts["regions"]["near"])
    lists: dict[str, tuple[Condition | Group, ...]] = {
        "unseen": (here, Condition("last_seen", Test.NOT_FOR_DAYS, 60)),
        "birthdays": (here, Condition("born", Test.BIRTHDAY_THIS_MONTH)),
        "newcomers": (
            Condition("standing", Test.ANY_OF, (Standing.NEW.value,)),
            Group(ANY, tuple(near)),
        ),
    }
    for name, parts in lists.items():
        save_list(None, names[name], Group(parts=parts))
