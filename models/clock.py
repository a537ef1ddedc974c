"""The only source of time, so that tests can set it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

_source: Callable[[], datetime] = datetime.now


def now() -> datetime:
    """Return the local time, without a zone, to the second."""
    return _source().replace(microsecond=0, tzinfo=None)


def instant() -> int:
    """Return the milliseconds since the epoch, which the journal orders actions by."""
    return round(_source().timestamp() * 1000)


def today() -> date:
    """Return the local date."""
    return now().date()


def use(source: Callable[[], datetime]) -> Callable[[], datetime]:
    """Take the time from another source; return the one before, to be put back."""
    global _source
    former, _source = _source, source
    return former
