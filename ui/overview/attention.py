"""Words what needs somebody: a line, a second line, an icon, a colour."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.metrics.attention import Attention, Matter
from ui.formats import day_text, joined
from ui.wording import _, n_


@dataclass(frozen=True)
class Line:
    icon: str
    title: str
    note: str


def worded(matter: Attention) -> Line:
    """Say one matter in the window's language."""
    icon, say = _WORDS[matter.matter]
    title, note = say(matter)
    return Line(icon, title, note)


def _overdue(matter: Attention) -> tuple[str, str]:
    title = n_(
        "{count} feedback is waiting too long",
        "{count} feedback items are waiting too long",
        matter.count,
    )
    return title, _oldest(matter)


def _oldest(matter: Attention) -> str:
    if matter.day is None:
        return ""
    return _("Oldest: {day}, “{text}”", day=day_text(matter.day), text=_short(matter.title))


def _no_place(matter: Attention) -> tuple[str, str]:
    if matter.id is None:
        return n_(
            "{count} more event has no place yet",
            "{count} more events have no place yet",
            matter.count,
        ), _next_of(matter)
    title = _("“{title}” has no place yet", title=matter.title)
    days = matter.days or 0
    if days == 0:
        return title, _("It begins today.")
    return title, n_("It begins tomorrow.", "It begins in {count} days.", days)


def _tasks(matter: Attention) -> tuple[str, str]:
    if matter.id is None:
        return n_(
            "{count} more task is to be done",
            "{count} more tasks are to be done",
            matter.count,
        ), _next_of(matter)
    title = n_(
        "“{event}”: {count} task is due",
        "“{event}”: {count} tasks are due",
        matter.count,
        event=matter.of,
    )
    return title, joined([_short(matter.title), _task_due(matter.days or 0), matter.who])


def _task_due(days: int) -> str:
    """Say when a task is due, days late; before its time less than nothing."""
    if days > 0:
        return n_("{count} day late", "{count} days late", days)
    if days == 0:
        return _("due today")
    return n_("due tomorrow", "due in {count} days", -days)


def _not_closed(matter: Attention) -> tuple[str, str]:
    if matter.id is None:
        return n_(
            "{count} more event is over but still open",
            "{count} more events are over but still open",
            matter.count,
        ), _next_of(matter)
    title = _("“{title}” is over but still open", title=matter.title)
    return title, _("Write down who came on {day}.", day=_day(matter))


def _not_evaluated(matter: Attention) -> tuple[str, str]:
    title = _("How was “{title}”?", title=matter.title)
    return title, _("Nobody has rated it and nothing is written down yet.")


def _next_of(matter: Attention) -> str:
    return _("Beginning with “{title}”", title=_short(matter.title))


def _applicants(matter: Attention) -> tuple[str, str]:
    title = n_("{count} applicant is waiting", "{count} applicants are waiting", matter.count)
    if matter.days is None:
        return title, _("Longest: {name}", name=matter.title)
    return title, n_(
        "Longest: {name}, for one day",
        "Longest: {name}, for {count} days",
        matter.days,
        name=matter.title,
    )


def _follow_ups(matter: Attention) -> tuple[str, str]:
    title = n_("{count} follow-up is due", "{count} follow-ups are due", matter.count)
    return title, _longest(matter)


def _calls(matter: Attention) -> tuple[str, str]:
    title = n_(
        "It is time to speak to {count} member", "It is time to speak to {count} members",
        matter.count,
    )  # fmt: skip
    return title, _longest(matter)


def _longest(matter: Attention) -> str:
    if matter.days is None:
        return _("Longest: {name}, since nobody knows when", name=matter.title)
    if matter.days == 0:
        return _("{name}, from today", name=matter.title)
    return n_(
        "Longest: {name}, for one day",
        "Longest: {name}, for {count} days",
        matter.days,
        name=matter.title,
    )


def _welcome(matter: Attention) -> tuple[str, str]:
    title = n_("{count} welcome step is due", "{count} welcome steps are due", matter.count)
    note = _("{name}: {step}", name=matter.who, step=_short(matter.title))
    return title, note if matter.count == 1 else _("Longest: {step}", step=note)


def _lapsing(matter: Attention) -> tuple[str, str]:
    title = n_("{count} member is drifting away", "{count} members are drifting away", matter.count)
    return title, _last_seen(matter)


def _silent(matter: Attention) -> tuple[str, str]:
    title = n_("{count} member has gone silent", "{count} members have gone silent", matter.count)
    return title, _last_seen(matter)


def _last_seen(matter: Attention) -> str:
    if matter.days is None:
        return _("A word to {name} would be a beginning.", name=matter.title)
    return n_(
        "{name} was last seen {count} day ago.",
        "{name} was last seen {count} days ago.",
        matter.days,
        name=matter.title,
    )


def _rule_soon(matter: Attention) -> tuple[str, str]:
    title = _("The rule “{title}” is still a draft", title=matter.title)
    return title, _("It is to be in force from {day}.", day=_day(matter))


def _left_undated(matter: Attention) -> tuple[str, str]:
    title = n_(
        "{count} member left without a date", "{count} members left without a date", matter.count
    )
    return title, _("Without it they are missing in the months' figures.")


def _duplicates(matter: Attention) -> tuple[str, str]:
    title = n_(
        "{count} pair of entries is very likely one person",
        "{count} pairs of entries are very likely one person each",
        matter.count,
    )
    return title, _("Set them side by side and join them.")


def _day(matter: Attention) -> str:
    return day_text(matter.day) if matter.day else ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else f"{line[:39]}…"


_WORDS: dict[Matter, tuple[str, Callable[[Attention], tuple[str, str]]]] = {
    Matter.OVERDUE_FEEDBACK: ("circle-alert", _overdue),
    Matter.NO_PLACE: ("map-pin-off", _no_place),
    Matter.TASKS: ("list-todo", _tasks),
    Matter.NOT_CLOSED: ("calendar-x", _not_closed),
    Matter.NOT_EVALUATED: ("star", _not_evaluated),
    Matter.APPLICANTS: ("user-plus", _applicants),
    Matter.FOLLOW_UPS: ("bell", _follow_ups),
    Matter.CALLS: ("phone-call", _calls),
    Matter.WELCOME: ("hand-heart", _welcome),
    Matter.LAPSING: ("user-x", _lapsing),
    Matter.SILENT: ("user-x", _silent),
    Matter.RULE_SOON: ("scroll-text", _rule_soon),
    Matter.LEFT_UNDATED: ("calendar-off", _left_undated),
    Matter.DUPLICATES: ("users-round", _duplicates),
}
