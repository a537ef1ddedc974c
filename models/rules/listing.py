"""Rules as the list shows them: by section and number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from models import listing
from models.base import database, read_day
from models.indexing import Index
from models.listing import Listing
from models.listing_query import ALL, Table
from models.vocabulary import RuleSection, RuleStatus

RULE_INDEX = Index(
    "rule",
    "SELECT r.rid, r.status, r.title, r.text, r.section FROM rule r"
    " WHERE +r.deleted = 0 AND r.rid IN",
    spoken=1,
    choices=(RuleStatus, RuleSection),
)
_PLACES = " ".join(
    f"WHEN '{section.value}' THEN {place}" for place, section in enumerate(RuleSection)
)
_SECTION = f"CASE t.section {_PLACES} ELSE {len(RuleSection)} END"


@dataclass(frozen=True)
class RuleLine:
    id: bytes
    number: int
    section: str
    title: str
    status: str
    effective: date | None


def find_rules(
    text: str = "", pill: str = ALL, order: str = "number", descending: bool = False
) -> Listing[RuleLine]:
    return listing.find(_TABLE, text, pill, order, descending)


def pill_counts(text: str = "") -> dict[str, int]:
    return listing.count_pills(_TABLE, text)


def _lines(rowids: Sequence[int]) -> dict[int, RuleLine]:
    marks = ", ".join("?" * len(rowids))
    rows = database.execute_sql(
        "SELECT rid, id, number, section, title, status, effective FROM rule"
        f" WHERE rid IN ({marks})",
        rowids,
    )
    return {
        rid: RuleLine(bytes(rule), number, section, title, status, read_day(effective))
        for rid, rule, number, section, title, status, effective in rows
    }


_TABLE = Table(
    RULE_INDEX,
    pills={
        "all": "1",
        "in_force": "t.status = 'in_force'",
        "draft": "t.status = 'draft'",
        "retired": "t.status = 'retired'",
    },
    orders={
        "number": f"{_SECTION} * 1000000 + t.number",
        "section": _SECTION,
        "title": "t.title",
        "status": "t.status",
        "effective": "t.effective",
    },
    make=_lines,
    states={"in_force": ("in_force",), "draft": ("draft",), "retired": ("retired",)},
    tie="t.id",
)
COLUMNS = tuple(_TABLE.orders)
