"""Puts a member into a class by the rules, and says until when that holds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from models.base import read_day
from models.members.class_rules import ClassRules
from models.members.deeds import Deeds, Person, month_of
from models.month import Month
from models.vocabulary import Deed, Standing

LOOK_BACK = 6  # months in which somebody who drifts away was core or regular
FORGOTTEN = 600  # months; what is older weighs as much as nothing
# From the most to the least taking part. Those who rest stand behind all who are judged.
RANKS = (
    Standing.CORE,
    Standing.ACTIVE,
    Standing.OCCASIONAL,
    Standing.NEW,
    Standing.LAPSING,
    Standing.SILENT,
    Standing.RESTING,
)
_BETTER = {
    Standing.ACTIVE: (Standing.CORE,),
    Standing.OCCASIONAL: (Standing.ACTIVE, Standing.CORE),
    Standing.LAPSING: (Standing.ACTIVE, Standing.CORE),
    Standing.SILENT: (Standing.OCCASIONAL, Standing.ACTIVE, Standing.CORE),
}
_MOST_STEPS = 12


@dataclass(frozen=True, slots=True)
class Judged:
    """A member's class on a day, None for whoever is in none, and what it was told from.

    `best` is the highest score at the ends of the months in which they were core or regular, else
    0. The days are those on which they last did something and were last spoken to. Nothing of this
    changes before `due`, unless something is written down.
    """

    standing: Standing | None
    score: float
    best: float
    last_seen: date | None
    last_contact: date | None
    due: date


@dataclass(frozen=True)
class Judge:
    """Tells the classes of a day. Make one for all members: it prepares what is the same."""

    rules: ClassRules
    day: date

    def judge(self, person: Person) -> Judged:
        scores, seen = self._traces(person.deeds)
        last_seen = _latest(deed.last for deed in person.deeds if deed.sort != Deed.CONTACT)
        last_contact = _latest(deed.last for deed in person.deeds if deed.sort == Deed.CONTACT)
        best = self._best(scores, seen)
        return Judged(
            standing=self._standing(person, scores[0], seen[0], best),
            score=scores[0],
            best=best,
            last_seen=last_seen,
            last_contact=last_contact,
            due=self._due(person, seen[0]),
        )

    def lift(self, person: Person) -> tuple[int, Standing] | None:
        """Return how often somebody would have to come now, and the class that would lift them to;
        None where nothing can, or nothing needs to."""
        judged = self.judge(person)
        wanted = _BETTER.get(judged.standing) if judged.standing else None
        for times in range(1, _MOST_STEPS + 1) if wanted else ():
            coming = Deeds(month_of(self.day), Deed.ATTENDED, times, self.day.isoformat())
            lifted = self.judge(replace(person, deeds=(*person.deeds, coming))).standing
            if lifted in (wanted or ()):
                return times, Standing(lifted)
        return None

    @cached_property
    def _weights(self) -> dict[str, float]:
        return self.rules.weights

    @cached_property
    def _left(self) -> list[float]:
        """What is left of a point after so many months."""
        return [self.rules.decay**months for months in range(FORGOTTEN + 1)]

    @cached_property
    def _month(self) -> int:
        return month_of(self.day)

    @cached_property
    def _ends(self) -> list[date]:
        """The day itself, then the last days of the months before."""
        month = Month.of(self.day)
        return [self.day, *(month.back(back).last for back in range(1, LOOK_BACK + 1))]

    @cached_property
    def _roles(self) -> frozenset[str]:
        return frozenset(role.strip().casefold() for role in self.rules.left_out)

    def points(self, deed: Deeds) -> float:
        """Return what the deeds of one sort in one month were worth then."""
        worth = self._weights.get(deed.sort, 0.0) * deed.amount
        return min(worth, self.rules.messages_most) if deed.sort == Deed.MESSAGES else worth

    def points_now(self, deed: Deeds) -> float:
        """Return what is left of their worth."""
        return self.points(deed) * self._left[min(max(self._month - deed.month, 0), FORGOTTEN)]

    def _traces(self, deeds: tuple[Deeds, ...]) -> tuple[list[float], list[date | None]]:
        """Return scores, and the days of being last seen, on the day and at the ends before it."""
        scores = [0.0] * (LOOK_BACK + 1)
        days = [""] * (LOOK_BACK + 1)
        for deed in deeds:
            age = min(max(self._month - deed.month, 0), FORGOTTEN)
            end = min(age, LOOK_BACK)
            scores[end] += self.points(deed) * self._left[age - end]
            if deed.last > days[end]:
                days[end] = deed.last
        for end in reversed(range(LOOK_BACK)):
            scores[end] += scores[end + 1] * self.rules.decay
            days[end] = days[end] or days[end + 1]
        # Sums of fractions: five points are five, in whatever order they were added.
        return [round(score, 9) for score in scores], [read_day(day) for day in days]

    def _standing(
        self, person: Person, score: float, seen: date | None, best: float
    ) -> Standing | None:
        rules = self.rules
        if not person.is_present(self.day) or person.role.strip().casefold() in self._roles:
            return None
        if person.is_resting(self.day):
            return Standing.RESTING
        if person.joined and (self.day - person.joined).days <= rules.new_days:
            return Standing.NEW
        unseen = (self.day - seen).days if seen else None
        if unseen is None or unseen > rules.occasional_days:
            return Standing.SILENT
        if best and (
            unseen > rules.lapsing_days or score <= round((1 - rules.lapsing_drop) * best, 9)
        ):
            return Standing.LAPSING
        usual = Standing.OCCASIONAL if score >= rules.occasional_score else Standing.SILENT
        return self._band(score, unseen) or usual

    def _band(self, score: float, unseen: int) -> Standing | None:
        if score >= self.rules.core_score and unseen <= self.rules.core_days:
            return Standing.CORE
        if score >= self.rules.active_score and unseen <= self.rules.active_days:
            return Standing.ACTIVE
        return None

    def _best(self, scores: list[float], seen: list[date | None]) -> float:
        return max(
            (
                score
                for score, day, end in zip(scores[1:], seen[1:], self._ends[1:], strict=True)
                if score >= self.rules.active_score
                and day is not None
                and self._band(score, (end - day).days)
            ),
            default=0.0,
        )

    def _due(self, person: Person, seen: date | None) -> date:
        """Return the next day on which the class or score could be another by itself."""
        rules = self.rules
        due = [Month.of(self.day).next.first]
        for begun, days in (
            (person.joined, rules.new_days),
            (person.rest_until, 0),
            (seen, rules.core_days),
            (seen, rules.active_days),
            (seen, rules.occasional_days),
            (seen, rules.lapsing_days),
        ):
            if begun is not None:
                due.append(_after(begun, days))
        due += [day for day in (person.joined, person.left, read_day(person.later)) if day]
        return min(day for day in due if day > self.day)


def _latest(days: Iterable[str]) -> date | None:
    return read_day(max(days, default=""))


def _after(day: date, days: int) -> date:
    """Return the day after so many days; somebody may rest until the year 9999."""
    return date.fromordinal(min(day.toordinal() + days + 1, date.max.toordinal()))
