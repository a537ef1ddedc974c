"""The search index: words cut so that every keystroke is a prefix search.

A derived index, not journaled and not merged: it catches up from the journal, so edits by another
program or a merge are found too. A record's texts become words: runs of Han with every ending
(张三丰, 三丰, 丰), their pinyin and initials in every reading, Latin words, tails of numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models.base import database
from models.pinyin import HAN, sort_key, spellings
from models.progress import Progress, unheard

_LATIN = re.compile(r"[^\W_\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3007]+")
_LONGEST = 12
_LONGEST_SOUND = 8
_SHORTEST_TAIL = 3
_AT_ONCE = 500
_INLINE = 400


@dataclass(frozen=True)
class Index:
    """What is searched of one table.

    `texts` selects (rowid, spoken texts…, other texts…) and ends in "WHERE … IN"; the first
    `spoken` texts are found by pinyin too. `dependents` maps another table to the SQL that gives
    the rowids here which show the changed rows there.
    """

    table: str
    texts: str
    spoken: int
    dependents: tuple[tuple[str, str], ...] = ()
    sort_column: str | None = None

    @property
    def name(self) -> str:
        return f"_search_{self.table}"


def match_expression(text: str) -> str | None:
    """Turn what was typed into an FTS5 expression; None where it holds no word."""
    terms = [f'"{word[:_LONGEST]}"*' for part in text.split() for word in _pieces(part)]
    return " AND ".join(terms) or None


def _pieces(text: str) -> list[str]:
    return _LATIN.findall(text) + HAN.findall(text)


def words_of(spoken: Sequence[str], others: Sequence[str]) -> str:
    """Return the index words of a record's texts, blank-separated."""
    words: set[str] = set()
    for text in (*spoken, *others):
        for run in HAN.findall("".join(text.split()) if text in spoken else text):
            words.update(run[start : start + _LONGEST] for start in range(len(run)))
        for word in _LATIN.findall(text):
            words.add(word)
            if word.isdigit():
                words.update(word[start:] for start in range(1, len(word) - _SHORTEST_TAIL + 1))
    for text in spoken:
        squeezed = "".join(text.split())
        for place, run in enumerate(HAN.findall(squeezed)):
            words.update(_sounds(run, is_name=place == 0))
        words.update(_initials(text))
    return " ".join(words)


def _sounds(run: str, is_name: bool) -> set[str]:
    """Return the pinyin and initials from every character on; a surname only begins a name."""
    sounds: set[str] = set()
    for start in range(len(run)):
        part = run[start : start + _LONGEST_SOUND]
        sounds |= spellings(part, surname=is_name and start == 0)
    return sounds


def _initials(text: str) -> set[str]:
    """Return "zm" for "Zoe Müller"."""
    words = _LATIN.findall(text)
    return {"".join(word[0] for word in words)} if len(words) > 1 else set()


def catch_up(index: Index, progress: Progress = unheard, most: int | None = None) -> bool:
    """Index what changed since the last time; False where more than `most` rows are waiting.

    Writes in small steps, so that the user's own changes never wait long. Raises Cancelled.
    """
    last = _last_change()
    done = _indexed_up_to(index)
    if last == done:
        return True
    rowids = _changed(index, done)
    if most is not None and len(rowids) > most:
        return False
    for start in range(0, len(rowids), _AT_ONCE):
        progress(start, len(rowids))
        with database.atomic("IMMEDIATE"):
            _write(index, rowids[start : start + _AT_ONCE])
    database.execute_sql(
        "INSERT INTO _indexed (name, n) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET n = excluded.n",
        (index.table, last),
    )
    return True


def refresh(index: Index) -> None:
    """Index a few changes at once, as after a save; many wait for catch_up."""
    catch_up(index, most=_INLINE)


def _last_change() -> int:
    return int(database.execute_sql("SELECT coalesce(max(n), 0) FROM _change").fetchone()[0])


def _indexed_up_to(index: Index) -> int:
    row = database.execute_sql("SELECT n FROM _indexed WHERE name = ?", (index.table,)).fetchone()
    return row[0] if row else 0


def _changed(index: Index, since: int) -> list[int]:
    """Return the rowids whose words may have changed."""
    changed = "SELECT g.row FROM _change g JOIN _table t ON t.no = g.tbl WHERE g.n > ? AND t.name ="
    own = f'SELECT rid FROM "{index.table}" WHERE id IN ({changed} ?)'
    queries = [(own, index.table)]
    queries += [(f"{sql} IN ({changed} ?)", table) for table, sql in index.dependents]
    rowids: set[int] = set()
    for sql, table in queries:
        rowids.update(row for (row,) in database.execute_sql(sql, (since, table)))
    return sorted(rowids)


def _write(index: Index, rowids: Iterable[int]) -> None:
    rows = list(rowids)
    marks = ", ".join("?" * len(rows))
    texts = database.execute_sql(f"{index.texts} ({marks})", rows).fetchall()
    connection = database.connection()
    connection.executemany(f"DELETE FROM {index.name} WHERE rowid = ?", [(row,) for row in rows])
    connection.executemany(
        f"INSERT INTO {index.name} (rowid, words) VALUES (?, ?)",
        [
            (row, words_of(parts[: index.spoken], parts[index.spoken :]))
            for row, *parts in ([cell or "" for cell in cells] for cells in texts)
        ],
    )
    if index.sort_column:
        connection.executemany(
            f'UPDATE "{index.table}" SET "{index.sort_column}" = ? WHERE rid = ? AND'
            f' "{index.sort_column}" <> ?',
            [(key, row, key) for row, name, *_rest in texts for key in (sort_key(name),)],
        )
