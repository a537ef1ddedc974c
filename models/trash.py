"""What lies in the trash, and taking it out again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from models.base import TRASHED, database
from models.clock import moment_of
from models.events.event import restore_events
from models.feedback.feedback import restore_feedback
from models.journal.transactions import action
from models.members.member import restore_members
from models.rules.rule import restore_rules
from models.vocabulary import Kind

# Attendance is not among them: it is put back on the event's own list.
_TITLES = {
    Kind.MEMBER: "t.name",
    Kind.RULE: "t.title",
    Kind.EVENT: "t.title",
    Kind.FEEDBACK: "substr(t.text, 1, 60)",
}
_RESTORE: dict[Kind, Callable[[list[bytes]], None]] = {
    Kind.MEMBER: restore_members,
    Kind.RULE: restore_rules,
    Kind.EVENT: restore_events,
    Kind.FEEDBACK: restore_feedback,
}
RESTORING = "trash.restore"  # of several kinds at once; of one it is "member.restore" and so on


@dataclass(frozen=True)
class Trashed:
    """`at`, `who` and `device` say when, by whom and where it was deleted; `who` is "" where nobody
    signed, and `device` where another program did it."""

    kind: Kind
    id: bytes
    title: str
    at: datetime
    who: str
    device: str


def trash(kind: Kind | None = None, limit: int = 500) -> tuple[Trashed, ...]:
    """Return what lies in the trash, what was deleted last first."""
    kinds = _TITLES if kind is None else [kind]
    query = " UNION ALL ".join(_of(each) for each in kinds)
    rows = database.execute_sql(
        f"SELECT kind, id, title, at, who, device FROM ({query})"
        " ORDER BY hlc DESC, rid DESC LIMIT ?",
        (limit,),
    )
    return tuple(
        Trashed(Kind(subject), bytes(row), title, moment_of(at), who, device)
        for subject, row, title, at, who, device in rows
    )


def counts() -> dict[Kind, int]:
    """Return how many of each kind lie in the trash, those with none included."""
    return {
        kind: database.execute_sql(f"SELECT count(*) {_inside(kind)}").fetchone()[0]
        for kind in _TITLES
    }


def restore(items: Sequence[Trashed]) -> frozenset[Kind]:
    """Take things out of the trash in one action; return the kinds that changed."""
    ids: dict[Kind, list[bytes]] = {}
    for item in items:
        ids.setdefault(item.kind, []).append(item.id)
    name = f"{next(iter(ids))}.restore" if len(ids) == 1 else RESTORING
    with action(name, len(items)):
        for kind, some in ids.items():
            _RESTORE[kind](some)
    return frozenset(ids)


def _inside(kind: Kind) -> str:
    # Feedback of who was erased is a count and no longer a text: there is nothing to take out.
    blank = " AND t.text <> ''" if kind is Kind.FEEDBACK else ""
    return f'FROM "{kind.value}" t WHERE t.deleted = {TRASHED}{blank}'


def _of(kind: Kind) -> str:
    """Select the trashed rows of a kind, each with the last transaction that put it there."""
    return (
        f"SELECT '{kind.value}' AS kind, t.rid, t.id, {_TITLES[kind]} AS title, x.hlc, x.at,"
        " coalesce(s.name, '') AS who, coalesce(s.device, '') AS device"
        f" FROM (SELECT t.rid, ({_last(kind)}) AS tx {_inside(kind)}) d"
        f' CROSS JOIN "{kind.value}" t ON t.rid = d.rid JOIN _transaction x ON x.id = d.tx'
        " LEFT JOIN _session s ON s.id = x.session"
    )


def _last(kind: Kind) -> str:
    """Select the transaction that deleted `t`, or where another program made it so, made it."""
    return (
        "SELECT g.tx FROM _change g JOIN _transaction a ON a.id = g.tx WHERE g.row = t.id"
        " AND (g.col IS NULL OR g.col IN (SELECT c.no FROM _column c JOIN _table n ON n.no = c.tbl"
        f" WHERE n.name = '{kind.value}' AND c.name = 'deleted'))"
        " ORDER BY a.hlc DESC, a.id DESC, g.n DESC LIMIT 1"
    )
