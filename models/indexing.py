"""The search index: words cut so that every keystroke is a prefix search.

A derived index, not journaled and not merged: it catches up from the journal, so edits by another
program or a merge are found too. A record's texts become words: runs of Han with every ending
(张三丰, 三丰, 丰; four characters of it at most), their pinyin and initials in every reading, Latin
words, tails of numbers. Rows in the trash are not in it.
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from unicodedata import normalize

from models import coded, following
from models.base import database
from models.following import portions
from models.pinyin import HAN, sort_key, spellings
from models.progress import Progress, unheard
from models.vocabulary import Choice

_LATIN = re.compile(r"[^\W_\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3007]+")
_DIGITS = re.compile(r"\d+")
_NUMBER = re.compile(r"\+?[\d\s().-]{5,30}")
_LONGEST = 12
# Of Han so few characters are a word: more in a row are asked for as words that overlap. Endings of
# twelve would make the index of a file with many notes twice as large, and find nothing more.
_LONGEST_HAN = 4
_MOST_OVERLAPS = 8
_LONGEST_SOUND = 8
_SHORTEST_TAIL = 3
_SHORT = 40
_MOST_TERMS = 16
# Rows written under one lock: what the user does meanwhile waits no longer than that takes.
_AT_ONCE = 1_000
# Seconds in which a thread that waits for the file or for Python is sure to get them.
_BREATH = 0.002
_SEGMENTS = 8
_INLINE = 400
# A character for private use, which nobody types: it begins the word that says a row's state.
_STATE = "\ue000"


@dataclass(frozen=True)
class Index:
    """What is searched of one table.

    `texts` selects (rowid, state, spoken texts…, other texts…) of rows that are not in the trash
    and ends in "+deleted = 0 AND rid IN": the plus keeps SQLite from walking another index. The
    first `spoken` texts are found by pinyin too, and states can be counted in the index alone.
    `choices` are the choices behind the state and behind as many texts at the end; the `days`
    texts before those are dates.
    `dependents` maps another table to the SQL that gives the rowids here which show the changed
    rows there. Where `version` is another one than before, files are indexed anew.
    """

    table: str
    texts: str
    spoken: int
    choices: tuple[type[Choice], ...]
    days: int = 0
    dependents: tuple[tuple[str, str], ...] = ()
    sort_column: str | None = None
    version: int = 1

    @property
    def name(self) -> str:
        return f"_search_{self.table}"

    @property
    def followed(self) -> str:
        """Under which name it is kept how far the index has come."""
        return self.table if self.version == 1 else f"{self.table}:{self.version}"


def match_expression(text: str) -> str | None:
    """Turn what was typed into an FTS5 expression; None where it holds no word."""
    terms = [term for part in _folded(text).split() for term in _terms(part)]
    return " AND ".join(terms[:_MOST_TERMS]) or None


def _terms(part: str) -> list[str]:
    """Return what a part without blanks asks for: all its words, or the date it begins."""
    pieces = _pieces(part)
    if len(pieces) > 1 and (days := coded.alternatives(part)):
        plain = " AND ".join(map(_beginning, pieces))
        return [f"(({plain}) OR {_beginning(days[0])})"]
    return [_term(piece) for piece in pieces]


def _term(word: str) -> str:
    ways = [_beginning(way) for way in (word, *coded.alternatives(word))]
    return ways[0] if len(ways) == 1 else f"({' OR '.join(ways)})"


def _beginning(word: str) -> str:
    if HAN.match(word) and len(word) > _LONGEST_HAN:
        starts = range(min(len(word) - _LONGEST_HAN + 1, _MOST_OVERLAPS))
        return " AND ".join(f'"{word[start : start + _LONGEST_HAN]}"*' for start in starts)
    return f'"{word[:_LONGEST]}"*'


def with_state(expression: str, states: Sequence[str]) -> str:
    """Narrow an expression to the rows in one of these states."""
    return f"{expression} AND ({' OR '.join(_state_word(state) for state in states)})"


@lru_cache(maxsize=100)
def _state_word(state: str) -> str:
    return _STATE + "".join(letter for letter in str(state).casefold() if letter.isalnum())


def _readable(cell: object) -> str:
    """Return a cell as text, also where another program put bytes or a number there."""
    return cell.decode("utf-8", "replace") if isinstance(cell, bytes) else str(cell)


def _folded(text: str) -> str:
    """Make full-width letters and digits plain."""
    return text if text.isascii() else normalize("NFKC", text)


def _pieces(text: str) -> list[str]:
    return _LATIN.findall(text) + HAN.findall(text)


def words_of(spoken: Sequence[object], others: Sequence[object]) -> str:
    """Return the index words of a record's texts, blank-separated."""
    words: set[str] = set()
    for text in spoken:
        if text:
            words |= _spoken_words(_folded(_readable(text)))
    for text in others:
        if text:
            folded = _folded(_readable(text))
            words |= _short_words(folded) if len(folded) <= _SHORT else _written_words(folded)
    return " ".join(words)


def _written_words(text: str) -> set[str]:
    if text.isdigit():
        return _tails(text)
    words = set(_LATIN.findall(text))
    numbers = [word for word in words if word.isdigit()]
    if numbers and _NUMBER.fullmatch(text):
        # However a telephone number is grouped, it is typed without a break.
        numbers.append("".join(_DIGITS.findall(text)))
    for number in numbers:
        words |= _tails(number)
    if not text.isascii():
        for run in HAN.findall(text):
            words.update(_endings(run))
    return words


@lru_cache(maxsize=2_000)
def _short_words(text: str) -> frozenset[str]:
    """Cut words, channels and places once: many records share them."""
    return frozenset(_written_words(text))


def _tails(number: str) -> set[str]:
    return {number, *[number[start:] for start in range(1, len(number) - _SHORTEST_TAIL + 1)]}


def _spoken_words(text: str) -> set[str]:
    squeezed = "".join(text.split())
    if HAN.fullmatch(squeezed):
        return _sounds(squeezed, is_name=True)
    words = _written_words(text)
    for place, run in enumerate(HAN.findall(squeezed)):
        words |= _sounds(run, is_name=place == 0)
    return words | _initials(text)


def _sounds(run: str, is_name: bool) -> set[str]:
    """Return a run and its pinyin from every character on; a surname only begins a name."""
    words = set(_endings(run))
    for start in range(len(run)):
        words |= spellings(run[start : start + _LONGEST_SOUND], is_name and start == 0)
    return words


def _endings(run: str) -> list[str]:
    return [run[start : start + _LONGEST_HAN] for start in range(len(run))]


def _initials(text: str) -> set[str]:
    """Return "zm" for "Zoe Müller"."""
    words = _LATIN.findall(text)
    return {"".join(word[0] for word in words)} if len(words) > 1 else set()


def catch_up(index: Index, progress: Progress = unheard, most: int | None = None) -> bool:
    """Index what changed since the last time; False where more than `most` rows are waiting.

    Writes in small steps, so that the user's own changes never wait long. Raises Cancelled.
    """
    last, done = following.last_change(), following.followed_to(index.followed)
    if last == done:
        return True
    if most is not None and last - done > following.CERTAINLY_MANY:
        return False
    rowids = following.changed_rows(_sources(index), done, last)
    if most is not None and len(rowids) > most:
        return False
    if len(rowids) > _AT_ONCE:
        rowids = _begun_anew(index, rowids)
        # Merged less often, an index written in many portions costs hardly more than one in few.
        database.execute_sql(
            f"INSERT INTO {index.name} ({index.name}, rank) VALUES ('automerge', {_SEGMENTS})"
        )
    for start in range(0, len(rowids), _AT_ONCE):
        progress(start, len(rowids))
        if start:
            time.sleep(_BREATH)
        write(index, rowids[start : start + _AT_ONCE])
    following.keep_followed(index.followed, last)
    return True


def _begun_anew(index: Index, rowids: list[int]) -> list[int]:
    """Empty an index most of whose rows have changed, and return all rows to be written: to take a
    row out of the index costs three times what it costs to write it."""
    rows = database.execute_sql(f'SELECT rid FROM "{index.table}" ORDER BY rid').fetchall()
    indexed = database.execute_sql(f"SELECT rowid FROM {index.name} LIMIT 1").fetchone()
    if 2 * len(rowids) <= len(rows) or indexed is None:
        return rowids
    with database.atomic("IMMEDIATE"):
        following.keep_followed(index.followed, 0)
        database.execute_sql(f"INSERT INTO {index.name} ({index.name}) VALUES ('delete-all')")
    return [rid for (rid,) in rows]


def refresh(index: Index) -> bool:
    """Index a few changes at once, as after a save; False where the index lags behind."""
    return following.done_inline(lambda: catch_up(index, most=_INLINE))


def is_behind(index: Index) -> bool:
    """Whether so much has changed that it waits for catch_up."""
    return following.last_change() - following.followed_to(index.followed) > _INLINE


def _sources(index: Index) -> following.Sources:
    own = (index.table, f'SELECT rid FROM "{index.table}" WHERE id')
    return (own, *((table, sql) for table, sql in index.dependents))


def write(index: Index, rowids: Sequence[int]) -> None:
    """Index some rows. Their words are made before the file is locked for writing."""
    words, keys = [], []
    for row, state, *texts in _texts(index, rowids):
        words.append((row, f"{_words(index, state, texts)} {_state_word(state)}"))
        if index.sort_column:
            key = sort_key(_readable(texts[0]))
            keys.append((key, row, key))
    with database.atomic("IMMEDIATE"):
        connection = database.connection()
        known = _indexed_among(index, rowids)
        connection.executemany(f"DELETE FROM {index.name} WHERE rowid = ?", known)
        connection.executemany(f"INSERT INTO {index.name} (rowid, words) VALUES (?, ?)", words)
        if index.sort_column:
            connection.executemany(
                f'UPDATE "{index.table}" SET "{index.sort_column}" = ? WHERE rid = ?'
                f' AND "{index.sort_column}" <> ?',
                keys,
            )


def _words(index: Index, state: object, texts: Sequence[object]) -> str:
    codes = len(texts) - len(index.choices) + 1
    days = codes - index.days
    words = [words_of(texts[: index.spoken], texts[index.spoken : days])]
    words += [coded.word_of_day(_readable(day)) for day in texts[days:codes] if day]
    for choice, code in zip(index.choices, (state, *texts[codes:]), strict=True):
        words += coded.words_of_choice(choice, _readable(code))
    return " ".join(words)


def _texts(index: Index, rowids: Sequence[int]) -> Iterator[Sequence[Any]]:
    for marks, part in portions(rowids):
        yield from database.execute_sql(f"{index.texts} ({marks})", part).fetchall()


def _indexed_among(index: Index, rowids: Sequence[int]) -> list[tuple[int]]:
    newest = database.execute_sql(
        f"SELECT rowid FROM {index.name} ORDER BY rowid DESC LIMIT 1"
    ).fetchone()
    known: list[tuple[int]] = []
    for marks, part in portions([row for row in rowids if newest and row <= newest[0]]):
        sql = f"SELECT rowid FROM {index.name} WHERE rowid IN ({marks})"
        known += database.execute_sql(sql, part).fetchall()
    return known
