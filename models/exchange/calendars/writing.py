"""Events as a calendar file every calendar program reads: one of them, or a whole season."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

from models import clock
from models.base import LIVE, database, read_moment
from models.errors import UserError
from models.events import recurring
from models.events.event import Event
from models.events.series import SeriesValues, load_series
from models.exchange.calendars.naming import uid_of
from models.exchange.calendars.planning import local_zone
from models.exchange.calendars.zones import add_zone
from models.storage.replacing import replacing
from models.vocabulary import EventStatus
from resources.i18n import N_
from resources.version import APPLICATION, VERSION

if TYPE_CHECKING:
    from icalendar import Event as Entry

NO_DATES = N_("None of these events has a date yet, so there is nothing to put into a calendar.")
_AT_ONCE = 500
_MOST_SLOTS = 5_000
_STATUSES: dict[str, str] = {EventStatus.CANCELLED: "CANCELLED", EventStatus.IDEA: "TENTATIVE"}
_DAY = timedelta(days=1)
_YEARS = range(1970, 2100)


@dataclass(frozen=True)
class Written:
    """How many events are in the file; `dateless` ones have no beginning and are not."""

    count: int
    dateless: int


@dataclass(frozen=True)
class _Said:
    """What a calendar is told of an event besides when it begins."""

    title: str
    place: str
    description: str
    link: str
    status: str
    length: timedelta | None
    all_day: bool


def write_calendar(
    path: Path, ids: Sequence[bytes], name: str = "", zone: tzinfo | None = None
) -> Written:
    """Write events into a calendar file. A series all of whose events are among them is written as
    one, with its exceptions. Raises UserError where none has a date or it cannot be written."""
    data, written = calendar_bytes(ids, name, zone)
    with replacing(path) as target:
        target.write_bytes(data)
    return written


def calendar_bytes(
    ids: Sequence[bytes], name: str = "", zone: tzinfo | None = None
) -> tuple[bytes, Written]:
    """Return what such a file holds. `name` is what the calendar is called there."""
    from icalendar import Calendar  # not at start

    events = _load(ids)
    dated = [event for event in events if event.begins is not None]
    if not dated:
        raise UserError(NO_DATES)
    clock_zone = _named(zone or local_zone())
    calendar = Calendar()
    calendar.add("prodid", f"-//{APPLICATION}//{APPLICATION} {VERSION}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if name:
        calendar.add("x-wr-calname", name)
    if clock_zone is not UTC:
        years = [min(max(event.begins.year, _YEARS[0]), _YEARS[-1]) for event in dated]
        add_zone(calendar, clock_zone, min(years) - 1, max(years) + 2)
    for entry in _entries(dated, clock_zone):
        calendar.add_component(entry)
    return calendar.to_ical(), Written(len(dated), len(events) - len(dated))


def _load(ids: Sequence[bytes]) -> list[Event]:
    found: dict[bytes, Event] = {}
    for start in range(0, len(ids), _AT_ONCE):
        some = list(ids[start : start + _AT_ONCE])
        rows = Event.select().where(Event.id.in_(some) & (Event.deleted == LIVE))
        found |= {bytes(row.id): row for row in rows}
    return sorted(found.values(), key=lambda event: (event.begins or datetime.max, event.id))


def _named(zone: tzinfo) -> tzinfo:
    """Return the zone where calendars know its name, else that of the world."""
    key = getattr(zone, "key", "")
    return UTC if not key or key.upper() in ("UTC", "ETC/UTC") else zone


def _entries(dated: Sequence[Event], zone: tzinfo) -> Iterator[Entry]:
    by_series: dict[bytes, list[Event]] = {}
    for event in dated:
        if owner := event.__data__["series"]:
            by_series.setdefault(bytes(owner), []).append(event)
    whole = {owner: series for owner, events in by_series.items()
             if (series := _whole(owner, events)) is not None}  # fmt: skip
    done: set[bytes] = set()
    for event in dated:
        owner = event.__data__["series"] and bytes(event.__data__["series"])
        if owner not in whole:
            uid = event.uid or uid_of(bytes(event.id))
            yield _entry(uid, event.begins, _said(event), zone)
        elif owner not in done:
            done.add(owner)
            yield from _series_entries(whole[owner], by_series[owner], zone)


def _whole(owner: bytes, events: Sequence[Event]) -> SeriesValues | None:
    """Return the series where it can be written as one: all of its events are to be written."""
    series = load_series(owner)
    if series is None or not recurring.is_understood(series.rule, series.begins):
        return None
    live = Event.select().where((Event.series == owner) & (Event.deleted == LIVE)).count()
    first = recurring.occurrences(series.rule, series.begins, series.begins, 1)
    fits = first == (series.begins,) and all(event.occurs for event in events)
    return series if fits and live == len(events) else None


def _series_entries(series: SeriesValues, events: Sequence[Event], zone: tzinfo) -> Iterator[Entry]:
    from icalendar import vRecur

    uid = series.uid or uid_of(series.id)
    usual, _count = Counter(map(_said, events)).most_common(1)[0]
    by_date = {event.occurs: event for event in events}
    # Also what was left out behind the last one there is: whoever reads it would make it anew.
    (known,) = database.execute_sql(
        "SELECT max(occurs) FROM event WHERE series = ?", (series.id,)
    ).fetchone()
    last = max(max(by_date), read_moment(known) or datetime.min)
    slots = recurring.occurrences(series.rule, series.begins, last, _MOST_SLOTS)
    if not recurring.is_endless(series.rule):
        end = datetime.max.replace(microsecond=0)
        slots = recurring.occurrences(series.rule, series.begins, end, _MOST_SLOTS)
    entry = _entry(uid, series.begins, usual, zone)
    entry.add("rrule", vRecur.from_ical(_rule(series.rule, usual.all_day, zone)))
    if out := [each for each in slots if each not in by_date]:
        entry.add("exdate", [_stamp(each, usual.all_day, zone) for each in out])
    if more := sorted({*by_date} - {*slots}):
        entry.add("rdate", [_stamp(each, usual.all_day, zone) for each in more])
    yield entry
    for occurs, event in sorted(by_date.items()):
        if event.begins != occurs or _said(event) != usual:
            changed = _entry(uid, event.begins, _said(event), zone)
            changed.add("recurrence-id", _stamp(occurs, usual.all_day, zone))
            yield changed


def _rule(rule: str, all_day: bool, zone: tzinfo) -> str:
    """Return the rule with its end as calendars want it: in the time of the world."""
    said = recurring.parts_of(rule)
    if "UNTIL" not in said:
        return rule
    until = recurring.read_until(said["UNTIL"])
    if all_day:
        said["UNTIL"] = f"{until:%Y%m%d}"
    else:
        said["UNTIL"] = f"{until.replace(tzinfo=zone).astimezone(UTC):%Y%m%dT%H%M%SZ}"
    return ";".join(f"{name}={value}" for name, value in said.items())


def _entry(uid: str, begins: datetime, said: _Said, zone: tzinfo) -> Entry:
    from icalendar import Event as Entry

    made = Entry()
    made.add("uid", uid)
    made.add("dtstamp", clock.now().astimezone(UTC))
    made.add("summary", said.title)
    made.add("dtstart", _stamp(begins, said.all_day, zone))
    if said.length is not None:
        ends = begins + said.length
        # The last day of several is not the end: that is the day behind it.
        made.add("dtend", ends.date() + _DAY if said.all_day else _stamp(ends, False, zone))
    elif said.all_day:
        made.add("dtend", begins.date() + _DAY)
    for name, value in (
        ("location", said.place), ("description", said.description), ("url", said.link),
    ):  # fmt: skip
        if value:
            made.add(name, value)
    made.add("status", said.status)
    return made


def _stamp(moment: datetime, all_day: bool, zone: tzinfo) -> date:
    return moment.date() if all_day else moment.replace(tzinfo=zone)


def _said(event: Event) -> _Said:
    begins, ends = event.begins, event.ends
    length = ends - begins if ends and ends > begins else None
    return _Said(
        event.title,
        event.place,
        event.description,
        event.link,
        _STATUSES.get(event.status, "CONFIRMED"),
        length,
        _is_all_day(begins, length),
    )  # fmt: skip


def _is_all_day(begins: datetime, length: timedelta | None) -> bool:
    """Say whether only days were written down: from midnight, without an end or to the last minute
    of a later day."""
    if (begins.hour, begins.minute) != (0, 0):
        return False
    return length is None or (
        length > _DAY and (length + timedelta(minutes=1)) % _DAY == timedelta()
    )
