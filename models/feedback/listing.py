"""Feedback as the list shows it, overdue ones known as such."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from models import clock, listing
from models.base import database, read_day
from models.community import COMMUNITY_ID, Community
from models.feedback.feedback import Feedback
from models.indexing import Index
from models.journal.erasure import erased_among
from models.listing import Listing
from models.listing_query import ALL, Table
from models.vocabulary import OPEN_FEEDBACK, FeedbackKind, FeedbackStatus

FEEDBACK_INDEX = Index(
    "feedback",
    "SELECT f.rid, f.status, (SELECT name FROM member m WHERE m.id = f.member), f.text, f.answer,"
    " f.channel, f.date, (SELECT title FROM event e WHERE e.id = f.event),"
    " (SELECT title FROM rule r WHERE r.id = f.rule), f.kind FROM feedback f"
    " WHERE +f.deleted = 0 AND f.rid IN",
    spoken=1,
    choices=(FeedbackStatus, FeedbackKind),
    dependents=(
        ("member", "SELECT rid FROM feedback WHERE member"),
        ("event", "SELECT rid FROM feedback WHERE event"),
        ("rule", "SELECT rid FROM feedback WHERE rule"),
    ),
)
_OPEN = "t.status IN ({})".format(", ".join(f"'{status.value}'" for status in OPEN_FEEDBACK))


@dataclass(frozen=True)
class FeedbackLine:
    """`who` is "" where it came without a name; `about` is the event's or the rule's title.
    What is `erased` counts and has neither name nor text."""

    id: bytes
    date: date | None
    who: str
    kind: str
    channel: str
    text: str
    satisfaction: int | None
    status: str
    overdue: bool
    about: str
    erased: bool


def overdue_before() -> date:
    """Return the day before which open feedback is overdue, by the community's promise."""
    row = Community.get_or_none(Community.id == COMMUNITY_ID) or Community()
    return clock.today() - timedelta(days=row.promise_days)


def find_feedback(
    text: str = "", pill: str = ALL, order: str = "date", descending: bool = True
) -> Listing[FeedbackLine]:
    return listing.find(_table(), text, pill, order, descending)


def pill_counts(text: str = "") -> dict[str, int]:
    return listing.count_pills(_table(), text)


def _lines(rowids: Sequence[int]) -> dict[int, FeedbackLine]:
    marks = ", ".join("?" * len(rowids))
    rows = database.execute_sql(
        "SELECT t.rid, t.id, t.date, coalesce(m.name, ''), t.kind, t.channel, t.text,"
        f" t.satisfaction, t.status, {_OPEN} AND t.date < ?, coalesce(e.title, r.title, '')"
        " FROM feedback t LEFT JOIN member m ON m.id = t.member AND m.deleted = 0"
        " LEFT JOIN event e ON e.id = t.event LEFT JOIN rule r ON r.id = t.rule"
        f" WHERE t.rid IN ({marks})",
        (overdue_before().isoformat(), *rowids),
    ).fetchall()
    erased = erased_among(Feedback, [bytes(row[1]) for row in rows])
    return {
        rid: FeedbackLine(
            bytes(row),
            read_day(day),
            who,
            kind,
            channel,
            text,
            satisfaction,
            status,
            bool(late),
            about,
            bytes(row) in erased,
        )
        for rid, row, day, who, kind, channel, text, satisfaction, status, late, about in rows
    }


def _table() -> Table[FeedbackLine]:
    """What is overdue depends on the day, so the pills are made when they are asked for."""
    return Table(
        FEEDBACK_INDEX,
        pills={
            "all": "1",
            "open": _OPEN,
            "overdue": f"{_OPEN} AND t.date < '{overdue_before().isoformat()}'",
            "answered": "t.status = 'answered'",
            "closed": "t.status = 'closed'",
        },
        orders={
            "date": "t.date",
            "who": "(SELECT m.pinyin FROM member m WHERE m.id = t.member)",
            "kind": "t.kind",
            "channel": "t.channel",
            "text": "t.text",
            "satisfaction": "t.satisfaction",
            "status": "t.status",
        },
        make=_lines,
        states={
            "open": tuple(status.value for status in OPEN_FEEDBACK),
            "answered": ("answered",),
            "closed": ("closed",),
        },
    )


COLUMNS = ("date", "who", "kind", "channel", "text", "satisfaction", "status")
