"""What the feedback table says of each line."""

from __future__ import annotations

from typing import Any

from models.vocabulary import FeedbackKind, FeedbackStatus
from resources.i18n import N_
from ui.formats import date_text
from ui.records.choices import title_of, tone_of
from ui.records.columns import Column, Look
from ui.wording import _

TONES = {
    FeedbackStatus.NEW: "warning",
    FeedbackStatus.IN_PROGRESS: "accent",
    FeedbackStatus.ANSWERED: "good",
    FeedbackStatus.CLOSED: "grey",
}


def status_text(status: str, overdue: bool) -> str:
    return _("Overdue") if overdue else title_of(FeedbackStatus, status)


def status_tone(status: str, overdue: bool) -> str:
    """Red is for what needs someone, and only overdue feedback does."""
    return "bad" if overdue else tone_of(TONES, status)


def who_text(line: Any) -> str:
    return "" if line.erased else line.who or _("Anonymous")


def said_text(line: Any) -> str:
    return _("(erased)") if line.erased else " ".join(line.text.split())


COLUMNS = (
    Column("date", N_("Date"), lambda line: date_text(line.date), 104, importance=2, stretch=0),
    Column("who", N_("From"), who_text, 88, importance=4),
    Column("kind", N_("Kind"), lambda line: title_of(FeedbackKind, line.kind), 88, importance=5),
    Column("text", N_("Feedback"), said_text, 140, stretch=6, sortable=False),
    Column("about", N_("About"), lambda line: line.about, 100, importance=7, stretch=2,
           sortable=False),
    Column("satisfaction", N_("Satisfaction"),
           lambda line: "" if line.satisfaction is None else str(line.satisfaction), 96,
           Look.NUMBER, importance=6, stretch=0),
    Column("status", N_("Status"), lambda line: status_text(line.status, line.overdue), 100,
           Look.CHIP, tone=lambda line: status_tone(line.status, line.overdue), importance=1),
)  # fmt: skip
