"""What becomes of each row of a list of events, and finding the event a row speaks of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from models import clock
from models.base import database, new_id, write_moment
from models.events.money import BUDGET, COST, INCOME
from models.exchange.cells import name_key
from models.exchange.dates import Moment, Unreadable
from models.exchange.pairing import agreeing, pair
from models.exchange.plan import NEW, SKIP, Add, Candidate, Choices, Doubtful, Skipped, Verdict
from models.exchange.rows import REPEATED, Rows, shorten, unreadable, without_unreadable
from models.vocabulary import EventFormat, EventMode, EventStatus
from resources.i18n import N_

NO_TITLE = N_("The title of the event is missing.")
NOT_WANTED = N_("You chose to leave this line out.")
ENDS_TOO_EARLY = N_("“{title}” ends before it begins. Check the two times.")
NAMELESS_TIME = N_("“{title}” has a time but no day. Write both.")

NO_EVENT = N_("There is no event “{title}”. Add it, or choose another one.")
NO_EVENT_THEN = N_("There is no event “{title}” on {day}. Add it, or choose another one.")
NO_EVENT_ON = N_("There is no event on {day}. Add it, or choose another one.")
SEVERAL_EVENTS = N_("Several events are called “{title}”. Choose which one this is.")
SEVERAL_ON = N_("There are several events on {day}. Choose which one this is.")

COLUMNS = (
    "title",
    "format",
    "mode",
    "begins",
    "ends",
    "place",
    "host",
    "guest",
    "description",
    "capacity",
    "budget",
    "cost",
    "income",
    "status",
)


class Events:
    """All events that are not in the trash, by title."""

    def __init__(self) -> None:
        # A list that was exported from here names what the lines of a budget say.
        figures = {"budget": BUDGET, "cost": COST, "income": INCOME}
        names = ", ".join(figures.get(name, f"e.{name}") for name in COLUMNS)
        rows = database.execute_sql(
            f"SELECT e.id, {names} FROM event e WHERE e.deleted = 0 ORDER BY e.rid"
        )
        self.all = {bytes(row[0]): dict(zip(COLUMNS, row[1:], strict=True)) for row in rows}
        self.by_title: dict[str, list[bytes]] = defaultdict(list)
        for event, values in self.all.items():
            self.by_title[name_key(values["title"])].append(event)

    def day(self, event: bytes) -> str:
        return (self.all[event]["begins"] or "")[:10]

    def find(self, title: str, day: str) -> list[bytes]:
        """Return the events with this title on this day; with one of the two where one is "" ."""
        found = self.by_title.get(name_key(title), []) if title else list(self.all)
        return [event for event in found if not day or self.day(event) == day]

    def candidates(self, found: list[bytes]) -> tuple[Candidate, ...]:
        return tuple(
            Candidate(event, self.all[event]["title"], self.all[event]["begins"] or "")
            for event in found
        )

    def doubt(self, line: int, title: str, day: str) -> Doubtful:
        """Return why no event was found, with those that have at least the title or the day."""
        fields = {"title": shorten(title), "day": day}
        found = self.find(title, day)
        if found:
            reason = SEVERAL_EVENTS if title else SEVERAL_ON
        else:
            found = self.find(title, "") if title else []
            reason = (NO_EVENT_THEN if day else NO_EVENT) if title else NO_EVENT_ON
        named = {name: value for name, value in fields.items() if f"{{{name}}}" in reason}
        return Doubtful(line, reason, named, self.candidates(found), field="event")


def plan_events(rows: Rows, choices: Choices) -> list[Verdict]:
    events = Events()
    verdicts: dict[int, Verdict] = {}
    wanted: list[tuple[int, dict[str, Any], list[bytes], bool]] = []
    seen: dict[tuple[str, ...], int] = {}
    for index, (line, read) in enumerate(rows):
        choice = choices.get(line)
        first = seen.setdefault(rows.cells(index), line)
        if choice == SKIP:
            verdicts[line] = Skipped(line, NOT_WANTED)
        elif choice is None and first != line:
            verdicts[line] = Skipped(line, REPEATED, {"other": first})
        elif choice is None and (doubt := unreadable(rows, index)):
            verdicts[line] = doubt
        else:
            values = compose(without_unreadable(read))
            if doubt := _doubt(line, values):
                verdicts[line] = doubt
            elif isinstance(choice, bytes):
                wanted.append((line, values, [choice], True))
            elif doubt := _unclear(line, values, events, choice):
                verdicts[line] = doubt
            else:
                known = [] if choice == NEW else _known(events, values)
                if known and _names_no_time(read):
                    # A day alone says nothing against the time that is known.
                    values["begins"] = events.all[known[0]]["begins"]
                wanted.append((line, values, known, False))
    verdicts.update(pair(wanted, events.all, _add))
    return [verdicts[line] for line in rows.lines]


def _known(events: Events, values: Mapping[str, Any]) -> list[bytes]:
    """Return the events a row may repeat: same title, same day, both without a day, or any day
    where the row says none."""
    return events.find(values["title"], values.get("begins", "")[:10])


def _names_no_time(read: Mapping[str, Any]) -> bool:
    said = [read.get("begins"), read.get("day")]
    moments = [moment for moment in said if isinstance(moment, Moment)]
    return bool(moments) and not any(moment.time for moment in moments)


def _doubt(line: int, values: Mapping[str, Any]) -> Doubtful | None:
    title = shorten(values.get("title", ""))
    if not title:
        return Doubtful(line, NO_TITLE, field="title")
    begins, ends = values.get("begins"), values.get("ends")
    if isinstance(begins, Unreadable) or isinstance(ends, Unreadable):
        return Doubtful(line, NAMELESS_TIME, {"title": title}, field="begins")
    if begins and ends and ends < begins:
        return Doubtful(line, ENDS_TOO_EARLY, {"title": title}, field="ends")
    return None


def _unclear(
    line: int, values: dict[str, Any], events: Events, choice: bytes | str | None
) -> Doubtful | None:
    """Ask where a row gives no day and several events have its title."""
    known = _known(events, values)
    if choice or values.get("begins") or len(known) < 2:
        return None
    if any(agreeing(values, events.all[event]) for event in known):
        return None
    fields = {"title": shorten(values["title"])}
    return Doubtful(line, SEVERAL_EVENTS, fields, events.candidates(known))


def compose(values: dict[str, Any]) -> dict[str, Any]:
    """Put day and times together from whichever columns have them."""
    day, begins, ends = (values.pop(name, None) for name in ("day", "begins", "ends"))
    start = _merge(begins, day)
    if start is None:
        if ends is not None and ends.day:
            values["ends"] = _written(ends.day, ends.time)
        return values
    values["begins"] = _written(start.day, start.time)
    end = _merge(ends, Moment(start.day, "")) if ends else None
    if end is None and start.until:
        end = Moment(start.day, start.until)
    if end is not None and start.day:
        late = not (ends and ends.day) and end.time < start.time
        values["ends"] = _written(_next_day(end.day) if late else end.day, end.time)
    return values


def _merge(moment: Moment | None, day: Moment | None) -> Moment | None:
    """Give a time without a day the day of the other column, and a day without a time its time."""
    if moment is None or day is None:
        return moment or day
    return Moment(moment.day or day.day, moment.time or day.time, moment.until or day.until)


def _written(day: str, time: str) -> Any:
    return f"{day} {time or '00:00'}" if day else Unreadable(NAMELESS_TIME)


def _next_day(day: str) -> str:
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()


def _add(line: int, values: dict[str, Any]) -> Add:
    """Complete what lists leave unsaid: what is past took place, a livestream is online."""
    if "status" not in values and "begins" in values:
        past = values["begins"] < write_moment(clock.now())
        values["status"] = (EventStatus.DONE if past else EventStatus.PLANNED).value
    values.setdefault("status", EventStatus.IDEA.value)
    if values.get("format") == EventFormat.LIVESTREAM:
        values.setdefault("mode", EventMode.ONLINE.value)
    return Add.of(line, new_id(), values)
