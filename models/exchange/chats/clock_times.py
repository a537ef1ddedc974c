"""The times of day in chats, on clocks of 12 and of 24 hours."""

from __future__ import annotations

import re

_PERIOD = r"上午|下午|凌晨|清晨|早上|早晨|中午|晚上|傍晚|[AaPp]\.?\s?[Mm]\.?"
# Five groups: the period before, hour, minute, second, the period behind.
CLOCK = rf"({_PERIOD})?\s*(\d{{1,2}})[:.](\d{{2}})(?:[:.](\d{{2}}))?\s*({_PERIOD})?"
_LATE = ("下午", "中午", "晚上", "傍晚")


def minute_of(found: re.Match[str], group: int) -> int | None:
    """Return the minute of the day that CLOCK found from this group on; None for no time."""
    hour, minute = int(found[group + 1]), int(found[group + 2])
    period = found[group] or found[group + 4]
    if period and hour <= 12:
        hour = _in_period(period, hour)
    return hour * 60 + minute if hour < 24 and minute < 60 else None


def has_period(found: re.Match[str], group: int) -> bool:
    return bool(found[group] or found[group + 4])


def _in_period(period: str, hour: int) -> int:
    if period == "中午":
        return hour + 12 if hour < 10 else hour
    if period == "晚上" and hour == 12:
        return 0
    late = period in _LATE or period[0] in "Pp"
    return hour % 12 + (12 if late else 0)
