"""The only source of time, so that tests can set it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

_source: Callable[[], datetime] = datetime.now


def now() -> datetime:
    """Return the local time, without a zone, to the second."""
    return _source().replace(microsecond=0, tzinfo=None)


def today() -> date:
    """Return the local date."""
    return now().date()


def use(source: Callable[[], datetime]) -> None:
    """Take the time from another source."""
    global _source
    _source = source
