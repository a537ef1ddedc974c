"""How much the sample's members wrote in their group, from weekly exports of it. What they wrote
is nowhere: an export holds numbers alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from random import Random

from models.exchange.chats.applying import apply_chat
from models.exchange.chats.export import ChatExport, ChatKind, Sender
from models.exchange.chats.planning import NOBODY, plan_chat
from models.sample.diary import Diary
from models.sample.people import Person
from models.sample.story import Story

_SEED = 44
_WEEKS = range(-12, 0)
_LEAST_KEEN = 0.1  # who is less keen only reads
_OFTEN, _MOST = 0.55, 9  # how often the keenest write, and how much on one day
_SHOP_DAY = 3


def plan(story: Story, diary: Diary, members: Sequence[Person]) -> None:
    """Note one export of the group a week, counted on the Monday after."""
    chance = Random(_SEED)
    shown = Counter(map(_shown, members))
    writers = [
        person
        for person in members
        if person.keenness >= _LEAST_KEEN and shown[_shown(person)] == 1
    ]
    for week in _WEEKS:
        export = _export(story, chance, writers, week)
        diary.note(story.moment(week + 1, "mon", "20:50"), partial(_count, export))


def _shown(person: Person) -> str:
    """Return what somebody is called in the group."""
    name: str = person.values.get("group_name") or person.name
    return name


def _export(story: Story, chance: Random, writers: Sequence[Person], week: int) -> ChatExport:
    first, last = story.moment(week, "mon", "07:12"), story.moment(week, "sun", "22:48")
    days = [first.date() + timedelta(days=day) for day in range(7)]
    chat = story.texts["known"]["chat"]
    counts = [(_shown(person), _days_of(chance, person, days)) for person in writers]
    counts.append((chat["stranger"], {days[_SHOP_DAY]: 1}))
    senders = tuple(
        Sender(name, (name,), amounts, line)
        for line, (name, amounts) in enumerate(counts, 1)
        if amounts
    )
    return ChatExport(f"{days[0]}.csv", ChatKind.TABLE, chat["name"], first, last, senders)


def _days_of(chance: Random, person: Person, days: Sequence[date]) -> dict[date, int]:
    """Return how much somebody wrote on which day; who drifts away falls silent."""
    return {
        day: chance.randint(1, _MOST)
        for day in days
        if chance.random() < _OFTEN * person.keen_on(day)
    }


def _count(export: ChatExport) -> None:
    """Count an export. Whoever is not known there is nobody of ours."""
    found = plan_chat(export)
    apply_chat(found, {each.sender.key: NOBODY for each in found.open})
