"""The days of a chat. Which number is the day and which the month, the whole file tells: a chat
runs forward, leaves no long gaps where it need not, and does not come from the future."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise

from models import clock
from models.errors import UserError
from resources.i18n import N_

# A date as written: its three numbers from left to right.
Day = tuple[int, int, int]

# Where year, month and day stand.
_YEAR_FIRST = (0, 1, 2)
_DAY_FIRST = (2, 1, 0)
_MONTH_FIRST = (2, 0, 1)
_FIRST_YEAR, _LAST_YEAR = 1990, 2150

_UNCLEAR = N_(
    "It cannot be told whether {day} in {name} begins with the day or the month. Export the chat"
    " again with more days, or with the year first."
)


def days_of_calendar(written: Sequence[Day], file: str, twelve_hours: bool) -> dict[Day, date]:
    """Return the calendar day of each date, given in the order of the file; what is no day is
    left out. Where nothing else tells, a clock of 24 hours goes with the day before the month.

    Raises UserError where two readings are equally good.
    """
    best, *others = sorted(
        (_Reading(written, places) for places in _possible(written)), key=lambda each: each.faults
    )
    equal = [each for each in others if each.faults == best.faults and each.days != best.days]
    if equal and twelve_hours:
        raise UserError(_UNCLEAR, name=file, day="/".join(map(str, written[0])))
    return best.days


def _possible(written: Sequence[Day]) -> tuple[tuple[int, int, int], ...]:
    """Return the orders the numbers may stand in, the likelier one first."""
    if all(first > 99 for first, _second, _third in written):
        return (_YEAR_FIRST,)
    if all(third > 99 for _first, _second, third in written):
        return (_DAY_FIRST, _MONTH_FIRST)
    return (_DAY_FIRST, _MONTH_FIRST, _YEAR_FIRST)


class _Reading:
    """One way to read all dates. `faults` is what speaks against it, the gravest first."""

    def __init__(self, written: Sequence[Day], places: tuple[int, int, int]) -> None:
        self.days = {
            day: found
            for day in written
            if (found := _date(*(day[place] for place in places))) is not None
        }
        in_order = list(self.days.values())
        tomorrow = clock.today() + timedelta(days=1)
        backward = sum(later < earlier for earlier, later in pairwise(in_order))
        span = (max(in_order) - min(in_order)).days if in_order else 0
        future = sum(day > tomorrow for day in in_order)
        self.faults = (len(written) - len(in_order), future, backward, span)


def _date(year: int, month: int, day: int) -> date | None:
    year += 2000 if year < 100 else 0
    try:
        return date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None
