"""`list`: records as a table for people, or whole and as stored for scripts."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from models import search
from models.errors import UserError
from models.events.listing import find_events
from models.exchange.choices import CHOICES
from models.feedback.listing import find_feedback
from models.listing import Listing
from models.members.filters import NOTHING, Group
from models.members.listing import find_members
from models.members.points import all_lines
from models.members.saved_list import find_list
from models.rules.listing import find_rules
from models.stored import fetch_stored, find_ids
from models.vocabulary import Kind
from resources.i18n import N_
from ui.commands.answering import Answer, table
from ui.commands.applicants import list_applicants
from ui.commands.arguments import (
    APPLICANTS,
    CONTACTS,
    LISTED,
    OVERDUE,
    POINTS,
    TASKS,
    VIOLATIONS,
)
from ui.commands.opening import open_file
from ui.commands.speaking import list_contacts, list_overdue, list_violations
from ui.commands.tasks import list_tasks
from ui.wording import _, n_

_FINDERS: dict[Kind, Callable[[str], Listing[Any]]] = {
    Kind.MEMBER: find_members,
    Kind.RULE: find_rules,
    Kind.EVENT: find_events,
    Kind.FEEDBACK: find_feedback,
}
# The columns of each table: the field and its heading.
_COLUMNS: dict[Kind, tuple[tuple[str, str], ...]] = {
    Kind.MEMBER: (
        ("name", N_("Name")),
        ("group_name", N_("Group nickname")),
        ("status", N_("Status")),
        ("standing", N_("Class")),
        ("role", N_("Role")),
        ("region", N_("Region")),
        ("phone", N_("Phone")),
        ("joined", N_("Joined")),
        ("came", N_("Came")),
        ("last_seen", N_("Last seen")),
    ),
    Kind.RULE: (
        ("section", N_("Section")),
        ("number", N_("Number")),
        ("title", N_("Title")),
        ("status", N_("Status")),
        ("effective", N_("Effective from")),
    ),
    Kind.EVENT: (
        ("begins", N_("Begins")),
        ("title", N_("Title")),
        ("format", N_("Format")),
        ("place", N_("Place or link")),
        ("status", N_("Status")),
        ("rsvp", N_("RSVP")),
        ("came", N_("Came")),
        ("rating", N_("Rating")),
    ),
    Kind.FEEDBACK: (
        ("date", N_("Date")),
        ("who", N_("Member")),
        ("kind", N_("Kind")),
        ("status", N_("Status")),
        ("satisfaction", N_("Satisfaction")),
        ("text", N_("Feedback")),
    ),
    Kind.ATTENDANCE: (
        ("event_title", N_("Event")),
        ("member_name", N_("Member")),
        ("rsvp", N_("RSVP")),
        ("came", N_("Came")),
        ("rating", N_("Rating")),
        ("comment", N_("Comment")),
    ),
}


def list_records(options: Namespace) -> Answer:
    if options.kind in _OF_MEMBERS:
        _refuse_list(options)
        return _OF_MEMBERS[options.kind](options)
    kind = LISTED[options.kind]
    with open_file(options):
        asked = asked_of(options)
        if options.search.strip() or asked.parts or search.is_behind():
            search.catch_up()
        if options.json:
            ids = find_ids(kind, options.search, asked)
            records = list(fetch_stored(kind, ids))
            return {"kind": options.kind, "total": len(records), "records": records}
        return _as_table(kind, options.search, asked)


def asked_of(options: Namespace) -> Group:
    """Return the filter of the list that --list names. Raises UserError where there is none."""
    if not options.list.strip():
        return NOTHING
    if LISTED[options.kind] is not Kind.MEMBER:
        _refuse_list(options)
    return find_list(options.list).asked


def _refuse_list(options: Namespace) -> None:
    if options.list.strip():
        raise UserError(N_("Only members are on lists: say --list with members."))


def _list_points(options: Namespace) -> Answer:
    """Show the ledgers, the latest line first; a search says whose."""
    with open_file(options):
        lines = all_lines()
        if options.search.strip():
            search.catch_up()
            found = set(find_ids(Kind.MEMBER, options.search))
            lines = [line for line in lines if line["member"] in found]
    if options.json:
        return {"kind": POINTS, "total": len(lines), "records": lines}
    total = n_("{count} record", "{count} records", len(lines))
    if not lines:
        return total
    headings = [_("Date"), _("Member"), _("Points"), _("Reason")]
    rows = [
        [
            shown(Kind.MEMBER, name, line[name])
            for name in ("day", "member_name", "amount", "reason")
        ]
        for line in lines
    ]
    return f"{table(headings, rows)}\n\n{total}"


def _as_table(kind: Kind, text: str, asked: Group) -> str:
    if kind is Kind.ATTENDANCE:
        records = list(fetch_stored(kind, find_ids(kind, text)))
    else:
        found = _FINDERS[kind](text) if kind is not Kind.MEMBER else find_members(text, asked=asked)
        records = [
            {name: getattr(line, name) for name, _heading in _COLUMNS[kind]}
            for line in found.lines(0, found.total)
        ]
    total = n_("{count} record", "{count} records", len(records))
    if not records:
        return total
    headings = [_(heading) for _name, heading in _COLUMNS[kind]]
    rows = [
        [shown(kind, name, record[name]) for name, _heading in _COLUMNS[kind]] for record in records
    ]
    return f"{table(headings, rows)}\n\n{total}"


def shown(kind: Kind, field: str, value: object) -> str:
    """Word a value for people."""
    if value is None:
        return ""
    choices = CHOICES.get((kind, field))
    if choices is not None:
        titles = {choice.value: choice.title for choice in choices}
        return _(titles[str(value)]) if value in titles else str(value)
    if isinstance(value, datetime):
        return value.isoformat(" ", "minutes")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.1f}"
    return str(value)


# Lists of what belongs to members, and to events.
_OF_MEMBERS: dict[str, Callable[[Namespace], Answer]] = {
    APPLICANTS: list_applicants,
    POINTS: _list_points,
    CONTACTS: list_contacts,
    OVERDUE: list_overdue,
    VIOLATIONS: list_violations,
    TASKS: list_tasks,
}
