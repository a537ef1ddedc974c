"""Events made ahead for a series: planning one, and carrying it on."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from models import clock
from models.base import database, link_id, live, mark, new_id, read_moment, write_moment
from models.errors import Invalid, UserError
from models.events import recurring
from models.events.event import FIELDS, Event, check_event, save_event
from models.events.preparing import prepare_alike
from models.events.recurring import Repetition
from models.events.series import Series, SeriesValues, load_series, write_row
from models.journal.transactions import action
from models.vocabulary import EventStatus
from resources.i18n import N_

# A club that meets every day of a year is planned; a slip of the pen that makes thousands is not.
MOST = 400
AHEAD = timedelta(days=365)
# What one evening has of its own: the next one does not begin with it.
OWN_FIELDS = (
    "guest", "cost", "income", "went_well", "to_change", "uid", "begins", "ends", "series",
    "occurs",
)  # fmt: skip
_TOO_MANY = N_("These are more than {most} dates. Choose an earlier end, or fewer of them.")
_NO_DATE = N_("A beginning is needed: the dates are counted from it.")
_NOTHING = N_("This repetition has no date. Choose other days or a later end.")
_OVER = (EventStatus.DONE, EventStatus.CANCELLED)


@dataclass(frozen=True)
class Dates:
    """When a repetition says. `endless`: it goes on after the last of them."""

    dates: tuple[datetime, ...]
    endless: bool


@dataclass(frozen=True)
class Standing:
    """A series as its events stand: how many are planned from now on, up to when, and how many
    more its rule names within the year ahead (`missing`)."""

    series: SeriesValues
    ahead: int
    last: datetime | None
    missing: int


def dates_of(begins: datetime, repetition: Repetition) -> Dates:
    """Return the dates a repetition makes; of one without an end those of the year ahead.

    Raises Invalid where there is no such rule, UserError where it makes too many dates or none.
    """
    rule = recurring.write_rule(repetition)
    first = recurring.occurrences(rule, begins, horizon_of(rule, begins), 1)
    found = recurring.occurrences(rule, begins, horizon_of(rule, (*first, begins)[0]), MOST + 1)
    if len(found) > MOST:
        raise UserError(_TOO_MANY, most=MOST)
    if not found:
        raise UserError(_NOTHING)
    return Dates(found, recurring.is_endless(rule))


def plan_series(
    values: Mapping[str, Any],
    repetition: Repetition,
    left_out: Collection[datetime] = (),
    event: bytes | None = None,
) -> bytes:
    """Make a series and an event for each of its dates, in one action; return the series.

    `values` are those of the first one; `left_out` dates go to the trash, where they stay when the
    series is carried on. An `event` that is there already becomes the one on its own date, where
    the rule names it; what is to be done for it and what it is meant to cost is so for the others
    too. Raises Invalid and UserError.
    """
    begins = values.get("begins")
    if not isinstance(begins, datetime):
        raise Invalid({"begins": _NO_DATE})
    values = {name: value.strip() if isinstance(value, str) else value
              for name, value in values.items() if name in FIELDS}  # fmt: skip
    dates = dates_of(begins, repetition).dates
    rule = recurring.write_rule(repetition)
    with action("series.add", len(dates) - len({*dates} & {*left_out})):
        series = new_id()
        write_row(Series, series, {"title": values.get("title", ""), "rule": rule,
                                   "begins": dates[0]})  # fmt: skip
        if event is not None:
            fields = {"series": series, "occurs": begins} if begins in dates else {}
            save_event(event, {**values, **fields})
        elif begins == dates[0] and begins not in left_out:
            first = {**values, "series": series, "occurs": begins}
            check_event(None, first)
            write_row(Event, occurrence_id(series, begins), first)
        made = make_occurrences(series, values, dates, left_out)
        if event is not None:
            prepare_alike(event, begins, made)
    return series


def make_occurrences(
    series: bytes,
    values: Mapping[str, Any],
    dates: Collection[datetime],
    left_out: Collection[datetime] = (),
) -> dict[datetime, bytes]:
    """Make an event for each date that has none, not even in the trash; return those of them that
    are not `left_out`.

    Must be called inside an action. `values` are those of an event of the series. Raises Invalid.
    """
    known = events_of(series)
    length = _length(values)
    common = {name: value for name, value in values.items() if name not in OWN_FIELDS}
    if common.get("status") in _OVER:
        common["status"] = EventStatus.PLANNED.value
    made: dict[datetime, bytes] = {}
    trashed = []
    for each in dates:
        if each in known:
            continue
        fields = {**common, "begins": each, "occurs": each, "series": series,
                  "ends": each + length if length is not None else None}  # fmt: skip
        check_event(None, fields)
        event = occurrence_id(series, each)
        write_row(Event, event, fields)
        if each in left_out:
            trashed.append(event)
        else:
            made[each] = event
    # A rule that is changed there and back brings back what went with the change.
    mark(Event, list(made.values()), deleted=False)
    mark(Event, trashed, deleted=True)
    return made


def extend_series(series_id: bytes, last: date | None = None) -> int:
    """Make the events a series still lacks, up to a day or for the year ahead; return how many.

    They are as the last one there is, with what is to be done for it. What was left out stays away.
    Raises UserError where these are too many.
    """
    series = load_series(series_id)
    latest = _latest(series_id)
    if series is None or latest is None:
        return 0
    dates = lacking(series, last)
    if len(dates) > MOST:
        raise UserError(_TOO_MANY, most=MOST)
    with action("series.extend", len(dates)) as written:
        values = {name: latest.__data__[name] for name in FIELDS}
        made = make_occurrences(series_id, values, dates)
        if begins := latest.begins or latest.occurs:
            prepare_alike(bytes(latest.id), begins, made)
        written.amount = len(made)
    return written.amount


def lacking(series: SeriesValues, last: date | None = None) -> tuple[datetime, ...]:
    """Return the dates from today on that a series names and has no event for; of very many the
    first. What lies in the trash was left out."""
    bound = datetime.combine(last, time.max) if last else clock.now() + AHEAD
    today = datetime.combine(clock.today(), time.min) - timedelta(microseconds=1)
    known = events_of(series.id)
    found = recurring.occurrences(series.rule, series.begins, bound, MOST * 3, today)
    return tuple(each for each in found if each not in known)[: MOST + 1]


def standing_of(series_id: bytes | None) -> Standing | None:
    """Return how a series stands; None where the event has none."""
    series = load_series(series_id)
    if series is None:
        return None
    count, last = database.execute_sql(
        "SELECT total(begins >= ?), max(begins) FROM event WHERE series = ? AND deleted = 0",
        (write_moment(clock.now()), series.id),
    ).fetchone()
    return Standing(series, int(count), read_moment(last), len(lacking(series)))


def horizon_of(rule: str, begins: datetime) -> datetime:
    """Return up to when the events of a rule are made ahead."""
    if recurring.is_endless(rule):
        return max(begins, clock.now()) + AHEAD
    return datetime.max.replace(microsecond=0)


def occurrence_id(series: bytes, occurs: datetime) -> bytes:
    """Return the id of the event a series has then: the same on every copy."""
    return link_id("event", series, write_moment(occurs))


def events_of(series: bytes) -> dict[datetime, bytes]:
    """Return the events of a series by what its rule says, those in the trash too."""
    rows = database.execute_sql(
        "SELECT occurs, id FROM event WHERE series = ? AND occurs IS NOT NULL ORDER BY occurs",
        (series,),
    )
    read = ((read_moment(occurs), bytes(event)) for occurs, event in rows)
    return {occurs: event for occurs, event in read if occurs is not None}


def _latest(series: bytes) -> Event | None:
    """Return the last event of a series."""
    rows = live(Event).where(Event.series == series).order_by(Event.occurs.desc())
    found: Event | None = rows.first()
    return found


def _length(values: Mapping[str, Any]) -> timedelta | None:
    begins, ends = values.get("begins"), values.get("ends")
    return ends - begins if begins and ends else None
