"""What the journal wrote about one cell, in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal

from models import vocabulary
from models.journal.happened import Cell
from models.past import read_value
from ui.formats import date_text, moment_text, number_text
from ui.records.choices import title_of
from ui.records.field_titles import field_title
from ui.signature import unsigned
from ui.wording import _

Names = Mapping[bytes, str]
_LONGEST = 300
_CODES: dict[tuple[str, str], type[vocabulary.Choice]] = {
    ("member", "gender"): vocabulary.Gender,
    ("member", "status"): vocabulary.MemberStatus,
    ("rule", "section"): vocabulary.RuleSection,
    ("rule", "status"): vocabulary.RuleStatus,
    ("event", "format"): vocabulary.EventFormat,
    ("event", "mode"): vocabulary.EventMode,
    ("event", "status"): vocabulary.EventStatus,
    ("attendance", "rsvp"): vocabulary.Rsvp,
    ("attendance", "came"): vocabulary.Came,
    ("feedback", "kind"): vocabulary.FeedbackKind,
    ("feedback", "status"): vocabulary.FeedbackStatus,
}


def worded(cell: Cell, names: Names) -> str:
    """Say what became of a cell; "" where the record as a whole came or went."""
    if cell.table == "member_tag":
        return _tag_worded(cell, names)
    title = field_title(cell.table, cell.column)
    if not title:
        return ""
    new = shown(cell, cell.new, names)
    if cell.old in (None, ""):
        return _("{field}: {value}", field=_(title), value=new)
    return _("{field}: {old} → {new}", field=_(title), old=shown(cell, cell.old, names), new=new)


def shown(cell: Cell, value: object, names: Names) -> str:
    """Word a stored value of a cell: codes by their titles, ids by names, dates as dates."""
    if value is None or value == "":
        return _("empty")
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
    return (
        _("Interest added: {tag}", tag=tag) if cell.came else _("Interest removed: {tag}", tag=tag)
    )


def _typed(cell: Cell, stored: object) -> str:
    value = read_value(cell, stored)
    if isinstance(value, datetime):
        return moment_text(value)
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, Decimal):
        return number_text(float(value), 2)
    return str(value)
