"""What the plan of an event says: of a task, of the money, of the hours."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from models import clock
from models.events.money import EventMoney, UsualCost
from models.events.task import SOON, TaskLine, tasks_of
from models.vocabulary import EventStatus
from ui.formats import day_text, joined, money_text, sentences, weekday_text
from ui.wording import _, n_

_SAID = {
    EventStatus.IDEA: lambda: _("It is an idea again."),
    EventStatus.PLANNED: lambda: _("It is planned."),
    EventStatus.ANNOUNCED: lambda: _("It is announced."),
    EventStatus.DONE: lambda: _("It is done."),
    EventStatus.CANCELLED: lambda: _("It is called off."),
}


def status_said(status: EventStatus) -> str:
    """Say what an event is now."""
    return _SAID[status]()


def due_text(task: TaskLine) -> str:
    """Say until when: how late it is, or on which day."""
    if task.done is not None:
        return _("done on {day}", day=day_text(task.done))
    return "" if task.due is None else day_due(task.due)


def day_due(day: date) -> str:
    days = (day - clock.today()).days
    if days < 0:
        return n_("{count} day late", "{count} days late", -days)
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    return _("{weekday}, {day}", weekday=weekday_text(day), day=day_text(day))


def due_tone(task: TaskLine) -> str:
    """Return the colour of the due date; "quiet" is no chip."""
    if task.done is not None or task.due is None:
        return "quiet"
    days = (task.due - clock.today()).days
    return "bad" if days < 0 else "warning" if days <= SOON else "quiet"


def said_aloud(task: TaskLine) -> str:
    """Say a task to those who do not see it."""
    done = _("done") if task.done is not None else _("to be done")
    return joined([task.title, done, task.who, due_text(task)])


def tasks_note(tasks: tuple[TaskLine, ...]) -> str:
    """Say how many of them are done."""
    if not tasks:
        return ""
    done = sum(task.done is not None for task in tasks)
    late = sum(task.done is None and due_tone(task) == "bad" for task in tasks)
    said = n_("{done} of {count} done", "{done} of {count} done", len(tasks), done=done)
    return joined([said, n_("{count} late", "{count} late", late) if late else ""])


def along_text(behind: Mapping[bytes, int]) -> str:
    """Offer to move what is due along with the event, by how many days it was moved."""
    days = set(behind.values())
    if len(days) != 1:
        return n_(
            "The event was moved: move {count} due date along",
            "The event was moved: move {count} due dates along",
            len(behind),
        )
    return n_(
        "The event was moved: move {count} due date along ({days})",
        "The event was moved: move {count} due dates along ({days})",
        len(behind),
        days=_days_text(days.pop()),
    )


def _days_text(days: int) -> str:
    if days < 0:
        return n_("{count} day earlier", "{count} days earlier", -days)
    return n_("{count} day later", "{count} days later", days)


def plan_lines(event: bytes) -> tuple[tuple[str, str], ...]:
    """Say in the pane how far the tasks are, and what is next."""
    tasks = tasks_of(event)
    if not tasks:
        return ((_("No tasks yet."), ""),)
    dated = sorted(
        (task for task in tasks if task.done is None and task.due), key=lambda task: str(task.due)
    )
    following = next(iter(dated), None) or next((task for task in tasks if task.done is None), None)
    if following is None:
        return ((tasks_note(tasks), _("Everything is done.")),)
    return ((tasks_note(tasks), joined([following.title, due_text(following), following.who])),)


def preview_text(due: date | None, who: str) -> str:
    """Say what was read out of a line that is being typed."""
    return joined([_("due {day}", day=day_due(due)) if due else "", who])


def per_head_text(money: EventMoney, usual: UsualCost | None, currency: str) -> str:
    """Say what it cost for each who came, and what such events usually cost."""
    own = ""
    if money.per_head is not None:
        own = n_(
            "{amount} for the one person who came.",
            "{amount} for each of {count} people.",
            money.heads,
            amount=money_text(money.per_head, currency),
        )
    if usual is None:
        return own
    mean = n_(
        "The other event of this format: {amount} a head.",
        "The {count} other events of this format: {amount} a head.",
        usual.events,
        amount=money_text(usual.per_head, currency),
    )
    return sentences([own, mean])
