"""What the worker does for merging: looking at another file, taking it in, finding conflicts."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from models import known_copies
from models.aftermath import follow_merge as follow_merge
from models.errors import UserError, WrongPassphrase
from models.journal.happened import Cell
from models.merging.conflicts import Conflict, open_conflicts
from models.merging.copies import Copy, find_copies, is_salvaged
from models.merging.incoming import Incoming, receive
from models.merging.merge import Merged, Relation, are_identical, merge, preview
from models.merging.rescue import reconnect as reconnect
from models.merging.twins import Twins, count_twins, open_twins
from models.past import names_in, record_past
from models.progress import Progress, unheard
from models.records import OF_EVENTS, OF_MEMBERS
from models.storage.backups import folder_of_backups
from models.stored import fetch_stored
from models.vocabulary import Kind


@dataclass(frozen=True)
class Looked:
    """Another file, received and compared. `names` say what ids in its conflicts are called."""

    path: Path
    incoming: Incoming
    merged: Merged
    identical: bool
    names: dict[bytes, str]

    @property
    def brings_nothing(self) -> bool:
        return self.merged.relation in (Relation.SAME, Relation.OLDER)


@dataclass(frozen=True)
class Disputes:
    """What waits to be settled. `edits` are the cells the losing edit of a deleted record wrote,
    by the conflict's id; `places` are the records to show for what has no page of its own. There
    are `more_twins` than are listed."""

    conflicts: tuple[Conflict, ...]
    twins: tuple[Twins, ...]
    names: dict[bytes, str]
    edits: dict[bytes, tuple[Cell, ...]]
    places: dict[bytes, tuple[Kind, bytes]]
    more_twins: int = 0


def look_at(path: Path, passphrase: str | None, progress: Progress = unheard) -> Looked:
    """Receive a file and say what merging it would do. Raises what receive() raises."""
    incoming = receive(path, passphrase)
    try:
        merged = preview(incoming, progress)
        identical = merged.relation is Relation.SAME and are_identical(incoming)
        return Looked(path, incoming, merged, identical, _names(merged.conflicts))
    except BaseException:
        incoming.close()
        raise


def take_in(looked: Looked, progress: Progress = unheard) -> Merged:
    """Merge what was looked at, and note where the copy lies: erasing asks for it."""
    with looked.incoming:
        merged = merge(looked.incoming, progress)
    # The merge is done; where the disk is full now, the next one does it.
    with suppress(UserError):
        follow_merge()
    # Erasing asks for the backups by themselves.
    if looked.path.parent != folder_of_backups():
        with suppress(UserError):
            known_copies.remember(looked.path)
    return merged


def find_disputes(progress: Progress = unheard) -> Disputes:
    conflicts = open_conflicts()
    edits = {each.id: _edit_of(each) for each in conflicts if each.column is None}
    names = _names(conflicts)
    names |= names_in(cell for cells in edits.values() for cell in cells)
    attended = [each.record for each in conflicts if each.kind is Kind.ATTENDANCE]
    places = {
        record["id"]: (Kind.EVENT, record["event"])
        for record in fetch_stored(Kind.ATTENDANCE, attended)
    }
    twins = open_twins()
    return Disputes(conflicts, twins, names, edits, places, count_twins() - len(twins))


def find_new_copies(
    known: frozenset[tuple[Path, int]], progress: Progress = unheard
) -> tuple[tuple[Copy, bool | None], ...]:
    """Return the copies beside the open file that are not `known` by path and time, each with
    whether it brings nothing new; None where that cannot be told without asking.

    What nobody but the user can have made is left out where it cannot be merged, or was put
    together from a damaged file.
    """
    found: list[tuple[Copy, bool | None]] = []
    for copy in find_copies():
        known_copies.remember(copy.path)  # whoever is erased here may still be there
        try:
            if (copy.path, copy.path.stat().st_mtime_ns) in known:
                continue
            with receive(copy.path) as incoming:
                if not copy.hint and is_salvaged(incoming):
                    continue
                merged = preview(incoming, progress)
            found.append((copy, merged.relation in (Relation.SAME, Relation.OLDER)))
        except (UserError, OSError) as error:
            if copy.hint or isinstance(error, WrongPassphrase):
                found.append((copy, None))
    return tuple(found)


def cell_of(conflict: Conflict) -> Cell:
    """Return the cell a conflict is about, as the history would tell of it."""
    return Cell(
        conflict.table,
        conflict.kind,
        conflict.record,
        conflict.column,
        conflict.loser.value,
        conflict.winner.value,
    )


def _names(conflicts: tuple[Conflict, ...]) -> dict[bytes, str]:
    return names_in(cell_of(each) for each in conflicts if each.column is not None)


def _edit_of(conflict: Conflict) -> tuple[Cell, ...]:
    entries = record_past(conflict.record, (*OF_MEMBERS, *OF_EVENTS)).entries
    edit = (each for each in entries if each.transaction == conflict.loser.transaction)
    return next((entry.cells for entry in edit), ())
