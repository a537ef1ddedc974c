"""What tells a record from its namesakes, in the reader's words."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

from models.vocabulary import Kind, RuleSection
from ui.formats import date_text, moment_text
from ui.records.choices import title_of


def told_apart(kind: Kind, told: str) -> str:
    """Say what tells a record from its namesakes: of an event when, of a rule its section."""
    if kind is Kind.RULE:
        return title_of(RuleSection, told)
    with suppress(TypeError, ValueError):  # what another program put there is shown as it stands
        if kind is Kind.EVENT:
            return moment_text(datetime.fromisoformat(told))
        if kind is Kind.FEEDBACK:
            return date_text(date.fromisoformat(told))
    return told or ""
