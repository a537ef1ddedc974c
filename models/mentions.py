"""Where somebody is written about: in the texts of other records, and in what these said before."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from models.base import GONE, LIVE, Record, WordsField, database
from models.records import OF_COMMUNITY, OF_EVENTS, OF_MEMBERS, RECORDS
from models.vocabulary import Kind

_PATTERN = re.compile("[%_!]")  # what LIKE takes for more than a letter
_SHORTEST = 2  # letters; a name of one would be found everywhere
# Where to look for what a row is called, and which record is opened for it.
_SHOWN = {
    "community": (Kind.COMMUNITY, "r.id", "r.name"),
    "member": (Kind.MEMBER, "r.id", "r.name"),
    "rule": (Kind.RULE, "r.id", "r.title"),
    "event": (Kind.EVENT, "r.id", "r.title"),
    "attendance": (Kind.EVENT, "r.event", "(SELECT e.title FROM event e WHERE e.id = r.event)"),
    "feedback": (Kind.FEEDBACK, "r.id", "substr(r.text, 1, 60)"),
}
_SHOWN |= (
    {
        record._meta.table_name: (
            Kind.MEMBER,
            "r.member",
            "(SELECT m.name FROM member m WHERE m.id = r.member)",
        )
        for record in OF_MEMBERS
    }
    | {
        record._meta.table_name: (
            Kind.EVENT,
            "r.event",
            "(SELECT e.title FROM event e WHERE e.id = r.event)",
        )
        for record in OF_EVENTS
    }
    | {
        record._meta.table_name: (Kind.COMMUNITY, "r.id", f"r.{record.called}")
        for record in OF_COMMUNITY
    }
)


@dataclass(frozen=True)
class Mention:
    """A record in whose texts somebody stands. `trashed` ones must be restored to be edited."""

    kind: Kind
    id: bytes
    title: str
    trashed: bool


def find_mentions(
    names: Sequence[str], without: Mapping[str, Iterable[bytes]]
) -> tuple[Mention, ...]:
    """Return the records in whose texts one of the names stands, except some rows by table.

    Latin names and numbers count as whole words only, Chinese names wherever they stand.
    """
    wanted = _Wanted(names)
    if not wanted:
        return ()
    found: dict[tuple[Kind, bytes], Mention] = {}
    for record in RECORDS:
        excepted = set(without.get(record._meta.table_name, ()))
        for row, mention in _mentions_in(record, wanted):
            if row not in excepted:
                found.setdefault((mention.kind, mention.id), mention)
    return tuple(found.values())


def count_in_history(names: Sequence[str], without: Mapping[str, Iterable[bytes]]) -> int:
    """Count the journal's earlier values of other records in which one of the names stands."""
    wanted = _Wanted(names)
    if not wanted:
        return 0
    excepted = {row for rows in without.values() for row in rows}
    rows = database.execute_sql(
        f"SELECT row, old, new FROM _change WHERE col > 0"
        f" AND ({wanted.like('old')} OR {wanted.like('new')})",
        wanted.patterns * 2,
    )
    return sum(
        bytes(row) not in excepted
        and any(isinstance(value, str) and wanted.stand_in(value) for value in (old, new))
        for row, old, new in rows
    )


class _Wanted:
    """The names somebody is written by, as SQL asks for them and as they are then made sure of."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = sorted({name.strip() for name in names if len(name.strip()) >= _SHORTEST})
        self.patterns = ["%" + _PATTERN.sub(r"!\g<0>", name) + "%" for name in self.names]
        ways = "|".join(_way(name) for name in self.names)
        self._sure = re.compile(ways or r"\b\B", re.IGNORECASE)

    def __bool__(self) -> bool:
        return bool(self.names)

    def like(self, text: str) -> str:
        return "(" + " OR ".join([f"{text} LIKE ? ESCAPE '!'"] * len(self.names)) + ")"

    def stand_in(self, text: str) -> bool:
        return bool(self._sure.search(text))


def _way(name: str) -> str:
    before = r"(?<![0-9A-Za-z_])" if name[0].isascii() else ""
    after = r"(?![0-9A-Za-z_])" if name[-1].isascii() else ""
    return f"{before}{re.escape(name)}{after}"


def _mentions_in(record: type[Record], wanted: _Wanted) -> Iterator[tuple[bytes, Mention]]:
    table = record._meta.table_name
    columns = [
        field.column_name
        for field in record._meta.sorted_fields
        if isinstance(field, WordsField) and field.name not in record.local
    ]
    if not columns or table not in _SHOWN:
        return
    kind, shown, title = _SHOWN[table]
    text = " || char(10) || ".join(f"coalesce(r.\"{column}\", '')" for column in columns)
    rows = database.execute_sql(
        f'SELECT r.id, {shown}, {title}, r.deleted, {text} FROM "{table}" r'
        f" WHERE r.deleted <> {GONE} AND {wanted.like(text)}",
        wanted.patterns,
    ).fetchall()
    for row, owner, called, deleted, texts in rows:
        if wanted.stand_in(str(texts)):
            yield bytes(row), Mention(kind, bytes(owner), called or "", deleted != LIVE)
