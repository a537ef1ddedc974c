"""What a calendar file would change: as data, before anything is written."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, tzinfo
from enum import StrEnum
from typing import Any

from models import clock
from models.base import GONE, LIVE, write_moment
from models.events.recurring import parts_of
from models.events.repeating import occurrence_id
from models.exchange.calendars import naming
from models.exchange.calendars.book import Book
from models.exchange.calendars.expanding import Occurrence, Repeated, expand
from models.exchange.calendars.reading import CalendarFile, Entry
from models.exchange.event_rows import ENDS_TOO_EARLY
from models.exchange.plan import Skipped
from models.vocabulary import EventMode, EventStatus
from resources.i18n import N_

IN_TRASH = N_("“{title}” of {day} lies in the trash. Restore it there to take it in again.")
OFF = N_("“{title}” was cancelled there and is not in the book.")
WITH_PEOPLE = N_(
    "“{title}” of {day} is left out there, but somebody is on its list. Delete it by hand."
)
_TEXTS = ("place", "description", "link")
_CANCELLED, _TENTATIVE = "CANCELLED", "TENTATIVE"


class State(StrEnum):
    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    GONE = "gone"  # left out there: goes to the trash


@dataclass(frozen=True)
class Change:
    field: str
    old: Any
    new: Any


@dataclass(frozen=True)
class Row:
    """What becomes of one event. `values` are what is written; `hidden` ones are dates that are
    left out and only remembered."""

    state: State
    event: bytes
    line: int
    title: str
    begins: datetime
    values: Mapping[str, Any] = field(default_factory=dict)
    changes: tuple[Change, ...] = ()
    hidden: bool = False


@dataclass(frozen=True)
class SeriesRow:
    id: bytes
    values: Mapping[str, Any]


@dataclass(frozen=True)
class CalendarPlan:
    name: str
    rows: tuple[Row, ...]
    series: tuple[SeriesRow, ...]
    left_out: tuple[Skipped, ...]

    def count(self, state: State) -> int:
        return sum(row.state is state and not row.hidden for row in self.rows)

    def taking(self, events: Collection[bytes]) -> CalendarPlan:
        """Return what happens when only these events are taken in. A date of a series that is not
        wanted is one that is left out."""
        wanted = {row.values.get("series") for row in self.rows if row.event in events} - {None}
        rows = []
        for row in self.rows:
            part = row.state is State.NEW and row.values.get("series") in wanted
            if row.event in events or row.state is State.UNCHANGED or (part and row.hidden):
                rows.append(row)
            elif part:
                rows.append(replace(row, hidden=True))
        series = [row for row in self.series if row.id in wanted or "uid" not in row.values]
        return replace(self, rows=tuple(rows), series=tuple(series) if events else ())

    @property
    def amount(self) -> int:
        """Return how many events change."""
        return sum(row.state is not State.UNCHANGED and not row.hidden for row in self.rows)


def plan_calendar(file: CalendarFile, zone: tzinfo | None = None) -> CalendarPlan:
    """Say what taking in a calendar would do; without a `zone`, in that of this laptop."""
    book, found = Book(), _Found([], [], list(file.left_out))
    for repeated in expand(file.entries, zone or local_zone()):
        found.left_out += repeated.left_out
        if repeated.is_series:
            _plan_series(repeated, book, found)
        else:
            for each in repeated.occurrences:
                _plan_single(repeated, each, book, found)
    left_out = sorted(found.left_out, key=lambda each: each.line)
    return CalendarPlan(file.name, tuple(found.rows), tuple(found.series), tuple(left_out))


def local_zone() -> tzinfo:
    """Return the zone of this laptop."""
    from tzlocal import get_localzone  # not at start

    return get_localzone()


@dataclass
class _Found:
    rows: list[Row]
    series: list[SeriesRow]
    left_out: list[Skipped]


def _plan_single(repeated: Repeated, one: Occurrence, book: Book, found: _Found) -> None:
    """Plan an event that comes once, or a changed one of a series that is not in the file."""
    uid = repeated.uid
    known, new = book.event_called(uid), naming.event_id(uid)
    if repeated.is_part and one.occurs is not None:
        known = book.event_on(book.series_called(uid), one.occurs)
        uid = f"{uid}#{write_moment(one.occurs)}"
        known = known or book.event_called(uid)
        new = naming.event_id(uid)
    elif known is None:
        # What was a series there may come once by now.
        known = book.event_on(book.series_called(uid), one.begins)
    fixed = {} if known else {"uid": uid}
    _plan_event(one, known, new, fixed, book, found)


def _plan_series(repeated: Repeated, book: Book, found: _Found) -> None:
    uid = repeated.uid
    known = book.series_called(uid)
    series = known or naming.series_id(uid)
    values = {"title": repeated.title, "rule": repeated.rule, "begins": repeated.begins}
    stored = book.series.get(series)
    if stored is None:
        found.series.append(SeriesRow(series, {**values, "uid": uid}))
    else:
        different: dict[str, Any] = {
            name: value for name, value in values.items() if stored[name] != value
        }
        if parts_of(stored["rule"]) == parts_of(repeated.rule):
            different.pop("rule", None)
        if stored["deleted"]:
            different["deleted"] = LIVE
        if different:
            found.series.append(SeriesRow(series, different))
    single = book.event_called(uid)
    named = set()
    for each in repeated.occurrences:
        if each.occurs is None or book.is_beyond(series, each, repeated.rule):
            continue
        event = book.event_on(series, each.occurs)
        if event is None and single and book.events[single]["begins"] == each.begins:
            event, single = single, None  # what came once comes again by now
        # What no rule names is not made by one either: nobody finds it out of place.
        extra = naming.event_id(uid, write_moment(each.occurs)) if each.is_extra else None
        new = extra or occurrence_id(series, each.occurs)
        named.add(event or new)
        fixed = {"series": series, "occurs": each.occurs}
        _plan_event(each, event, new, fixed, book, found)
    _plan_gone(repeated, series, named, book, found)


def _plan_gone(
    repeated: Repeated, series: bytes, named: Iterable[bytes], book: Book, found: _Found
) -> None:
    """Plan what the book has of a series and the calendar no more."""
    for event, stored in book.of_series(series):
        within = repeated.since <= stored["occurs"] <= repeated.until
        if event not in named and within and stored["deleted"] == LIVE:
            line = repeated.occurrences[0].entry.line if repeated.occurrences else 0
            _leave_out(event, stored, line, book, found)


def _leave_out(
    event: bytes, stored: Mapping[str, Any], line: int, book: Book, found: _Found
) -> None:
    begins = stored["begins"] or stored["occurs"]
    if event in book.with_people:
        said = {"title": stored["title"], "day": f"{begins:%Y-%m-%d}"}
        found.left_out.append(Skipped(line, WITH_PEOPLE, said))
        return
    found.rows.append(Row(State.GONE, event, line, stored["title"], begins))


def _plan_event(
    one: Occurrence, known: bytes | None, new: bytes, fixed: Mapping[str, Any],
    book: Book, found: _Found,
) -> None:  # fmt: skip
    entry = one.entry
    said = {"title": entry.title, "day": f"{one.begins:%Y-%m-%d}"}
    stored = book.events.get(known or new)
    if one.ends is not None and one.ends < one.begins:
        found.left_out.append(Skipped(entry.line, ENDS_TOO_EARLY, {"title": entry.title}))
    elif stored is None:
        _plan_new(one, new, fixed, found)
    elif stored["deleted"] == GONE:
        return
    elif one.is_out:
        if stored["deleted"] == LIVE:
            _leave_out(known or new, stored, entry.line, book, found)
    elif stored["deleted"] != LIVE:
        found.left_out.append(Skipped(entry.line, IN_TRASH, said))
    else:
        found.rows.append(_compared(one, known or new, stored, fixed))


def _plan_new(one: Occurrence, new: bytes, fixed: Mapping[str, Any], found: _Found) -> None:
    entry = one.entry
    off = entry.status == _CANCELLED
    if off and "series" not in fixed:
        found.left_out.append(Skipped(entry.line, OFF, {"title": entry.title}))
        return
    values = {**_values_of(one), "status": _new_status(entry, one), **fixed}
    if entry.link and not entry.place:
        values["mode"] = EventMode.ONLINE.value
    hidden = one.is_out or off
    found.rows.append(
        Row(State.NEW, new, entry.line, entry.title, one.begins, values, hidden=hidden)
    )


def _compared(
    one: Occurrence, event: bytes, stored: Mapping[str, Any], fixed: Mapping[str, Any]
) -> Row:
    values = _values_of(one)
    # What the calendar says nothing of stays as it was written here.
    values = {name: value for name, value in values.items() if name not in _TEXTS or value}
    if one.ends is None:
        kept = stored["ends"] and stored["begins"] and stored["ends"] - stored["begins"]
        values["ends"] = one.begins + kept if kept else stored["ends"]
    values["status"] = _status(one.entry, stored["status"])
    changes = tuple(
        Change(name, stored[name], value)
        for name, value in values.items()
        if _differs(name, stored[name], value)
    )
    written = {change.field: change.new for change in changes}
    written |= {name: value for name, value in fixed.items()
                if name in ("series", "occurs") and stored[name] != value}  # fmt: skip
    state = State.CHANGED if written else State.UNCHANGED
    return Row(state, event, one.entry.line, one.entry.title, one.begins, written, changes)


def _differs(name: str, old: Any, new: Any) -> bool:
    if isinstance(old, str) and isinstance(new, str):
        return old.split() != new.split() if name == "description" else old.strip() != new
    return bool(old != new)


def _values_of(one: Occurrence) -> dict[str, Any]:
    entry = one.entry
    return {"title": entry.title, "begins": one.begins, "ends": one.ends, "place": entry.place,
            "description": entry.description, "link": entry.link}  # fmt: skip


def _new_status(entry: Entry, one: Occurrence) -> str:
    """Return what is past took place, what is not settled there is an idea."""
    if (one.ends or one.begins) < clock.now():
        return EventStatus.DONE.value
    return (EventStatus.IDEA if entry.status == _TENTATIVE else EventStatus.PLANNED).value


def _status(entry: Entry, known: str) -> str:
    """Return the status a calendar gives an event: it knows only whether it takes place."""
    if entry.status == _CANCELLED:
        return EventStatus.CANCELLED.value
    if entry.status == _TENTATIVE:
        return EventStatus.IDEA.value if known == EventStatus.CANCELLED else known
    reopened = known in (EventStatus.CANCELLED, EventStatus.IDEA)
    return EventStatus.PLANNED.value if reopened and entry.status else known
