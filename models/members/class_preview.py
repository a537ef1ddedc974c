"""What other rules would make of the members: computed from facts gathered once."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from models import clock
from models.members.class_rules import ClassRules, read_rules
from models.members.deeds import Person, gather
from models.members.judging import RANKS, Judge
from models.progress import Progress, unheard
from models.vocabulary import Standing

_BINS = 20
_AT_ONCE = 2_000
_BREATH = 0.001


@dataclass(frozen=True)
class Gathered:
    """Everybody who is or was a member, with what they did, and the rules in force."""

    day: date
    people: tuple[Person, ...]
    rules: ClassRules
    roles: tuple[str, ...]


@dataclass(frozen=True)
class Preview:
    """How many would be in each class, and their scores: `bins` counts by class those whose score
    lies in one step of `step` points, the last bin all above. Who has no points is only in
    `without`; who rests is in no bin."""

    counts: Mapping[Standing, int]
    step: float
    bins: tuple[Mapping[Standing, int], ...]
    without: int


def gather_people(progress: Progress = unheard) -> Gathered:
    """Return what classes are told from, from the open file."""
    progress(0, 1)
    day = clock.today()
    people = gather(day)
    # What a preview never asks for need not be carried about.
    kept = tuple(replace(person, id=b"", name="") for person in people if person.is_present(day))
    roles = {person.role.strip() for person in kept} - {""}
    return Gathered(day, kept, read_rules(), tuple(sorted(roles)))


def preview(gathered: Gathered, rules: ClassRules, progress: Progress = unheard) -> Preview:
    """Say what these rules would make of everybody. Raises Cancelled."""
    judge = Judge(rules, gathered.day)
    step = rules.core_score * 2 / _BINS
    counts = dict.fromkeys(RANKS, 0)
    bins: list[dict[Standing, int]] = [{} for _bin in range(_BINS + 1)]
    without = 0
    for place, person in enumerate(gathered.people):
        if place % _AT_ONCE == 0:
            progress(place, len(gathered.people))
            time.sleep(_BREATH)
        judged = judge.judge(person)
        if judged.standing is None:
            continue
        counts[judged.standing] += 1
        if judged.standing is Standing.RESTING:
            continue
        if judged.score <= 0:
            without += 1
            continue
        chosen = bins[min(int(judged.score / step), _BINS)]
        chosen[judged.standing] = chosen.get(judged.standing, 0) + 1
    return Preview(counts, step, tuple(bins), without)
