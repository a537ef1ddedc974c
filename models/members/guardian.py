"""Who answers for a minor."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from peewee import ForeignKeyField

from models import clock
from models.base import Record, WordsField, database, link_id, mark, read_words
from models.errors import Invalid
from models.journal.transactions import action
from models.members.tables import Member
from models.texts import tidy
from models.vocabulary import Kind
from resources.i18n import N_

OF_AGE = 18


class Guardian(Record):
    """`member` is the minor; `relation` what the guardian is to them."""

    subject = Kind.MEMBER
    keys = ("member", "guardian")
    shared_id = True
    owner = "member"
    follows = ("guardian",)
    called = "relation"

    member = ForeignKeyField(Member, field="id", column_name="member", backref="guardians")
    guardian = ForeignKeyField(Member, field="id", column_name="guardian", backref="wards")
    relation = WordsField()


@dataclass(frozen=True)
class Relative:
    """Somebody a member answers for, or who answers for them."""

    id: bytes
    name: str
    relation: str


def guardians_of(member_id: bytes) -> tuple[Relative, ...]:
    return tuple(guardians_of_each([member_id]).get(member_id, ()))


def guardians_of_each(member_ids: Sequence[bytes]) -> dict[bytes, list[Relative]]:
    """Return the same of some hundred members; who has none is not in it."""
    return _relatives("guardian", "member", member_ids)


def wards_of(member_id: bytes) -> tuple[Relative, ...]:
    """Return the minors somebody answers for."""
    return tuple(_relatives("member", "guardian", [member_id]).get(member_id, ()))


def is_minor(born: str, has_guardian: bool = False, day: date | None = None) -> bool:
    """Whether somebody was born less than eighteen years ago, or has somebody who answers for
    them. Of whom only the year is known is of age once the year has come."""
    if has_guardian:
        return True
    today = day or clock.today()
    try:
        year, rest = int(born[:4]), born[4:]
    except ValueError:
        return False
    birthday = f"-{today.month:02}-{today.day:02}"
    return today.year - year - (birthday < rest) < OF_AGE


def save_guardians(member_id: bytes, guardians: Sequence[tuple[bytes, str]]) -> None:
    """Make these people, each with what they are to the member, the guardians.

    Raises Invalid where somebody would answer for themselves.
    """
    wanted = dict(guardians)
    if member_id in wanted:
        raise Invalid({"guardians": N_("Nobody is their own guardian.")})
    rows = Guardian.select().where(Guardian.member == member_id)
    known = {bytes(row.__data__["guardian"]): row for row in rows}
    with action("member.edit"):
        for guardian, relation in wanted.items():
            row, said = known.get(guardian), tidy(relation)
            if row is None:
                row_id = link_id("guardian", member_id, guardian)
                Guardian.create(id=row_id, member=member_id, guardian=guardian, relation=said)
            elif (row.relation, row.deleted) != (said, 0):
                changed = Guardian.update(relation=said, deleted=0)
                changed.where(Guardian.id == row.id).execute()
        gone = [row.id for each, row in known.items() if each not in wanted and not row.deleted]
        mark(Guardian, gone, deleted=True)


def _relatives(shown: str, of: str, member_ids: Sequence[bytes]) -> dict[bytes, list[Relative]]:
    marks = ", ".join("?" * len(member_ids))
    found: dict[bytes, list[Relative]] = {}
    for asked, member, name, relation in database.execute_sql(
        f'SELECT g."{of}", m.id, m.name, g.relation FROM guardian g'
        f' JOIN member m ON m.id = g."{shown}" WHERE g."{of}" IN ({marks})'
        " AND g.deleted = 0 AND m.deleted = 0 ORDER BY m.pinyin, m.rid",
        list(member_ids),
    ):
        relative = Relative(bytes(member), read_words(name), read_words(relation))
        found.setdefault(bytes(asked), []).append(relative)
    return found
