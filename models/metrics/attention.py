"""What needs somebody now, each with where it is dealt with. Data only; the window words it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from models.base import database, read_day
from models.events import task
from models.events.ratings import COUNT
from models.members import cadence
from models.members.duplicates import strong_now
from models.members.listing import class_pill
from models.members.welcome import due_on
from models.metrics.activity import Participant
from models.metrics.attendance import EventFacts
from models.metrics.planned import upcoming
from models.metrics.satisfaction import OpenItem
from models.vocabulary import Kind, Standing

SOON = 14  # days
PLAN = "plan"  # what an event's tasks lead to
_SINGLE_LINES = 3  # events named one by one before the rest is left to the tab


class Matter(StrEnum):
    OVERDUE_FEEDBACK = "overdue_feedback"
    APPLICANTS = "applicants"
    WELCOME = "welcome"
    FOLLOW_UPS = "follow_ups"
    CALLS = "calls"
    LAPSING = "lapsing"
    SILENT = "silent"
    TASKS = "tasks"
    NOT_CLOSED = "not_closed"
    NO_PLACE = "no_place"
    NOT_EVALUATED = "not_evaluated"
    RULE_SOON = "rule_soon"
    LEFT_UNDATED = "left_undated"
    DUPLICATES = "duplicates"


@dataclass(frozen=True)
class Attention:
    """One line. It leads to a record where `id` is set, else to the pill of the kind's tab; of an
    event to be evaluated to both: the record, and what `pill` shows of it.

    An event's line without an id stands for the `count` more events there is no line for.
    `title` names the record or the first of many (a member, an event, a rule, a task, or the
    feedback's text), `who` whose it is and `of` what it is for; `day` is its date and `days` how
    many days it is late or away.
    """

    matter: Matter
    kind: Kind
    count: int
    id: bytes | None = None
    pill: str | None = None
    title: str = ""
    day: date | None = None
    days: int | None = None
    who: str = ""
    of: str = ""

    @property
    def pressing(self) -> bool:
        return self.matter in (Matter.OVERDUE_FEEDBACK, Matter.NO_PLACE)


def attention_on(
    day: date, open_items: tuple[OpenItem, ...], participants: tuple[Participant, ...]
) -> tuple[Attention, ...]:
    """Return what needs somebody, the most pressing first."""
    return (
        *_overdue(open_items),
        *_without_place(day),
        *_tasks(day),
        *_not_closed(day),
        *_not_evaluated(day),
        *_applicants(day),
        *_welcome(day),
        *_to_speak_to(day),
        *_drifting(participants, Standing.LAPSING, Matter.LAPSING),
        *_drifting(participants, Standing.SILENT, Matter.SILENT),
        *_rules_soon(day),
        *_left_undated(),
        *_duplicates(),
    )


def _overdue(open_items: tuple[OpenItem, ...]) -> Iterator[Attention]:
    # Whoever was erased left no words to answer.
    late = [item for item in open_items if item.overdue and item.text]
    if late:
        oldest = late[0]
        yield Attention(
            Matter.OVERDUE_FEEDBACK,
            Kind.FEEDBACK,
            len(late),
            id=oldest.id if len(late) == 1 else None,
            pill="overdue",
            title=oldest.text,
            day=oldest.day,
            days=oldest.days,
        )


def _without_place(day: date) -> Iterator[Attention]:
    homeless = [event for event in upcoming(day, SOON) if not event.place.strip()]
    for event in homeless[:_SINGLE_LINES]:
        yield _event_line(Matter.NO_PLACE, event, (event.begins.date() - day).days)
    if more := homeless[_SINGLE_LINES:]:
        yield _more_events(Matter.NO_PLACE, len(more), "upcoming", more[0].title)


def _tasks(day: date) -> Iterator[Attention]:
    """Say of each event what is to be done for it by now, the longest due first."""
    by_event: dict[bytes, list[task.TaskLine]] = {}
    for each in task.open_tasks(day + timedelta(days=task.SOON)):
        by_event.setdefault(each.event, []).append(each)
    events = list(by_event.values())
    for tasks in events[:_SINGLE_LINES]:
        first = tasks[0]
        yield Attention(
            Matter.TASKS,
            Kind.EVENT,
            len(tasks),
            id=first.event,
            pill=PLAN,
            title=first.title,
            day=first.due,
            days=(day - first.due).days if first.due else None,
            who=first.who,
            of=first.event_title,
        )
    if more := events[_SINGLE_LINES:]:
        count = sum(map(len, more))
        yield _more_events(Matter.TASKS, count, "upcoming", more[0][0].event_title)


def _not_closed(day: date) -> Iterator[Attention]:
    rows = database.execute_sql(
        "SELECT id, title, begins FROM event WHERE deleted = 0 AND begins <> '' AND begins < ?"
        " AND status IN ('planned', 'announced') ORDER BY begins DESC, rid DESC",
        (day.isoformat(),),
    ).fetchall()
    past = [(bytes(event), title, begun) for event, title, at in rows if (begun := read_day(at))]
    for event, title, begun in past[:_SINGLE_LINES]:
        late = (day - begun).days
        yield Attention(
            Matter.NOT_CLOSED, Kind.EVENT, 1, id=event, title=title, day=begun, days=late
        )
    if more := past[_SINGLE_LINES:]:
        yield _more_events(Matter.NOT_CLOSED, len(more), "all", more[0][1])


def _not_evaluated(day: date) -> Iterator[Attention]:
    """Name the last event that is done, where nobody rated it and nothing is written down."""
    rows = database.execute_sql(
        f"SELECT e.id, e.title, e.begins, {COUNT}, e.went_well || e.to_change"
        " FROM event e WHERE e.deleted = 0 AND e.status = 'done' AND e.begins >= ?"
        " AND e.begins < ? ORDER BY e.begins DESC, e.rid DESC LIMIT 1",
        ((day - timedelta(days=SOON)).isoformat(), (day + timedelta(days=1)).isoformat()),
    )
    for event, title, at, marks, notes in rows:
        if (begun := read_day(at)) and not marks and not notes.strip():
            yield Attention(
                Matter.NOT_EVALUATED, Kind.EVENT, 1, id=bytes(event), pill="after", title=title,
                day=begun, days=(day - begun).days,
            )  # fmt: skip


def _more_events(matter: Matter, count: int, pill: str, title: str) -> Attention:
    return Attention(matter, Kind.EVENT, count, pill=pill, title=title)


def _event_line(matter: Matter, event: EventFacts, days: int) -> Attention:
    return Attention(
        matter, Kind.EVENT, 1, id=event.id, title=event.title, day=event.begins.date(), days=days
    )


def _applicants(day: date) -> Iterator[Attention]:
    rows = database.execute_sql(
        "SELECT count(*) OVER (), id, name, coalesce(nullif(applied, ''), joined) AS since"
        " FROM member WHERE deleted = 0 AND status = 'applicant'"
        " ORDER BY since IS NULL, since, rid LIMIT 1"
    )
    for count, id_, name, day_of_application in rows:
        since = read_day(day_of_application)
        yield Attention(
            Matter.APPLICANTS,
            Kind.MEMBER,
            count,
            id=bytes(id_) if count == 1 else None,
            pill="applicant",
            title=name,
            day=since,
            days=(day - since).days if since else None,
        )


def _welcome(day: date) -> Iterator[Attention]:
    due = due_on(day)
    if due:
        first = due[0]
        yield Attention(
            Matter.WELCOME,
            Kind.MEMBER,
            len(due),
            id=first.member,
            title=first.title,
            day=first.day,
            days=(day - first.day).days,
            who=first.name,
        )


def _to_speak_to(day: date) -> Iterator[Attention]:
    waiting = cadence.waiting()
    for matter, lines in (
        (Matter.FOLLOW_UPS, [line for line in waiting if line.follow_up]),
        (Matter.CALLS, [line for line in waiting if line.is_overdue]),
    ):
        if lines:
            first = lines[0]
            late = (day - first.follow_up).days if first.follow_up else None
            yield Attention(
                matter,
                Kind.MEMBER,
                len(lines),
                pill="calls",
                title=first.name,
                days=late if matter is Matter.FOLLOW_UPS else first.days_late,
            )


def _drifting(
    participants: tuple[Participant, ...], standing: Standing, matter: Matter
) -> Iterator[Attention]:
    drifting = [each for each in participants if each.standing == standing]
    if drifting:
        first = max(drifting, key=lambda each: each.score)
        yield Attention(
            matter,
            Kind.MEMBER,
            len(drifting),
            id=first.id if len(drifting) == 1 else None,
            pill=class_pill(standing),
            title=first.name,
            days=first.days_since,
        )


def _rules_soon(day: date) -> Iterator[Attention]:
    rows = database.execute_sql(
        "SELECT id, title, effective FROM rule WHERE deleted = 0 AND status = 'draft'"
        " AND effective >= ? AND effective <= ? ORDER BY effective, rid",
        (day.isoformat(), (day + timedelta(days=SOON)).isoformat()),
    )
    for id_, title, stored in rows:
        effective = read_day(stored)
        if effective:
            yield Attention(
                Matter.RULE_SOON,
                Kind.RULE,
                1,
                id=bytes(id_),
                title=title,
                day=effective,
                days=(effective - day).days,
            )


def _left_undated() -> Iterator[Attention]:
    rows = database.execute_sql(
        "SELECT count(*) OVER (), id, name FROM member WHERE deleted = 0 AND status = 'left'"
        " AND coalesce(\"left\", '') = '' ORDER BY rid LIMIT 1"
    )
    for count, id_, name in rows:
        yield Attention(
            Matter.LEFT_UNDATED,
            Kind.MEMBER,
            count,
            id=bytes(id_) if count == 1 else None,
            pill="left",
            title=name,
        )


def _duplicates() -> Iterator[Attention]:
    if count := strong_now():
        yield Attention(Matter.DUPLICATES, Kind.MEMBER, count, pill="duplicates")
