"""What somebody agreed to, when, and how they said so."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from peewee import ForeignKeyField

from models import clock
from models.base import DayField, Record, WordsField, database, link_id, live, mark
from models.errors import Invalid
from models.journal.transactions import action
from models.members.member import refuse_erased
from models.members.tables import Member
from models.texts import tidy
from models.vocabulary import Kind, Purpose
from resources.i18n import N_


class Consent(Record):
    """One purpose. It holds from `given` until `withdrawn`, where that is known."""

    subject = Kind.MEMBER
    keys = ("member", "purpose")
    shared_id = True
    owner = "member"
    called = "purpose"

    member = ForeignKeyField(Member, field="id", column_name="member", backref="consents")
    purpose = WordsField()
    given = DayField(null=True)
    withdrawn = DayField(null=True)
    how = WordsField()


@dataclass(frozen=True)
class Agreement:
    """A consent as it is shown; `purpose` is a Purpose or the organizer's own words."""

    purpose: str
    given: date | None = None
    withdrawn: date | None = None
    how: str = ""


def consents_of(member_id: bytes) -> tuple[Agreement, ...]:
    """Return what a member was asked, the usual purposes first."""
    return tuple(consents_of_each([member_id]).get(member_id, ()))


def consents_of_each(member_ids: Sequence[bytes]) -> dict[bytes, list[Agreement]]:
    """Return the same of some hundred members; who was never asked is not in it."""
    usual = {purpose.value: place for place, purpose in enumerate(Purpose)}
    rows = live(Consent).where(Consent.member.in_(member_ids))
    found: dict[bytes, list[Agreement]] = {}
    for row in sorted(rows, key=lambda row: (usual.get(row.purpose, len(usual)), row.purpose)):
        agreement = Agreement(row.purpose, row.given, row.withdrawn, row.how)
        found.setdefault(bytes(row.__data__["member"]), []).append(agreement)
    return found


def agreed(purpose: str, day: date | None = None) -> frozenset[bytes]:
    """Return the members whose consent to a purpose holds on a day, or today.

    Who was never asked has not agreed.
    """
    on = (day or clock.today()).isoformat()
    rows = database.execute_sql(
        "SELECT c.member FROM consent c JOIN member m ON m.id = c.member"
        " WHERE c.deleted = 0 AND m.deleted = 0 AND c.purpose = ? AND c.given <= ?"
        " AND (c.withdrawn IS NULL OR c.withdrawn > ?)",
        (purpose, on, on),
    )
    return frozenset(bytes(member) for (member,) in rows)


def purposes_in_use() -> tuple[str, ...]:
    """Return the organizer's own purposes, by name."""
    rows = database.execute_sql(
        "SELECT DISTINCT purpose FROM consent WHERE deleted = 0 ORDER BY purpose"
    )
    return tuple(purpose for (purpose,) in rows if purpose not in list(Purpose))


def save_consents(member_id: bytes, agreements: Iterable[Agreement]) -> None:
    """Make these a member's consents; what says nothing is none.

    Raises Invalid, by purpose, where a consent ends before it began, UserError where the member
    was erased meanwhile.
    """
    refuse_erased(member_id)
    wanted = {
        tidy(each.purpose): each
        for each in agreements
        if tidy(each.purpose) and (each.given or each.withdrawn or tidy(each.how))
    }
    wrong = {
        purpose: N_("It cannot be withdrawn before it was given.")
        for purpose, each in wanted.items()
        if each.given and each.withdrawn and each.withdrawn < each.given
    }
    if wrong:
        raise Invalid(wrong)
    known = {row.purpose: row for row in Consent.select().where(Consent.member == member_id)}
    with action("member.consent"):
        for purpose, each in wanted.items():
            values = {"given": each.given, "withdrawn": each.withdrawn, "how": tidy(each.how)}
            row = known.get(purpose)
            if row is None:
                consent_id = link_id("consent", member_id, purpose)
                Consent.create(id=consent_id, member=member_id, purpose=purpose, **values)
            elif row.deleted or any(getattr(row, name) != new for name, new in values.items()):
                Consent.update(deleted=0, **values).where(Consent.id == row.id).execute()
        gone = [row.id for name, row in known.items() if name not in wanted and not row.deleted]
        mark(Consent, gone, deleted=True)
