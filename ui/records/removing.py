"""Deleting what is selected, however much: a few records at once, many on the worker."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from models.progress import Progress
from models.vocabulary import Kind
from ui.records.table import RecordTable
from ui.records.table_model import Lines

# Up to here a deletion takes milliseconds and is done at once.
AT_ONCE = 200
_STEP = 500


@dataclass(frozen=True)
class Selection:
    """Stretches of a listing's rows, whose ids are asked for where there is time for it."""

    lines: Lines | None
    stretches: tuple[range, ...]

    @property
    def count(self) -> int:
        return sum(map(len, self.stretches))

    def ids(self) -> list[bytes]:
        """Return the ids, by one question: it takes as long as the whole list does."""
        if self.lines is None:
            return []
        every = self.lines.ids()
        return [each for rows in self.stretches for each in every[rows.start : rows.stop]]


def selection_of(table: RecordTable) -> Selection:
    chosen = table.selectionModel().selection().toList()
    stretches = (range(each.top(), each.bottom() + 1) for each in chosen)
    return Selection(table.rows.listing, tuple(stretches))


def remove_selection(
    kind: Kind,
    remove: Callable[[list[bytes]], object],
    selection: Selection,
    progress: Progress,
) -> int:
    """Delete it as one action, on the worker; return how many. A cancelled one deletes nothing."""
    from models.journal.transactions import action  # the file is open by now

    ids: Sequence[bytes] = selection.ids()
    with action(f"{kind}.remove", len(ids)):
        for start in range(0, len(ids), _STEP):
            progress(start, len(ids))
            remove(list(ids[start : start + _STEP]))
    return len(ids)
