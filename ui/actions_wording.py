"""What the journal's actions are called: "member.import" of 180 is “import of 180 members”."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ui.wording import _, n_

_NAMES: dict[str, Callable[[int], str]] = {
    "found": lambda count: _("making the community"),
    "community.edit": lambda count: _("change of the community's details"),
    "community.fields": lambda count: _("change of the fields of your own"),
    "member.add": lambda count: n_("new member", "{count} new members", count),
    "member.edit": lambda count: n_("change of a member", "change of {count} members", count),
    "member.consent": lambda count: _("change of a consent"),
    "member.photo": lambda count: _("change of a photo"),
    "member.remove": lambda count: n_("deletion of a member", "deletion of {count} members", count),
    "member.restore": lambda count: n_(
        "return of a member from the trash", "return of {count} members from the trash", count
    ),
    "member.import": lambda count: n_(
        "import of {count} member", "import of {count} members", count
    ),
    "member.tag": lambda count: n_("tags of a member", "tags of {count} members", count),
    "tag.edit": lambda count: n_(
        "renaming of a tag of {count} member",
        "renaming of a tag of {count} members",
        count,
    ),
    "tag.remove": lambda count: n_(
        "removal of a tag from {count} member",
        "removal of a tag from {count} members",
        count,
    ),
    "list.add": lambda count: _("new list"),
    "list.edit": lambda count: _("change of a list"),
    "list.reorder": lambda count: _("new order of the lists"),
    "list.remove": lambda count: n_("deletion of a list", "deletion of {count} lists", count),
    "chat.import": lambda count: n_(
        "counting of {count} message in a chat", "counting of {count} messages in a chat", count
    ),
    "chat.follow": lambda count: n_(
        "joining of a chat that was counted under two names",
        "joining of {count} chats that were counted under two names",
        count,
    ),
    "points.give": lambda count: n_(
        "points for {count} member", "points for {count} members", count
    ),
    "points.edit": lambda count: _("correction of points"),
    "points.remove": lambda count: n_(
        "removal of a line of points", "removal of {count} lines of points", count
    ),
    "points.thank": lambda count: n_("thanks to {count} person", "thanks to {count} people", count),
    "class.edit": lambda count: _("change of how classes are made"),
    "contact.add": lambda count: n_("contact note", "{count} contact notes", count),
    "contact.edit": lambda count: _("change of a contact note"),
    "contact.remove": lambda count: n_(
        "deletion of a contact note", "deletion of {count} contact notes", count
    ),
    "interaction.add": lambda count: n_("interaction", "interactions of {count} members", count),
    "interaction.edit": lambda count: _("change of an interaction"),
    "interaction.remove": lambda count: n_(
        "deletion of an interaction", "deletion of {count} interactions", count
    ),
    "violation.add": lambda count: _("violation"),
    "violation.edit": lambda count: _("change of a violation"),
    "violation.remove": lambda count: n_(
        "deletion of a violation", "deletion of {count} violations", count
    ),
    "member.accept": lambda count: n_(
        "acceptance of an applicant", "acceptance of {count} applicants", count
    ),
    "member.refuse": lambda count: n_(
        "refusal of an application", "refusal of {count} applications", count
    ),
    "member.wait": lambda count: n_(
        "move of an applicant to the waiting list",
        "move of {count} applicants to the waiting list",
        count,
    ),
    "member.reopen": lambda count: n_(
        "reopening of an application", "reopening of {count} applications", count
    ),
    "member.finding": lambda count: _("verdict on an applicant"),
    "member.welcome": lambda count: _("welcome step"),
    "member.leave": lambda count: n_("leaving of a member", "leaving of {count} members", count),
    "member.return": lambda count: _("return of a former member"),
    "community.criteria": lambda count: _("change of the admission criteria"),
    "community.welcome": lambda count: _("change of the welcome checklist"),
    "community.bar": lambda count: n_("bar of a person", "bar of {count} people", count),
    "community.unbar": lambda count: _("removal of a bar"),
    "community.cadence": lambda count: _("change of how often members are spoken to"),
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
    "event.task_add": lambda count: n_("new task", "{count} new tasks", count),
    "event.task_edit": lambda count: _("change of a task"),
    "event.task_tick": lambda count: n_("ticking of a task", "ticking of {count} tasks", count),
    "event.task_remove": lambda count: n_("deletion of a task", "deletion of {count} tasks", count),
    "event.task_order": lambda count: _("new order of the tasks"),
    "event.task_move": lambda count: n_(
        "another due date for a task", "other due dates for {count} tasks", count
    ),
    "event.budget": lambda count: _("change of an event's budget"),
    "event.template": lambda count: _("change of a template"),
    "event.template_remove": lambda count: n_(
        "deletion of a template", "deletion of {count} templates", count
    ),
    "evaluation.add": lambda count: n_("evaluation slip", "{count} evaluation slips", count),
    "evaluation.edit": lambda count: _("change of an evaluation slip"),
    "evaluation.remove": lambda count: n_(
        "removal of an evaluation slip", "removal of {count} evaluation slips", count
    ),
    "evaluation.import": lambda count: n_(
        "import of an evaluation slip", "import of {count} evaluation slips", count
    ),
    "feedback.raise": lambda count: _("feedback from a comment"),
    "community.quiet_week": lambda count: _("change of a quiet week"),
    "guest.add": lambda count: _("new guest in the directory"),
    "guest.edit": lambda count: _("change of a guest in the directory"),
    "guest.remove": lambda count: n_(
        "deletion of a guest from the directory",
        "deletion of {count} guests from the directory",
        count,
    ),
    "venue.add": lambda count: _("new venue"),
    "venue.edit": lambda count: _("change of a venue"),
    "venue.remove": lambda count: n_("deletion of a venue", "deletion of {count} venues", count),
    "series.add": lambda count: n_("series of {count} event", "series of {count} events", count),
    "series.edit": lambda count: n_(
        "another rhythm for {count} event", "another rhythm for {count} events", count
    ),
    "series.extend": lambda count: n_(
        "carrying on a series by {count} event", "carrying on a series by {count} events", count
    ),
    "series.follow": lambda count: n_(
        "what came for a changed series: {count} event",
        "what came for a changed series: {count} events",
        count,
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
    "attendance.arrive": lambda count: n_("check-in", "check-in of {count} people", count),
    "attendance.walk_in": lambda count: n_("walk-in", "{count} walk-ins", count),
    "attendance.follow": lambda count: n_(
        "what two copies say of one person at an event",
        "what two copies say of {count} people at an event",
        count,
    ),
    "attendance.chain": lambda count: n_(
        "sign-up chain of {count} person", "sign-up chain of {count} people", count
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
    "member.join": lambda count: _("joining of two entries of one person"),
    "member.tell_apart": lambda count: _("note that two entries are two people"),
    "member.follow": lambda count: n_(
        "what came for a joined entry of {count} person",
        "what came for joined entries of {count} people",
        count,
    ),
    "member.erase": lambda count: _("erasing of a person for good"),
    "trash.restore": lambda count: n_(
        "return of {count} record from the trash", "return of {count} records from the trash", count
    ),
    "community.restore": lambda count: _("return to a backup"),
    "conflict.settle": lambda count: n_(
        "settling of a conflict", "settling of {count} conflicts", count
    ),
    "merge": lambda count: n_(
        "merge of a copy: {count} action", "merge of a copy: {count} actions", count
    ),
    "undo": lambda count: _("undo"),
    "redo": lambda count: _("redo"),
}


def action_name(kind: str | None, amount: int = 1) -> str:
    """Say what an action did; None (or "" for a step) is an edit by another program."""
    if not kind:
        return _("edit by another program")
    name = _NAMES.get(kind)
    return name(amount) if name else _("change")


def undone(kind: str | None, amount: int) -> str:
    return _("Undone: {action}.", action=action_name(kind, amount))


def redone(kind: str | None, amount: int) -> str:
    return _("Done again: {action}.", action=action_name(kind, amount))


def headline(kind: str | None, amount: int) -> str:
    """Say what an action did where it stands by itself."""
    name = action_name(kind, amount)
    return name[:1].upper() + name[1:]


def headline_in_history(kind: str | None) -> str:
    """Say what an action did to one record: its amount is of all it did, so no number is told."""
    if kind == "chat.import":
        return _("Counting of a chat")
    return headline(kind, 1)


def headline_undone(kind: str | None, amount: int) -> str:
    return _("Undone: {action}", action=action_name(kind, amount))


def headline_redone(kind: str | None, amount: int) -> str:
    return _("Done again: {action}", action=action_name(kind, amount))


def kinds_called(text: str, kinds: Iterable[str | None]) -> list[str | None]:
    """Return those kinds of action whose words hold a text, whatever their number."""
    sought = text.casefold()
    return [
        kind
        for kind in kinds
        if any(sought in action_name(kind, amount).casefold() for amount in (1, 2))
    ]
