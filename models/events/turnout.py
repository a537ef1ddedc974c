"""How many will probably come to an event, from each person's own record. For the organizer alone:
no paper and no figure that is handed round may use it.

Each one who said yes and has a place, and each maybe, comes with the chance

    p = (Σ w · came + a · p0) / (Σ w + a)

over the earlier events of which it is known whether they came (came is 1 or 0; no record says
nothing, nor does an event they had said no to). w = 0.9 to the power of the months since: what was
long ago fades. a = 2: so much weighs what is usual here, p0, against their own record. p0 is the
share who came of all who gave the same answer in the year before, of the known ones; five answers
of the default (0.7 after a yes, 0.35 after a maybe) are counted in, so that two evenings do not
make a law. Guests come with whoever brings them. To this are added the walk-ins that are usual: the
mean of the last ten events of that format that had sign-ups and a record of coming.

The range holds four evenings in five, if people decide by themselves: 1.28 standard deviations to
either side. People of a group do not, and the weather asks nobody.
"""

from __future__ import annotations

import math
import statistics
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from models import clock
from models.base import database, read_moment, write_moment
from models.events.attendance import AttendanceLine, attendance_of
from models.events.places import assign
from models.vocabulary import Rsvp

FADING = 0.9  # of a record's weight stays after a month
PRIOR = 2.0  # records that what is usual weighs
DEFAULTS = {Rsvp.YES: 0.7, Rsvp.MAYBE: 0.35}
DEFAULT_WEIGHT = 5  # answers
WALK_IN_EVENTS = 10
_MONTH = 30.4375  # days
_YEAR = timedelta(days=365)
_SPREAD = 1.28  # standard deviations: four in five

_BEFORE = (
    "e.deleted = 0 AND e.status <> 'cancelled' AND e.begins <> '' AND e.begins < :begins"
    " AND e.id <> :event"
)
_KNOWN = "a.deleted = 0 AND a.came IN ('yes', 'no') AND m.deleted <> 1"


@dataclass(frozen=True)
class Turnout:
    """Heads, not names: `expected` with guests and walk-ins, from `low` to `high`.

    `answers` are the people it was made from, `records` the events of theirs that are known;
    `walk_ins` of the expected come unannounced, as at `events` earlier ones.
    """

    expected: float
    low: int
    high: int
    answers: int
    records: int
    walk_ins: float
    events: int


def expected_turnout(event_id: bytes) -> Turnout | None:
    """Foretell an event from its answers; None where nobody gave one."""
    row = database.execute_sql(
        "SELECT begins, format, capacity FROM event WHERE id = ?", (event_id,)
    ).fetchone()
    if row is None:
        return None
    people = attendance_of(event_id)
    seated = {claim.member for claim in assign(people, row[2]).seated}
    answered = [each for each in people if each.member in seated or each.rsvp == Rsvp.MAYBE]
    if not answered:
        return None
    begins = read_moment(row[0]) or clock.now()
    when = {"begins": write_moment(begins), "event": event_id}
    histories = _histories(when)
    chances = _chances(answered, histories, _usual(when, begins), begins)
    unannounced = _walk_ins(when, row[1])
    return _foretold(chances, unannounced, sum(len(histories.get(e.member, ())) for e in answered))


def _chances(
    answered: Iterable[AttendanceLine],
    histories: Mapping[bytes, list[tuple[datetime, bool]]],
    usual: Mapping[str, float],
    begins: datetime,
) -> list[tuple[float, int]]:
    """Return for each answer the chance that they come, and how many heads that is."""
    found = []
    for each in answered:
        came = weight = 0.0
        for day, was_there in histories.get(each.member, ()):
            faded = FADING ** ((begins - day) / timedelta(days=_MONTH))
            weight += faded
            came += faded * was_there
        chance = (came + PRIOR * usual[each.rsvp]) / (weight + PRIOR)
        found.append((chance, each.heads))
    return found


def _foretold(chances: list[tuple[float, int]], unannounced: list[int], records: int) -> Turnout:
    walk_ins = statistics.fmean(unannounced) if unannounced else 0.0
    expected = sum(chance * heads for chance, heads in chances) + walk_ins
    spread = sum(chance * (1 - chance) * heads**2 for chance, heads in chances)
    # Of one event alone nobody knows how much it varies: as much as things that come singly.
    spread += statistics.variance(unannounced) if len(unannounced) > 1 else walk_ins
    margin = _SPREAD * math.sqrt(spread)
    return Turnout(
        expected,
        max(0, math.floor(expected - margin)),
        math.ceil(expected + margin),
        len(chances),
        records,
        walk_ins,
        len(unannounced),
    )


def _histories(when: Mapping[str, object]) -> dict[bytes, list[tuple[datetime, bool]]]:
    """Return of those who answered when they could have come, and whether they did."""
    found: dict[bytes, list[tuple[datetime, bool]]] = {}
    for member, begins, came in database.execute_sql(
        "SELECT a.member, e.begins, a.came = 'yes' FROM attendance now"
        " CROSS JOIN attendance a ON a.member = now.member JOIN event e ON e.id = a.event"
        f" JOIN member m ON m.id = a.member WHERE now.event = :event AND now.deleted = 0"
        f" AND now.rsvp IN ('yes', 'maybe') AND a.rsvp <> 'no' AND {_KNOWN} AND {_BEFORE}",
        when,
    ):
        if day := read_moment(begins):
            found.setdefault(bytes(member), []).append((day, bool(came)))
    return found


def _usual(when: Mapping[str, object], begins: datetime) -> dict[str, float]:
    """Return how many of those who gave an answer came, in the year before."""
    counted = {
        rsvp: (known, came)
        for rsvp, known, came in database.execute_sql(
            "SELECT a.rsvp, count(*), total(a.came = 'yes') FROM event e"
            " CROSS JOIN attendance a ON a.event = e.id JOIN member m ON m.id = a.member"
            f" WHERE {_KNOWN} AND {_BEFORE} AND e.begins >= :since GROUP BY a.rsvp",
            {**when, "since": write_moment(begins - _YEAR)},
        )
    }
    usual = {}
    for answer, default in DEFAULTS.items():
        known, came = counted.get(str(answer), (0, 0))
        usual[str(answer)] = (came + DEFAULT_WEIGHT * default) / (known + DEFAULT_WEIGHT)
    return usual


def _walk_ins(when: Mapping[str, object], form: str) -> list[int]:
    """Return how many heads came unannounced to the last events of a format."""
    rows = database.execute_sql(
        "SELECT total(iif(a.came = 'yes' AND a.rsvp NOT IN ('yes', 'maybe'), 1 + a.guests, 0))"
        " FROM event e CROSS JOIN attendance a ON a.event = e.id JOIN member m ON m.id = a.member"
        f" WHERE a.deleted = 0 AND m.deleted <> 1 AND {_BEFORE} AND e.format = :format"
        " GROUP BY e.rid HAVING total(a.rsvp = 'yes') > 0 AND total(a.came = 'yes') > 0"
        " ORDER BY e.begins DESC, e.rid DESC LIMIT :most",
        {**when, "format": form, "most": WALK_IN_EVENTS},
    )
    return [int(heads) for (heads,) in rows]
