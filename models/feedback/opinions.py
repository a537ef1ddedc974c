"""What was said of an event, by name and on slips, and making feedback of a comment."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models import clock
from models.base import LIVE, link_id, live
from models.errors import UserError
from models.events.attendance import Attendance, attendance_of
from models.events.evaluation import Evaluation, slips_of
from models.feedback.feedback import Feedback
from models.journal.transactions import action
from models.vocabulary import Came, FeedbackKind
from resources.i18n import N_


@dataclass(frozen=True)
class Opinion:
    """Somebody who came, or a slip: then `member` is None. `feedback` was made of the comment."""

    id: bytes
    member: bytes | None
    name: str
    rating: int | None
    comment: str
    feedback: bytes | None


def opinions_of(event_id: bytes) -> tuple[Opinion, ...]:
    """Return who came or said something, by name, and behind them the slips."""
    raised = _Raised(event_id)
    people = [
        Opinion(
            line.id, line.member, line.member_name, line.rating, line.comment,
            raised.of(line.id, line.member, line.comment),
        )
        for line in attendance_of(event_id)
        if line.came == Came.YES or line.rating or line.comment
    ]  # fmt: skip
    slips = [
        Opinion(slip.id, None, "", slip.rating, slip.comment, raised.of(slip.id, None, ""))
        for slip in slips_of(event_id)
    ]
    return (*people, *slips)


def raise_feedback(source_id: bytes) -> bytes:
    """Make feedback of the comment of a slip or of somebody's attendance; return its id.

    The same comment makes the same feedback on every copy, and is never raised twice; what lies in
    the trash is taken out again. Raises UserError where nothing was said.
    """
    event, member, rating, comment = _source(source_id)
    if not comment:
        raise UserError(N_("There is no comment here yet. Write it down first."))
    if (raised := _Raised(event).of(source_id, member, comment)) is not None:
        return raised
    feedback_id = link_id("feedback", source_id)
    known = Feedback.get_or_none(Feedback.id == feedback_id)
    with action("feedback.raise"):
        if known is None:
            # Two copies make this row alike; what they say in it merges like any other edit.
            Feedback.create(id=feedback_id, event=event, member=member, date="")
        values = {"deleted": LIVE, "date": clock.today(), "text": comment, "satisfaction": rating}
        changes: dict[str, Any] = {**values, "kind": _kind(rating).value}
        Feedback.update(**changes).where(Feedback.id == feedback_id).execute()
    return feedback_id


def _source(source_id: bytes) -> tuple[bytes, bytes | None, int | None, str]:
    said = Attendance.get_or_none((Attendance.id == source_id) & (Attendance.deleted == LIVE))
    if said is not None:
        return said.__data__["event"], said.__data__["member"], said.rating, said.comment.strip()
    slip = Evaluation.get_or_none((Evaluation.id == source_id) & (Evaluation.deleted == LIVE))
    if slip is None:
        raise UserError(N_("This comment is gone. Perhaps it lies in the trash."))
    return slip.__data__["event"], None, slip.rating, slip.comment.strip()


def _kind(rating: int | None) -> FeedbackKind:
    """Tell from the mark what a comment probably is; the organizer changes it where it is not."""
    if rating is None or rating == 3:
        return FeedbackKind.SUGGESTION
    return FeedbackKind.PRAISE if rating > 3 else FeedbackKind.COMPLAINT


class _Raised:
    """The feedback about an event: by its id, and by who said it in which words. The latter finds
    what was raised from the list of an entry that has become one with another since."""

    def __init__(self, event_id: bytes) -> None:
        rows = live(Feedback).where(Feedback.event == event_id)
        said = [(row.id, (row.__data__["member"], row.text)) for row in rows]
        self._ids = {feedback for feedback, _words in said}
        self._words = {words: feedback for feedback, words in said if words[0] is not None}

    def of(self, source: bytes, member: bytes | None, comment: str) -> bytes | None:
        feedback = link_id("feedback", source)
        if feedback in self._ids:
            return feedback
        return self._words.get((member, comment.strip())) if member and comment.strip() else None
