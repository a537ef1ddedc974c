"""How hard a passphrase is to guess, roughly, with a hint. Nothing is looked up anywhere."""

from __future__ import annotations

import re
from dataclasses import dataclass
from math import log2

from models.vocabulary import Choice
from resources.i18n import N_

# Bits below which a passphrase is weak, and below which it is fair. Deriving the key takes a tenth
# of a second, so that thirty bits already keep one computer busy for years.
_FAIR, _STRONG = 36, 60
_SHORT = 8
_RUNS = ("abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "01234567890")
_EITHER_WAY = (*_RUNS, *(row[::-1] for row in _RUNS))
_RUN = 3
# Characters that are looked at: more make no difference, and every key that is pressed asks.
_LOOKED_AT = 100
# A word of the dictionary is worth less than its letters: so much for it, then for each letter.
_WORD, _LETTER = 9.0, 1.5
_POOLS = (
    (re.compile(r"[a-z]"), 26),
    (re.compile(r"[A-Z]"), 26),
    (re.compile(r"[0-9]"), 10),
    (re.compile(r"[\u3400-\u9fff]"), 1500),
    (re.compile(r"[^a-zA-Z0-9\u3400-\u9fff]"), 33),
)
# The beginnings of what everybody thinks of first.
_COMMON = re.compile(
    r"(pass(word|wort|phrase)?|pwd|admin|root|user|guest|test|login|welcome|letmein|secret|qwerty"
    r"|qwertz|azerty|asdf|zxcvbn|abc|iloveyou|woaini|wodemima|mima|monkey|dragon|master|football"
    r"|baseball|sunshine|princess|shadow|superman|batman|hello|freedom|whatever|trustno|guildbook"
    r"|club|shequn|qun|密码|口令|社群|我爱你|(19|20)\d\d(-?\d\d){0,2}|1qaz2wsx|5201?314)",
    re.IGNORECASE,
)


class Strength(Choice):
    WEAK = "weak", N_("Weak")
    FAIR = "fair", N_("Fair")
    STRONG = "strong", N_("Strong")


@dataclass(frozen=True)
class Rating:
    """`hint` is the English message that says how to do better; "" where there is no need."""

    strength: Strength
    hint: str = ""


def strength(text: str) -> Rating:
    """Rate a passphrase: by its length, its variety and what everybody would try first."""
    text = text[:_LOOKED_AT]
    bits = _bits(text)
    if bits >= _STRONG:
        return Rating(Strength.STRONG)
    rated = Strength.FAIR if bits >= _FAIR else Strength.WEAK
    if _COMMON.match(text):
        return Rating(rated, N_("This begins with what everybody tries first. Take other words."))
    if len(text) >= _SHORT and len(_without_runs(text)) < len(text) * 2 / 3:
        return Rating(rated, N_("Rows and repetitions are guessed at once. Take words instead."))
    if text.isdigit():
        return Rating(rated, N_("Numbers alone are guessed quickly. Add a few words."))
    return Rating(rated, N_("Longer is better: four words that do not belong together are good."))


def _bits(text: str) -> float:
    rest = _without_runs(_COMMON.sub("*", text))
    pool = sum(size for sort, size in _POOLS if sort.search(rest))
    if not pool:
        return 0.0
    words = [word for word in re.findall(r"[a-z]{4,}|[A-Z][a-z]{3,}", rest)]
    letters = sum(map(len, words))
    in_words = sum(_WORD + _LETTER * len(word) for word in set(words))
    others = len(rest) - letters
    # A character beside the words is worth no more for the words' own letters being possible.
    return in_words + others * log2(pool)


def _without_runs(text: str) -> str:
    """Shorten rows like "aaaa", "1234" and "qwerty", either way, to their first character."""
    kept = ""
    place = 0
    while place < len(text):
        kept += text[place]
        length = max(_repeated(text[place:]), _in_a_row(text[place:].lower()))
        place += length if length >= _RUN else 1
    return kept


def _repeated(text: str) -> int:
    return len(text) - len(text.lstrip(text[0]))


def _in_a_row(text: str) -> int:
    """Return how many characters at the beginning stand like that on a keyboard or in a row."""
    length = 1
    while length < len(text) and any(text[: length + 1] in row for row in _EITHER_WAY):
        length += 1
    return length
