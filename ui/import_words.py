"""The cells of an import, in words: what stands, what the list says, what becomes of it."""

from __future__ import annotations

from typing import Any

from models.exchange.beside import write_beside
from models.exchange.choices import CHOICES
from models.exchange.fields import field_of
from models.exchange.modes import CellChange, is_empty
from models.exchange.plan import ImportResult, Mode
from models.vocabulary import Kind
from resources.i18n import N_
from ui.records.choices import title_of
from ui.wording import _, catalogue, n_

MODES = {
    Mode.UPDATE: N_("Add and update"),
    Mode.FILL: N_("Add, and fill empty fields only"),
    Mode.ADD: N_("Add only"),
}
_LONGEST = 80


def imported(result: ImportResult) -> str:
    """Say what an import did."""
    amount = result.added + result.updated
    text = n_("{count} row imported.", "{count} rows imported.", amount)
    if not result.skipped:
        return text
    left = len(result.skipped)
    return n_(
        "{done} {count} row was left out.", "{done} {count} rows were left out.", left, done=text
    )


def field_title(kind: Kind, name: str) -> str:
    return field_of(kind, name).heading(catalogue())


def value_text(kind: Kind, field: str, value: Any) -> str:
    """Word a stored value; "" where there is none."""
    if is_empty(field, value):
        return ""
    if isinstance(value, tuple):
        return write_beside(field, value, catalogue())
    choice = CHOICES.get((kind, field))
    text = title_of(choice, str(value)) if choice else " ".join(str(value).split())
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def cell_words(kind: Kind, cell: CellChange) -> str:
    """Say in one line what becomes of a cell."""
    told = {
        "line": cell.line,
        "who": cell.title,
        "field": field_title(kind, cell.field),
        "old": value_text(kind, cell.field, cell.old) or _("empty"),
        "new": value_text(kind, cell.field, cell.new),
    }
    if cell.stays:
        return _("Line {line}: {who}, {field}: {old} stays (not {new})", **told)
    return _("Line {line}: {who}, {field}: {old} → {new}", **told)
