"""What the calendar says: of a day, of an event, of what is due; for eyes and for ears."""

from __future__ import annotations

from datetime import date, datetime, time
from zlib import crc32

from models import clock
from models.events.calendar import Day, DayEvent, Span
from models.events.holidays import Hint
from models.events.quiet_week import Quiet
from models.events.task import TaskLine
from models.vocabulary import EventFormat, EventStatus
from ui.formats import count_text, day_text, enumeration, joined, long_day_text, time_text
from ui.records.choices import title_of
from ui.wording import _, language, n_

_TONES = {
    EventFormat.DISCUSSION: "violet",
    EventFormat.LIVESTREAM: "accent",
    EventFormat.GATHERING: "teal",
}
_OWN_TONES = ("sand", "good", "warning")  # of the organizer's own formats


def format_tone(format: str) -> str:
    """Return the colour of a format, the same at every start."""
    known = {str(each): tone for each, tone in _TONES.items()}
    return known.get(format) or _OWN_TONES[crc32(format.encode()) % len(_OWN_TONES)]


def festival_text(hint: Hint) -> str:
    """Return what a day is called: in English where it has a name there."""
    names = hint.festivals if language() == "zh_CN" else tuple(map(_, hint.titles))
    return enumeration(names)


def lunar_text(hint: Hint) -> str:
    """Return the day of the lunar calendar, for those who read it."""
    return hint.lunar if language() == "zh_CN" else ""


def start_text(event: DayEvent) -> str:
    """Return when an event begins; "" for one that is about days only."""
    return "" if event.begins.time() == time() else time_text(event.begins)


def hours_text(event: DayEvent, day: date) -> str:
    """Return from when to when an event goes on a day: "19:00–21:00", "until 12:00"."""
    begins = start_text(event) if event.begins.date() == day else ""
    if event.ends is None or event.ends <= event.begins:
        return begins
    if event.ends.date() != day or event.ends.time() == time():
        return begins
    ends = time_text(event.ends)
    return f"{begins}–{ends}" if begins else _("until {time}", time=ends)


def coming_text(event: DayEvent) -> str:
    """Say how many said yes, and of how many places: "28 / 40"."""
    if event.capacity is not None:
        return f"{count_text(event.coming)} / {count_text(event.capacity)}"
    return count_text(event.coming) if event.coming else ""


def told_coming(event: DayEvent) -> str:
    """Say in words how many said yes; "" where nobody did."""
    if event.capacity is not None:
        return _("{count} of {capacity} places taken", count=count_text(event.coming),
                 capacity=count_text(event.capacity))  # fmt: skip
    return n_("{count} said yes", "{count} said yes", event.coming) if event.coming else ""


def status_text(event: DayEvent) -> str:
    return title_of(EventStatus, event.status)


def event_text(event: DayEvent, day: date) -> str:
    """Say all of an event in one line."""
    return joined([
        hours_text(event, day), event.title, event.place, title_of(EventFormat, event.format),
        status_text(event), told_coming(event),
    ])  # fmt: skip


def event_tip(event: DayEvent) -> str:
    """Return an event line by line, for the mouse that rests on it."""
    days = event.days
    last = days[-1]
    when = day_text(days[0]) if len(days) == 1 else f"{day_text(days[0])} – {day_text(last)}"
    lines = [
        event.title, joined([when, hours_text(event, days[0])]), event.place,
        joined([title_of(EventFormat, event.format), status_text(event)]), told_coming(event),
    ]  # fmt: skip
    return "\n".join(line for line in lines if line)


def quiet_text(quiet: Quiet) -> str:
    return _("Quiet week: {reason}", reason=quiet.reason) if quiet.reason else _("Quiet week")


def task_text(task: TaskLine) -> str:
    """Say what is due for what, and who takes care of it."""
    return joined([task.title, task.event_title, task.who])


def due_text(count: int) -> str:
    return n_("{count} task is due", "{count} tasks are due", count)


def more_text(count: int) -> str:
    return n_("+{count} more", "+{count} more", count)


def day_spoken(span: Span, day: date, selected: bytes | None = None) -> str:
    """Say all of a day, the event that is selected on it first."""
    found = span.days.get(day, Day(day, (), ()))
    hint = span.hints.get(day, Hint())
    events = sorted(found.events, key=lambda event: event.id != selected)
    parts = [
        long_day_text(day),
        _("today") if day == clock.today() else "",
        festival_text(hint) or lunar_text(hint),
        quiet_text(span.quiet[day]) if day in span.quiet else "",
        n_("{count} event", "{count} events", len(events)) if events else _("nothing planned"),
        *(event_text(event, day) for event in events),
        due_text(len(found.tasks)) if found.tasks else "",
        *(task_text(task) for task in found.tasks),
    ]
    return enumeration([part for part in parts if part])


def day_tip(span: Span, day: date) -> str:
    """Return what is small in a day's cell: what day it is, and what is due on it."""
    hint = span.hints.get(day, Hint())
    found = span.days.get(day, Day(day, (), ()))
    lines = [
        long_day_text(day),
        joined([festival_text(hint), lunar_text(hint)]),
        quiet_text(span.quiet[day]) if day in span.quiet else "",
        *([due_text(len(found.tasks))] if found.tasks else []),
        *(task_text(task) for task in found.tasks),
    ]
    return "\n".join(line for line in lines if line)


def moment_said(moment: datetime) -> str:
    """Return a day and time as a sentence needs it; without the time where there is none."""
    said = long_day_text(moment.date())
    return said if moment.time() == time() else f"{said} {time_text(moment)}"
