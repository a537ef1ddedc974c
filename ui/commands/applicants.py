"""`list … applicants`: who waits for an answer, and how they stand against the criteria."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Mapping, Sequence

from models import search
from models.members.applicants import Check, Judged, check_pending
from models.members.barred import Recognised, recognise
from models.stored import find_ids
from models.vocabulary import Kind, MemberStatus, Verdict
from ui.commands.answering import Answer, table
from ui.commands.opening import open_file
from ui.wording import _, n_


def list_applicants(options: Namespace) -> Answer:
    """Show the applicants in the order they are looked through, then the waiting list."""
    with open_file(options):
        checks: Sequence[Check] = check_pending()
        if options.search.strip():
            search.catch_up()
            found = set(find_ids(Kind.MEMBER, options.search))
            checks = [each for each in checks if each.facts.id in found]
        barred = {each.member: each for each in recognise([each.facts.id for each in checks])}
    if options.json:
        records = [_record(each, barred.get(each.facts.id)) for each in checks]
        return {"kind": options.kind, "total": len(records), "records": records}
    return _as_table(checks, barred)


def _as_table(checks: Sequence[Check], barred: Mapping[bytes, Recognised]) -> str:
    total = n_("{count} record", "{count} records", len(checks))
    if not checks:
        return total
    headings = [
        _("Name"), _("Status"), _("Applied on"), _("Verdict"), _("Not met"), _("Open questions"),
        _("Bonus"), _("Barred"),
    ]  # fmt: skip
    rows = [
        [
            each.facts.name,
            _(MemberStatus(each.facts.status).title),
            each.facts.applied.isoformat() if each.facts.applied else "",
            _(each.outcome.title),
            _titles(each.failed),
            _titles(each.open),
            f"{each.score}/{each.possible}" if each.possible else "",
            barred[each.facts.id].reason if each.facts.id in barred else "",
        ]
        for each in checks
    ]
    return f"{table(headings, rows)}\n\n{total}"


def _titles(judged: Sequence[Judged]) -> str:
    return _(", ").join(each.criterion.title for each in judged)


def _record(each: Check, barred: Recognised | None) -> dict[str, object]:
    return {
        "id": each.facts.id,
        "name": each.facts.name,
        "status": each.facts.status,
        "applied": each.facts.applied,
        "verdict": each.outcome.value,
        "score": each.score,
        "possible": each.possible,
        "unsure": each.unsure,
        "criteria": [_criterion(one) for one in each.judged],
        "barred": None if barred is None else {
            "reason": barred.reason,
            "until": barred.until,
            "by": [str(by) for by in barred.by],
        },
    }  # fmt: skip


def _criterion(one: Judged) -> dict[str, object]:
    return {
        "id": one.criterion.id,
        "title": one.criterion.title,
        "required": one.criterion.required,
        "weight": one.criterion.weight,
        "verdict": Verdict(one.verdict).value,
        "why": one.found.why.value,
        "said": list(one.found.said),
        "by_hand": one.by_hand,
        "note": one.note,
    }
