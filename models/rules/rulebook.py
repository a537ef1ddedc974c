"""The rules in force in reading order, for the printed book and the group announcement."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from models.base import live
from models.rules.rule import Rule
from models.vocabulary import RuleSection, RuleStatus
from resources.i18n import Catalogue


@dataclass(frozen=True)
class BookRule:
    number: str
    title: str
    text: str
    effective: date | None


@dataclass(frozen=True)
class BookSection:
    number: int
    section: RuleSection
    rules: tuple[BookRule, ...]


def rules_in_force() -> tuple[BookSection, ...]:
    """Return the sections that have rules in force, numbered from 1; their rules as 1.1, 1.2 …"""
    rows = list(live(Rule).where(Rule.status == RuleStatus.IN_FORCE).order_by(Rule.number, Rule.id))
    filled = [section for section in RuleSection if any(row.section == section for row in rows)]
    return tuple(
        BookSection(
            place,
            section,
            tuple(
                BookRule(f"{place}.{number}", row.title, row.text, row.effective)
                for number, row in enumerate(
                    (row for row in rows if row.section == section), start=1
                )
            ),
        )
        for place, section in enumerate(filled, start=1)
    )


def as_plain_text(words: Catalogue, title: str) -> str:
    """Return the rules in force as text to paste into a group, without any markup."""
    lines = [words._("{community}: our rules", community=title), ""]
    for section in rules_in_force():
        lines.append(f"{section.number}. {words._(section.section.title)}")
        for rule in section.rules:
            lines.append(f"{rule.number} {rule.title}")
            lines += [f"    {line}" for line in rule.text.splitlines()]
        lines.append("")
    return "\n".join(lines).rstrip() + "\n"
