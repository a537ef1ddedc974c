"""What records are called, whatever became of them: in the trash they still have their names."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from models.base import database
from models.vocabulary import Kind

_AT_ONCE = 500
_TITLES = {
    Kind.COMMUNITY: "SELECT id, name, NULL FROM community",
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
            found[bytes(row)] = " · ".join(filter(None, (readable(title), readable(more))))
    return found


def readable(title: object) -> str:
    """Return what a cell says, whatever another program put there."""
    return title.decode("utf-8", "replace") if isinstance(title, bytes) else str(title or "")
