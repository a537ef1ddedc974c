"""Who takes part: interactions month by month, and a class with its reason for every member.

An interaction is a recorded presence at an event or an entry in the feedback log. A member's score
is the sum of their interactions, each worth a tenth less with every month that has passed. The
bands below ask for recency too, because the decay alone is slow.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from models.base import database, read_day
from models.metrics.growth import PRESENT_ON
from models.month import Month

ATTENDED, GAVE_FEEDBACK = 1, 1  # points of one interaction
DECAY = 0.9  # what is left of a point after a month
CORE_SCORE, CORE_DAYS = 5.0, 60
ACTIVE_SCORE, ACTIVE_DAYS = 2.0, 90
OCCASIONAL_SCORE, OCCASIONAL_DAYS = 0.5, 180
NEW_DAYS = 30
LAPSING_DAYS, LAPSING_SHARE = 60, 0.6  # unseen so long, or fallen to this share of the best score
LOOK_BACK = 6  # months in which a lapsing member was core or active
LAST_EVENTS = 5
_FORGOTTEN = 600  # months; what is older weighs as much as nothing


class Standing(StrEnum):
    CORE = "core"
    ACTIVE = "active"
    OCCASIONAL = "occasional"
    SILENT = "silent"
    NEW = "new"
    LAPSING = "lapsing"


@dataclass(frozen=True)
class MonthlyInteractions:
    """`people` are the different members behind them; entries without a name have none."""

    month: Month
    attendances: int
    feedback: int
    people: int

    @property
    def total(self) -> int:
        return self.attendances + self.feedback


@dataclass(frozen=True, slots=True)
class Participant:
    """A member's standing and the reason for it.

    `seen` of `recent` are the latest events since the member joined, at most five. `days_since` is
    None where the member was never seen.
    """

    id: bytes
    name: str
    standing: Standing
    score: float
    seen: int
    recent: int
    days_since: int | None


@dataclass(frozen=True)
class Activity:
    """`participants` are all members present, paused ones left out: they are on rest."""

    day: date
    series: tuple[MonthlyInteractions, ...]
    participants: tuple[Participant, ...]

    @property
    def interactions(self) -> int:
        return self.series[-1].total

    @property
    def interactions_before(self) -> int:
        return self.series[-2].total

    def of(self, standing: Standing) -> tuple[Participant, ...]:
        """Return the members of a class: the strongest first, the silent by who was seen last."""
        chosen = [each for each in self.participants if each.standing == standing]
        if standing in (Standing.SILENT, Standing.LAPSING):
            chosen.sort(key=lambda each: (each.days_since is None, each.days_since or 0))
        else:
            chosen.sort(key=lambda each: -each.score)
        return tuple(chosen)

    def count(self, standing: Standing) -> int:
        return sum(each.standing == standing for each in self.participants)


def activity_of(month: Month, day: date, months: int = 12) -> Activity:
    """Return the interactions up to a month, and the members' standing at the end of a day."""
    return Activity(day, monthly_interactions(month, max(months, 2)), participants_on(day))


def monthly_interactions(month: Month, months: int) -> tuple[MonthlyInteractions, ...]:
    first = month.back(months - 1).first.isoformat()
    after = month.next.first.isoformat()
    rows = database.execute_sql(
        f"WITH interaction AS ({_INTERACTIONS})"
        " SELECT substr(day, 1, 7), sum(attended), sum(1 - attended), count(DISTINCT member)"
        " FROM interaction WHERE day >= ? AND day < ? GROUP BY 1",
        (first, after),
    )
    found = {key: counts for key, *counts in rows}
    shown = [month.back(back) for back in range(months - 1, -1, -1)]
    return tuple(MonthlyInteractions(each, *found.get(str(each), (0, 0, 0))) for each in shown)


def participants_on(day: date) -> tuple[Participant, ...]:
    """Return every member present at the end of a day, with class and reason."""
    traces, events = _traces(day), _latest_events(day)
    seen = _seen_counts([event for event, _at in events])
    begun = [at for _event, at in events]
    judged = _Judged(day, [Month.of(day).back(end).last for end in _ENDS])
    rows = database.execute_sql(
        f"SELECT id, name, joined FROM member WHERE {PRESENT_ON} AND status <> 'paused'"
        " ORDER BY pinyin, name, rid",
        (day.isoformat(), day.isoformat()),
    ).fetchall()
    participants = []
    for id_, name, joined_text in rows:
        joined = read_day(joined_text)
        trace = traces.get(id_, _NO_TRACE)
        participants.append(
            Participant(
                id=id_,
                name=name,
                standing=judged.standing(joined, trace),
                score=trace.scores[0],
                seen=seen.get(id_, 0),
                recent=len(events) if joined is None else sum([at >= joined for at in begun]),
                days_since=_days_between(trace.last_days[0], day),
            )
        )
    return tuple(participants)


_INTERACTIONS = (
    "SELECT a.member AS member, e.begins AS day, 1 AS attended FROM event e"
    " CROSS JOIN attendance a ON a.event = e.id AND a.deleted = 0 AND a.came = 'yes'"
    " WHERE e.deleted = 0 AND e.begins <> ''"
    " AND a.member NOT IN (SELECT id FROM member WHERE deleted = 1)"
    " UNION ALL SELECT member, date, 0 FROM feedback WHERE deleted = 0"
)


@dataclass(slots=True)
class _Trace:
    """What a member left behind, on the day itself (place 0) and at the ends of months before."""

    scores: Sequence[float]
    last_days: Sequence[str | None]


_ENDS = range(LOOK_BACK + 1)
_NO_TRACE = _Trace([0.0 for _end in _ENDS], [None for _end in _ENDS])
_WEIGHTS = [DECAY**months for months in range(_FORGOTTEN + 1)]


def _traces(day: date) -> dict[bytes, _Trace]:
    """Return the trace of every member who took part by the end of a day."""
    today = day.year * 12 + day.month
    rows = database.execute_sql(
        f"WITH interaction AS ({_INTERACTIONS})"
        f" SELECT member, {today} - substr(day, 1, 4) * 12 - substr(day, 6, 2) AS age,"
        f" sum(iif(attended, {ATTENDED}, {GAVE_FEEDBACK})), max(day) FROM interaction"
        " WHERE day < ? AND member IS NOT NULL GROUP BY member, age",
        ((day + timedelta(days=1)).isoformat(),),
    ).fetchall()
    months: dict[bytes, list[tuple[int, int, str]]] = {}
    for member, age, points, last in rows:
        months.setdefault(member, []).append((min(age, _FORGOTTEN), points, last))
    return {member: _trace(taken) for member, taken in months.items()}


def _trace(months: Sequence[tuple[int, int, str]]) -> _Trace:
    """Weigh a member's points, given by the age of their month: what was there, and what came."""
    scores = [0.0] * len(_ENDS)
    last_days: list[str | None] = [None] * len(_ENDS)
    for age, points, last in months:
        end = min(age, LOOK_BACK)
        scores[end] += points * _WEIGHTS[age - end]
        last_days[end] = max(last, last_days[end] or "")
    for end in reversed(range(LOOK_BACK)):
        scores[end] += scores[end + 1] * DECAY
        last_days[end] = last_days[end] or last_days[end + 1]
    return _Trace(scores, last_days)


def _latest_events(day: date) -> list[tuple[bytes, date]]:
    rows = database.execute_sql(
        "SELECT id, begins FROM event WHERE deleted = 0 AND begins <> '' AND begins < ?"
        " AND status NOT IN ('idea', 'cancelled') ORDER BY begins DESC, rid DESC LIMIT ?",
        ((day + timedelta(days=1)).isoformat(), LAST_EVENTS),
    )
    return [(event, begun) for event, begins in rows if (begun := read_day(begins))]


def _seen_counts(events: Sequence[bytes]) -> dict[bytes, int]:
    marks = ", ".join("?" * len(events))
    rows = database.execute_sql(
        "SELECT member, count(*) FROM attendance WHERE deleted = 0 AND came = 'yes'"
        f" AND event IN ({marks}) GROUP BY member",
        events,
    )
    return dict(rows.fetchall())


@dataclass(frozen=True)
class _Judged:
    """The day members are judged for, with the last days of its month and those before."""

    day: date
    ends: Sequence[date]

    def standing(self, joined: date | None, trace: _Trace) -> Standing:
        if joined and (self.day - joined).days <= NEW_DAYS:
            return Standing.NEW
        unseen = _days_between(trace.last_days[0], self.day)
        if unseen is None or unseen > OCCASIONAL_DAYS:
            return Standing.SILENT
        best = self._best(trace)
        score = trace.scores[0]
        if best and (unseen > LAPSING_DAYS or score <= LAPSING_SHARE * best):
            return Standing.LAPSING
        usual = Standing.OCCASIONAL if score >= OCCASIONAL_SCORE else Standing.SILENT
        return _band(score, unseen) or usual

    def _best(self, trace: _Trace) -> float:
        """Return the best score among the months in which the member was core or active, or 0."""
        return max(
            (
                trace.scores[end]
                for end in _ENDS[1:]
                if trace.scores[end] >= ACTIVE_SCORE
                and _band(trace.scores[end], _days_between(trace.last_days[end], self.ends[end]))
            ),
            default=0.0,
        )


def _band(score: float, unseen: int | None) -> Standing | None:
    if unseen is None:
        return None
    if score >= CORE_SCORE and unseen <= CORE_DAYS:
        return Standing.CORE
    if score >= ACTIVE_SCORE and unseen <= ACTIVE_DAYS:
        return Standing.ACTIVE
    return None


def _days_between(stored: str | None, day: date) -> int | None:
    seen = read_day(stored)
    return (day - seen).days if seen else None
