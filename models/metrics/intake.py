"""Who applied, who was accepted, and how that went. Facts only, no wording.

An acceptance is a member's day of decision; those who were added as members never applied and
count nowhere here. How somebody stood against the criteria was kept on that day, in their findings:
what is changed in fields or criteria since changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from models.base import database, read_day
from models.members.applicants import count_pending, made_on
from models.metrics.satisfaction import FEWEST
from models.month import Month
from models.vocabulary import OUTSIDE, MemberStatus, Verdict

SETTLED, EARLY = 90, 30  # days after an acceptance


_STOOD = (
    "_change g WHERE g.row = s.member AND g.col = (SELECT c.no FROM _column c JOIN _table t"
    " ON t.no = c.tbl AND t.no = g.tbl WHERE t.name = 'member' AND c.name = '{column}')"
)
_EARLIER = (
    f"SELECT (SELECT max(day) FROM (SELECT g.old AS day FROM {_STOOD.format(column='applied')}"
    " UNION ALL SELECT m.applied) WHERE day <= s.joined),"
    ' s.joined, min(s."left") FROM stay s JOIN member m ON m.id = s.member AND m.deleted = 0'
    " WHERE s.deleted = 0 AND s.joined <> '' AND s.joined IS NOT m.decided"
    f" AND EXISTS (SELECT 1 FROM {_STOOD.format(column='decided')} AND g.old = s.joined)"
    # Two laptops that noted another day of leaving tell of one stay.
    " GROUP BY s.member, s.joined"
)


@dataclass(frozen=True)
class Share:
    """So many of how many; `share` is None below five, where one person would be seen."""

    count: int
    total: int

    @property
    def share(self) -> float | None:
        return self.count / self.total if self.total >= FEWEST else None


@dataclass(frozen=True)
class Intake:
    """What came in between two days, both included.

    `passed` is counted of the accepted of whom it was known, by what was kept; `unsure` are those
    accepted with open questions. `stayed` is counted of those accepted at least 90 days ago,
    `early` (gone within 30 days) of those accepted at least 30 days ago; who left on an unknown
    day is in neither.
    """

    first: date
    last: date
    applied: int
    accepted: int
    refused: int
    passed: Share
    unsure: int
    stayed: Share
    early: Share


@dataclass(frozen=True)
class IntakeFacts:
    """A month, and the twelve that end with it: a month alone has too few for shares. `pending`
    are those who wait for an answer now."""

    month: Intake
    year: Intake
    pending: int

    @property
    def is_empty(self) -> bool:
        return not (self.year.applied or self.year.accepted or self.year.refused or self.pending)


@dataclass(frozen=True)
class _Case:
    """One application. `left` is when the stay that began with it ended; `knows` whether that can
    be told."""

    status: str
    applied: date | None
    decided: date | None
    left: date | None
    knows: bool
    verdict: Verdict | None

    @property
    def accepted(self) -> bool:
        return self.decided is not None and self.status not in OUTSIDE


def intake_of(month: Month, day: date) -> IntakeFacts:
    """Return what came in in a month, and in the year that ends with it, as of a day."""
    first, last = month.back(11).first, month.last
    cases = _cases(first, last)
    return IntakeFacts(
        month=_count(cases, month.first, last, day),
        year=_count(cases, first, last, day),
        pending=count_pending(),
    )


def _count(cases: Iterable[_Case], first: date, last: date, day: date) -> Intake:
    everybody = list(cases)
    decided = [each for each in everybody if each.decided and first <= each.decided <= last]
    accepted = [each for each in decided if each.accepted]
    return Intake(
        first=first,
        last=last,
        applied=sum(bool(each.applied and first <= each.applied <= last) for each in everybody),
        accepted=len(accepted),
        refused=sum(each.status == MemberStatus.REFUSED for each in decided),
        passed=_share(
            each.verdict is Verdict.PASS
            for each in accepted
            if each.verdict in (Verdict.PASS, Verdict.FAIL)
        ),
        unsure=sum(each.verdict is Verdict.UNKNOWN for each in accepted),
        stayed=_share(not _gone_within(each, SETTLED) for each in _ripe(accepted, SETTLED, day)),
        early=_share(_gone_within(each, EARLY - 1) for each in _ripe(accepted, EARLY, day)),
    )


def _ripe(accepted: Iterable[_Case], days: int, day: date) -> list[_Case]:
    """Return those of whom it can be told by a day how it was so many days after."""
    since = day - timedelta(days=days)
    return [each for each in accepted if each.knows and each.decided and each.decided <= since]


def _gone_within(case: _Case, days: int) -> bool:
    if case.left is None or case.decided is None:
        return False
    return case.left <= case.decided + timedelta(days=days)


def _share(answers: Iterable[bool]) -> Share:
    known = list(answers)
    return Share(sum(known), len(known))


def _cases(first: date, last: date) -> list[_Case]:
    """Return everybody who may have applied between two days, or was decided about."""
    span = (first.isoformat(), f"{last.isoformat()}~")
    rows = database.execute_sql(
        'SELECT id, status, applied, joined, decided, "left" FROM member WHERE deleted = 0'
        " AND (applied BETWEEN ? AND ? OR decided BETWEEN ? AND ?"
        " OR (coalesce(applied, '') = '' AND status IN ('applicant', 'waiting', 'refused')))",
        (*span, *span),
    ).fetchall()
    undated = [row[0] for row in rows if not row[2] and not row[3]]
    made = made_on(undated) if undated else {}
    ends, verdicts = _ends(), _verdicts(*span)
    cases = []
    for id_, status, applied, joined, decided, left in rows:
        member, on = bytes(id_), read_day(decided)
        came = read_day(applied) or (read_day(joined) if status in OUTSIDE else None)
        ended = [end for end in (*ends.get(member, ()), read_day(left)) if end and on and end >= on]
        cases.append(
            _Case(
                status=status,
                applied=came or (made.get(member) if status in OUTSIDE else None),
                decided=on,
                left=min(ended, default=None),
                knows=bool(ended) or status != MemberStatus.LEFT,
                verdict=verdicts.get(member),
            )
        )
    return cases + _earlier_cases()


def _earlier_cases() -> list[_Case]:
    """Return the acceptances of those who left since and applied again. Another application stands
    in the member's fields by now, but the stay that began with the first is kept, and what stood
    there is in the journal. How they stood against the criteria is not: the answers made room."""
    rows = database.execute_sql(_EARLIER).fetchall()
    return [
        _Case(
            MemberStatus.LEFT, read_day(applied), read_day(joined), ended, ended is not None, None
        )
        for applied, joined, left in rows
        for ended in [read_day(left)]
    ]


def _ends() -> dict[bytes, list[date]]:
    """Return when earlier stays ended, by member: of one that ended on the day of a decision only
    where it began on that day."""
    ends: dict[bytes, list[date]] = {}
    for member, left in database.execute_sql(
        'SELECT s.member, s."left" FROM stay s JOIN member m ON m.id = s.member'
        ' WHERE s.deleted = 0 AND (s."left" <> m.decided OR s.joined = m.decided)'
    ):
        if day := read_day(left):
            ends.setdefault(bytes(member), []).append(day)
    return ends


def _verdicts(first: str, last: str) -> dict[bytes, Verdict]:
    """Return how those decided about stood against all required criteria, by what was kept."""
    rows = database.execute_sql(
        "SELECT f.member, max(f.verdict = 'fail'), min(f.verdict = 'pass') FROM finding f"
        " CROSS JOIN criterion c ON c.id = f.criterion CROSS JOIN member m ON m.id = f.member"
        " WHERE f.deleted = 0 AND c.required = 1 AND m.decided BETWEEN ? AND ? GROUP BY f.member",
        (first, last),
    )
    return {
        bytes(member): Verdict.FAIL if failed else Verdict.PASS if passed else Verdict.UNKNOWN
        for member, failed, passed in rows
    }
