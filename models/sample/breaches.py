"""Who of the sample's members broke a rule, and what followed: one of them twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any

from models.members.violation import note_violation
from models.sample.diary import Diary
from models.sample.people import Person
from models.sample.rulebook import Written
from models.sample.story import Story

_SEED = 46
_KNOWN_DAYS = 30  # a newcomer is told, and nothing is written down


def plan(
    story: Story, diary: Diary, members: Sequence[Person], rules: Mapping[str, Written]
) -> None:
    """Note what was broken, in the evening after it; the same rule by the same person."""
    chance, broken_by = Random(_SEED), dict[str, Person]()
    for key, week, measure, note in story.texts["known"]["violations"]:
        at = story.moment(week, "tue", "20:50")
        day = at.date() - timedelta(days=1)
        settled = [
            each for each in members
            if each.keen_on(day) and not each.leaves and each not in broken_by.values()
            and (day - each.joined).days > _KNOWN_DAYS
        ]  # fmt: skip
        person = broken_by.setdefault(key, chance.choice(settled))
        values = {"day": day, "measure": measure, "note": note}
        diary.note(at, partial(_note, person, rules[key], values))


def _note(person: Person, rule: Written, values: dict[str, Any]) -> None:
    note_violation(person.id, {**values, "rule": rule.id})
