"""Birthdays and anniversaries of joining in a stretch of days."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models import clock
from models.base import database, read_day
from models.errors import UserError
from models.month import Month
from models.papers.naming import name_for, shown_to
from models.vocabulary import Audience
from resources.i18n import N_

MOST_DAYS = 366


@dataclass(frozen=True)
class Celebrated:
    """Somebody's day: `on` is when it is this time, `years` how many they are then. Where it is
    not for this audience, or not known, `years` is None. `leap` is a 29th of February that this
    year has not."""

    id: bytes
    name: str
    on: date
    years: int | None
    leap: bool = False


@dataclass(frozen=True)
class Celebrations:
    """`year_only` have told no more than the year of their birth, `unknown` not even that;
    `left_out` did not agree to stand on a public paper."""

    first: date
    last: date
    birthdays: tuple[Celebrated, ...]
    anniversaries: tuple[Celebrated, ...]
    year_only: int
    unknown: int
    left_out: int


def celebrations_in(
    first: date, last: date, audience: Audience, ids: Sequence[bytes] | None = None
) -> Celebrations:
    """Return what is celebrated from one day to another, by day; of these members, or of all who
    belong. Who rests is left alone."""
    people = _people(ids)
    shown = set(shown_to(audience, list(people)).ids)
    public = audience is Audience.PUBLIC
    births: list[Celebrated] = []
    joins: list[Celebrated] = []
    for member, (name, born, joined) in people.items():
        if member not in shown:
            continue
        called = name_for(audience, name)
        day = read_day(born) if len(born) == len("1985-03-01") else None
        births += _celebrated(member, called, day, first, last, hide=public)
        joins += [each for each in _celebrated(member, called, joined, first, last) if each.years]
    told = [born for member, (_name, born, _joined) in people.items() if member in shown]
    return Celebrations(
        first,
        last,
        tuple(sorted(births, key=lambda each: each.on)),
        tuple(sorted(joins, key=lambda each: each.on)),
        sum(len(born) == len("1985") for born in told),
        sum(not born for born in told),
        len(people) - len(shown),
    )


def in_month(month: Month) -> tuple[date, date]:
    return month.first, month.last


def ahead(days: int) -> tuple[date, date]:
    """Return today and the last of so many days. Raises UserError where that is more than a year,
    or none."""
    if not 1 <= days <= MOST_DAYS:
        raise UserError(N_("Write a number of days from 1 to 366."))
    today = clock.today()
    return today, today + timedelta(days=days - 1)


def _celebrated(
    member: bytes, name: str, day: date | None, first: date, last: date, hide: bool = False
) -> Iterator[Celebrated]:
    if day is None:
        return
    for year in range(first.year, last.year + 1):
        leap = (day.month, day.day) == (2, 29) and not isleap(year)
        on = date(year, 2, 28) if leap else date(year, day.month, day.day)
        if first <= on <= last and day <= on:
            yield Celebrated(member, name, on, None if hide else year - day.year, leap)


def _people(ids: Sequence[bytes] | None) -> dict[bytes, tuple[str, str, date | None]]:
    """Return (name, born, joined) of those who belong and do not rest, by name."""
    rows = database.execute_sql(
        "SELECT id, name, born, joined FROM member WHERE deleted = 0"
        " AND status IN ('active', 'paused') AND coalesce(rest_until, '') < ?"
        " ORDER BY pinyin, rid",
        (clock.today().isoformat(),),
    )
    asked = None if ids is None else set(ids)
    return {
        bytes(member): (name, born, read_day(joined))
        for member, name, born, joined in rows
        if asked is None or bytes(member) in asked
    }
