"""Phrases that several sections share."""

from __future__ import annotations

from collections.abc import Sequence

from models.vocabulary import Choice, EventFormat, EventStatus
from reports.sheet import Sheet

NAMED_AT_MOST = 60  # people or entries; the rest is counted


def choice_title(sheet: Sheet, choices: type[Choice], value: str) -> str:
    """Return the title of a closed choice, or the value itself where it is the user's own word."""
    known = {choice.value: choice.title for choice in choices}
    return sheet.words._(known[value]) if value in known else value


def event_title(sheet: Sheet, title: str, status: str) -> str:
    if status == EventStatus.CANCELLED:
        return sheet.words._("{event} (cancelled)", event=title)
    return title


def event_format(sheet: Sheet, value: str) -> str:
    return choice_title(sheet, EventFormat, value)


def listed(sheet: Sheet, names: Sequence[str], total: int) -> str:
    """Return names as one enumeration, with how many are left out."""
    text = sheet.formats.enumeration(names)
    if total > len(names):
        return sheet.words.n_(
            "{names} and {count} more", "{names} and {count} more", total - len(names), names=text
        )
    return text


def days_since(sheet: Sheet, days: int | None) -> str:
    if days is None:
        return sheet.words._("never seen")
    return sheet.words.n_("{count} day ago", "{count} days ago", days)
