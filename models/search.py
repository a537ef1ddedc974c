"""Search across the subjects: the index brought up to date, and "jump to" by a few letters."""

from __future__ import annotations

from dataclasses import dataclass

from models import indexing
from models.base import database
from models.events.listing import EVENT_INDEX
from models.feedback.listing import FEEDBACK_INDEX
from models.members.listing import MEMBER_INDEX
from models.progress import Progress, unheard
from models.rules.listing import RULE_INDEX
from models.vocabulary import Kind

_INDEXES = {
    Kind.MEMBER: MEMBER_INDEX,
    Kind.EVENT: EVENT_INDEX,
    Kind.RULE: RULE_INDEX,
    Kind.FEEDBACK: FEEDBACK_INDEX,
}
# What a hit is called and what tells it from its namesakes.
_TITLES = {
    Kind.MEMBER: ("t.name", "coalesce(nullif(t.group_name, ''), nullif(t.phone, ''), t.region)"),
    Kind.EVENT: ("t.title", "coalesce(t.begins, '')"),
    Kind.RULE: ("t.title", "t.section"),
    Kind.FEEDBACK: ("substr(t.text, 1, 60)", "t.date"),
}
_ORDERS = {
    Kind.MEMBER: "t.pinyin",
    Kind.EVENT: "t.begins DESC",
    Kind.RULE: "t.number",
    Kind.FEEDBACK: "t.date DESC",
}


@dataclass(frozen=True)
class Hit:
    kind: Kind
    id: bytes
    title: str
    subtitle: str


def catch_up(progress: Progress = unheard) -> None:
    """Bring every index up to the journal. Raises Cancelled; what is done stays done."""
    for index in _INDEXES.values():
        indexing.catch_up(index, progress)


def is_behind() -> bool:
    """Whether search or the order of names lags behind and waits for catch_up."""
    return any(map(indexing.is_behind, _INDEXES.values()))


def complete(kind: Kind, text: str, limit: int = 8) -> list[Hit]:
    """Return the records that fit the letters typed so far, for a list to choose from."""
    index = _INDEXES[kind]
    expression = indexing.match_expression(text)
    if expression is None:
        return []
    indexing.refresh(index)
    title, subtitle = _TITLES[kind]
    rows = database.execute_sql(
        f'SELECT t.id, {title}, {subtitle} FROM "{index.table}" t WHERE t.deleted = 0'
        f" AND t.rid IN (SELECT rowid FROM {index.name} WHERE {index.name} MATCH ?)"
        f" ORDER BY {_ORDERS[kind]} LIMIT ?",
        (expression, limit),
    )
    return [Hit(kind, bytes(row), name, more) for row, name, more in rows]
