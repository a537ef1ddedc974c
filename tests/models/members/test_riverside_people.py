"""One organizer's real people: their timelines against the rows. Runs where the files are."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from models.exchange.applying import apply_import
from models.exchange.planning import plan_import
from models.exchange.reading import read_table
from models.members.timeline import timeline_of
from models.members.timeline_sources import Chapter
from models.vocabulary import Kind
from tests.models.members.recount import rows_of

FOLDER = Path(__file__).parents[4] / "shared" / "data" / "riverside"
_FILES = {
    "members.csv": Kind.MEMBER,
    "events.csv": Kind.EVENT,
    "attendance.csv": Kind.ATTENDANCE,
    "feedback.csv": Kind.FEEDBACK,
}

pytestmark = [
    pytest.mark.usefixtures("book"),
    pytest.mark.skipif(not FOLDER.is_dir(), reason="the organizer's files are not here"),
]


def put_in_riverside() -> None:
    for name, kind in _FILES.items():
        apply_import(plan_import(read_table(FOLDER / name), kind))


def test_everybody_has_as_many_lines_as_there_are_rows() -> None:
    put_in_riverside()
    attended = Counter(
        row["member"]
        for row in rows_of("attendance")
        if row["came"] != "no_record" or row["rsvp"] != "none"
    )
    hosts = Counter(
        row["host"] for row in rows_of("event") if row["status"] not in ("idea", "cancelled")
    )
    said = Counter(row["member"] for row in rows_of("feedback"))
    answered = Counter(
        row["member"] for row in rows_of("feedback") if row["answered_on"] or row["told_on"]
    )
    for row in rows_of("member"):
        timeline = timeline_of(row["id"])
        assert timeline.counts[Chapter.EVENTS] == attended[row["id"]] + hosts[row["name"].strip()]
        assert timeline.counts[Chapter.FEEDBACK] == said[row["id"]] + answered[row["id"]]
        days = [line.day for line in timeline.lines(0, timeline.total) if line.day]
        assert days == sorted(days, reverse=True)
