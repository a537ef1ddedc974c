"""The sample's feedback: said after an event or in the monthly survey, answered or waiting."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from random import Random
from typing import Any

from models.feedback.feedback import save_feedback
from models.month import Month
from models.sample.diary import Diary
from models.sample.gatherings import Gathering
from models.sample.people import Person
from models.sample.rulebook import Written
from models.sample.story import Story, summer
from models.vocabulary import FeedbackKind, FeedbackStatus

_ANONYMOUS, _ANONYMOUS_IN_SURVEY = 0.14, 0.6
_TOLD, _CLOSED = 0.8, 0.7
_ANSWER_DAYS = (0, 1, 1, 2, 2, 3, 3, 4, 5, 6, 9, 13)
_IN_PROGRESS_DAYS = 10
_SURVEY_DAY, _SURVEY_SIZES = 25, (2, 3, 2)


@dataclass(frozen=True)
class _Stage:
    """What every piece of feedback needs to know."""

    story: Story
    diary: Diary
    chance: Random
    members: list[Person]
    events: Mapping[str, Gathering]
    rules: Mapping[str, Written]


@dataclass
class _Said:
    id: bytes = b""


def plan(
    story: Story,
    diary: Diary,
    chance: Random,
    members: list[Person],
    events: Mapping[str, Gathering],
    rules: Mapping[str, Written],
) -> None:
    """Note what was said and answered."""
    stage = _Stage(story, diary, chance, members, events, rules)
    day = story.moment(-60, "tue").date()
    for kind, satisfaction, about, text, answer in story.texts["feedback"]:
        # What follows an event's words in the list was said soon after them.
        day = _day_of(stage, about) or day
        day = min(day + timedelta(days=chance.randint(1, 3)), story.now.date())
        said = _say(stage, day, kind, satisfaction, about, text)
        _answer(stage, said, day, answer)
    for days, spoken in zip(story.plot["waiting"], story.texts["waiting"], strict=True):
        day = story.now.date() - timedelta(days=days)
        kind, satisfaction, about, text = spoken
        said = _say(stage, day, kind, satisfaction, about, text, anonymous=0.0)
        if days > _IN_PROGRESS_DAYS:
            progress = {"status": FeedbackStatus.IN_PROGRESS}
            diary.note(_evening(day + timedelta(days=2)), _edit(said, progress))
    _survey(stage)


def _day_of(stage: _Stage, about: str) -> date | None:
    kind, _colon, key = about.partition(":")
    begins = stage.events[key].begins if kind == "event" else None
    return begins.date() if begins else None


def _say(
    stage: _Stage,
    day: date,
    kind: str,
    satisfaction: int | None,
    about: str,
    text: str,
    anonymous: float = _ANONYMOUS,
    channel: str = "",
) -> _Said:
    subject, _colon, key = about.partition(":")
    event = stage.events[key] if subject == "event" else None
    rule = stage.rules[key] if subject == "rule" else None
    speaker = _speaker(stage, day, event) if stage.chance.random() >= anonymous else None
    values = {
        "date": day,
        "kind": kind,
        "satisfaction": satisfaction,
        "text": text,
        "channel": channel or stage.chance.choice(stage.story.texts["channels"]["others"]),
    }
    said = _Said()
    at = datetime.combine(day, time(stage.chance.randint(8, 19), stage.chance.randint(0, 59)))

    def write() -> None:
        links = {"event": event and event.id, "rule": rule and rule.id}
        said.id = save_feedback(None, {**values, **links, "member": speaker and speaker.id})

    stage.diary.note(min(at, stage.story.now), write)
    return said


def _speaker(stage: _Stage, day: date, event: Gathering | None) -> Person:
    """Return somebody who was there, and the keener the likelier."""
    present = event.people if event else []
    if not present:
        present = [person for person in stage.members if person.is_member(day)]
    weights = [person.keen_on(day) + 0.05 for person in present]
    return stage.chance.choices(present, weights)[0]


def _answer(stage: _Stage, said: _Said, day: date, answer: str) -> None:
    chance = stage.chance
    answered = day + timedelta(days=chance.choice(_ANSWER_DAYS))
    told = answered + timedelta(days=chance.randint(0, 2)) if chance.random() < _TOLD else None
    status = FeedbackStatus.CLOSED if chance.random() < _CLOSED else FeedbackStatus.ANSWERED
    values = {"answer": answer, "answered_on": answered, "status": FeedbackStatus.ANSWERED}
    stage.diary.note(_evening(answered), _edit(said, values))
    if told:
        stage.diary.note(
            _evening(told) + timedelta(minutes=20),
            _edit(said, {"told_on": told, "status": status}),
        )


def _survey(stage: _Stage) -> None:
    """Note a few answers to each month's survey; in summer the dry ones."""
    ordinary = iter(stage.story.texts["survey"])
    dry = iter(stage.story.texts["survey_in_summer"])
    month, last = Month.of(stage.story.founded.date()).next, Month.of(stage.story.now.date())
    while month <= last:
        size = _SURVEY_SIZES[month.number % len(_SURVEY_SIZES)]
        for place in range(size):
            day = month.first.replace(day=_SURVEY_DAY + place)
            found = next(dry, None) if summer(day) else None
            spoken = found or next(ordinary, None)
            if spoken and day <= stage.story.now.date():
                _answer_survey(stage, day, *spoken)
        month = month.next


def _answer_survey(stage: _Stage, day: date, satisfaction: int, text: str) -> None:
    kind = FeedbackKind.PRAISE if satisfaction == 5 else FeedbackKind.SUGGESTION
    if satisfaction < 4:
        kind = FeedbackKind.COMPLAINT
    channel = stage.story.texts["channels"]["survey"]
    said = _say(stage, day, kind, satisfaction, "", text, _ANONYMOUS_IN_SURVEY, channel)
    closed = {"status": FeedbackStatus.CLOSED}
    stage.diary.note(_evening(day + timedelta(days=4)), _edit(said, closed))


def _edit(said: _Said, values: dict[str, Any]) -> Callable[[], bytes]:
    return partial(_save, said, values)


def _save(said: _Said, values: dict[str, Any]) -> bytes:
    return save_feedback(said.id, values)


def _evening(day: date) -> datetime:
    return datetime.combine(day, time(21, 30))
