"""How the sample's members came in: what is asked of applicants, who was accepted and welcomed,
who was refused, who came back, and who applied twice."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any

from models.journal.transactions import action
from models.members.admission import put_on_waiting_list, refuse
from models.members.applicants import check, keep_verdicts, save_finding
from models.members.criterion import Asked, save_criterion
from models.members.leaving import come_back, leave
from models.members.member import save_member
from models.members.welcome import Planned, begin_welcome, save_template, steps_of, tick
from models.sample.acquaintance import stays
from models.sample.diary import Diary
from models.sample.people import Person
from models.sample.story import Story
from models.vocabulary import CriterionSort, MemberStatus, Verdict

_SEED = 42
_CRITERIA_WEEK, _REFUSED_WEEKS = -59, (-33, -15)
_ACCEPTED_DAYS, _WELCOMED_DAYS = 300, 45
_DONE = 0.92
_AWAY = (210, 75)  # days ago somebody left who is back since
# What is known of the question, of the applicants from the first on.
_ANSWERS = (Verdict.PASS, Verdict.PASS, Verdict.FAIL, Verdict.PASS)
_NUMBERS = (905, 912)  # ends of phone numbers that nobody else has


def plan(story: Story, diary: Diary, members: Sequence[Person]) -> None:
    """Note what is asked of applicants and what became of them."""
    chance = Random(_SEED)
    criteria: dict[str, bytes] = {}
    steps = [Planned(day, title) for day, title in story.texts["known"]["welcome"]]
    decided = story.moment(_CRITERIA_WEEK, "sat", "20:15")
    diary.note(decided, partial(_write_criteria, story, criteria))
    diary.note(decided + timedelta(minutes=30), lambda: save_template(steps))
    for person in members:
        days = (story.now.date() - person.joined).days
        if days <= _ACCEPTED_DAYS and not person.is_applicant:
            welcome = steps if days <= _WELCOMED_DAYS else []
            _accept(story, diary, chance, person, criteria, welcome)
    _examine(story, diary, criteria, [person for person in members if person.is_applicant])
    _refuse(story, diary, chance)
    _apply_twice(story, diary, members)
    _return(story, diary, members)
    _say_goodbye(story, diary, members)


def _write_criteria(story: Story, criteria: dict[str, bytes]) -> None:
    texts = story.texts
    asked = (
        ("age", CriterionSort.AGE, "14-", True, 1),
        ("rules", CriterionSort.QUESTION, "", True, 1),
        ("region", CriterionSort.REGION, "\n".join(texts["regions"]["near"]), False, 3),
        ("interest", CriterionSort.INTEREST, "\n".join(texts["tags"][:8]), False, 2),
        ("referral", CriterionSort.REFERRAL, "", False, 1),
    )
    for name, sort, wanted, required, weight in asked:
        title = texts["known"]["criteria"][name]
        criteria[name] = save_criterion(Asked(b"", title, sort, wanted, required, weight))


def _accept(
    story: Story, diary: Diary, chance: Random, person: Person,
    criteria: dict[str, bytes], welcome: list[Planned],
) -> None:  # fmt: skip
    """Note that somebody had applied, on the day they joined, and the steps of their welcome."""
    applied = person.joined - timedelta(days=chance.randint(1, 6))
    answer = story.texts["known"]["answers"]["pass"]

    def accept() -> None:
        with action("member.accept"):
            save_member(person.id, {"applied": applied, "decided": person.joined})
            save_finding(person.id, criteria["rules"], Verdict.PASS, answer)
            keep_verdicts(found for found in [check(person.id)] if found)
            if welcome:
                begin_welcome(person.id, person.joined, welcome)

    diary.note(datetime.combine(person.joined, time(23, 20)), accept)
    for place, step in enumerate(welcome):
        day = person.joined + timedelta(days=step.day + chance.randint(0, 2))
        if chance.random() < _DONE:
            diary.note(datetime.combine(day, time(23, 30)), partial(_tick, person, place))


def _tick(person: Person, place: int) -> None:
    tick(steps_of(person.id)[place].id)


def _examine(
    story: Story, diary: Diary, criteria: dict[str, bytes], applicants: Sequence[Person]
) -> None:
    """Note what is known of those who wait; the first of them waits for a place."""
    answers = story.texts["known"]["answers"]
    for person, verdict in zip(applicants, _ANSWERS, strict=False):
        at = datetime.combine(person.joined + timedelta(days=1), time(21, 5))
        diary.note(at, partial(_find, person, criteria, verdict, answers[verdict.value]))
    for person in applicants[:1]:
        at = datetime.combine(person.joined + timedelta(days=6), time(21, 10))
        diary.note(at, partial(_put_back, person))


def _find(person: Person, criteria: dict[str, bytes], verdict: Verdict, note: str) -> None:
    save_finding(person.id, criteria["rules"], verdict, note)


def _put_back(person: Person) -> None:
    put_on_waiting_list([person.id])


def _refuse(story: Story, diary: Diary, chance: Random) -> None:
    """Note two people who were refused."""
    texts = story.texts
    parts = zip(texts["known"]["refused"], _REFUSED_WEEKS, _NUMBERS, strict=True)
    for (name, gender, reason), week, number in parts:
        values = {
            "name": name,
            "gender": gender,
            "region": chance.choice(texts["regions"]["near"]),
            "born": str(chance.randint(1965, 1995)),
            "source": texts["sources"]["others"][0],
            "phone": texts["phone"].format(number=number),
        }
        newcomer = _Newcomer(values)
        diary.note(story.moment(week, "tue", "20:25"), newcomer.apply)
        diary.note(story.moment(week, "fri", "21:30"), partial(_turn_down, newcomer, reason))


@dataclass
class _Newcomer:
    """Somebody who applies; `id` is known once they have."""

    values: dict[str, Any]
    id: bytes = b""

    def apply(self) -> None:
        status = MemberStatus.APPLICANT.value
        self.id = save_member(None, {**self.values, "status": status})


def _turn_down(newcomer: _Newcomer, reason: str) -> None:
    refuse([newcomer.id], reason)


def _apply_twice(story: Story, diary: Diary, members: Sequence[Person]) -> None:
    """Note an application of somebody who is a member already, spelt otherwise."""
    known_as, name, note = story.texts["known"]["duplicate"]
    person = next(each for each in members if each.name == known_as)
    digits = person.values["phone"].replace(" ", "")
    values = {
        "name": name,
        "gender": person.values["gender"],
        "region": person.values["region"],
        "source": story.texts["sources"]["others"][-1],
        "phone": f"{digits[:3]}-{digits[3:7]}-{digits[7:]}",
        "note": note,
    }
    diary.note(story.days_ago(4, "20:35"), _Newcomer(values).apply)


def _return(story: Story, diary: Diary, members: Sequence[Person]) -> None:
    """Note somebody who never came to an event, left for a while, and is back."""
    left, back = (story.days_ago(days, "21:25") for days in _AWAY)
    quiet = [
        person for person in members
        if stays(story, person) and person.keenness == 0 and person.fades is None
        and person.joined < left.date() - timedelta(days=30)
    ]  # fmt: skip
    reason, note = story.texts["known"]["returned"]
    for person in quiet[-1:]:
        diary.note(left, partial(_leave, person, left.date(), reason, note))
        diary.note(back, partial(_come_back, person))


def _leave(person: Person, day: date, reason: str, note: str) -> None:
    leave([person.id], day, reason, note)


def _come_back(person: Person) -> None:
    come_back(person.id)


def _say_goodbye(story: Story, diary: Diary, members: Sequence[Person]) -> None:
    """Note what those said who left lately."""
    gone = [(person.leaves, place, person) for place, person in enumerate(members) if person.leaves]
    lately = sorted(gone, key=lambda each: each[:2], reverse=True)
    for (day, _place, person), note in zip(
        lately, story.texts["known"]["exit_notes"], strict=False
    ):
        diary.note(datetime.combine(day, time(21, 40)), partial(_write_down, person, note))


def _write_down(person: Person, note: str) -> None:
    save_member(person.id, {"exit_note": note})
