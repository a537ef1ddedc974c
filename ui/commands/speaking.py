"""`list … contacts`, `overdue` and `violations`: who was spoken to, should be, and why."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import date

from models import search
from models.members.cadence import queue
from models.members.contact import all_contacts
from models.members.violation import all_violations
from models.stored import find_ids
from models.vocabulary import Kind, Measure
from resources.i18n import N_
from ui.commands.answering import Answer, table
from ui.commands.opening import open_file
from ui.records.choices import title_of
from ui.wording import _, n_

_Records = Sequence[Mapping[str, object]]
_CONTACTS = (
    ("day", N_("Date")),
    ("member_name", N_("Member")),
    ("reached", N_("Reached")),
    ("who", N_("Who spoke to them")),
    ("channel", N_("Channel")),
    ("needs", N_("What they need")),
    ("note", N_("Note")),
    ("follow_up", N_("Follow up on")),
)
_OVERDUE = (
    ("name", N_("Name")),
    ("days_late", N_("Days late")),
    ("last_contact", N_("Last contact")),
    ("follow_up", N_("Follow up on")),
    ("needs", N_("What they need")),
    ("organizer", N_("Falls to")),
    ("phone", N_("Phone")),
    ("code", N_("Number")),
)

_VIOLATIONS = (
    ("day", N_("Date")),
    ("member_name", N_("Member")),
    ("rule_title", N_("Rule")),
    ("note", N_("What happened")),
    ("measure", N_("What followed")),
)


def list_contacts(options: Namespace) -> Answer:
    """Show the contact notes, the latest first; a search says whose."""
    with open_file(options):
        return _answered(options, _narrowed(options, all_contacts(), "member"), _CONTACTS)


def list_overdue(options: Namespace) -> Answer:
    """Show who should be spoken to, the longest waiting first."""
    with open_file(options):
        lines = [asdict(line) for line in queue()]
        return _answered(options, _narrowed(options, lines, "id"), _OVERDUE)


def list_violations(options: Namespace) -> Answer:
    """Show who broke a rule, the latest first."""
    with open_file(options):
        lines = _narrowed(options, all_violations(), "member")
    if not options.json:
        lines = [{**line, "measure": title_of(Measure, str(line["measure"]))} for line in lines]
    return _answered(options, lines, _VIOLATIONS)


def _narrowed(options: Namespace, records: _Records, member: str) -> _Records:
    """Return what is about the members a search finds."""
    if not options.search.strip():
        return records
    search.catch_up()
    found = set(find_ids(Kind.MEMBER, options.search))
    return [record for record in records if record[member] in found]


def _answered(options: Namespace, records: _Records, columns: Sequence[tuple[str, str]]) -> Answer:
    if options.json:
        return {"kind": options.kind, "total": len(records), "records": list(records)}
    total = n_("{count} record", "{count} records", len(records))
    if not records:
        return total
    headings = [_(heading) for _name, heading in columns]
    rows = [[_shown(record[name]) for name, _heading in columns] for record in records]
    return f"{table(headings, rows)}\n\n{total}"


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    return value.isoformat() if isinstance(value, date) else str(value)
