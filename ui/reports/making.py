"""Makes the monthly summary and the rule book on the worker."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.month import Month
from models.progress import Progress
from models.vocabulary import Audience

if TYPE_CHECKING:
    from reports.sheet import Written


@dataclass(frozen=True)
class Order:
    """What is to be made. `month` None is the rule book, which knows no month and no audience."""

    month: Month | None
    language: str
    audience: Audience


def make(order: Order, target: Path, progress: Progress) -> Written:
    """Write the document. Raises UserError where that cannot be done."""
    if order.month is None:
        from reports.rulebook import write_rulebook  # reportlab, at the first document

        return write_rulebook(target, order.language, progress)
    from reports.monthly import write_monthly

    return write_monthly(target, order.month, order.language, order.audience, progress)
