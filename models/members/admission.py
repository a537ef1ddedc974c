"""What is decided about applicants: each is one action, for one or for many at once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from models import clock
from models.base import store
from models.errors import Invalid
from models.journal.transactions import action
from models.members.applicants import Check, check_each, keep_verdicts
from models.members.member import refuse_erased
from models.members.tables import Member
from models.members.welcome import begin_welcome, template
from models.texts import tidy
from models.vocabulary import OUTSIDE, MemberStatus
from resources.i18n import N_, Catalogue


def accept(member_ids: Sequence[bytes], words: Catalogue, note: str = "") -> int:
    """Make applicants members as of today, with a checklist to welcome them by; return how many.

    Whoever is a member already stays as they are. How they stood against the criteria is kept.
    """
    today = clock.today()
    with action("member.accept", len(member_ids)) as written:
        accepted = _outside(member_ids)
        _decide(accepted, MemberStatus.ACTIVE, note, joined=today)
        for each in accepted:
            begin_welcome(each.facts.id, today, template(words))
        written.amount = len(accepted)
    return len(accepted)


def refuse(member_ids: Sequence[bytes], reason: str) -> int:
    """Refuse applicants for a reason; return how many. Raises Invalid without one."""
    if not tidy(reason):
        raise Invalid({"reason": N_("Write why: somebody may ask one day.")})
    with action("member.refuse", len(member_ids)) as written:
        refused = _outside(member_ids)
        _decide(refused, MemberStatus.REFUSED, reason)
        written.amount = len(refused)
    return len(refused)


def put_on_waiting_list(member_ids: Sequence[bytes]) -> int:
    """Let applicants wait for a place, as of today; return how many."""
    return _move(member_ids, MemberStatus.WAITING, "member.wait", decided=clock.today())


def reopen(member_ids: Sequence[bytes]) -> int:
    """Make those who were refused, or who wait for a place, applicants again; return how many."""
    return _move(member_ids, MemberStatus.APPLICANT, "member.reopen", decided=None)


def _move(member_ids: Sequence[bytes], status: MemberStatus, kind: str, **values: Any) -> int:
    with action(kind, len(member_ids)) as written:
        moved = [each for each in _outside(member_ids) if each.facts.status != status]
        for each in moved:
            told = {"status": status.value, "decision": "", **values, **_applied(each)}
            store(Member, each.facts.id, told)
        written.amount = len(moved)
    return len(moved)


def _outside(member_ids: Sequence[bytes]) -> list[Check]:
    """Return those who are no members, as they stand."""
    for each in member_ids:
        refuse_erased(each)
    found = check_each(list(dict.fromkeys(member_ids)))
    return [each for each in found if each.facts.status in OUTSIDE]


def _decide(checks: Sequence[Check], status: MemberStatus, note: str, **values: Any) -> None:
    keep_verdicts(checks)
    for each in checks:
        values |= {"status": status.value, "decided": clock.today(), "decision": tidy(note)}
        store(Member, each.facts.id, {**values, **_applied(each)})


def _applied(each: Check) -> dict[str, Any]:
    """Keep the day of application: so far it may have stood as the day of joining only."""
    return {"applied": each.facts.applied}
