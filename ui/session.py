"""What every tab is given: the open file's news, its one worker, the user's preferences."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from models.vocabulary import Kind
from ui.preferences import Preferences
from ui.tasks import Tasks


class Session(QObject):
    """Signals:

    changed(frozenset[Kind]): stored records of these kinds changed.
    relisted(frozenset[Kind]): records of these kinds are found or sorted in another way; no value
    changed.
    told(str, bool): a sentence for the notice bar, and whether the last action can be undone there.
    wanted(Kind, object, object): show the records of a kind: one (id) or a filter (pill).
    new_wanted(Kind): start a new record of a kind.
    conflicts_wanted: show what waits to be settled after a merge.
    report_wanted(object): make the summary of this Month, or of the usual one for None.
    """

    changed = Signal(object)
    relisted = Signal(object)
    told = Signal(str, bool)
    wanted = Signal(object, object, object)
    new_wanted = Signal(object)
    report_wanted = Signal(object)
    conflicts_wanted = Signal()

    def __init__(
        self,
        preferences: Preferences,
        path: Path | None = None,
        parent: QObject | None = None,
        tasks: Tasks | None = None,
    ) -> None:
        super().__init__(parent)
        self.preferences = preferences
        self.path = path
        self.tasks = tasks or Tasks(self)

    def announce(self, *kinds: Kind) -> None:
        """Say which kinds of record have changed; pages that show them reload."""
        self.changed.emit(frozenset(kinds))

    def relist(self, *kinds: Kind) -> None:
        """Say which kinds are found or sorted in another way; lists that show them reload."""
        self.relisted.emit(frozenset(kinds))

    def tell(self, text: str, undo: bool = False) -> None:
        """Put good news in the notice bar; `undo` offers to take the last action back."""
        self.told.emit(text, undo)

    def go_to(self, kind: Kind, id: bytes | None = None, pill: str | None = None) -> None:
        """Ask the window for the tab of a kind, showing one record or one filter."""
        self.wanted.emit(kind, id, pill)
