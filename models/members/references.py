"""Who names a member: introduced by them, looked after by them, reached through them, and what
they have to do."""

from __future__ import annotations

from collections.abc import Sequence

from models.base import LIVE, link_id, mark
from models.events.task import Task
from models.feedback.feedback import Feedback
from models.members.guardian import Guardian
from models.members.household import Household
from models.members.tables import Member


def name_instead(kept: bytes, others: Sequence[bytes]) -> bool:
    """Let everything that names one of the others name the kept entry, inside an action; say
    whether anything did. Nobody is made to name themselves."""
    changed = _take_introduced(kept, others)
    changed |= bool(Feedback.update(member=kept).where(Feedback.member.in_(others)).execute())
    changed |= bool(Task.update(member=kept).where(Task.member.in_(others)).execute())
    contacts = Household.contact.in_(others)
    changed |= bool(Household.update(contact=kept).where(contacts).execute())
    return changed | _take_wards(kept, others)


def _take_introduced(kept: bytes, others: Sequence[bytes]) -> bool:
    person = (kept, *others)
    introduced = Member.introduced_by.in_(others) & Member.id.not_in(person)
    changed = bool(Member.update(introduced_by=kept).where(introduced).execute())
    introducer = _introducer_of(kept)
    if introducer not in person:
        return changed
    further = (_introducer_of(other) for other in others)
    named = next((each for each in further if each and each not in person), None)
    Member.update(introduced_by=named).where(Member.id == kept).execute()
    return True


def _introducer_of(member_id: bytes) -> bytes | None:
    found: bytes | None = Member.get(Member.id == member_id).__data__["introduced_by"]
    return found


def _take_wards(kept: bytes, others: Sequence[bytes]) -> bool:
    wards = list(
        Guardian.select().where(
            Guardian.guardian.in_(others)
            & Guardian.member.not_in([kept, *others])
            & (Guardian.deleted == LIVE)
        )
    )
    for row in wards:
        ward = row.__data__["member"]
        target = link_id("guardian", ward, kept)
        if Guardian.update(deleted=LIVE).where(Guardian.id == target).execute() == 0:
            Guardian.create(id=target, member=ward, guardian=kept, relation=row.relation)
        elif not Guardian.get(Guardian.id == target).relation:
            Guardian.update(relation=row.relation).where(Guardian.id == target).execute()
        mark(Guardian, [row.id], deleted=True)
    return bool(wards)
