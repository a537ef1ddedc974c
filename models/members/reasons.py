"""Why members are in their class: the facts of it, for windows and paper to put into words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models import clock
from models.base import database, read_day
from models.members.class_rules import ClassRules, read_rules
from models.members.deeds import Person, gather, latest_events, open_to, seen_counts
from models.members.judging import Judge
from models.vocabulary import Deed, Standing


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a class was told from. The member came to `seen` of the `recent` latest events that
    were open to them, at most five; `best` is the score they fell from, 0 where there is none.

    `unseen` and `unspoken` are the days since they last did something and were last spoken to,
    None for never. `until` is the last day of being new or of resting, where it is known.
    """

    standing: Standing
    score: float
    best: float
    seen: int
    recent: int
    unseen: int | None
    unspoken: int | None
    until: date | None = None


@dataclass(frozen=True)
class Part:
    """What one sort of deed gives to a score: how often, and what is left of its points."""

    deed: Deed
    amount: int
    points: float


@dataclass(frozen=True)
class Reason:
    """`parts` make the score, the weightiest first. Who came `times` more now would be in the
    class `lifted`; 0 and None where nothing is wanted or nothing would do it."""

    grounds: Grounds
    parts: tuple[Part, ...] = ()
    times: int = 0
    lifted: Standing | None = None


def reason_of(member_id: bytes) -> Reason | None:
    """Return why a member is in their class today; None where they are in none."""
    row = database.execute_sql("SELECT rid FROM member WHERE id = ?", (member_id,)).fetchone()
    people = gather(clock.today(), row) if row else []
    if not people:
        return None
    judge = Judge(read_rules(), clock.today())
    grounds = _judged_grounds(judge, people[0])
    if grounds is None:
        return None
    times, lifted = judge.lift(people[0]) or (0, None)
    return Reason(grounds, _parts(judge, people[0]), times, lifted)


def grounds_of(rowids: Sequence[int]) -> dict[int, Grounds]:
    """Return the grounds of some hundred members, by rowid, as they are kept for lists."""
    day, rules = clock.today(), read_rules()
    events = latest_events(day)
    marks = ", ".join("?" * len(rowids))
    seen = _seen_among(events, rowids)
    rows = database.execute_sql(
        "SELECT s.member, s.standing, s.score, s.best, s.last_seen, s.last_contact, t.joined,"
        " t.rest_until FROM _standing s CROSS JOIN member t ON t.rid = s.member"
        f" WHERE s.standing <> '' AND s.member IN ({marks})",
        rowids,
    )
    return {
        rid: Grounds(
            standing=Standing(standing),
            score=score,
            best=best,
            seen=seen.get(rid, 0),
            recent=open_to(events, read_day(joined)),
            unseen=_days(day, read_day(last_seen)),
            unspoken=_days(day, read_day(last_contact)),
            until=_until(Standing(standing), read_day(joined), read_day(rest), rules),
        )
        for rid, standing, score, best, last_seen, last_contact, joined, rest in rows
    }


def _seen_among(events: Sequence[tuple[bytes, date]], rowids: Sequence[int]) -> dict[int, int]:
    marks, events_marks = ", ".join("?" * len(rowids)), ", ".join("?" * len(events))
    rows = database.execute_sql(
        "SELECT t.rid, count(*) FROM member t CROSS JOIN attendance a ON a.member = t.id"
        f" AND a.deleted = 0 AND a.came = 'yes' AND a.event IN ({events_marks})"
        f" WHERE t.rid IN ({marks}) GROUP BY t.rid",
        (*(event for event, _begun in events), *rowids),
    )
    return dict(rows.fetchall())


def _judged_grounds(judge: Judge, person: Person) -> Grounds | None:
    judged = judge.judge(person)
    if judged.standing is None:
        return None
    events = latest_events(judge.day)
    return Grounds(
        standing=judged.standing,
        score=judged.score,
        best=judged.best,
        seen=seen_counts(events).get(person.id, 0),
        recent=open_to(events, person.joined),
        unseen=_days(judge.day, judged.last_seen),
        unspoken=_days(judge.day, judged.last_contact),
        until=_until(judged.standing, person.joined, person.rest_until, judge.rules),
    )


def _parts(judge: Judge, person: Person) -> tuple[Part, ...]:
    amounts: dict[str, int] = {}
    points: dict[str, float] = {}
    for deed in person.deeds:
        amounts[deed.sort] = amounts.get(deed.sort, 0) + deed.amount
        points[deed.sort] = points.get(deed.sort, 0.0) + judge.points_now(deed)
    parts = [
        Part(deed, amounts[deed], points[deed])
        for deed in Deed
        if deed != Deed.CONTACT and amounts.get(deed)
    ]
    return tuple(sorted(parts, key=lambda part: -part.points))


def _until(
    standing: Standing, joined: date | None, rest_until: date | None, rules: ClassRules
) -> date | None:
    if standing is Standing.RESTING:
        return rest_until
    if standing is Standing.NEW and joined is not None:
        return joined + timedelta(days=rules.new_days)
    return None


def _days(day: date, past: date | None) -> int | None:
    return (day - past).days if past else None
