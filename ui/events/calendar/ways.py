"""Where the calendar leads to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from models.events.event import EventValues


@dataclass(frozen=True)
class CalendarWays:
    """To an event in the list, to its form, and to the form of a new one with what is known."""

    show: Callable[[bytes], None]
    edit: Callable[[bytes], None]
    plan: Callable[[EventValues], None]
