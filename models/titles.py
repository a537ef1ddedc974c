"""What records are called, whatever became of them: in the trash they still have their names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.base import database, read_words
from models.vocabulary import Kind

_AT_ONCE = 500
_TITLES = {
    Kind.COMMUNITY: (
        "SELECT id, title, NULL FROM (SELECT id, name AS title FROM community"
        " UNION ALL SELECT id, name FROM household UNION ALL SELECT id, title FROM custom_field"
        " UNION ALL SELECT id, title FROM criterion UNION ALL SELECT id, name FROM saved_list"
        " UNION ALL SELECT id, tag FROM cadence UNION ALL SELECT id, title FROM series"
        " UNION ALL SELECT id, name FROM template UNION ALL SELECT id, name FROM guest"
        " UNION ALL SELECT id, name FROM venue UNION ALL SELECT id, monday FROM quiet_week)"
    ),
    Kind.MEMBER: "SELECT id, name, NULL FROM member",
    Kind.RULE: "SELECT id, title, NULL FROM rule",
    Kind.EVENT: "SELECT id, title, NULL FROM event",
    Kind.FEEDBACK: "SELECT id, substr(text, 1, 60), NULL FROM feedback",
    # Two cells: joined in SQL, bytes that another program wrote into one could not be read.
    Kind.ATTENDANCE: (
        "SELECT a.id, m.name, e.title FROM attendance a"
        " JOIN member m ON m.id = a.member JOIN event e ON e.id = a.event"
    ),
}


@dataclass(frozen=True)
class Named:
    """A record and its name, title or first words."""

    kind: Kind
    id: bytes
    title: str


def titles_of(kind: Kind, ids: Iterable[bytes]) -> dict[bytes, str]:
    """Return what these records are called; "" for one that was erased."""
    wanted = list(ids)
    prefix = "a." if kind is Kind.ATTENDANCE else ""
    found: dict[bytes, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        marks = ", ".join("?" * len(some))
        rows = database.execute_sql(f"{_TITLES[kind]} WHERE {prefix}id IN ({marks})", some)
        for row, title, more in rows:
            found[bytes(row)] = " · ".join(filter(None, (read_words(title), read_words(more))))
    return found


def names_of(ids: Iterable[bytes | None]) -> dict[bytes, str]:
    """Return what the members and households among these are called; others are not in it."""
    wanted = {each for each in ids if each is not None}
    return titles_of(Kind.MEMBER, wanted) | titles_of(Kind.COMMUNITY, wanted)


def fields_of_values(rows: Iterable[bytes]) -> dict[bytes, str]:
    """Return the titles of the organizer's own fields, by the rows of values in them."""
    wanted = list(rows)
    found: dict[bytes, str] = {}
    for start in range(0, len(wanted), _AT_ONCE):
        some = wanted[start : start + _AT_ONCE]
        asked = database.execute_sql(
            "SELECT v.id, f.title FROM custom_value v JOIN custom_field f ON f.id = v.field"
            f" WHERE v.id IN ({', '.join('?' * len(some))})",
            some,
        )
        found |= {bytes(row): read_words(title) for row, title in asked}
    return found
