"""What is done when: noted in any order, written in the order of time with the clock set back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

from models import clock
from models.journal.transactions import Author, begin_session
from models.month import Month
from models.progress import Progress

# The second author writes every third month.
_TURN = 3


class Diary:
    """Holds what happens up to `now`; what would happen later is not noted at all."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self._notes: list[tuple[datetime, int, Callable[[], object]]] = []

    def note(self, at: datetime, do: Callable[[], object]) -> None:
        if at <= self.now:
            self._notes.append((at, len(self._notes), do))

    def write(self, authors: Sequence[Author], progress: Progress) -> None:
        """Do everything that was noted in the open file. The clock must be set back."""
        month, months = None, 0
        for step, (at, _order, do) in enumerate(sorted(self._notes, key=lambda note: note[:2])):
            progress(step, len(self._notes))
            clock.use(lambda at=at: at)  # type: ignore[misc]
            if Month.of(at.date()) != month:
                month, months = Month.of(at.date()), months + 1
                begin_session(authors[1] if months % _TURN == 0 else authors[0])
            do()


@contextmanager
def set_back(at: datetime) -> Iterator[None]:
    """Let the clock stand at a moment of the past, and give it back its source afterwards."""
    former = clock.use(lambda: at)
    try:
        yield
    finally:
        clock.use(former)
