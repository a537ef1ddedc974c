"""The name under which this machine's changes are written down."""

from __future__ import annotations


def signed(organizer: str, laptop: str) -> str:
    """Return "Lin (ThinkPad)", or what of it is known."""
    return f"{organizer} ({laptop})" if organizer and laptop else organizer or laptop


def unsigned(name: str, laptop: str) -> str:
    """Return the name without the laptop's, for where that is said in another way."""
    return name.removesuffix(f" ({laptop})") if laptop and name != laptop else name
