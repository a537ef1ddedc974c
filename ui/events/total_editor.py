"""An event's total in its form: written there, unless the budget lines of its plan tell it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from PySide6.QtWidgets import QLineEdit

from models.events.event import EventValues
from models.events.money import line_sums
from ui.records.editors import MoneyEditor
from ui.wording import _


@dataclass(frozen=True)
class Total:
    """What stands in the event's own field, and what its lines say, None where they say nothing."""

    own: Decimal | None
    lines: Decimal | None


def total_of(name: str) -> Callable[[EventValues], Total]:
    """Return what reads one of the totals of an event for its form."""

    def read(event: EventValues) -> Total:
        lines = getattr(line_sums(event.id), name) if event.id else None
        return Total(getattr(event, name), lines)

    return read


class TotalEditor(MoneyEditor):
    """What comes from lines is shown and cannot be contradicted here."""

    def __init__(self) -> None:
        super().__init__()
        self._total = Total(None, None)

    def value(self) -> Decimal | None:
        return super().value() if self._total.lines is None else self._total.own

    def set_value(self, value: Any, shown: str = "") -> None:
        """Show a Total, or a plain amount."""
        self._total = value if isinstance(value, Total) else Total(value, None)
        from_lines = self._total.lines is not None
        super().set_value(self._total.lines if from_lines else self._total.own)
        line = self.field
        if isinstance(line, QLineEdit):
            line.setReadOnly(from_lines)
            said = _("The sum of the budget lines: change them under Plan…") if from_lines else ""
            line.setToolTip(said)
            line.setAccessibleDescription(said)
            if from_lines:
                line.setText(_("{amount} (from the lines)", amount=line.text()))
