"""What is to be done for an event and what it is meant to cost, for others of its series too."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import datetime

from models.base import Record, database, link_id
from models.events.budget_line import BudgetLine, lines_of
from models.events.series import write_row
from models.events.task import Task, tasks_of
from models.journal.history import kinds_of

# What these actions wrote for an event came with its date: nobody did it for this event.
_COPYING = frozenset(("series.add", "series.edit", "series.extend"))
COPIED: tuple[type[Record], ...] = (Task, BudgetLine)


def prepare_alike(event: bytes, begins: datetime, others: Mapping[datetime, bytes]) -> None:
    """Give the events of other dates the tasks of one, as many days away from their own as they
    are from `begins`, and its planned lines. What is prepared already stays as it is. Called inside
    an action.

    The ids follow from what the rows say: two laptops that carry a series on, each from another
    date, make the same.
    """
    tasks, lines = tasks_of(event), lines_of(event)
    for occurs, other in others.items():
        if tasks_of(other) or lines_of(other):
            continue
        away = occurs.date() - begins.date()
        like: Counter[tuple[str, ...]] = Counter()
        for number, task in enumerate(tasks, start=1):
            due = task.due + away if task.due else None
            write_row(Task, link_id("task", other, *_nth(like, task.title)), {
                "event": other, "number": number, "title": task.title, "member": task.member,
                "due": due,
            })  # fmt: skip
        for number, line in enumerate(lines, start=1):
            row = link_id("budget_line", other, *_nth(like, line.sort, line.title))
            write_row(BudgetLine, row, {
                "event": other, "number": number, "sort": line.sort, "title": line.title,
                "planned": line.planned,
            })  # fmt: skip


def _nth(like: Counter[tuple[str, ...]], *words: str) -> tuple[str, ...]:
    like[words] += 1
    return *words, str(like[words])


def is_as_copied(event: bytes) -> bool:
    """Say whether an event has no tasks and lines but those that came with its date, untouched."""
    for model in COPIED:
        rows = database.execute_sql(
            f'SELECT id FROM "{model._meta.table_name}" WHERE event = ? AND deleted = 0', (event,)
        )
        if any(not kinds_of(model, bytes(row)) <= _COPYING for (row,) in rows.fetchall()):
            return False
    return True
