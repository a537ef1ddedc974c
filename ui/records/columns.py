"""A table column, described rather than programmed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from ui.wording import _


class Look(Enum):
    """How a cell is drawn."""

    TEXT = auto()
    NUMBER = auto()
    CHIP = auto()
    RATIO = auto()


@dataclass(frozen=True)
class Column:
    """What one column says of a finished line.

    `name` is what models/ order by; `width` is the least it needs, in pixels at 13 px type;
    `importance` decides which columns give way first in a narrow window (1 stays longest);
    `stretch` is its share of the room left over. An `optional` column is hidden until somebody
    chooses it. `tip` says more of a line where the mouse rests. The title is a message, or as it
    stands where the column is the organizer's `own`.
    """

    name: str
    title: str
    text: Callable[[Any], str]
    width: int = 100
    look: Look = Look.TEXT
    tone: Callable[[Any], str] | None = None
    ratio: Callable[[Any], float | None] | None = None
    sortable: bool = True
    importance: int = 1
    stretch: int = 1
    optional: bool = False
    own: bool = False
    tip: Callable[[Any], str] | None = None

    @property
    def lasts(self) -> int:
        """Return how long it stays in a narrow window, 1 being longest: what somebody asked to see
        goes before what is there by itself."""
        return 1 if self.optional else self.importance

    @property
    def heading(self) -> str:
        return self.title if self.own else _(self.title)

    def tone_of(self, line: Any) -> str:
        return self.tone(line) if self.tone else "grey"

    def ratio_of(self, line: Any) -> float | None:
        return self.ratio(line) if self.ratio else None
