"""How coded cells are found: the words of a choice in every language, and the beginning of a date.

Latin words and dates stand in the index behind a character of their own. So "a" finds Anna and not
everybody who is active, "312" finds a telephone and not whoever joined on a 12th of March, and no
word is taken for one that says a row's state.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from models import vocabulary
from models.pinyin import HAN
from models.vocabulary import Choice, Gender
from resources.i18n import LANGUAGES, translation

# A character for private use, which nobody types.
_CODED = "\ue001"
_LATIN = re.compile(r"[a-z]+")
_DAY = re.compile(r"((?:19|20)\d\d)(?:[-/.](\d{1,2})?)?(?:[-/.](\d{1,2})?)?", re.ASCII)
_SHORTEST = 3
# What says nothing of a record is not searched for.
_SILENT = (Gender.UNKNOWN,)


@lru_cache(maxsize=1_000)
def words_of_choice(choice: type[Choice], code: str) -> frozenset[str]:
    """Return the index words of a stored code; of what is no code of the choice, none."""
    if code not in choice.__members__.values() or code in _SILENT:
        return frozenset()
    words: set[str] = set()
    for language in LANGUAGES:
        title = translation(language)._(choice(code).title)
        for run in HAN.findall(title):
            words.update({run, *[run[start:] for start in range(1, len(run) - 1)]})
        words.update(map(_word, _latin(f"{title} {code}")))
    return frozenset(words)


def word_of_day(stored: str) -> str:
    """Return the index word of a date, found by its beginning, or ""."""
    found = _DAY.match(stored)
    return _day_word(found) if found else ""


def alternatives(typed: str) -> list[str]:
    """Return what else in the index a typed word may begin: a choice's word, a date's."""
    found = _DAY.fullmatch(typed)
    if found:
        return [_day_word(found)]
    word = typed.casefold()
    if len(word) >= _SHORTEST and any(known.startswith(word) for known in _known()):
        return [_CODED + word]
    return []


def _day_word(found: re.Match[str]) -> str:
    return _CODED + "".join(part or "" for part in found.groups())


def _word(word: str) -> str:
    """Hide a word behind the mark; what is too short to be asked for behind it stays plain."""
    return _CODED + word if len(word) >= _SHORTEST else word


def _latin(text: str) -> set[str]:
    return set(_LATIN.findall(text.casefold()))


@cache
def _known() -> frozenset[str]:
    choices = (
        vocabulary.Gender,
        vocabulary.MemberStatus,
        vocabulary.RuleSection,
        vocabulary.RuleStatus,
        vocabulary.EventFormat,
        vocabulary.EventMode,
        vocabulary.EventStatus,
        vocabulary.FeedbackKind,
        vocabulary.FeedbackStatus,
    )
    return frozenset(
        word for choice in choices for each in choice for word in _latin(f"{each.title} {each}")
    )
