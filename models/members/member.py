"""Members: what is asked of one, and how one is saved. The tables stand in tables.py."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from models import clock
from models.base import database, link_id, live, mark, store
from models.errors import Invalid, UserError
from models.journal.erasure import erased_among
from models.journal.transactions import action
from models.members.alias import aliases_of, save_aliases
from models.members.field_values import NAMED, Value, checked, save_texts, values_of
from models.members.household import keep_lived_in, named_household
from models.members.one_person import stand_alone
from models.members.tables import Member as Member
from models.members.tables import MemberTag as MemberTag
from models.pinyin import sort_key
from models.texts import tidied, tidy
from models.vocabulary import OUTSIDE, MemberStatus
from resources.i18n import N_

_BORN = re.compile(r"[12]\d{3}(-\d\d-\d\d)?", re.ASCII)
_LONGEST_CADENCE = 3_650  # days
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


@dataclass(frozen=True)
class MemberValues:
    """A member as a form shows it."""

    id: bytes
    name: str
    wechat_name: str
    wechat_id: str
    group_name: str
    gender: str
    born: str
    region: str
    phone: str
    email: str
    status: str
    role: str
    joined: date | None
    left: date | None
    left_reason: str
    source: str
    introduced_by: bytes | None
    introduced_by_name: str
    tags: tuple[str, ...]
    note: str
    can_give: str = ""
    needs: str = ""
    traits: str = ""
    household: bytes | None = None
    household_name: str = ""
    rest_until: date | None = None
    cadence: int | None = None
    applied: date | None = None
    decided: date | None = None
    decision: str = ""
    exit_note: str = ""
    aliases: tuple[str, ...] = ()
    custom: Mapping[bytes, Value] = field(default_factory=dict)


FIELDS = tuple(
    name
    for name in MemberValues.__dataclass_fields__
    if name not in ("id", "introduced_by_name", "household_name", "tags", "aliases", "custom")
)
_REFERENCES = ("introduced_by", "household")
# Who asked to become a member: a visitor has not, and nothing is decided about them.
_ASKING = tuple(status for status in OUTSIDE if status is not MemberStatus.VISITOR)


def load_member(member_id: bytes) -> MemberValues | None:
    member = live(Member).where(Member.id == member_id).first()
    if member is None:
        return None
    introducer = live(Member).where(Member.id == member.introduced_by_id).first()
    household = named_household(member.household_id)
    values = {name: getattr(member, name) for name in FIELDS if name not in _REFERENCES}
    return MemberValues(
        id=member.id,
        introduced_by=member.introduced_by_id,
        introduced_by_name=introducer.name if introducer else "",
        household=household.id if household else None,
        household_name=household.name if household else "",
        tags=tags_of(member_id),
        aliases=aliases_of(member_id),
        custom=values_of(member_id),
        **values,
    )


def tags_of(member_id: bytes) -> tuple[str, ...]:
    rows = live(MemberTag, MemberTag.tag).where(MemberTag.member == member_id)
    return tuple(sorted(row.tag for row in rows))


def tags_of_each(member_ids: Sequence[bytes]) -> dict[bytes, list[str]]:
    """Return the tags of some hundred members, sorted; who has none is not in it."""
    marks = ", ".join("?" * len(member_ids))
    tags: dict[bytes, list[str]] = {}
    for member, tag in database.execute_sql(
        f"SELECT member, tag FROM member_tag WHERE deleted = 0 AND member IN ({marks})"
        " ORDER BY tag",
        member_ids,
    ):
        tags.setdefault(bytes(member), []).append(tag)
    return tags


def all_tags() -> tuple[str, ...]:
    """Return every tag in use, the most used first."""
    rows = database.execute_sql(
        "SELECT tag FROM member_tag WHERE deleted = 0"
        " AND member NOT IN (SELECT id FROM member WHERE deleted = 1)"
        " GROUP BY tag ORDER BY count(*) DESC, tag"
    )
    return tuple(tag for (tag,) in rows)


def words_in_use(field: str) -> tuple[str, ...]:
    """Return the words members have in a free-text field (role, region, source)."""
    rows = database.execute_sql(
        f"SELECT \"{field}\" AS word FROM member WHERE deleted = 0 AND word <> ''"
        " GROUP BY word ORDER BY count(*) DESC, word LIMIT 50"
    )
    return tuple(word for (word,) in rows)


def save_member(member_id: bytes | None, values: Mapping[str, Any]) -> bytes:
    """Add a member, or change the given fields of one; return the id.

    `values` maps names of MemberValues to typed values; `tags` and `aliases` are texts. What
    stands in fields of the organizer's own comes under "field:" and the field's id in hex.
    Raises Invalid where the values cannot stand, UserError where the member was erased meanwhile.
    """
    if member_id:
        refuse_erased(member_id)
    known = Member.get_or_none(Member.id == member_id) if member_id else None
    own, errors = checked(
        member_id, {name: value for name, value in values.items() if name.startswith(NAMED)}
    )
    fields = foresee(known, values, errors)
    with action("member.edit" if member_id else "member.add"):
        saved = store(Member, member_id, fields)
        if "household" in fields:
            keep_lived_in((known.__data__["household"] if known else None, fields["household"]))
        if "tags" in values:
            save_tags(saved, values["tags"])
        if "aliases" in values:
            save_aliases(saved, values["aliases"])
        save_texts(saved, own)
    return saved


def foresee(
    known: Member | None, values: Mapping[str, Any], errors: Mapping[str, str] | None = None
) -> dict[str, Any]:
    """Return what saving these values would write into a member's own record.

    Raises Invalid with `errors` and what else cannot stand.
    """
    fields = {name: tidied(values[name]) for name in FIELDS if name in values}
    _check(known, fields, dict(errors or {}))
    _complete_leaving(known, fields)
    _complete_admission(known, fields)
    if "name" in fields:
        fields["pinyin"] = sort_key(fields["name"])
    return fields


def save_tags(member_id: bytes, tags: Iterable[str]) -> None:
    """Make these the member's tags."""
    wanted = {tidy(tag) for tag in tags} - {""}
    known = {row.tag: row for row in MemberTag.select().where(MemberTag.member == member_id)}
    with action("member.edit"):
        for tag in sorted(wanted - known.keys()):
            MemberTag.create(id=tag_id(member_id, tag), member=member_id, tag=tag)
        for tag, row in known.items():
            if row.deleted == (tag in wanted):
                mark(MemberTag, [row.id], tag not in wanted)


def tag_id(member_id: bytes, tag: str) -> bytes:
    return link_id("member_tag", member_id, tag)


def remove_members(member_ids: list[bytes]) -> None:
    """Put members into the trash. What they took part in stays with them."""
    with action("member.remove", len(member_ids)):
        stand_alone(member_ids)
        mark(Member, member_ids, deleted=True)


def restore_members(member_ids: list[bytes]) -> None:
    with action("member.restore", len(member_ids)):
        stand_alone(member_ids)
        mark(Member, member_ids, deleted=False)


def refuse_erased(member_id: bytes) -> None:
    """Raise UserError where somebody was erased: nothing is written about them any more."""
    if erased_among(Member, [member_id]):
        raise UserError(
            N_(
                "This person was erased for good, so nothing was saved. Whoever comes back is added"
                " as a new member."
            )
        )


def _complete_leaving(known: Member | None, fields: dict[str, Any]) -> None:
    """Give who left a day of leaving, and take it from who came back."""
    if fields.get("status") == MemberStatus.LEFT and not fields.get("left"):
        fields["left"] = (known and known.left) or clock.today()
    returns = known and known.status == MemberStatus.LEFT and "status" in fields
    if known and returns and fields["status"] != MemberStatus.LEFT:
        if fields.get("left", known.left) == known.left:
            fields["left"] = None


def _complete_admission(known: Member | None, fields: dict[str, Any]) -> None:
    """Give an applicant a day of application, and whoever is decided about a day of that: the
    figures ask for both."""
    before = known.status if known else ""
    status = fields.get("status", before)
    applied = fields.get("applied", known and known.applied)
    if status in _ASKING and before not in _ASKING and not applied:
        fields["applied"] = (not known and fields.get("joined")) or clock.today()
    decides = before in _ASKING and status not in (before, MemberStatus.APPLICANT)
    if decides and "decided" not in fields:
        fields["decided"] = clock.today()


def _check(known: Member | None, fields: Mapping[str, Any], errors: dict[str, str]) -> None:
    """Raise Invalid with these errors and what else cannot stand."""
    if not fields.get("name", "kept" if known else ""):
        errors["name"] = N_("A name is needed.")
    if not _is_birth_date(fields.get("born") or ""):
        errors["born"] = N_("Write a whole date, only a year, or nothing.")
    if fields.get("email") and not _EMAIL.fullmatch(fields["email"]):
        errors["email"] = N_("This is no e-mail address.")
    joined = fields.get("joined", known and known.joined)
    if joined and fields.get("left") and fields["left"] < joined:
        errors["left"] = N_("The day of leaving lies before the day of joining.")
    if known and fields.get("introduced_by") == known.id:
        errors["introduced_by"] = N_("Nobody can introduce themselves.")
    cadence = fields.get("cadence")
    if cadence is not None and not 0 <= cadence <= _LONGEST_CADENCE:
        errors["cadence"] = N_("Write a number of days from 0 to 3650, or nothing.")
    if errors:
        raise Invalid(errors)


def _is_birth_date(text: str) -> bool:
    if not text or (_BORN.fullmatch(text) and len(text) == 4):
        return True
    try:
        return bool(_BORN.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False
