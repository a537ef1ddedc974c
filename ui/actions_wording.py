"""What the journal's actions are called: "member.import" of 180 is “import of 180 members”."""

from __future__ import annotations

from collections.abc import Callable

from ui.wording import _, n_

_NAMES: dict[str, Callable[[int], str]] = {
    "found": lambda count: _("making the community"),
    "community.edit": lambda count: _("change of the community's details"),
    "member.add": lambda count: n_("new member", "{count} new members", count),
    "member.edit": lambda count: n_("change of a member", "change of {count} members", count),
    "member.remove": lambda count: n_("deletion of a member", "deletion of {count} members", count),
    "member.restore": lambda count: n_(
        "return of a member from the trash", "return of {count} members from the trash", count
    ),
    "member.import": lambda count: n_(
        "import of {count} member", "import of {count} members", count
    ),
    "rule.add": lambda count: n_("new rule", "{count} new rules", count),
    "rule.edit": lambda count: n_("change of a rule", "change of {count} rules", count),
    "rule.reorder": lambda count: _("new order of the rules"),
    "rule.remove": lambda count: n_("deletion of a rule", "deletion of {count} rules", count),
    "rule.restore": lambda count: n_(
        "return of a rule from the trash", "return of {count} rules from the trash", count
    ),
    "event.add": lambda count: n_("new event", "{count} new events", count),
    "event.edit": lambda count: n_("change of an event", "change of {count} events", count),
    "event.remove": lambda count: n_("deletion of an event", "deletion of {count} events", count),
    "event.restore": lambda count: n_(
        "return of an event from the trash", "return of {count} events from the trash", count
    ),
    "event.import": lambda count: n_("import of {count} event", "import of {count} events", count),
    "attendance.add": lambda count: n_(
        "attendance of one person", "attendance of {count} people", count
    ),
    "attendance.edit": lambda count: n_(
        "change of an attendance", "change of {count} attendances", count
    ),
    "attendance.remove": lambda count: n_(
        "removal from the attendance list", "removal of {count} people from attendance", count
    ),
    "attendance.import": lambda count: n_(
        "import of {count} attendance", "import of {count} attendances", count
    ),
    "feedback.add": lambda count: n_("new feedback", "{count} new feedback items", count),
    "feedback.edit": lambda count: n_(
        "change of feedback", "change of {count} feedback items", count
    ),
    "feedback.remove": lambda count: n_(
        "deletion of feedback", "deletion of {count} feedback items", count
    ),
    "feedback.restore": lambda count: n_(
        "return of feedback from the trash",
        "return of {count} feedback items from the trash",
        count,
    ),
    "feedback.import": lambda count: n_(
        "import of {count} feedback item", "import of {count} feedback items", count
    ),
    "undo": lambda count: _("undo"),
    "redo": lambda count: _("redo"),
}


def action_name(kind: str | None, amount: int = 1) -> str:
    """Say what an action did; None is an edit by another program."""
    if kind is None:
        return _("edit by another program")
    name = _NAMES.get(kind)
    return name(amount) if name else _("change")


def undone(kind: str, amount: int) -> str:
    return _("Undone: {action}.", action=action_name(kind, amount))


def redone(kind: str, amount: int) -> str:
    return _("Done again: {action}.", action=action_name(kind, amount))
