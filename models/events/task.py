"""Tasks: what is to be done for an event, by whom, until when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from peewee import SQL, ForeignKeyField, IntegerField

from models import clock
from models.base import (
    DayField,
    Record,
    WordsField,
    database,
    live,
    mark,
    read_day,
    read_moment,
    store,
)
from models.errors import Invalid
from models.events.event import Event
from models.journal.history import edits_of, made_at
from models.journal.transactions import action
from models.members.member import refuse_erased
from models.members.tables import Member
from models.vocabulary import EventStatus, Kind
from resources.i18n import N_

SOON = 3  # days before it is due in which a task is pointed out
FIELDS = ("title", "member", "due", "done", "number")


class Task(Record):
    """`member` is who takes care of it; it is open until the day it was `done`."""

    subject = Kind.EVENT
    owner = "event"
    called = "title"

    event = ForeignKeyField(Event, field="id", column_name="event", backref="tasks", index=False)
    title = WordsField()
    member = ForeignKeyField(
        Member, field="id", column_name="member", backref="tasks", null=True, index=False
    )
    due = DayField(null=True)
    done = DayField(null=True)
    number = IntegerField(default=0, constraints=[SQL("DEFAULT 0")])

    class Meta:
        indexes = (
            (("event", "deleted", "number"), False),
            (("member", "deleted", "due"), False),
            (("deleted", "done", "due"), False),
        )


@dataclass(frozen=True)
class TaskLine:
    """A task with who takes care of it, "" where nobody does, and the event it is for."""

    id: bytes
    title: str
    member: bytes | None
    who: str
    due: date | None
    done: date | None
    event: bytes
    event_title: str


def tasks_of(event_id: bytes) -> tuple[TaskLine, ...]:
    """Return an event's tasks: in their own order, those without one in the order they are due."""
    return _lines("t.event = ? ORDER BY t.number, t.due IS NULL, t.due, t.rid", (event_id,))


def open_tasks(until: date) -> tuple[TaskLine, ...]:
    """Return what is due by a day and not done, the longest due first.

    Nothing is to be done any more for an event that is called off or in the trash.
    """
    return _lines(
        "t.done IS NULL AND t.due <> '' AND t.due <= ? AND e.deleted = 0 AND e.status <> ?"
        " ORDER BY t.due, e.begins, t.number, t.rid",
        (until.isoformat(), str(EventStatus.CANCELLED)),
    )


def tasks_between(first: date, last: date) -> tuple[TaskLine, ...]:
    """Return what is due on these days and not done, of events that are not called off."""
    return _lines(
        "t.done IS NULL AND t.due BETWEEN ? AND ? AND e.deleted = 0 AND e.status <> ?"
        " ORDER BY t.due, e.begins, t.number, t.rid",
        (first.isoformat(), last.isoformat(), str(EventStatus.CANCELLED)),
    )


def undone_tasks() -> tuple[TaskLine, ...]:
    """Return whatever is still to be done for any event, what is due first before the rest."""
    return _lines(
        "t.done IS NULL AND e.deleted = 0 AND e.status <> ?"
        " ORDER BY t.due IS NULL, t.due, e.begins, t.number, t.rid",
        (str(EventStatus.CANCELLED),),
    )


def save_task(task_id: bytes | None, event_id: bytes, values: Mapping[str, Any]) -> bytes:
    """Add a task to an event, at the end, or change the given fields of one; return its id.

    Raises Invalid, and UserError where who takes care of it was erased meanwhile.
    """
    fields = {name: values[name] for name in FIELDS if name in values}
    if "title" in fields:
        fields["title"] = " ".join(str(fields["title"]).split())
    if not fields.get("title", "" if task_id is None else "kept"):
        raise Invalid({"title": N_("Write what is to be done.")})
    if fields.get("member"):
        refuse_erased(fields["member"])
    if task_id is None:
        fields = {"event": event_id, "number": _last(event_id) + 1, **fields}
    with action("event.task_edit" if task_id else "event.task_add"):
        return store(Task, task_id, fields)


def tick_tasks(task_ids: list[bytes], done: bool = True) -> None:
    """Write down that tasks were done today, or that they were not."""
    with action("event.task_tick", len(task_ids)):
        day = clock.today() if done else None
        for task_id in task_ids:
            Task.update(done=day).where(Task.id == task_id).execute()


def reorder_tasks(task_ids: list[bytes]) -> None:
    """Put an event's tasks into this order; only those that change their place are written."""
    with action("event.task_order"):
        for number, task_id in enumerate(task_ids, 1):
            Task.update(number=number).where(
                (Task.id == task_id) & (Task.number != number)
            ).execute()


def left_behind(event_id: bytes) -> dict[bytes, int]:
    """Return the open tasks whose day was written before the event was moved to another, and by
    how many days it was."""
    event = live(Event).where(Event.id == event_id).first()
    moves = edits_of(Event, "begins", event_id) if event is not None and event.begins else ()
    found = {}
    for task in tasks_of(event_id) if moves else ():
        if task.done is None and task.due is not None:
            written = edits_of(Task, "due", task.id)
            since = written[-1].at if written else made_at(Task, task.id)
            before = next((read_moment(move.old) for move in moves if move.at > since), None)
            days = (event.begins.date() - before.date()).days if before else 0
            if days:
                found[task.id] = days
    return found


def move_due_dates(days: Mapping[bytes, int]) -> None:
    """Put each of these tasks off, or bring it forward, by so many days."""
    with action("event.task_move", len(days)):
        for task in live(Task).where(Task.id.in_(list(days)) & Task.due.is_null(False)):
            day = task.due + timedelta(days=days[task.id])
            Task.update(due=day).where(Task.id == task.id).execute()


def remove_tasks(task_ids: list[bytes]) -> None:
    with action("event.task_remove", len(task_ids)):
        mark(Task, task_ids, deleted=True)


def _last(event_id: bytes) -> int:
    numbers = [row.number for row in live(Task, Task.number).where(Task.event == event_id)]
    return max(numbers, default=0)


def _lines(condition: str, values: tuple[object, ...]) -> tuple[TaskLine, ...]:
    rows = database.execute_sql(
        "SELECT t.id, t.title, m.id, coalesce(m.name, ''), t.due, t.done, e.id, e.title FROM task t"
        " JOIN event e ON e.id = t.event LEFT JOIN member m ON m.id = t.member AND m.deleted = 0"
        f" WHERE t.deleted = 0 AND {condition}",
        values,
    )
    return tuple(
        TaskLine(
            bytes(task), title, member and bytes(member), who, read_day(due), read_day(done),
            bytes(event), event_title,
        )
        for task, title, member, who, due, done, event, event_title in rows
    )  # fmt: skip
