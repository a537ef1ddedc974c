"""What the events table says of each line."""

from __future__ import annotations

from models.vocabulary import EventFormat, EventMode, EventStatus
from resources.i18n import N_
from ui.formats import count_text, moment_text, number_text
from ui.records.choices import title_of, tone_of
from ui.records.columns import Column, Look

TONES = {
    EventStatus.IDEA: "grey",
    EventStatus.PLANNED: "warning",
    EventStatus.ANNOUNCED: "accent",
    EventStatus.DONE: "good",
    EventStatus.CANCELLED: "grey",
}

COLUMNS = (
    Column("begins", N_("Begins"), lambda line: moment_text(line.begins), 146, importance=2,
           stretch=0),
    Column("title", N_("Title"), lambda line: line.title, 150, stretch=5),
    Column("format", N_("Format"), lambda line: title_of(EventFormat, line.format), 104,
           importance=5),
    Column("mode", N_("Mode"), lambda line: title_of(EventMode, line.mode), 98, importance=8,
           stretch=0),
    Column("place", N_("Place"), lambda line: line.place, 104, importance=6, stretch=2),
    Column("status", N_("Status"), lambda line: title_of(EventStatus, line.status), 110, Look.CHIP,
           tone=lambda line: tone_of(TONES, line.status), importance=2, stretch=0),
    Column("rsvp", N_("RSVP"), lambda line: count_text(line.rsvp), 64, Look.NUMBER, importance=4,
           stretch=0),
    Column("came", N_("Came"), lambda line: count_text(line.came), 64, Look.NUMBER, importance=3,
           stretch=0),
    Column("rating", N_("Rating"),
           lambda line: "" if line.rating is None else number_text(line.rating), 72, Look.NUMBER,
           importance=7, stretch=0),
)  # fmt: skip
