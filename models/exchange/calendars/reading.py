"""Reading a calendar file, as Google, Outlook, Apple and Nextcloud write it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path
from typing import TYPE_CHECKING, Any

from models.errors import UserError
from models.exchange.encoding import decode
from models.exchange.event_rows import NO_TITLE
from models.exchange.plan import Skipped
from resources.i18n import N_

if TYPE_CHECKING:
    from icalendar import Component

NO_BEGINNING = N_("“{title}” has no beginning that can be read. Write it down by hand.")
BROKEN = N_("This part of the calendar is damaged and cannot be read.")
_NO_CALENDAR = N_("{name} is no calendar. Export the calendar as an .ics file and import that.")
_CANNOT_OPEN = N_("{name} cannot be opened. Check that it is there and may be read.")
_TOO_LARGE = N_("{name} is too large for a calendar of events. Export a shorter time.")
_MOST_BYTES = 64 * 1024 * 1024
_FOLD = re.compile(rb"\r?\n[ \t]")
_EVENT = re.compile(r"^BEGIN:VEVENT\s*$.*?^END:VEVENT\s*$", re.M | re.S | re.I)
_ZONE = re.compile(r"^BEGIN:VTIMEZONE\s*$.*?^END:VTIMEZONE\s*$", re.M | re.S | re.I)
_BEGIN = re.compile(rb"^BEGIN:VEVENT\s*$", re.M | re.I)
_TAG = re.compile(r"<(br|p|div|a|b|i|u|ul|ol|li|span)\b[^>]*>", re.I)
_LINKS = ("URL", "X-GOOGLE-CONFERENCE", "X-MICROSOFT-SKYPETEAMSMEETINGURL")
# What icalendar raises where a file is damaged in a way it does not expect.
_DAMAGE = (ValueError, KeyError, IndexError, AttributeError, TypeError)
_DAY = timedelta(days=1)
_LONGEST = timedelta(days=3_660)
# Years in which a community can meet; other programs write 1601 or 9999 where they know nothing.
_YEARS = range(1900, 2200)


@dataclass(frozen=True)
class Entry:
    """One event of a calendar as it is written there, or the changed one of a series.

    Moments have the zone they are written with; without one they are meant where somebody reads
    them. `length` is None where no end is written. `rule` is the value of its RRULE, `more` and
    `left_out` what is added to it and taken from it; a day alone means whatever is on it. `occurs`
    says which one of the series this is, with `onwards` all from there.
    """

    line: int
    uid: str
    title: str
    begins: datetime
    length: timedelta | None
    all_day: bool = False
    place: str = ""
    description: str = ""
    link: str = ""
    status: str = ""
    rule: str = ""
    more: tuple[datetime, ...] = ()
    left_out: tuple[date, ...] = ()
    occurs: date | None = None
    onwards: bool = False
    sequence: int = 0


@dataclass(frozen=True)
class CalendarFile:
    """What a file holds, and what of it cannot be read."""

    name: str
    entries: tuple[Entry, ...]
    left_out: tuple[Skipped, ...]


def read_calendar(path: Path) -> CalendarFile:
    """Read a calendar file. Raises UserError where it is none, or cannot be read at all."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise UserError(_TOO_LARGE, name=path.name)
        data = path.read_bytes()
    except OSError as error:
        raise UserError(_CANNOT_OPEN, name=path.name) from error
    return read_calendar_bytes(data, path.name)


def read_calendar_bytes(data: bytes, name: str) -> CalendarFile:
    """Read what a calendar file holds. Raises UserError where it is none."""
    text = _text_of(data, name)
    if not re.search(r"^BEGIN:(VCALENDAR|VEVENT)\s*$", text, re.M | re.I):
        raise UserError(_NO_CALENDAR, name=name)
    lines = [data.count(b"\n", 0, found.start()) + 1 for found in _BEGIN.finditer(data)]
    entries: list[Entry] = []
    left_out: list[Skipped] = []
    for number, component in enumerate(_components(text)):
        line = lines[number] if number < len(lines) else number + 1
        try:
            read = Skipped(line, BROKEN) if component is None else _read(component, line)
        except _DAMAGE:
            read = Skipped(line, BROKEN)
        if isinstance(read, Entry):
            entries.append(read)
        else:
            left_out.append(read)
    return CalendarFile(name, tuple(entries), tuple(left_out))


def _text_of(data: bytes, name: str) -> str:
    """Return the text, its folded lines joined: some programs fold within a character."""
    unfolded = _FOLD.sub(b"", data)
    try:
        return unfolded.decode("utf-8-sig")
    except UnicodeDecodeError:
        text, _encoding = decode(data, name)
        return re.sub(r"\r?\n[ \t]", "", text)


def _components(text: str) -> Iterator[Component | None]:
    """Yield the events of a calendar; None for one that cannot be read."""
    from icalendar import Calendar  # not at start: few evenings read a calendar

    try:
        found = Calendar.from_ical(text, multiple=True)
    except _DAMAGE:
        yield from _one_by_one(text)
        return
    for calendar in found:
        yield from calendar.walk("VEVENT")


def _one_by_one(text: str) -> Iterator[Component | None]:
    """Yield the events of a calendar that is damaged somewhere, each read by itself."""
    from icalendar import Calendar

    zones = "\r\n".join(found[0] for found in _ZONE.finditer(text))
    for found in _EVENT.finditer(text):
        for around in (f"{zones}\r\n", ""):
            try:
                read = Calendar.from_ical(
                    f"BEGIN:VCALENDAR\r\n{around}{found[0]}\r\nEND:VCALENDAR\r\n"
                )
            except _DAMAGE:
                continue
            yield from read.walk("VEVENT")
            break
        else:
            yield None


def _read(component: Component, line: int) -> Entry | Skipped:
    title = _words(component, "SUMMARY")
    if not title:
        return Skipped(line, NO_TITLE)
    begins = _moment(component, "DTSTART")
    if begins is None:
        return Skipped(line, NO_BEGINNING, {"title": title})
    all_day = not isinstance(begins, datetime)
    start = as_moment(begins)
    rule = _rule(component)
    description = plain(_words(component, "DESCRIPTION"))
    links = (_words(component, name) for name in _LINKS)
    return Entry(
        line=line,
        uid=_words(component, "UID") or _uid_of(title, start, rule),
        title=" ".join(title.split()),
        begins=start,
        length=_length(component, start, all_day),
        all_day=all_day,
        place=" ".join(_words(component, "LOCATION").split()),
        description=description,
        link=next((link for link in links if link), ""),
        status=_words(component, "STATUS").upper(),
        rule=rule,
        more=tuple(as_moment(each) for each in _dates(component, "RDATE")),
        left_out=tuple(_dates(component, "EXDATE")),
        occurs=_moment(component, "RECURRENCE-ID"),
        onwards=_is_onwards(component),
        sequence=_number(component, "SEQUENCE"),
    )


def as_moment(day: date) -> datetime:
    """Return a moment as it is, and of a day its beginning."""
    return day if isinstance(day, datetime) else datetime.combine(day, time.min)


def plain(text: str) -> str:
    """Return text without the markup that Google and Outlook put into descriptions."""
    if not _TAG.search(text):
        return text.replace("\r\n", "\n").strip()
    reader = _Plain()
    reader.feed(text)
    reader.close()
    lines = "".join(reader.parts).replace("\xa0", " ").splitlines()
    return re.sub(r"\n{3,}", "\n\n", "\n".join(line.strip() for line in lines)).strip()


class _Plain(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.parts: list[str] = []

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        if tag in ("br", "p", "div", "li", "ul", "ol"):
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        self.parts.append(data)


def _uid_of(title: str, begins: datetime, rule: str) -> str:
    """Return a name for an event without one: the same whenever this file is read."""
    said = "\x1f".join([title, begins.isoformat(), rule])
    return f"{sha256(said.encode()).hexdigest()[:32]}@nameless"


def _is_whole(component: Component, name: str) -> bool:
    """Say whether a property is there and can be read."""
    return name in component and all(name != broken for broken, _reason in component.errors)


def _words(component: Component, name: str) -> str:
    if not _is_whole(component, name):
        return ""
    value: Any = component[name]
    return str(value[0] if isinstance(value, list) else value).strip()


def _number(component: Component, name: str) -> int:
    text = _words(component, name)
    return int(text) if text.isdecimal() else 0


def _moment(component: Component, name: str) -> date | None:
    """Return a moment or a day; None where there is none, or none that can be read."""
    if not _is_whole(component, name):
        return None
    value: Any = component[name]
    value = value[0] if isinstance(value, list) else value
    moment = getattr(value, "dt", None)
    return moment if _is_sensible(moment) else None


def _is_sensible(moment: object) -> bool:
    return isinstance(moment, date) and moment.year in _YEARS


def _length(component: Component, begins: datetime, all_day: bool) -> timedelta | None:
    ends = _moment(component, "DTEND")
    if ends is not None:
        until = as_moment(ends)
        if begins.tzinfo and until.tzinfo:
            until = until.astimezone(begins.tzinfo)
        return _sensible_length(until.replace(tzinfo=None) - begins.replace(tzinfo=None))
    whole = _is_whole(component, "DURATION")
    duration = getattr(component["DURATION"], "dt", None) if whole else None
    if isinstance(duration, timedelta):
        return _sensible_length(duration)
    return _DAY if all_day else None


def _sensible_length(length: timedelta) -> timedelta | None:
    """Return a length; None where it is none at all, or longer than any event."""
    return length if length and abs(length) <= _LONGEST else None


def _rule(component: Component) -> str:
    if not _is_whole(component, "RRULE"):
        return ""
    value: Any = component["RRULE"]
    value = value[0] if isinstance(value, list) else value
    written: bytes = value.to_ical()
    return written.decode()


def _dates(component: Component, name: str) -> Iterable[date]:
    if not _is_whole(component, name):
        return ()
    value: Any = component[name]
    lists = value if isinstance(value, list) else [value]
    found: list[Any] = [each.dt for some in lists for each in some.dts]
    # A period says until when, too; this one takes as long as the others.
    begun = [each[0] if isinstance(each, tuple) else each for each in found]
    return [each for each in begun if _is_sensible(each)]


def _is_onwards(component: Component) -> bool:
    if not _is_whole(component, "RECURRENCE-ID"):
        return False
    params = getattr(component["RECURRENCE-ID"], "params", {})
    return str(params.get("RANGE", "")).upper() == "THISANDFUTURE"
