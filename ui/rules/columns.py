"""What the rules table says of each line."""

from __future__ import annotations

from models.vocabulary import RuleSection, RuleStatus
from resources.i18n import N_
from ui.formats import date_text
from ui.records.choices import title_of, tone_of
from ui.records.columns import Column, Look

TONES = {RuleStatus.DRAFT: "warning", RuleStatus.IN_FORCE: "good", RuleStatus.RETIRED: "grey"}

COLUMNS = (
    Column("section", N_("Section"), lambda line: title_of(RuleSection, line.section), 104,
           importance=2),
    Column("number", N_("Number"), lambda line: str(line.number), 66, Look.NUMBER, importance=3,
           stretch=0),
    Column("title", N_("Title"), lambda line: line.title, 150, stretch=5),
    Column("status", N_("Status"), lambda line: title_of(RuleStatus, line.status), 92, Look.CHIP,
           tone=lambda line: tone_of(TONES, line.status), importance=2),
    Column("effective", N_("Effective from"), lambda line: date_text(line.effective), 110,
           importance=4),
)  # fmt: skip
