"""What the members table says of each line."""

from __future__ import annotations

from models.vocabulary import MemberStatus
from resources.i18n import N_
from ui.formats import count_text, date_text, number_text, percent_text
from ui.members.class_words import class_tip, class_title, class_tone
from ui.records.choices import title_of, tone_of
from ui.records.columns import Column, Look

TONES = {
    MemberStatus.APPLICANT: "warning",
    MemberStatus.ACTIVE: "good",
    MemberStatus.PAUSED: "grey",
    MemberStatus.LEFT: "grey",
    MemberStatus.WAITING: "warning",
    MemberStatus.REFUSED: "grey",
    MemberStatus.VISITOR: "grey",
}

COLUMNS = (
    Column("name", N_("Name"), lambda line: line.name, 104, stretch=3),
    Column("group_name", N_("Group nickname"), lambda line: line.group_name, 112, importance=4,
           stretch=3),
    Column("status", N_("Status"), lambda line: title_of(MemberStatus, line.status), 92, Look.CHIP,
           tone=lambda line: tone_of(TONES, line.status), importance=2),
    Column("standing", N_("Class"), lambda line: class_title(line.grounds), 104, Look.CHIP,
           tone=lambda line: class_tone(line.grounds), importance=2,
           tip=lambda line: class_tip(line.grounds)),
    Column("region", N_("Region"), lambda line: line.region, 88, importance=6, stretch=2),
    Column("tags", N_("Tags"), lambda line: " · ".join(line.tags), 110, sortable=False,
           importance=8, stretch=3),
    Column("joined", N_("Joined"), lambda line: date_text(line.joined), 104, importance=7),
    Column("came", N_("Came"), lambda line: count_text(line.came), 64, Look.NUMBER, importance=5),
    Column("rate", N_("Attendance rate"), lambda line: percent_text(line.rate), 128, Look.RATIO,
           ratio=lambda line: line.rate, importance=3, stretch=2),
    Column("last_seen", N_("Last seen"), lambda line: date_text(line.last_seen), 104,
           importance=3),
    Column("points", N_("Active points"), lambda line: _points(line.points), 104, Look.NUMBER,
           importance=8, optional=True),
    Column("aliases", N_("Other names"), lambda line: " · ".join(line.aliases), 112,
           sortable=False, importance=9, stretch=2, optional=True),
    Column("household", N_("Household"), lambda line: line.household, 96, sortable=False,
           importance=9, optional=True),
    Column("rest_until", N_("Rests until"), lambda line: date_text(line.rest_until), 104,
           sortable=False, importance=9, optional=True),
    Column("cadence", N_("Speak to every … days"), lambda line: _days(line.cadence), 112,
           Look.NUMBER, sortable=False, importance=9, optional=True),
)  # fmt: skip


def _days(cadence: int | None) -> str:
    return "" if cadence is None else count_text(cadence)


def _points(active: float | None) -> str:
    return "" if active is None else number_text(active)
