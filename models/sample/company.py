"""How the sample's people keep company: who spoke to whom and what was promised, who lent a hand,
what points there were for that, and who was thanked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any

from models.members.cadence import save_cadences
from models.members.contact import note_contact
from models.members.interaction import add_interactions
from models.members.member import save_member
from models.members.points import give_points
from models.members.thanks import thank, thank_list
from models.sample.acquaintance import stays
from models.sample.diary import Diary
from models.sample.gatherings import Gathering
from models.sample.people import Person
from models.sample.story import Story
from models.vocabulary import InteractionSort

_SEED = 43
_NOTES, _TRIES = 50, 5
_TAGS_WEEK, _KEPT_DAYS = -26, {"care": 45, "hosts": 90}
_ONES_OWN_DAYS = 40
# Whom nobody spoke to lately: the queue is theirs.
_WAITING, _QUIET_DAYS = 4, 90
_LENT_A_HAND = (0.85, 0.4)  # how likely one does at an event, and another one
_DEEDS = {  # how often of twelve
    InteractionSort.HOSTED: 3,
    InteractionSort.HELPED: 4,
    InteractionSort.SHARED: 2,
    InteractionSort.VOLUNTEERED: 3,
}
_BROUGHT = 14
_POINTS_WEEK, _THANKS_WEEKS = -48, (-36, -22, -9, -4)
_STRAIGHT = 2  # days after an event by which points are given


@dataclass(frozen=True)
class _Stage:
    story: Story
    diary: Diary
    chance: Random
    members: Sequence[Person]

    @property
    def words(self) -> dict[str, Any]:
        texts: dict[str, Any] = self.story.texts["known"]
        return texts

    def evening(self, day: date) -> datetime:
        return datetime.combine(day, time(self.chance.randint(19, 21), self.chance.randint(0, 59)))

    def speak(self, person: Person, day: date, told: Sequence[Any], **more: Any) -> None:
        """Note that an organizer spoke to somebody; `told` is channel, mood, needs and words."""
        channel, mood, needs, note = told
        values = {
            "channel": self.words["channels"][channel],
            "who": self.chance.choice(self.story.texts["authors"]),
            "mood": mood,
            "needs": needs,
            "note": note,
        }
        self.diary.note(self.evening(day), partial(_speak, person, {**values, **more}))


def plan(
    story: Story, diary: Diary, members: Sequence[Person], events: Mapping[str, Gathering]
) -> None:
    """Note who was spoken to, who did what, and what thanks they had."""
    stage = _Stage(story, diary, Random(_SEED), members)
    waiting = _keep_in_touch(stage)
    waiting += _promise(stage, waiting)
    _talk(stage, waiting)
    for person, sort, day in _deeds(stage, events):
        _do(stage, person, sort, day)
    _thank(stage)


def _keep_in_touch(stage: _Stage) -> list[Person]:
    """Note after how many days some should be spoken to; return those who wait for it now."""
    today = stage.story.now.date()
    settled = [
        person for person in stage.members[2:]
        if stays(stage.story, person) and not person.rests and (today - person.joined).days > 100
    ]  # fmt: skip
    drifting = [person for person in settled if person.fades]
    keen = [person for person in settled if person.keenness > 0.3 and not person.fades]
    quiet = [person for person in settled if person.keenness == 0]
    cared_for = [*drifting[:6], *keen[1::4]]
    tagged = {"care": cared_for, "hosts": [each for each in keen if each not in cared_for][:8]}
    at = stage.story.moment(_TAGS_WEEK, "sun", "21:05")
    names = stage.words["tags"]
    days = {names[key]: kept for key, kept in _KEPT_DAYS.items()}
    stage.diary.note(at, lambda: save_cadences(days))
    for key, people in tagged.items():
        for person in people:
            tags = [*person.values["tags"], names[key]]
            joined = datetime.combine(person.joined + timedelta(days=90), time(21, 35))
            stage.diary.note(max(at, joined), partial(_save, person, {"tags": tags}))
    for person in quiet[:1]:
        own = stage.story.days_ago(_QUIET_DAYS, "21:45")
        stage.speak(person, own.date(), stage.words["quiet"])
        stage.diary.note(own, partial(_save, person, {"cadence": _ONES_OWN_DAYS}))
    return [*drifting[:_WAITING], *quiet[:1]]


def _talk(stage: _Stage, waiting: Sequence[Person]) -> None:
    """Note what was talked about over the months."""
    chance, today = stage.chance, stage.story.now.date()
    span = (today - stage.story.founded.date()).days
    told: list[Any] = []
    for place in range(_NOTES + _TRIES):
        day = today - timedelta(days=chance.randint(2, span - 14))
        person = _somebody(stage, waiting, day)
        if person is None:
            continue
        if place < _NOTES:
            told = told or chance.sample(stage.words["contacts"], len(stage.words["contacts"]))
            stage.speak(person, day, told.pop())
        else:
            note = chance.choice(stage.words["not_reached"])
            stage.speak(person, day, (place % 2, None, "", note), reached=False)


def _somebody(stage: _Stage, waiting: Sequence[Person], day: date) -> Person | None:
    recent = (stage.story.now.date() - day).days < _QUIET_DAYS
    present = [
        person for person in stage.members[2:]
        if person.is_member(day) and not (recent and person in waiting)
        and not (person.rests and day >= person.rests)
    ]  # fmt: skip
    return stage.chance.choice(present) if present else None


def _promise(stage: _Stage, waiting: Sequence[Person]) -> list[Person]:
    """Note what was promised for a day; return the two to whom it is due now."""
    chance, today = stage.chance, stage.story.now.date()
    kept = stage.words["contacts"]
    for place, (*told, days) in enumerate(stage.words["promised"]):
        day = today - timedelta(days=60 + 50 * place)
        person = _somebody(stage, waiting, day)
        if person:
            due = day + timedelta(days=days)
            stage.speak(person, day, told, follow_up=due)
            stage.speak(person, due + timedelta(days=chance.randint(0, 1)), kept[place * 3])
    settled = [
        person for person in stage.members
        if stays(stage.story, person) and 0.1 < person.keenness < 0.3 and not person.fades
        and not person.rests and (today - person.joined).days > 40
    ]  # fmt: skip
    people = chance.sample(settled, min(len(settled), len(stage.words["due"])))
    for late, person in enumerate(people):
        *told, days = stage.words["due"][late]
        due = today - timedelta(days=late)
        stage.speak(person, due - timedelta(days=days), told, follow_up=due)
    return people


def _deeds(
    stage: _Stage, events: Mapping[str, Gathering]
) -> Iterator[tuple[Person, InteractionSort, date]]:
    """Say who did what for the others: at the events, and who brought somebody."""
    chance = stage.chance
    for event in events.values():
        hands = [each for each in event.people if each.keenness > 0.5]
        if event.begins is None or event.begins >= stage.story.now or not hands:
            continue
        for likely in _LENT_A_HAND:
            if chance.random() > likely:
                break
            person, sort = (
                chance.choice(hands),
                chance.choices(list(_DEEDS), list(_DEEDS.values()))[0],
            )
            yield person, sort, event.begins.date()
    brought = [each for each in stage.members if each.introducer and not each.is_applicant]
    for person in brought[-_BROUGHT:]:
        introducer = person.introducer
        if introducer and introducer.keen_on(person.joined):
            yield introducer, InteractionSort.BROUGHT, person.joined


def _do(stage: _Stage, person: Person, sort: InteractionSort, day: date) -> None:
    note = stage.chance.choice(stage.words["deeds"][sort.value])
    values = {"sort": sort.value, "amount": 1, "note": note, "day": day}
    at = datetime.combine(day, time(23, 35))
    stage.diary.note(at, partial(_add_deed, person, values))
    points = stage.words["points"].get(sort.value)
    if points and at >= stage.story.moment(_POINTS_WEEK):
        amount, reason = points
        given = at + timedelta(days=stage.chance.randint(0, _STRAIGHT), minutes=10)
        stage.diary.note(given, partial(_give, person, amount, reason, day))


def _thank(stage: _Stage) -> None:
    """Note that whoever was to be thanked was, every few months; who lent a hand since waits."""
    for place, week in enumerate(_THANKS_WEEKS):
        who = stage.story.texts["authors"][place % 2]
        note = stage.words["thanks"][place % len(stage.words["thanks"])]
        stage.diary.note(stage.story.moment(week, "mon", "20:10"), partial(_thank_all, note, who))


def _thank_all(note: str, who: str) -> None:
    thank([each.id for each in thank_list()], note, who)


def _speak(person: Person, values: dict[str, Any]) -> None:
    note_contact(person.id, values)


def _save(person: Person, values: dict[str, Any]) -> None:
    save_member(person.id, values)


def _add_deed(person: Person, values: dict[str, Any]) -> None:
    add_interactions([person.id], values)


def _give(person: Person, amount: int, reason: str, day: date) -> None:
    give_points([person.id], amount, reason, day)
