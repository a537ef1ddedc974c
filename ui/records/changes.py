"""What the journal wrote about one cell, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from models import vocabulary
from models.journal.happened import Cell
from models.members import field_values
from models.members.field_values import NO, YES
from models.past import read_value
from ui.formats import date_text, moment_text, number_text
from ui.records.choices import title_of
from ui.records.field_titles import PART_TITLES, field_title
from ui.signature import unsigned
from ui.wording import _

Names = Mapping[bytes, str]
# An event has several of them: a change says which one it is about.
_SEVERAL = ("task", "budget_line")
_LONGEST = 300
_CODES: dict[tuple[str, str], type[vocabulary.Choice]] = {
    ("member", "gender"): vocabulary.Gender,
    ("member", "status"): vocabulary.MemberStatus,
    ("rule", "section"): vocabulary.RuleSection,
    ("rule", "status"): vocabulary.RuleStatus,
    ("event", "format"): vocabulary.EventFormat,
    ("event", "mode"): vocabulary.EventMode,
    ("event", "status"): vocabulary.EventStatus,
    ("template", "format"): vocabulary.EventFormat,
    ("template", "mode"): vocabulary.EventMode,
    ("budget_line", "sort"): vocabulary.BudgetSort,
    ("attendance", "rsvp"): vocabulary.Rsvp,
    ("attendance", "came"): vocabulary.Came,
    ("attendance", "source"): vocabulary.Listing,
    ("feedback", "kind"): vocabulary.FeedbackKind,
    ("feedback", "status"): vocabulary.FeedbackStatus,
    ("interaction", "sort"): vocabulary.InteractionSort,
    ("violation", "measure"): vocabulary.Measure,
    ("custom_field", "sort"): vocabulary.FieldSort,
    ("criterion", "sort"): vocabulary.CriterionSort,
    ("finding", "verdict"): vocabulary.Verdict,
}


def worded(cell: Cell, names: Names) -> str:
    """Say what became of a cell; "" where the record as a whole came or went."""
    if cell.table == "member_tag":
        return _tag_worded(cell, names)
    if cell.table == "custom_value":
        return _own_worded(cell, names)
    if cell.table in PART_TITLES and cell.column in (None, "deleted"):
        return _part_worded(cell, names)
    title = field_title(cell.table, cell.column)
    if not title:
        return ""
    field = _(title)
    if cell.table in _SEVERAL and names.get(cell.row):
        field = _("{field} of “{record}”", field=field, record=names[cell.row])
    new = shown(cell, cell.new, names)
    if cell.old in (None, ""):
        return _("{field}: {value}", field=field, value=new)
    return _("{field}: {old} → {new}", field=field, old=shown(cell, cell.old, names), new=new)


def shown(cell: Cell, value: object, names: Names) -> str:
    """Word a stored value of a cell: codes by their titles, ids by names, dates as dates."""
    if value is None or value == "":
        return _("empty")
    if cell.table == "photo" and isinstance(value, bytes):
        return _("a picture") if value else _("empty")
    if isinstance(value, bytes):
        return names.get(value) or _("somebody or something that was erased")
    codes = _CODES.get((cell.table, cell.column or ""))
    text = title_of(codes, str(value)) if codes else _typed(cell, value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def by_whom(who: str, device: str, own_device: str, own_laptop: str) -> str:
    """Say who and where: "Lin · this laptop", "Wei (Matebook)", "another laptop"."""
    if device and device == own_device:
        name = unsigned(who, own_laptop)
        here = _("this laptop")
        return f"{name} · {here}" if name and name != own_laptop else here
    return who or (_("another laptop") if device else "")


def _tag_worded(cell: Cell, names: Names) -> str:
    tag = names.get(cell.row, "")
    if cell.column not in (None, "deleted") or not tag:
        return ""
    return _("Tag added: {tag}", tag=tag) if cell.came else _("Tag removed: {tag}", tag=tag)


def _own_worded(cell: Cell, names: Names) -> str:
    """Say what became of a value in a field of the organizer's own, by the field's title."""
    title = names.get(cell.row) or _(PART_TITLES[cell.table])
    if cell.column == "deleted":
        value = _("filled in again") if cell.came else _("empty")
    elif cell.column == "value":
        value = shown(cell, cell.new, names)
    else:
        return ""
    if cell.column == "deleted" or cell.old in (None, ""):
        return _("{field}: {value}", field=title, value=value)
    return _("{field}: {old} → {new}", field=title, old=shown(cell, cell.old, names), new=value)


def _own_value(stored: object) -> str:
    """Word a value whose field may have become another since: by its looks."""
    text = str(stored)
    value = field_values.read_value(vocabulary.FieldSort.DATE, text)
    if isinstance(value, date):
        return date_text(value)
    return {YES: _("Yes"), NO: _("No")}.get(text, text)


def _part_worded(cell: Cell, names: Names) -> str:
    """Say that a part of a member's record, a note or an alias, came or went."""
    what = _(PART_TITLES[cell.table])
    name = _part_name(cell, names)
    if not name:
        return _("{what} added", what=what) if cell.came else _("{what} removed", what=what)
    if cell.came:
        return _("{what} added: {name}", what=what, name=name)
    return _("{what} removed: {name}", what=what, name=name)


def _part_name(cell: Cell, names: Names) -> str:
    name = names.get(cell.row, "")
    codes = {
        "interaction": vocabulary.InteractionSort,
        "violation": vocabulary.Measure,
        "finding": vocabulary.Verdict,
        "consent": vocabulary.Purpose,
    }
    return title_of(codes[cell.table], name) if name and cell.table in codes else name


def _typed(cell: Cell, stored: object) -> str:
    if cell.table == "custom_value":
        return _own_value(stored)
    value = read_value(cell, stored)
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, Decimal):
        return number_text(float(value), 2)
    return str(value)
