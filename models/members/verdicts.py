"""Whether somebody meets an admission criterion, as far as it can be told: a pure function.

What is not known never counts against anybody, and what is not sure is not known.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum

from models.members.criterion import RANGED, Asked, read_range
from models.members.custom_field import FieldDefinition
from models.members.field_values import Value, write_value
from models.vocabulary import CriterionSort, FieldSort, Gender, Verdict


class Why(StrEnum):
    """What a verdict rests on; with it goes what the person has."""

    AGE = "age"
    AGE_UNSURE = "age_unsure"  # only the year of birth is known, and it depends on the day
    HAS = "has"
    NOTHING = "nothing"
    UNREADABLE = "unreadable"
    INTRODUCED = "introduced"
    INTRODUCER_GONE = "introducer_gone"
    FIELD_GONE = "field_gone"
    NOT_ASKED = "not_asked"
    BY_HAND = "by_hand"


@dataclass(frozen=True)
class Facts:
    """What is known of an applicant. `introducer` is a name, `is_introduced` whether that is a
    member now; `custom` is what stands in the fields of the organizer's own."""

    id: bytes
    name: str
    status: str
    born: str = ""
    gender: str = Gender.UNKNOWN.value
    region: str = ""
    tags: tuple[str, ...] = ()
    introducer: str = ""
    is_introduced: bool = False
    custom: Mapping[bytes, Value] = field(default_factory=dict)
    applied: date | None = None


@dataclass(frozen=True)
class Found:
    """A verdict, why, and what the person has, as stored: one text, or the two possible ages."""

    verdict: Verdict
    why: Why
    said: tuple[str, ...] = ()


Definitions = Mapping[bytes, FieldDefinition]
_UNKNOWN = Verdict.UNKNOWN
_NOTHING = Found(_UNKNOWN, Why.NOTHING)


def judge(asked: Asked, facts: Facts, fields: Definitions, day: date) -> Found:
    """Say whether somebody meets a criterion on a day, by what is known of them."""
    if asked.sort is CriterionSort.AGE:
        return _age(asked, facts.born, day)
    if asked.sort is CriterionSort.GENDER:
        known = "" if facts.gender == Gender.UNKNOWN else facts.gender
        return _one_of(asked, known, known in asked.words)
    if asked.sort is CriterionSort.REGION:
        region = plain(facts.region)
        return _one_of(asked, facts.region.strip(), any(plain(w) in region for w in asked.words))
    if asked.sort is CriterionSort.INTEREST:
        return _interest(asked, facts.tags)
    if asked.sort is CriterionSort.REFERRAL:
        return _referral(facts)
    if asked.sort is CriterionSort.FIELD:
        return _field(asked, facts, fields)
    return Found(_UNKNOWN, Why.NOT_ASKED)


def possible_ages(born: str, day: date) -> tuple[int, ...]:
    """Return how old somebody is on a day: one age, two where only the year is known and it
    depends on the birthday, none where nothing is known or the birth lies ahead."""
    if len(born) == 4 and born.isdigit():
        last = date(day.year, 12, 31)
        years = day.year - int(born)
        ages = (years,) if day == last else (years - 1, years)
    else:
        try:
            birth = date.fromisoformat(born)
        except ValueError:
            return ()
        ages = (day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day)),)
    return tuple(age for age in ages if age >= 0)


def plain(text: str) -> str:
    """Reduce a word to what is compared."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _passes(met: bool) -> Verdict:
    return Verdict.PASS if met else Verdict.FAIL


def _age(asked: Asked, born: str, day: date) -> Found:
    ages = possible_ages(born, day)
    if not ages:
        return Found(_UNKNOWN, Why.UNREADABLE, (born,)) if born else _NOTHING
    said = tuple(map(str, ages))
    why = Why.AGE if len(ages) == 1 else Why.AGE_UNSURE
    span = asked.ages
    if span is None:
        return Found(_UNKNOWN, why, said)
    met = {span[0] <= age <= span[1] for age in ages}
    return Found(_passes(met.pop()) if len(met) == 1 else _UNKNOWN, why, said)


def _one_of(asked: Asked, said: str, met: bool) -> Found:
    if not said:
        return _NOTHING
    return Found(_passes(met) if asked.words else _UNKNOWN, Why.HAS, (said,))


def _interest(asked: Asked, tags: tuple[str, ...]) -> Found:
    wanted = {plain(word) for word in asked.words}
    shared = tuple(tag for tag in tags if plain(tag) in wanted)
    return Found(Verdict.PASS, Why.HAS, shared) if shared else _of_others(asked, tags)


def _of_others(asked: Asked, tags: tuple[str, ...]) -> Found:
    if not tags:
        return _NOTHING
    return Found(Verdict.FAIL if asked.words else _UNKNOWN, Why.HAS, tags)


def _referral(facts: Facts) -> Found:
    if facts.is_introduced:
        return Found(Verdict.PASS, Why.INTRODUCED, (facts.introducer,))
    if facts.introducer:
        return Found(Verdict.FAIL, Why.INTRODUCER_GONE, (facts.introducer,))
    return _NOTHING


def _field(asked: Asked, facts: Facts, fields: Definitions) -> Found:
    definition = fields.get(asked.field or b"")
    if definition is None:
        return Found(_UNKNOWN, Why.FIELD_GONE)
    value = facts.custom.get(definition.id)
    if value is None or value == "":
        return _NOTHING
    said = (write_value(value),)
    if definition.sort in RANGED:
        kind = Decimal if definition.sort is FieldSort.NUMBER else date
        if not isinstance(value, kind):
            return Found(_UNKNOWN, Why.UNREADABLE, said)
        return _in_range(definition.sort, asked, value, said)
    met = plain(said[0]) in {plain(word) for word in asked.words}
    return Found(_passes(met) if asked.words else _UNKNOWN, Why.HAS, said)


def _in_range(sort: FieldSort, asked: Asked, value: Decimal | date, said: tuple[str, ...]) -> Found:
    try:
        low, high = read_range(sort, "".join(asked.words))
    except ValueError:
        return Found(_UNKNOWN, Why.HAS, said)
    # Both ends and the value are of one type: that of the field.
    met = (low is None or low <= value) and (high is None or value <= high)  # type: ignore[operator]
    return Found(_passes(met), Why.HAS, said)
