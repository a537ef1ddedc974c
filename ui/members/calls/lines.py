"""The queue as a table asks for it."""

from __future__ import annotations

from collections.abc import Sequence

from models.members.cadence import CallLine


class Calls:
    """The lines of the queue as a table asks for them."""

    def __init__(self, lines: Sequence[CallLine]) -> None:
        self._lines = lines
        self.total = len(lines)

    def lines(self, start: int, stop: int) -> Sequence[CallLine]:
        return self._lines[start:stop]

    def position(self, record_id: bytes) -> int | None:
        places = (place for place, line in enumerate(self._lines) if line.id == record_id)
        return next(places, None)

    def ids(self) -> list[bytes]:
        return [line.id for line in self._lines]

    def gather(self) -> Calls:
        return self
