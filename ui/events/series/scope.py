"""This one, or this and all that follow: asked wherever an event of a series changes or goes."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtWidgets import QWidget

from models.errors import Cancelled
from models.events.event import FIELDS, load_event, remove_events, save_event
from models.events.following import is_followed, remove_following, save_following, what_follows
from models.events.repeating import OWN_FIELDS
from resources.i18n import N_
from ui import asking
from ui.formats import sentences
from ui.wording import _, n_

CHANGE = N_("This event belongs to a series. What is to change?")
REMOVE = N_("This event belongs to a series. What is to be deleted?")
_ANSWERS = (N_("Only this one"), N_("This and all that follow"))


class Scope(StrEnum):
    ONE = "one"
    FOLLOWING = "following"


def ask_scope(parent: QWidget | None, question: str = CHANGE, more: str = "") -> Scope | None:
    """Ask what a change of an event of a series is about; None when the user thinks better of it.

    `question` is a message id, `more` a sentence that stands before it.
    """
    asked = sentences([more, _(question)])
    answer = asking.choose(parent, asked, [_(text) for text in _ANSWERS])
    return None if answer is None else (Scope.ONE, Scope.FOLLOWING)[answer]


def save_asking(parent: QWidget) -> Callable[[bytes | None, Mapping[str, Any]], bytes]:
    """Return what saves an event, and asks first where others of its series follow.

    Raises Cancelled where the user thinks better of it.
    """

    def save(event: bytes | None, values: Mapping[str, Any]) -> bytes:
        if event is None or not _changes(event, values) or not is_followed(event):
            return save_event(event, values)
        if _wanted(parent, CHANGE) is Scope.ONE:
            return save_event(event, values)
        return save_following(event, values)

    return save


def remove_asking(parent: QWidget) -> Callable[[Sequence[bytes]], int]:
    """Return what deletes events and says how many; of a single one of a series it asks first.

    Raises Cancelled where the user thinks better of it.
    """

    def remove(events: Sequence[bytes]) -> int:
        if len(events) == 1 and is_followed(events[0]):
            if _wanted(parent, REMOVE, _people_text(events[0])) is Scope.FOLLOWING:
                return remove_following(events[0])
        remove_events(list(events))
        return len(events)

    return remove


def _people_text(event: bytes) -> str:
    found = what_follows(event)
    count = found.with_people if found else 0
    return n_(
        "Somebody is on the list of {count} event from here on.",
        "Somebody is on the list of {count} events from here on.",
        count,
    ) if count else ""  # fmt: skip


def _wanted(parent: QWidget, question: str, more: str = "") -> Scope:
    scope = ask_scope(parent.window(), question, more)
    if scope is None:
        raise Cancelled
    return scope


def _changes(event: bytes, values: Mapping[str, Any]) -> bool:
    """Say whether anything changes that the others could have in common with it."""
    stored = load_event(event)
    common = {*FIELDS} - {*OWN_FIELDS} | {"begins", "ends"}
    return stored is not None and any(
        getattr(stored, name) != value for name, value in values.items() if name in common
    )
