"""What happened to the rules in a month, by their dates and by the journal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from models.base import database, read_day
from models.month import Month


class RuleStep(StrEnum):
    """The one step that says most, in order of weight."""

    IN_FORCE = "in_force"
    RETIRED = "retired"
    ADDED = "added"
    REWORDED = "reworded"


@dataclass(frozen=True)
class RuleChange:
    id: bytes
    title: str
    section: str
    status: str
    effective: date | None
    step: RuleStep


def rules_changed_in(month: Month) -> tuple[RuleChange, ...]:
    """Return the rules that came into force in the month, or were added, reworded or retired.

    A new place in the order is no change of a rule.
    """
    touched = _touched(month)
    rows = database.execute_sql(
        "SELECT id, title, section, status, effective FROM rule WHERE deleted = 0"
        " ORDER BY section, number, rid"
    )
    changes = []
    for id_, title, section, status, stored in rows:
        effective = read_day(stored)
        step = _step(month, status, effective, touched.get(bytes(id_), frozenset()))
        if step:
            changes.append(RuleChange(bytes(id_), title, section, status, effective, step))
    return tuple(changes)


def _step(
    month: Month, status: str, effective: date | None, columns: frozenset[str | None]
) -> RuleStep | None:
    if status == "in_force" and effective and Month.of(effective) == month:
        return RuleStep.IN_FORCE
    if status == "retired" and "status" in columns:
        return RuleStep.RETIRED
    if None in columns:
        return RuleStep.ADDED
    return RuleStep.REWORDED if columns - {"number", "deleted"} else None


def _touched(month: Month) -> dict[bytes, frozenset[str | None]]:
    """Return the columns of each rule the journal saw change; None for a row that was made."""
    rows = database.execute_sql(
        "SELECT g.row, c.name FROM _transaction x JOIN _change g ON g.tx = x.id"
        " JOIN _table t ON t.no = g.tbl LEFT JOIN _column c ON c.tbl = g.tbl AND c.no = g.col"
        " WHERE t.name = 'rule' AND (g.col IS NULL OR g.col > 0) AND x.at >= ? AND x.at < ?",
        (_milliseconds(month), _milliseconds(month.next)),
    )
    touched: dict[bytes, set[str | None]] = {}
    for row, column in rows:
        touched.setdefault(bytes(row), set()).add(column)
    return {row: frozenset(columns) for row, columns in touched.items()}


def _milliseconds(month: Month) -> int:
    return int(datetime(month.year, month.number, 1).timestamp() * 1000)
