"""Several words in one text: what somebody can give, needs, is like."""

from __future__ import annotations

from collections.abc import Iterable

from models.texts import tidy

_BETWEEN = ", "


def split_words(text: str) -> tuple[str, ...]:
    """Return the words of a text as it is stored, each once."""
    words = (tidy(word) for word in text.split(_BETWEEN.strip()))
    return tuple(dict.fromkeys(word for word in words if word))


def join_words(words: Iterable[str]) -> str:
    """Return words as they are stored."""
    return _BETWEEN.join(split_words(_BETWEEN.join(words)))
