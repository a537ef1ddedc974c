"""What the feedback log says of a month: counts, open items, answers, satisfaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median

from models.base import database, read_day
from models.month import Month
from models.vocabulary import FeedbackKind

FEWEST = 5  # answers; below this no share is shown
_CONTENT_FROM = 4  # of 5


@dataclass(frozen=True)
class Satisfaction:
    """`content` of `answers` gave 4 or 5. The share is None while answers are too few to tell."""

    month: Month
    content: int
    answers: int

    @property
    def share(self) -> float | None:
        return self.content / self.answers if self.answers >= FEWEST else None


@dataclass(frozen=True)
class OpenItem:
    """Feedback that was not answered by the day of the report; `name` is "" where nobody signed,
    and `text` too where who said it was erased."""

    id: bytes
    day: date
    kind: str
    name: str
    text: str
    days: int
    overdue: bool


@dataclass(frozen=True)
class FeedbackFacts:
    """`answer_days` belong to what was answered in the month; `open_items` to the day named."""

    month: Month
    day: date
    promise_days: int
    by_kind: tuple[tuple[FeedbackKind, int], ...]
    received_before: int
    answer_days: tuple[int, ...]
    answer_days_before: tuple[int, ...]
    open_items: tuple[OpenItem, ...]
    open_before: int
    satisfaction: tuple[Satisfaction, ...]

    @property
    def received(self) -> int:
        return sum(count for _kind, count in self.by_kind)

    @property
    def overdue(self) -> int:
        return sum(item.overdue for item in self.open_items)

    @property
    def median_days(self) -> float | None:
        return median(self.answer_days) if self.answer_days else None

    @property
    def median_days_before(self) -> float | None:
        return median(self.answer_days_before) if self.answer_days_before else None


def feedback_of(month: Month, day: date, months: int = 12) -> FeedbackFacts:
    """Return the feedback facts of a month, with what stands open at the end of a day."""
    kinds = _kinds(month)
    promise = promise_days()
    return FeedbackFacts(
        month=month,
        day=day,
        promise_days=promise,
        by_kind=tuple((kind, kinds.get(kind.value, 0)) for kind in FeedbackKind),
        received_before=sum(_kinds(month.previous).values()),
        answer_days=_answer_days(month),
        answer_days_before=_answer_days(month.previous),
        open_items=open_on(day, promise),
        open_before=len(open_on(month.previous.last, promise)),
        satisfaction=satisfaction_series(month, max(months, 2)),
    )


def promise_days() -> int:
    """Return after how many days feedback without an answer is overdue."""
    found = database.execute_sql("SELECT promise_days FROM community LIMIT 1").fetchone()
    return int(found[0]) if found else 7


def open_on(day: date, promise: int) -> tuple[OpenItem, ...]:
    """Return what had come in by the end of a day and had no answer yet, the oldest first."""
    latest = (day - timedelta(days=promise)).isoformat()
    rows = database.execute_sql(
        "SELECT f.id, f.date, f.kind, coalesce(m.name, ''), f.text, substr(f.date, 1, 10) < ?"
        " FROM feedback f LEFT JOIN member m ON m.id = f.member AND m.deleted = 0"
        " WHERE f.deleted = 0 AND substr(f.date, 1, 10) <= ?"
        " AND (f.status IN ('new', 'in_progress') OR f.answered_on > ?) ORDER BY f.date, f.rid",
        (latest, day.isoformat(), f"{day.isoformat()}~"),
    )
    return tuple(
        OpenItem(bytes(id_), on, kind, name, text, (day - on).days, bool(overdue))
        for id_, stored, kind, name, text, overdue in rows
        if (on := read_day(stored))
    )


def satisfaction_series(month: Month, months: int) -> tuple[Satisfaction, ...]:
    rows = database.execute_sql(
        f"SELECT substr(date, 1, 7), total(satisfaction >= {_CONTENT_FROM}), count(satisfaction)"
        " FROM feedback WHERE deleted = 0 AND date >= ? AND date < ? GROUP BY 1",
        (month.back(months - 1).first.isoformat(), month.next.first.isoformat()),
    )
    found = {key: (int(content), answers) for key, content, answers in rows}
    shown = [month.back(back) for back in range(months - 1, -1, -1)]
    return tuple(Satisfaction(each, *found.get(str(each), (0, 0))) for each in shown)


def _kinds(month: Month) -> dict[str, int]:
    rows = database.execute_sql(
        "SELECT kind, count(*) FROM feedback WHERE deleted = 0 AND date >= ? AND date < ?"
        " GROUP BY kind",
        (month.first.isoformat(), month.next.first.isoformat()),
    )
    return dict(rows.fetchall())


def _answer_days(month: Month) -> tuple[int, ...]:
    """Return how many days each answer of the month took, shortest first."""
    rows = database.execute_sql(
        "SELECT date, answered_on FROM feedback WHERE deleted = 0"
        " AND answered_on >= ? AND answered_on < ?",
        (month.first.isoformat(), month.next.first.isoformat()),
    )
    pairs = [(read_day(asked), read_day(answered)) for asked, answered in rows]
    return tuple(
        sorted(max((answered - asked).days, 0) for asked, answered in pairs if asked and answered)
    )
