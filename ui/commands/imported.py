"""What an import did, or would do, as every such command answers it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from models.exchange.plan import ImportResult
from ui.commands.answering import Answer
from ui.wording import _


def imported(
    options: Namespace, result: ImportResult, cells: Sequence[str] = (), hints: Sequence[str] = ()
) -> Answer:
    """Return the answer; `cells` are what changes one by one, told only of what is not done."""
    skipped = [{"line": row.line, "reason": _(row.reason, **row.fields)} for row in result.skipped]
    counts = {
        "added": result.added,
        "updated": result.updated,
        "unchanged": result.unchanged,
    }
    if options.json:
        return {**counts, "skipped": skipped}
    summary = _(
        "{added} added, {updated} changed, {unchanged} already there, {skipped} left out.",
        **counts,
        skipped=len(skipped),
    )
    lines = [*hints, _("Nothing was written. It would be:")] if options.dry_run else [*hints]
    lines += [summary, *(_("Line {line}: {reason}", **row) for row in skipped)]
    lines += cells if options.dry_run else []
    return "\n".join(lines)
