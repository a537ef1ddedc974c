"""What a check of a file finds, in words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from peewee import DatabaseError

from models.base import database
from models.errors import Damaged
from models.journal.folding import find_differences
from models.storage import invariants
from resources.i18n import N_


@dataclass(frozen=True)
class Finding:
    """`message` is the English message with the fields to fill in; `code` names it for scripts.
    One that is not `bad` is only to be known."""

    code: str
    message: str
    fields: dict[str, Any] = field(default_factory=dict)
    bad: bool = True


@dataclass(frozen=True)
class Findings:
    findings: tuple[Finding, ...]

    @property
    def whole(self) -> bool:
        return not any(finding.bad for finding in self.findings)


_PAGES = N_(
    "Damaged places in the file: {count}. Open a backup, or salvage what can be read into a new"
    " file."
)
SCHEMA = N_(
    "The file is not built as Guildbook builds it: another program changed it. Open a backup, or"
    " salvage it into a new file."
)
UNSEALED = N_(
    "The file was not closed by Guildbook, or was changed since. All of it was checked instead."
)
_KEYS = N_("Records that point to one that is missing: {count}. Salvage the file into a new one.")
# What models.journal.folding says, by what it says it of.
_SORTS = (
    (
        re.compile(r" has no record$"),
        "rows",
        N_("Records that are not in the journal: {count}. Salvage the file into a new one."),
    ),
    (
        re.compile(r" is erased and not blank$"),
        "erased",
        N_("Erased records that still hold something: {count}. Opening the file blanks them."),
    ),
    (
        re.compile(r"^(records of an unknown transaction|transaction) "),
        "transactions",
        N_("Actions that are not complete: {count}. Salvage the file into a new one."),
    ),
    (
        re.compile(r"^the clock "),
        "clock",
        N_("The journal's clock is not as it should be. Salvage the file into a new one."),
    ),
    (
        re.compile(r""),
        "values",
        N_("Values that differ from the journal: {count}. Salvage the file into a new one."),
    ),
)


def broken_file() -> Finding:
    """Return what is to be said of a file that cannot even be asked."""
    return Finding("pages", _PAGES, {"count": 1})


def find(ours: bool) -> list[Finding]:
    """Ask the connected file about its pages and, where it is built as ours, about its contents:
    asking a table that is none could keep us for ever."""
    found = []
    if broken := invariants.broken_pages():
        found.append(Finding("pages", _PAGES, {"count": len(broken)}))
    if not ours:
        return found
    if lost := _asked(_lost_keys, found):
        found.append(Finding("keys", _KEYS, {"count": len(lost)}))
    return found + _sorted(_asked(find_differences, found))


def _asked(question: Callable[[], list[Any]], found: list[Finding]) -> list[Any]:
    """Ask what cannot be answered where a page is broken."""
    try:
        return question()
    except (Damaged, DatabaseError):
        if not any(finding.code == "pages" for finding in found):
            found.append(broken_file())
        return []


def _lost_keys() -> list[Any]:
    return list(database.execute_sql("PRAGMA foreign_key_check").fetchall())


def _sorted(differences: Iterable[str]) -> list[Finding]:
    counts = Counter(
        next(place for place, sort in enumerate(_SORTS) if sort[0].search(difference))
        for difference in differences
    )
    return [
        Finding(_SORTS[place][1], _SORTS[place][2], {"count": count})
        for place, count in sorted(counts.items())
    ]
