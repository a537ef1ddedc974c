"""`list … tasks`: what is still to be done for the events, by whom, until when."""

from __future__ import annotations

from argparse import Namespace

from models import search
from models.events.task import TaskLine, undone_tasks
from models.stored import find_ids
from models.vocabulary import Kind
from resources.i18n import N_
from ui.commands.answering import Answer, table
from ui.commands.arguments import TASKS
from ui.commands.opening import open_file
from ui.wording import _, n_

_HEADINGS = (
    N_("Until when"), N_("What is to be done"), N_("Who takes care of it"), N_("Event"),
)  # fmt: skip


def list_tasks(options: Namespace) -> Answer:
    """Show what is not done, what is due first before the rest; a search finds words of the task or
    of its event, and who takes care of it."""
    with open_file(options):
        tasks = _narrowed(undone_tasks(), options.search)
    if options.json:
        records = [
            {
                "id": task.id, "title": task.title, "due": task.due, "member": task.member,
                "member_name": task.who, "event": task.event, "event_title": task.event_title,
            }
            for task in tasks
        ]  # fmt: skip
        return {"kind": TASKS, "total": len(tasks), "records": records}
    total = n_("{count} record", "{count} records", len(tasks))
    if not tasks:
        return total
    rows = [
        [task.due.isoformat() if task.due else "", task.title, task.who, task.event_title]
        for task in tasks
    ]
    return f"{table([_(heading) for heading in _HEADINGS], rows)}\n\n{total}"


def _narrowed(tasks: tuple[TaskLine, ...], text: str) -> list[TaskLine]:
    sought = text.strip().casefold()
    if not sought:
        return list(tasks)
    search.catch_up()
    people = set(find_ids(Kind.MEMBER, text))
    return [
        task
        for task in tasks
        if task.member in people or sought in f"{task.title}\n{task.event_title}".casefold()
    ]
