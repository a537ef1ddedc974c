"""What is remembered of one kind of record, and the few records that changed since laid over it.

Of those that did not change the memory answers; which of the others a list has, and where they
stand in it, the file is asked in the words in which it is asked for all (recalling.py). So nothing
is ever answered that anybody's change may have made wrong. Where many changed, or something that
may concern everybody, all is forgotten.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from models.following import Place, Watched, concerned_since
from models.ordering import Order
from models.remembering import Remembered, Stamp, read_rowids, set_of, stamp

# Of more changed records it takes longer than a frame to ask.
_MOST_CHANGED = 200
# Of fewer it is not worth while to remember all records anew.
_MANY_CHANGED = 20
# What changes is not said record by record: any change is one too many.
_UNWATCHED = Watched()


@dataclass(frozen=True)
class Known:
    """What is remembered, at one look of the file. `same` is the set of those records that have not
    changed since they were remembered, `changed` are the rowids of the others, those too that came
    or are gone; `orders` have these in their places."""

    stamp: Stamp
    remembered: Remembered
    changed: tuple[int, ...]
    same: int
    width: int
    orders: dict[str, Order] = field(default_factory=dict)

    @property
    def is_worn(self) -> bool:
        """Whether so many records changed that all should be remembered anew."""
        return len(self.changed) > _MANY_CHANGED

    @property
    def holds(self) -> bool:
        """Whether nothing has changed since."""
        return self.stamp == stamp()

    def lay(self, few: Iterable[int], records: int) -> int:
        """Lay those of the changed records that are in a set over what is remembered of it."""
        return records & self.same | set_of(few, self.width)


class Memory:
    """Remembers one kind of record, for all threads."""

    def __init__(self, watched: Watched = _UNWATCHED) -> None:
        self._watched = watched
        self._known: Known | None = None
        self._next: Remembered | None = None

    def recall(self) -> Known | None:
        """Return what is known now; None where nothing is remembered any more."""
        known = self._known
        now = None if known is None else stamp()
        if known is None or now is None:
            return None
        if known.stamp == now:
            return known
        laid = self._lay_over(known.remembered, now)
        if self._known is known:
            self._known = laid
        return laid

    def begin(self, table: str, since: Place | None) -> Remembered | None:
        """Return what is remembered, begun anew where that is nothing. `since` is a place in the
        journal from before what is derived from the records was brought up to date; None where it
        lags behind. None while nothing can be remembered: what is asked is not in the file yet."""
        known, now = self.recall(), stamp()
        if known is not None:
            return known.remembered
        begun = None if now is None else _begun(table, since, now)
        self._known = None if begun is None else self._lay_over(begun, begun.stamp)
        return begun

    def renew(self, table: str, since: Place | None) -> Remembered | None:
        """Return the same; where many records changed, what is to `replace` it."""
        known, now = self.recall(), stamp()
        if known is None or now is None or not known.is_worn:
            self._next = None
            return self.begin(table, since)
        begun = None if self._next is None else self._lay_over(self._next, now)
        if begun is None or begun.is_worn:
            self._next = _begun(table, since, now)
        return self._next

    def replace(self, remembered: Remembered) -> None:
        """All that is wanted is remembered: answer from it, where another one was answered from."""
        now = stamp()
        if remembered is self._next and now is not None:
            self._known, self._next = self._lay_over(remembered, now), None

    def forget(self) -> None:
        self._known = self._next = None

    def _lay_over(self, remembered: Remembered, now: Stamp) -> Known | None:
        """Return what is remembered with the changes up to a stamp; None where it holds no more."""
        changed: tuple[int, ...] | None = ()
        if remembered.stamp != now:
            if remembered.since is None or remembered.stamp.ground != now.ground:
                return None
            changed = concerned_since(self._watched, remembered.since, now.last, _MOST_CHANGED)
        if changed is None:
            return None
        same = remembered.everybody & ~set_of(changed, remembered.width)
        width = max(remembered.width, *(row + 1 for row in changed[-1:]), 0)
        return Known(now, remembered, changed, same, width)


def _begun(table: str, since: Place | None, now: Stamp) -> Remembered | None:
    rowids = read_rowids("rid", f'FROM "{table}" WHERE deleted = 0')
    width = max(rowids, default=0) + 1
    begun = Remembered(now, since, width, set_of(rowids, width))
    return begun if now == stamp() else None
