"""The only source of time, so that tests can set it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

_source: Callable[[], datetime] = datetime.now
_FIRST = datetime(1970, 1, 1)
_LAST = datetime(9999, 12, 31, 23, 59, 59)


def now() -> datetime:
    """Return the local time, without a zone, to the second."""
    return _source().replace(microsecond=0, tzinfo=None)


def exact() -> datetime:
    """Return the local time, without a zone, to the microsecond: what puts things into order."""
    return _source().replace(tzinfo=None)


def instant() -> int:
    """Return the milliseconds since the epoch, which the journal orders actions by."""
    return round(_source().timestamp() * 1000)


def moment_of(milliseconds: object) -> datetime:
    """Return the local time of an instant as it stands in a file, which anybody can have written.

    What is out of range becomes the first or the last moment there is, what is no number the first.
    """
    if not isinstance(milliseconds, int | float):
        return _FIRST
    try:
        return max(_FIRST, datetime.fromtimestamp(max(0, milliseconds) / 1000))
    except (OverflowError, ValueError, OSError):
        return _LAST


def today() -> date:
    """Return the local date."""
    return now().date()


def days_before(day: date, count: int) -> date:
    """Return the day so many days before; where there is none, the first there is."""
    return date.fromordinal(max(1, day.toordinal() - count))


def use(source: Callable[[], datetime]) -> Callable[[], datetime]:
    """Take the time from another source; return the one before, to be put back."""
    global _source
    former, _source = _source, source
    return former
