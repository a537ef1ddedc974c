"""What a filter asks of the tables beside a member's own, as conditions of SQL on the table `t`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from models import clock
from models.base import GONE
from models.members.filters import Condition, Test, Visits
from models.month import Month

Clause = tuple[str, list[Any]]
_TAGS = "member_tag g"


def one_of(column: str, values: Sequence[Any]) -> Clause:
    return f"{column} IN ({', '.join('?' * len(values))})", list(values)


def days_back(days: int) -> date:
    """Return the day so many days before today; the first or the last there is at most."""
    try:
        return clock.today() - timedelta(days)
    except OverflowError:
        return date.min if days > 0 else date.max


def compared(condition: Condition) -> list[tuple[str, date]]:
    """Return how a date must compare with which days."""
    today, given = clock.today(), condition.value
    match condition.test:
        case Test.BEFORE:
            return [("<", given)]
        case Test.AFTER:
            return [(">", given)]
        case Test.ON:
            return [("=", given)]
        case Test.LAST_DAYS:
            return [(">=", days_back(given)), ("<=", today)]
        case Test.NEXT_DAYS:
            return [(">=", today), ("<=", days_back(-given))]
        case Test.OLDER_DAYS:
            return [("<", days_back(given))]
    month = Month.of(today)
    return [(">=", month.first), ("<=", month.last)]


def _listed(each: bool, outer: str, inner: str, rows: str, condition: str) -> str:
    """Return whether a member is among some rows: gathered first, for all members at once; looked
    up where each member is asked for itself."""
    if each:
        return f"EXISTS (SELECT 1 FROM {rows} WHERE {inner} = {outer} AND {condition})"
    return f"{outer} IN (SELECT {inner} FROM {rows} WHERE {condition})"


def _tags(condition: Condition, each: bool) -> Clause:
    having = f"FROM {_TAGS} WHERE g.member = t.id AND g.deleted = 0"
    match condition.test:
        case Test.EMPTY:
            return f"NOT EXISTS (SELECT 1 {having})", []
        case Test.FILLED:
            return f"EXISTS (SELECT 1 {having})", []
        case Test.ANY_OF:
            tags, values = one_of("g.tag", condition.value)
            return _listed(each, "t.id", "g.member", _TAGS, f"g.deleted = 0 AND {tags}"), values
        case Test.NONE_OF:
            tags, values = one_of("g.tag", condition.value)
            return f"NOT EXISTS (SELECT 1 {having} AND {tags})", values
    one = _listed(each, "t.id", "g.member", _TAGS, "g.deleted = 0 AND g.tag = ?")
    return f"({' AND '.join([one] * len(condition.value)) or '1'})", list(condition.value)


def _photo(condition: Condition, _each: bool) -> Clause:
    sql = (
        "EXISTS (SELECT 1 FROM photo f WHERE f.member = t.id AND f.deleted = 0 AND f.image <> x'')"
    )
    return sql if condition.test is Test.YES else f"NOT {sql}", []


def _guardian(condition: Condition, each: bool) -> Clause:
    rows = "guardian k CROSS JOIN member w ON w.id = k.guardian"
    sql = _listed(each, "t.id", "k.member", rows, "k.deleted = 0 AND w.deleted = 0")
    return sql if condition.test is Test.YES else f"NOT {sql}", []


def _household_contact(condition: Condition, _each: bool) -> Clause:
    sql = (
        "EXISTS (SELECT 1 FROM household h WHERE h.id = t.household AND h.contact = t.id"
        f" AND h.deleted <> {GONE})"
    )
    return sql if condition.test is Test.YES else f"NOT {sql}", []


def _resting(condition: Condition, _each: bool) -> Clause:
    sql = "coalesce(t.rest_until, '') >= ?"
    return sql if condition.test is Test.YES else f"NOT ({sql})", [clock.today().isoformat()]


def _standing(condition: Condition, each: bool) -> Clause:
    """Who is outside, as applicants are, has no class and is in none of them."""
    classes, values = one_of("s.standing", condition.value)
    inside = _listed(each, "t.rid", "s.member", "_standing s", classes)
    return (inside if condition.test is Test.ANY_OF else f"NOT ({inside})"), values


def _consent(condition: Condition, _each: bool) -> Clause:
    sql = (
        "EXISTS (SELECT 1 FROM consent c WHERE c.member = t.id AND c.deleted = 0 AND c.purpose = ?"
        " AND c.given <= ? AND coalesce(c.withdrawn, '9999') > ?)"
    )
    today = clock.today().isoformat()
    values = [condition.value, today, today]
    return (sql if condition.test is Test.GIVEN else f"NOT {sql}"), values


def _last_contact(condition: Condition, _each: bool) -> Clause:
    sql = (
        "EXISTS (SELECT 1 FROM contact c WHERE c.member = t.id AND c.deleted = 0"
        " AND c.reached AND coalesce(c.day, '') >= ?)"
    )
    return _last_time(sql, condition)


def _took_part(condition: Condition, _each: bool) -> Clause:
    """Anything counts here that counts for the class, messages in chats too."""
    sql = "t.rid IN (SELECT s.member FROM _standing s WHERE s.last_seen >= ?)"
    return _last_time(sql, condition)


def _last_seen(condition: Condition, _each: bool) -> Clause:
    sql = (
        "EXISTS (SELECT 1 FROM attendance a CROSS JOIN event e ON e.id = a.event"
        " WHERE a.member = t.id AND a.deleted = 0 AND a.came = 'yes' AND e.deleted = 0"
        " AND coalesce(e.begins, '') >= ?)"
    )
    return _last_time(sql, condition)


def _last_time(lately: str, condition: Condition) -> Clause:
    if condition.test is Test.NEVER:
        # Every date there is comes after the empty text.
        return f"NOT {lately}", [""]
    since = days_back(condition.value).isoformat()
    return (lately if condition.test is Test.LAST_DAYS else f"NOT {lately}"), [since]


# The latest time of each kind, which is not before a day where any is not.
LAST_TIMES: Mapping[str, str] = {
    "last_contact": "(SELECT max(coalesce(c.day, '')) FROM contact c WHERE c.member = t.id"
    " AND c.deleted = 0 AND c.reached)",
    "took_part": "(SELECT s.last_seen FROM _standing s WHERE s.member = t.rid)",
    "last_seen": "(SELECT max(coalesce(e.begins, '')) FROM attendance a CROSS JOIN event e"
    " ON e.id = a.event WHERE a.member = t.id AND a.deleted = 0 AND a.came = 'yes'"
    " AND e.deleted = 0)",
}
_ANSWERS = {
    Test.CAME: "a.came = 'yes'",
    Test.NO_RECORD: "a.came = 'yes'",
    Test.NOT_COME: "a.came = 'no'",
    Test.SAID_YES: "a.rsvp = 'yes'",
}


def _attendance(condition: Condition, each: bool) -> Clause:
    """Nobody was absent because nothing was noted: NOT_COME asks for a note that says so, and
    NO_RECORD for everybody of whom no note says that they came."""
    events, values = _events(condition.value)
    listed = f"a.deleted = 0 AND {_ANSWERS[condition.test]} AND e.deleted = 0 AND {events}"
    # CROSS and the member's own rows first: from the events, it would be each with each.
    theirs = "attendance a CROSS JOIN event e ON e.id = a.event"
    if condition.test is Test.NO_RECORD:
        return f"NOT {_listed(True, 't.id', 'a.member', theirs, listed)}", values
    rows = theirs if each else "event e CROSS JOIN attendance a ON a.event = e.id"
    return _listed(each, "t.id", "a.member", rows, listed), values


def _events(visits: Visits) -> Clause:
    parts: list[str] = ["1"]
    values: list[Any] = []
    since = visits.since if visits.days is None else days_back(visits.days)
    until = visits.until if visits.days is None else clock.today()
    if visits.event is not None:
        parts, values = ["e.id = ?"], [visits.event]
    if visits.format:
        parts, values = [*parts, "e.format = ?"], [*values, visits.format]
    if since is not None:
        parts, values = [*parts, "e.begins >= ?"], [*values, since.isoformat()]
    if until is not None:
        parts, values = [*parts, "substr(e.begins, 1, 10) <= ?"], [*values, until.isoformat()]
    return " AND ".join(parts), values


# Each takes the condition, and whether it is asked of one member after the other.
BESIDE: Mapping[str, Callable[[Condition, bool], Clause]] = {
    "tags": _tags,
    "photo": _photo,
    "guardian": _guardian,
    "household_contact": _household_contact,
    "resting": _resting,
    "standing": _standing,
    "consent": _consent,
    "last_contact": _last_contact,
    "took_part": _took_part,
    "last_seen": _last_seen,
    "attendance": _attendance,
}
