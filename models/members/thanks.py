"""Whom to thank: for what they were given points since they were last thanked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby
from operator import attrgetter

from models import clock
from models.base import database, read_day
from models.errors import Invalid
from models.journal.transactions import action
from models.members.contact import THANKS, Contact
from models.members.points import NO_POINTS, balances, refuse_any_erased
from models.texts import tidy
from models.vocabulary import OUTSIDE, MemberStatus
from resources.i18n import N_

_BACK = 365  # days; who did something before is past thanking
_NOT_ASKED = (*OUTSIDE, MemberStatus.LEFT)


@dataclass(frozen=True)
class Reason:
    """Something somebody was given points for."""

    text: str
    day: date


@dataclass(frozen=True)
class Thankworthy:
    """Somebody who was not thanked for `reasons` (the latest first); `thanked` is the last time."""

    id: bytes
    name: str
    active: float
    reasons: tuple[Reason, ...]
    thanked: date | None


@dataclass(frozen=True)
class _Line:
    id: bytes
    name: str
    reason: Reason
    thanked: date | None


def thank_list() -> tuple[Thankworthy, ...]:
    """Return whom to thank, by name: this is no ranking. Who rests or has left is not asked of."""
    lines = _lines(clock.today())
    people = [list(each) for _id, each in groupby(lines, key=attrgetter("id"))]
    left = balances([lines[0].id for lines in people])
    return tuple(
        Thankworthy(
            first.id,
            first.name,
            left.get(first.id, NO_POINTS).active,
            tuple(line.reason for line in (first, *rest)),
            first.thanked,
        )
        for first, *rest in people
    )


def thank(members: Sequence[bytes], note: str = "", who: str = "", day: date | None = None) -> int:
    """Write down that these members were thanked, as a contact note; return how many.

    Raises Invalid, and UserError where somebody was erased.
    """
    on = day or clock.today()
    if on > clock.today():
        raise Invalid({"day": N_("This day is still to come.")})
    refuse_any_erased(members)
    with action("points.thank", len(members)):
        for member in members:
            Contact.create(member=member, day=on, channel=THANKS, who=tidy(who), note=tidy(note))
    return len(members)


def _lines(today: date) -> list[_Line]:
    marks = ", ".join("?" * len(_NOT_ASKED))
    last = (
        "(SELECT max(c.day) FROM contact c WHERE c.member = m.id AND c.deleted = 0"
        f" AND c.channel = '{THANKS}')"
    )
    rows = database.execute_sql(
        f"SELECT m.id, m.name, p.reason, p.day, {last} AS thanked"
        " FROM points p JOIN member m ON m.id = p.member"
        " WHERE p.deleted = 0 AND p.amount > 0 AND p.day >= ? AND m.deleted = 0"
        f" AND m.status NOT IN ({marks}) AND coalesce(m.rest_until, '') < ?"
        " AND p.day > coalesce(thanked, '') ORDER BY m.pinyin, m.rid, p.day DESC, p.rid DESC",
        ((today - timedelta(days=_BACK)).isoformat(), *_NOT_ASKED, today.isoformat()),
    )
    return [
        _Line(bytes(member), name, Reason(reason, on), read_day(thanked))
        for member, name, reason, day, thanked in rows
        if (on := read_day(day))
    ]
