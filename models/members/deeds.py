"""What members did, month by month, as far as their class is told from it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, NamedTuple

from models.base import database, read_day
from models.following import portions
from models.members.chats import chat_days
from models.vocabulary import OUTSIDE, MemberStatus

LAST_EVENTS = 5
# The plus keeps SQLite from walking an index over everybody there is; so does CROSS below.
_EVERYBODY = "SELECT rid, id FROM member WHERE +deleted = 0"
_MONTH = "substr(day, 1, 4) * 12 + substr(day, 6, 2)"
# Another program may have put anything in the place of a day.
_IS_DAY = "day GLOB '[12][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]*'"
_DEEDS = """
    SELECT who.rid AS rid, e.begins AS day, 'attended' AS sort, 1 AS amount FROM who
        CROSS JOIN attendance a ON a.member = who.id AND a.deleted = 0 AND a.came = 'yes'
        CROSS JOIN event e ON e.id = a.event AND e.deleted = 0
    UNION ALL SELECT who.rid, f.date, 'feedback', 1 FROM who
        CROSS JOIN feedback f ON f.member = who.id AND +f.deleted = 0
    UNION ALL SELECT who.rid, i.day, i.sort, max(i.amount, 0) FROM who
        CROSS JOIN interaction i ON i.member = who.id AND i.deleted = 0
    UNION ALL SELECT who.rid, c.day, 'contact', 1 FROM who
        CROSS JOIN contact c ON c.member = who.id AND c.deleted = 0 AND c.reached"""


class Deeds(NamedTuple):
    """Deeds of one sort in one month, counted in months since the year 0. `last` is the day of the
    latest, as ISO text."""

    month: int
    sort: str
    amount: int
    last: str


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody as classes see them: `deeds` up to a day. `later` is the first day after it on which
    something stands already, as ISO text."""

    rid: int
    id: bytes
    name: str
    status: str
    role: str
    joined: date | None
    left: date | None
    rest_until: date | None
    deeds: tuple[Deeds, ...] = ()
    later: str | None = None

    def is_present(self, day: date) -> bool:
        """Whether they are a member at the end of a day; the same as metrics.growth.PRESENT_ON."""
        if self.status in OUTSIDE or (self.status == MemberStatus.LEFT and self.left is None):
            return False
        has_come = self.joined is None or self.joined <= day
        return has_come and (self.left is None or self.left > day)

    def is_resting(self, day: date) -> bool:
        resting = self.rest_until is not None and self.rest_until >= day
        return resting or self.status == MemberStatus.PAUSED


def month_of(day: date) -> int:
    """Return the number a month has in Deeds."""
    return day.year * 12 + day.month


def gather(day: date, rowids: Sequence[int] | None = None) -> list[Person]:
    """Return members with what they did by the end of a day: these, or all who are not in the
    trash, in the order of their names."""
    if rowids is None:
        return _gathered(day, _EVERYBODY, ())
    people: list[Person] = []
    for marks, part in portions(rowids):
        people += _gathered(day, f"{_EVERYBODY} AND rid IN ({marks})", part)
    return people


def latest_events(day: date) -> list[tuple[bytes, date]]:
    """Return the last events that took place by the end of a day, newest first."""
    rows = database.execute_sql(
        "SELECT id, begins FROM event WHERE deleted = 0 AND begins <> '' AND begins < ?"
        " AND status NOT IN ('idea', 'cancelled') ORDER BY begins DESC, rid DESC LIMIT ?",
        ((day + timedelta(days=1)).isoformat(), LAST_EVENTS),
    )
    return [(bytes(event), begun) for event, begins in rows if (begun := read_day(begins))]


def seen_counts(events: Sequence[tuple[bytes, date]]) -> dict[bytes, int]:
    """Return to how many of these events members came; who came to none is not in it."""
    marks = ", ".join("?" * len(events))
    rows = database.execute_sql(
        "SELECT member, count(*) FROM attendance WHERE deleted = 0 AND came = 'yes'"
        f" AND event IN ({marks}) GROUP BY member",
        [event for event, _begun in events],
    )
    return dict(rows.fetchall())


def open_to(events: Sequence[tuple[bytes, date]], joined: date | None) -> int:
    """Return how many of these events took place after somebody had joined."""
    return sum(joined is None or begun >= joined for _event, begun in events)


def _gathered(day: date, who: str, values: Sequence[int]) -> list[Person]:
    done: dict[int, list[Deeds]] = {}
    later: dict[int, str] = {}
    tomorrow = (day + timedelta(days=1)).isoformat()
    for rid, month, sort, amount, first, last, is_later in _rows(who, values, tomorrow):
        if is_later:
            later[rid] = min(first, later.get(rid, first))
        else:
            done.setdefault(rid, []).append(Deeds(month, sort, amount, last))
    members = database.execute_sql(
        'SELECT rid, id, name, status, role, joined, "left", rest_until FROM member'
        f" WHERE rid IN (SELECT rid FROM ({who})) ORDER BY pinyin, name, rid",
        values,
    )
    people = [
        Person(
            rid, bytes(member), name, status, role, read_day(joined), read_day(left),
            read_day(rest), tuple(done.get(rid, ())), later.get(rid),
        )
        for rid, member, name, status, role, joined, left, rest in members
    ]  # fmt: skip
    stays = _stays(day, who, values)
    return [_at_that_time(person, stays[person.rid]) if person.rid in stays else person
            for person in people]  # fmt: skip


def _stays(day: date, who: str, values: Sequence[int]) -> dict[int, tuple[date | None, date]]:
    """Return since and until when those were members on a day who left after it and came back."""
    rows = database.execute_sql(
        f'WITH who(rid, id) AS MATERIALIZED ({who}) SELECT who.rid, s.joined, s."left" FROM who'
        " CROSS JOIN stay s ON s.member = who.id AND s.deleted = 0"
        " AND coalesce(s.joined, '') <= ? AND substr(s.\"left\", 1, 10) > ?",
        (*values, day.isoformat(), day.isoformat()),
    )
    return {rid: (read_day(joined), gone) for rid, joined, left in rows if (gone := read_day(left))}


def _at_that_time(person: Person, stay: tuple[date | None, date]) -> Person:
    joined, left = stay
    return replace(person, status=str(MemberStatus.ACTIVE), joined=joined, left=left)


def _rows(who: str, values: Sequence[int], tomorrow: str) -> list[Any]:
    """Return deeds counted by member, month and sort, apart from those that are yet to come."""
    counted = (
        f"SELECT rid, {_MONTH} AS month, sort, sum(amount), min(substr(day, 1, 10)),"
        f" max(substr(day, 1, 10)), day >= ? AS later FROM ({{source}}) WHERE {_IS_DAY}"
        " GROUP BY rid, month, sort, later"
    )
    chats = chat_days(f"d.member IN (SELECT id FROM ({who}))")
    written = (
        "SELECT m.rid AS rid, c.day AS day, 'messages' AS sort, c.amount AS amount"
        f" FROM {chats} c JOIN member m ON m.id = c.member"
    )
    rows: list[Any] = database.execute_sql(
        f"WITH who(rid, id) AS MATERIALIZED ({who}) {counted.format(source=_DEEDS)}",
        (*values, tomorrow),
    ).fetchall()
    rows += database.execute_sql(counted.format(source=written), (tomorrow, *values)).fetchall()
    return rows
