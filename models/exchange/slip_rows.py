"""What becomes of each row of a list of marks that names nobody: a slip."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from typing import Any

from models.base import LIVE, database, link_id, new_id
from models.exchange.attendance_rows import NO_EVENT, NOT_WANTED
from models.exchange.plan import (
    NEW,
    SKIP,
    Add,
    Additional,
    Choices,
    Doubtful,
    Skipped,
    Unchanged,
    Update,
    Verdict,
)
from models.exchange.references import References
from models.exchange.rows import Rows, unreadable, without_unreadable
from resources.i18n import N_

NOTHING_SAID = N_("This line has neither a mark nor a comment.")
THERE_ALREADY = N_(
    "A slip with this mark and comment is in the book already. Take it in only if somebody else"
    " wrote it too."
)
_SAYS = ("rating", "comment")
_NAMES = frozenset(("member", "wechat_id", "phone", "email"))


def names_nobody(fields: Mapping[int, str]) -> bool:
    """Say whether the columns of an attendance list hold what was said and not who said it."""
    found = set(fields.values())
    return bool(found & set(_SAYS)) and not found & _NAMES


def plan_slips(
    rows: Rows, choices: Choices, event: bytes | None
) -> tuple[list[Verdict], tuple[Additional, ...]]:
    """Return the verdicts, and the events the user decided to add.

    A slip has no name to know it again by: what is in the book already with the same mark and
    comment is asked about, once for each such slip. The same file makes the same slips on every
    copy.
    """
    references = References(choices)
    known = _known()
    file = hashlib.sha256(repr(rows.texts).encode()).hexdigest()
    verdicts: list[Verdict] = []
    for index, (line, read) in enumerate(rows):
        choice = choices.get(line)
        doubt = unreadable(rows, index) if choice is None else None
        if choice == SKIP:
            verdicts.append(Skipped(line, NOT_WANTED))
        elif doubt:
            verdicts.append(doubt)
        else:
            values = without_unreadable(read)
            verdicts.append(_decide(line, values, references, known, event, file, choice))
    return verdicts, tuple(references.additional.values())


def _decide(
    line: int,
    values: Mapping[str, Any],
    references: References,
    known: Counter[tuple[bytes, int | None, str]],
    event: bytes | None,
    file: str,
    choice: bytes | str | None,
) -> Verdict:
    rating, comment = values.get("rating"), values.get("comment", "").strip()
    if rating is None and not comment:
        return Skipped(line, NOTHING_SAID)
    title, day = values.get("event", ""), values.get("day", "")
    if not event and not title and not day:
        return Doubtful(line, NO_EVENT, field="event")
    where = event or references.event(line, title, day)
    if isinstance(where, Doubtful):
        return where
    slip = (where, rating, comment)
    if known[slip]:
        known[slip] -= 1
        if choice != NEW:
            return Doubtful(line, THERE_ALREADY, field="comment" if comment else "rating")
        row = new_id()
    else:
        row = link_id("evaluation", where, file, str(line), str(rating), comment)
        if (stored := _stored(row)) is not None:
            return Unchanged(line, row) if stored == LIVE else Update(line, row, {"deleted": LIVE})
    return Add.of(line, row, {"event": where, "rating": rating, "comment": comment})


def _stored(row: bytes) -> int | None:
    """Return whether a slip of this very line is in use or in the trash; None where it is new."""
    found = database.execute_sql("SELECT deleted FROM evaluation WHERE id = ?", (row,)).fetchone()
    return None if found is None else int(found[0])


def _known() -> Counter[tuple[bytes, int | None, str]]:
    rows = database.execute_sql("SELECT event, rating, comment FROM evaluation WHERE deleted = 0")
    return Counter((bytes(event), rating, comment) for event, rating, comment in rows)
