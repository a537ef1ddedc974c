"""When the events of a calendar file take place, in the time of this laptop.

A rule is counted in the zone it was written in, and each of its dates told in local time. Where
another zone changes its clocks on other days, the local rule names a date an hour off: then the
event is one that was moved.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from models import clock
from models.events import recurring
from models.events.repeating import AHEAD, MOST
from models.exchange.calendars.reading import Entry, as_moment
from models.exchange.plan import Skipped
from resources.i18n import N_

OLDER = N_("“{title}” took place {count} times more than a year ago; these are left out.")
UNKNOWN_RULE = N_("“{title}” repeats by a rule that cannot be read; only its first date is taken.")
_MOST_SLOTS = 5_000
_NEAR = timedelta(hours=12)


@dataclass(frozen=True)
class Occurrence:
    """One event. `occurs` is when the local rule says, None where there is no series; `is_extra`:
    no rule here names it, the calendar does; `is_out`: the calendar leaves this date out."""

    entry: Entry
    begins: datetime
    ends: datetime | None
    occurs: datetime | None = None
    is_out: bool = False
    is_extra: bool = False


@dataclass(frozen=True)
class Repeated:
    """What one UID names: a single event, or a series with its local `rule` and beginning.

    A `part` has changed dates of a series but not the series itself. `since` and `until` bound what
    was counted out.
    """

    uid: str
    title: str
    occurrences: tuple[Occurrence, ...]
    rule: str = ""
    begins: datetime | None = None
    is_series: bool = False
    is_part: bool = False
    since: datetime = datetime.min
    until: datetime = datetime.max
    left_out: tuple[Skipped, ...] = ()


def expand(entries: Iterable[Entry], zone: tzinfo) -> list[Repeated]:
    """Return what the entries of a file come to, in the order of the file."""
    groups: dict[str, list[Entry]] = {}
    for each in entries:
        groups.setdefault(each.uid, []).append(each)
    return [_expand_group(uid, some, zone) for uid, some in groups.items()]


def to_local(moment: datetime, zone: tzinfo) -> datetime:
    """Return a moment as the clock on the wall shows it here; one without a zone as it is."""
    local = moment.astimezone(zone) if moment.tzinfo else moment
    return local.replace(tzinfo=None, second=0, microsecond=0)


def _expand_group(uid: str, entries: Sequence[Entry], zone: tzinfo) -> Repeated:
    masters = [each for each in entries if each.occurs is None]
    changed = [each for each in entries if each.occurs is not None]
    if not masters:
        slots = [as_moment(each.occurs) for each in changed if each.occurs is not None]
        pairs = zip(changed, slots, strict=True)
        found = tuple(_at(each, each.begins, to_local(slot, zone), zone) for each, slot in pairs)
        return Repeated(uid, changed[0].title, found, is_part=True)
    # Where a file names one twice, the later version stands.
    master = max(masters, key=lambda each: each.sequence)
    if not master.rule and not master.more:
        return Repeated(uid, master.title, (_at(master, master.begins, None, zone),))
    return _expand_series(uid, master, changed, zone)


def _expand_series(uid: str, master: Entry, changed: Sequence[Entry], zone: tzinfo) -> Repeated:
    base = _bare(master.begins, master.begins)
    rule = _in_its_zone(master, zone)
    notes = []
    if rule and not recurring.is_understood(rule, base):
        notes.append(Skipped(master.line, UNKNOWN_RULE, {"title": master.title}))
        rule = ""
    every = recurring.occurrences(rule, base, _horizon(rule, base), _MOST_SLOTS)
    since, until = _window(rule, base, every)
    kept = [each for each in every if since <= each <= until]
    if older := sum(each < since for each in every):
        fields = {"title": master.title, "count": older}
        notes.append(Skipped(master.line, OLDER, fields))
    local_rule, local = _localised(rule, master, base, every, zone)
    more = {base, *(_bare(each, master.begins) for each in master.more)} - {*every}
    slots = sorted({*kept, *(each for each in more if since <= each <= until)})
    own = {_bare(as_moment(each.occurs), master.begins): each
           for each in changed if each.occurs is not None}  # fmt: skip
    found = _occurrences(master, slots, own, local, zone)
    if not local_rule:
        found = tuple(replace(each, is_extra=True) for each in found)
    first = local[every[0]] if every else to_local(master.begins, zone)
    return Repeated(
        uid, master.title, found, local_rule, first, True, False,
        to_local(_aware(since, master), zone) if since > datetime.min else datetime.min,
        to_local(_aware(until, master), zone) if until < datetime.max else datetime.max,
        tuple(notes),
    )  # fmt: skip


def _occurrences(
    master: Entry,
    slots: Sequence[datetime],
    own: Mapping[datetime, Entry],
    local: Mapping[datetime, datetime],
    zone: tzinfo,
) -> tuple[Occurrence, ...]:
    out_moments = {_bare(each, master.begins) for each in master.left_out
                   if isinstance(each, datetime)}  # fmt: skip
    out_days = {each for each in master.left_out if not isinstance(each, datetime)}
    days = {slot.date(): slot for slot in slots}
    by_slot = {_meant(slot, entry, days): entry for slot, entry in own.items()}
    found, onwards = [], None
    for slot in sorted({*slots, *by_slot}):
        entry = by_slot.get(slot)
        if entry is not None and entry.onwards:
            onwards = (entry, slot)
        here = to_local(_aware(slot, master), zone)
        occurs = local.get(slot, here)
        if entry is not None:
            begins = entry.begins
        elif onwards is not None:
            entry = onwards[0]
            begins = entry.begins + (slot - onwards[1])
        else:
            entry, begins = master, _aware(slot, master)
        made = _at(entry, begins, occurs, zone)
        is_out = slot in out_moments or slot.date() in out_days
        found.append(replace(made, is_out=is_out, is_extra=slot not in local))
    return tuple(found)


def _meant(slot: datetime, entry: Entry, days: Mapping[date, datetime]) -> datetime:
    """Return which date a changed one is about, where only the day is named."""
    named_by_day = not isinstance(entry.occurs, datetime)
    return days.get(slot.date(), slot) if named_by_day else slot


def _at(entry: Entry, begins: datetime, occurs: datetime | None, zone: tzinfo) -> Occurrence:
    start = to_local(begins, zone)
    ends = None
    if entry.length is not None:
        ends = to_local(begins + entry.length, zone)
        if entry.all_day:
            # The day behind the last: one whole day needs no end.
            last = ends - timedelta(days=1)
            ends = last.replace(hour=23, minute=59) if last > start else None
    return Occurrence(entry, start, ends, occurs)


def _localised(
    rule: str, master: Entry, base: datetime, every: Sequence[datetime], zone: tzinfo
) -> tuple[str, dict[datetime, datetime]]:
    """Return the rule as it is counted here, and which of its dates each of the zone's own is.

    Where no local rule comes near, it is "" and every event stands where it takes place.
    """
    here = {each: to_local(_aware(each, master), zone) for each in every}
    if not rule or not every:
        return "", here
    first = here[every[0]]
    shifted = recurring.shift_rule(rule, base, every[0], first)
    if shifted is None:
        return "", here
    local = recurring.occurrences(
        recurring.endless(shifted), first, max(here.values()) + _NEAR, len(every)
    )
    near = len(local) == len(every) and all(
        abs(slot - here[each]) < _NEAR for each, slot in zip(every, local, strict=True)
    )
    if not near:
        return "", here
    if not recurring.is_endless(shifted) and "COUNT" not in recurring.parts_of(shifted):
        shifted = recurring.ending(shifted, max(local[-1], _end_of(shifted)))
    return shifted, dict(zip(every, local, strict=True))


def _end_of(rule: str) -> datetime:
    return recurring.read_until(recurring.parts_of(rule)["UNTIL"])


def _in_its_zone(master: Entry, zone: tzinfo) -> str:
    """Return the rule with its end on the clock the event is written by."""
    said = recurring.parts_of(master.rule)
    text = said.get("UNTIL", "")
    try:
        until = recurring.read_until(text) if text else None
    except ValueError:
        return recurring.endless(master.rule)
    if until is None:
        return master.rule
    if text.endswith("Z"):
        until = until.replace(tzinfo=UTC).astimezone(master.begins.tzinfo or zone)
        if master.all_day:
            until = until.replace(hour=23, minute=59)
    return recurring.ending(master.rule, until.replace(tzinfo=None))


def _bare(moment: date, like: datetime) -> datetime:
    """Return a moment on the clock of another one's zone."""
    whole = as_moment(moment)
    if whole.tzinfo and like.tzinfo:
        whole = whole.astimezone(like.tzinfo)
    return whole.replace(tzinfo=None)


def _aware(moment: datetime, master: Entry) -> datetime:
    return moment.replace(tzinfo=master.begins.tzinfo)


def _horizon(rule: str, base: datetime) -> datetime:
    if recurring.is_endless(rule):
        return max(base, clock.now()) + AHEAD
    return datetime.max.replace(microsecond=0)


def _window(rule: str, base: datetime, every: Sequence[datetime]) -> tuple[datetime, datetime]:
    """Return between when events are made: all of a season, of a long series a year either way."""
    if len(every) <= MOST and not recurring.is_endless(rule):
        return datetime.min, datetime.max
    return clock.now() - AHEAD, max(base, clock.now()) + AHEAD
