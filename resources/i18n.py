"""Message catalogues, usable without a window. English is the source text."""

from __future__ import annotations

import gettext
import string
from functools import cache, cached_property

from resources import path

DOMAIN = "guildbook"
LANGUAGES = ("zh_CN", "en")


def N_(message: str) -> str:
    """Mark a message for the catalogue; it is translated where it is shown."""
    return message


def field_names(message: str) -> frozenset[str]:
    """Return the names of the {fields} in a message."""
    return frozenset(
        name for _text, name, _spec, _conv in string.Formatter().parse(message) if name
    )


class Catalogue:
    """Says messages in one language.

    A translation whose {fields} differ from its source is not trusted: the source is shown instead,
    so that a slip in a catalogue never becomes a crash.
    """

    def __init__(self, language: str, messages: gettext.NullTranslations) -> None:
        self.language = language
        self._messages = messages

    def _(self, message: str, /, **fields: object) -> str:
        text = self._messages.gettext(message) if message else ""
        if field_names(text) != field_names(message):
            text = message
        return text.format(**fields) if fields else text

    def sources(self, text: str) -> tuple[str, ...]:
        """Return the English messages without fields or numbers that are said like this."""
        return self._by_text.get(text, ())

    @cached_property
    def _by_text(self) -> dict[str, tuple[str, ...]]:
        # The standard library offers no way from a translation back to its message.
        known: dict[object, object] = getattr(self._messages, "_catalog", {})
        found: dict[str, tuple[str, ...]] = {}
        for message, said in known.items():
            if message and isinstance(message, str) and isinstance(said, str):
                found[said] = (*found.get(said, ()), message)
        return found

    def n_(self, one: str, many: str, count: int, /, **fields: object) -> str:
        text = self._messages.ngettext(one, many, count)
        if not field_names(text) <= field_names(many) | field_names(one):
            text = one if count == 1 else many
        return text.format(count=count, **fields)


@cache
def translation(language: str) -> Catalogue:
    """Return the catalogue of a language, "zh_CN" or "en"; English where it was not compiled."""
    if language == "en":
        return Catalogue(language, gettext.NullTranslations())
    return Catalogue(
        language, gettext.translation(DOMAIN, path("locale"), [language], fallback=True)
    )
