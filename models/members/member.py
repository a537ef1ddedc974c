"""Members: the table, what is asked of one member, and how one is saved."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from peewee import ForeignKeyField

from models import clock
from models.base import DayField, Record, WordsField, database, link_id, live, mark, store
from models.errors import Invalid, UserError
from models.journal.erasure import erased_among
from models.journal.transactions import action
from models.pinyin import sort_key
from models.vocabulary import Gender, Kind, MemberStatus
from resources.i18n import N_

_BORN = re.compile(r"[12]\d{3}(-\d\d-\d\d)?", re.ASCII)
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+")


class Member(Record):
    """`born` is "", a year, or a whole date. `pinyin` is the sort key, computed again at will."""

    subject = Kind.MEMBER
    local = ("pinyin",)

    name = WordsField()
    wechat_name = WordsField()
    wechat_id = WordsField()
    group_name = WordsField()
    gender = WordsField(Gender.UNKNOWN.value)
    born = WordsField()
    region = WordsField()
    phone = WordsField()
    email = WordsField()
    status = WordsField(MemberStatus.ACTIVE.value)
    role = WordsField()
    joined = DayField(null=True)
    left = DayField(null=True)
    left_reason = WordsField()
    source = WordsField()
    introduced_by = ForeignKeyField(
        "self", field="id", column_name="introduced_by", null=True, backref="introduced"
    )
    note = WordsField()
    pinyin = WordsField()

    class Meta:
        indexes = (
            (("deleted", "pinyin"), False),
            (("deleted", "status", "pinyin"), False),
            (("deleted", "joined"), False),
        )


class MemberTag(Record):
    """One interest of a member. Its id comes from both, so two copies make one row of it."""

    subject = Kind.MEMBER
    keys = ("member", "tag")
    shared_id = True
    owner = "member"

    member = ForeignKeyField(Member, field="id", column_name="member", backref="tag_rows")
    tag = WordsField()

    class Meta:
        indexes = ((("tag", "deleted", "member"), False),)


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


FIELDS = tuple(
    name
    for name in MemberValues.__dataclass_fields__
    if name not in ("id", "introduced_by_name", "tags")
)


def load_member(member_id: bytes) -> MemberValues | None:
    member = live(Member).where(Member.id == member_id).first()
    if member is None:
        return None
    introducer = live(Member).where(Member.id == member.introduced_by_id).first()
    values = {name: getattr(member, name) for name in FIELDS if name != "introduced_by"}
    return MemberValues(
        id=member.id,
        introduced_by=member.introduced_by_id,
        introduced_by_name=introducer.name if introducer else "",
        tags=tags_of(member_id),
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

    `values` maps names of MemberValues to typed values; `tags` is an iterable of texts.
    Raises Invalid where the values cannot stand, UserError where the member was erased meanwhile.
    """
    if member_id:
        refuse_erased(member_id)
    fields = {name: values[name] for name in FIELDS if name in values}
    fields = {name: _clean(value) for name, value in fields.items()}
    known = Member.get_or_none(Member.id == member_id) if member_id else None
    _check(known, fields)
    _complete_leaving(known, fields)
    if "name" in fields:
        fields["pinyin"] = sort_key(fields["name"])
    with action("member.edit" if member_id else "member.add"):
        saved = store(Member, member_id, fields)
        if "tags" in values:
            save_tags(saved, values["tags"])
    return saved


def save_tags(member_id: bytes, tags: Iterable[str]) -> None:
    """Make these the member's tags."""
    wanted = {tag.strip() for tag in tags} - {""}
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
        mark(Member, member_ids, deleted=True)


def restore_members(member_ids: list[bytes]) -> None:
    with action("member.restore", len(member_ids)):
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


def _clean(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


def _complete_leaving(known: Member | None, fields: dict[str, Any]) -> None:
    """Give who left a day of leaving, and take it from who came back."""
    if fields.get("status") == MemberStatus.LEFT and not fields.get("left"):
        fields["left"] = (known and known.left) or clock.today()
    returns = known and known.status == MemberStatus.LEFT and "status" in fields
    if known and returns and fields["status"] != MemberStatus.LEFT:
        if fields.get("left", known.left) == known.left:
            fields["left"] = None


def _check(known: Member | None, fields: Mapping[str, Any]) -> None:
    errors = {}
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
    if errors:
        raise Invalid(errors)


def _is_birth_date(text: str) -> bool:
    if not text or (_BORN.fullmatch(text) and len(text) == 4):
        return True
    try:
        return bool(_BORN.fullmatch(text) and date.fromisoformat(text))
    except ValueError:
        return False
