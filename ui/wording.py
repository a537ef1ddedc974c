"""The language of the window, chosen once at start."""

from __future__ import annotations

from resources.i18n import Catalogue, translation

_catalogue: Catalogue = translation("en")


def use(language: str) -> None:
    """Speak this language from now on: "zh_CN" or "en"."""
    global _catalogue
    _catalogue = translation(language)


def language() -> str:
    """Return the language the window speaks: "zh_CN" or "en"."""
    return _catalogue.language


def catalogue() -> Catalogue:
    """Return the window's words, for functions that are handed a catalogue."""
    return _catalogue


def _(message: str, /, **fields: object) -> str:
    return _catalogue._(message, **fields)


def n_(one: str, many: str, count: int, /, **fields: object) -> str:
    return _catalogue.n_(one, many, count, **fields)
