"""Who takes part: interactions month by month, and a class with its reason for every member.

An interaction is a recorded presence at an event, an entry in the feedback log, or what somebody
did for the others as it was written down. Chat messages are not among them: a talkative evening
would hide all the rest. How members are put into classes is in models/members/judging.py.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from models import clock
from models.base import database, read_day
from models.members import standing as standings
from models.members.class_rules import ClassRules, read_rules
from models.members.deeds import gather, latest_events, open_to, seen_counts
from models.members.judging import Judge
from models.month import Month
from models.vocabulary import MemberStatus, Standing

# Id, name, day of joining, class, score, when last seen, when last spoken to.
_Classed = tuple[bytes, str, date | None, Standing, float, date | None, date | None]
# Those who are judged; whoever rests is left alone.
SHOWN = tuple(each for each in Standing if each is not Standing.RESTING)


@dataclass(frozen=True)
class MonthlyInteractions:
    """`people` are the different members behind them; entries without a name have none, and
    visitors are none."""

    month: Month
    attendances: int
    feedback: int
    contributions: int
    people: int

    @property
    def total(self) -> int:
        return self.attendances + self.feedback + self.contributions


@dataclass(frozen=True, slots=True)
class Participant:
    """A member's standing and the reason for it.

    `seen` of `recent` are the latest events since the member joined, at most five. `days_since` and
    `days_unspoken` are None where the member was never seen, or never spoken to.
    """

    id: bytes
    name: str
    standing: Standing
    score: float
    seen: int
    recent: int
    days_since: int | None
    days_unspoken: int | None = None


@dataclass(frozen=True)
class Activity:
    """`participants` are all members present and judged by `rules`. Left out are those who rest,
    of whom there are `resting`, and those whose role the rules leave out."""

    day: date
    series: tuple[MonthlyInteractions, ...]
    participants: tuple[Participant, ...]
    resting: int
    rules: ClassRules

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
    everybody = _judged_on(day)
    return Activity(
        day=day,
        series=monthly_interactions(month, max(months, 2)),
        participants=_without_resting(everybody),
        resting=sum(each.standing is Standing.RESTING for each in everybody),
        rules=read_rules(),
    )


def monthly_interactions(month: Month, months: int) -> tuple[MonthlyInteractions, ...]:
    first = month.back(months - 1).first.isoformat()
    after = month.next.first.isoformat()
    rows = database.execute_sql(
        f"WITH one AS ({_INTERACTIONS})"
        " SELECT substr(day, 1, 7), sum(sort = 'attended'), sum(sort = 'feedback'),"
        " sum(iif(sort = 'contributed', amount, 0)), count(DISTINCT iif(member IN"
        f" (SELECT id FROM member WHERE status = '{MemberStatus.VISITOR}'), NULL, member))"
        " FROM one WHERE day >= ? AND day < ? GROUP BY 1",
        (first, after),
    )
    found = {key: counts for key, *counts in rows}
    shown = [month.back(back) for back in range(months - 1, -1, -1)]
    return tuple(MonthlyInteractions(each, *found.get(str(each), (0, 0, 0, 0))) for each in shown)


def participants_on(day: date) -> tuple[Participant, ...]:
    """Return every member present at the end of a day, with class and reason, without those who
    rest."""
    return _without_resting(_judged_on(day))


_INTERACTIONS = (
    "SELECT a.member AS member, e.begins AS day, 'attended' AS sort, 1 AS amount FROM event e"
    " CROSS JOIN attendance a ON a.event = e.id AND a.deleted = 0 AND a.came = 'yes'"
    " WHERE e.deleted = 0 AND e.begins <> ''"
    " AND a.member NOT IN (SELECT id FROM member WHERE deleted = 1)"
    " UNION ALL SELECT member, date, 'feedback', 1 FROM feedback WHERE deleted = 0"
    " UNION ALL SELECT member, day, 'contributed', max(amount, 0) FROM interaction"
    " WHERE deleted = 0 AND day <> '' AND member NOT IN (SELECT id FROM member WHERE deleted = 1)"
)


def _judged_on(day: date) -> list[Participant]:
    events = latest_events(day)
    seen = seen_counts(events)
    return [
        Participant(
            id=member,
            name=name,
            standing=standing,
            score=score,
            seen=seen.get(member, 0),
            recent=open_to(events, joined),
            days_since=_days(day, last_seen),
            days_unspoken=_days(day, last_contact),
        )
        for member, name, joined, standing, score, last_seen, last_contact in _classes_on(day)
    ]


def _classes_on(day: date) -> Iterator[_Classed]:
    """Yield who was in a class on a day; those of today are kept already."""
    if day == clock.today() and standings.refresh():
        rows = database.execute_sql(
            "SELECT t.id, t.name, t.joined, s.standing, s.score, s.last_seen, s.last_contact"
            " FROM _standing s CROSS JOIN member t ON t.rid = s.member"
            " WHERE t.deleted = 0 AND s.standing <> '' ORDER BY t.pinyin, t.name, t.rid"
        ).fetchall()
        for member, name, joined, code, score, seen, spoken in rows:
            days = read_day(joined), read_day(seen), read_day(spoken)
            yield bytes(member), name, days[0], Standing(code), score, days[1], days[2]
        return
    judge = Judge(read_rules(), day)
    for person in gather(day):
        found = judge.judge(person)
        if found.standing is not None:
            yield (person.id, person.name, person.joined, found.standing, found.score,
                   found.last_seen, found.last_contact)  # fmt: skip


def _without_resting(participants: list[Participant]) -> tuple[Participant, ...]:
    return tuple(each for each in participants if each.standing is not Standing.RESTING)


def _days(day: date, past: date | None) -> int | None:
    return (day - past).days if past else None
