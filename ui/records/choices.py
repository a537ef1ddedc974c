"""Stored codes in the reader's words; a code nobody knows is shown as it stands."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from models.vocabulary import Choice
from ui.wording import _


def title_of(choices: type[Choice], code: str) -> str:
    known = _known(choices, code)
    return _(known.title) if known else code


def tone_of(tones: Mapping[Any, str], code: str) -> str:
    """Return the colour of a code; `tones` are keyed by choices, which equal their codes."""
    return tones.get(code, "grey")


def offered(choices: Iterable[Choice], used: Iterable[str] = ()) -> list[tuple[str, str]]:
    """Return (stored, shown) pairs: the usual choices, then the user's own words."""
    pairs = [(str(choice), _(choice.title)) for choice in choices]
    known = {stored for stored, _shown in pairs}
    return pairs + [(word, word) for word in used if word not in known]


def _known(choices: type[Choice], code: str) -> Choice | None:
    return next((choice for choice in choices if str(choice) == code), None)
