"""Where documents are made, on the worker: a private folder that goes with the program."""

from __future__ import annotations

import weakref
from pathlib import Path

from models.progress import Progress
from models.storage.replacing import replacing
from models.storage.workrooms import private_folder


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


def save(content: bytes, target: Path, progress: Progress) -> None:
    """Put a document that was made where the user wants it. Raises UserError."""
    with replacing(target) as beside:
        beside.write_bytes(content)
