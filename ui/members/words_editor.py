"""Words as chips, kept as one text: what somebody can give, needs, is like."""

from __future__ import annotations

from functools import partial
from typing import Any

from models.members.member import words_in_use
from models.members.words import join_words, split_words
from ui.records.tags_editor import TagsEditor


class WordsEditor(TagsEditor):
    """The words of one field; those others have in it are offered."""

    def __init__(self, field: str) -> None:
        super().__init__(partial(words_used, field))

    def value(self) -> Any:
        return join_words(super().value())

    def set_value(self, value: Any, shown: str = "") -> None:
        super().set_value(split_words(str(value or "")))


def words_used(field: str) -> tuple[str, ...]:
    """Return the words members have in a field, those of the most used texts first."""
    words = [word for text in words_in_use(field) for word in split_words(text)]
    return tuple(dict.fromkeys(words))
