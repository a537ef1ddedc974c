"""Makes documents on the worker, into a private folder that goes with the program."""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from models.month import Month
from models.progress import Progress
from models.storage.replacing import replacing
from models.storage.workrooms import private_folder
from models.vocabulary import Audience

if TYPE_CHECKING:
    from reports.sheet import Written


@dataclass(frozen=True)
class Order:
    """What is to be made. `month` None is the rule book, which knows no month and no audience."""

    month: Month | None
    language: str
    audience: Audience


class Workshop:
    """Keeps the last made document; no name in the folder says whose it is."""

    def __init__(self) -> None:
        room = private_folder()
        self._folder = Path(room.name)
        # Also where nobody closes it: the page may be forgotten before Qt says that it has gone.
        self.close = weakref.finalize(self, room.cleanup)
        self._made = 0

    def next_path(self) -> Path:
        """Return where the next document goes. Older ones stay until `tidy`."""
        self._made += 1
        return self._folder / f"report-{self._made}.pdf"

    def tidy(self, kept: Path) -> None:
        """Remove what was made before the kept document."""
        for path in self._folder.glob("report-*.pdf"):
            if path != kept:
                path.unlink(missing_ok=True)


def make(order: Order, target: Path, progress: Progress) -> Written:
    """Write the document. Raises UserError where that cannot be done."""
    if order.month is None:
        from reports.rulebook import write_rulebook  # reportlab, at the first document

        return write_rulebook(target, order.language, progress)
    from reports.monthly import write_monthly

    return write_monthly(target, order.month, order.language, order.audience, progress)


def save(content: bytes, target: Path, progress: Progress) -> None:
    """Put a document that was made where the user wants it. Raises UserError."""
    with replacing(target) as beside:
        beside.write_bytes(content)
