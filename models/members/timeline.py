"""Everything that happened with one person, in one column, newest first."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from models.base import database, read_day, read_moment, read_words
from models.members.timeline_sources import SOURCES, Chapter
from models.month import Month
from models.vocabulary import Kind


@dataclass(frozen=True, slots=True)
class Happening:
    """One line. `what` says what happened ("came", "said_yes", "contacted" …) and the window words
    it; `title`, `detail`, `note` and `number` are what the words are filled with.

    `kind` and `id` are the record it leads to; `row` is the line's own record where it has one, as
    a contact note. `day` is None where nobody knows when; `at` is set where the minute is known.
    """

    chapter: Chapter
    what: str
    day: date | None
    at: datetime | None
    kind: Kind
    id: bytes
    row: bytes
    title: str = ""
    detail: str = ""
    note: str = ""
    number: int | None = None


class Timeline:
    """What happened with somebody: how much of each chapter, and the lines as they are asked for.

    It stays as it was read; lines are made when they are shown.
    """

    def __init__(self, rows: Sequence[tuple[str, ...]], member: bytes) -> None:
        self._rows = rows
        self._member = member
        self.total = len(rows)
        self.counts: dict[Chapter, int] = dict.fromkeys(Chapter, 0)
        for row in rows:
            self.counts[_chapter(row)] += 1

    def month(self, place: int) -> Month | None:
        """Return in which month a line stands; None where nobody knows."""
        day = read_day(self._rows[place][2])
        return Month.of(day) if day else None

    def begins_month(self, place: int) -> bool:
        return place == 0 or self.month(place) != self.month(place - 1)

    def only(self, chapters: Collection[Chapter]) -> Timeline:
        """Return the lines of some chapters; all of them where none is named."""
        kept = [row for row in self._rows if not chapters or _chapter(row) in chapters]
        return Timeline(kept, self._member)

    def lines(self, start: int, stop: int) -> list[Happening]:
        return [self._made(row) for row in self._rows[start:stop]]

    def _made(self, row: Sequence[object]) -> Happening:
        chapter, what, day, kind, record, own, title, detail, note, number = row
        stored = str(day) if day else ""
        return Happening(
            chapter=Chapter(str(chapter)),
            what=str(what),
            day=read_day(stored),
            at=read_moment(stored) if len(stored) > len("2026-10-03") else None,
            kind=Kind(str(kind)),
            id=_bytes(record) or self._member,
            row=_bytes(own),
            title=read_words(title),
            detail=read_words(detail),
            note=read_words(note),
            number=number if isinstance(number, int) else None,
        )


def timeline_of(member_id: bytes) -> Timeline:
    """Read everything that is known to have happened with a member."""
    parts = " UNION ALL ".join(SOURCES)
    rows = database.execute_sql(
        "WITH who(id, name) AS MATERIALIZED ("
        "SELECT id, trim(name) FROM member WHERE id = ? AND deleted = 0)"
        f" SELECT * FROM ({parts})"
        " ORDER BY substr(day, 1, 10) DESC NULLS LAST, day DESC, what, row",
        (member_id, member_id),
    ).fetchall()
    return Timeline(rows, member_id)


def _chapter(row: Sequence[object]) -> Chapter:
    return Chapter(str(row[0]))


def _bytes(value: object) -> bytes:
    return bytes(value) if isinstance(value, bytes) else b""
