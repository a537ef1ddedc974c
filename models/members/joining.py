"""Two entries of one person become one: the entry that is kept has what both had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from models.base import LIVE, database, live, mark, store
from models.errors import UserError
from models.journal.transactions import action
from models.members.alias import Alias, add_aliases, is_account
from models.members.carrying import CARRIED, JOINING, carry
from models.members.chats import chat_day_id
from models.members.custom_field import list_fields
from models.members.field_values import NAMED, save_texts, texts_of_each
from models.members.household import keep_lived_in
from models.members.interaction import ChatDay
from models.members.likeness import phone_key
from models.members.member import FIELDS
from models.members.photo import photo_of, save_photo
from models.members.references import name_instead
from models.members.stay import keep_stay
from models.members.tables import Member
from models.members.words import join_words
from models.pinyin import sort_key
from models.settlement import mark_different
from models.titles import names_of
from models.vocabulary import Gender, MemberStatus
from resources.i18n import N_

PHOTO = "photo"
# Texts of which nothing need be lost: where both say something, both stand.
TEXTS = ("note", "exit_note")
WORDS = ("can_give", "needs", "traits")
NAMES = ("name", "wechat_name", "group_name", "wechat_id")
# How somebody left says nothing of an entry that did not leave.
LEAVING = ("left", "left_reason", "exit_note")
_UNSAID = {"gender": Gender.UNKNOWN.value}


class Stands(StrEnum):
    """Whose value is to stand where two entries become one."""

    KEPT = "kept"
    OTHER = "other"
    BOTH = "both"


@dataclass(frozen=True)
class Compared:
    """One field of two entries. `field` is a name of MemberValues, "field:" and the id of one of
    the organizer's own, or PHOTO; `default` is what stands if nobody chooses."""

    field: str
    kept: Any
    other: Any
    default: Stands

    @property
    def differs(self) -> bool:
        """Whether both say something, and not the same: then there is something to choose."""
        if is_unsaid(self.field, self.kept) or is_unsaid(self.field, self.other):
            return False
        if self.field == "phone" and phone_key(self.kept):
            return phone_key(self.kept) != phone_key(self.other)
        return bool(self.kept != self.other)

    @property
    def can_be_both(self) -> bool:
        return self.differs and self.field in (*TEXTS, *WORDS)


@dataclass(frozen=True)
class Belonging:
    """How many rows of a table two entries have: `table` names it."""

    table: str
    kept: int
    other: int


@dataclass(frozen=True)
class Joining:
    """What joining two entries would bring together: every field that one of them fills in, and
    what belongs to them. `names` are what the members and households in it are called."""

    kept: bytes
    other: bytes
    fields: tuple[Compared, ...]
    belongings: tuple[Belonging, ...]
    names: Mapping[bytes, str]


def preview_join(kept_id: bytes, other_id: bytes) -> Joining | None:
    """Set two entries side by side; None where one of them is not there any more."""
    rows = {bytes(row.id): row for row in live(Member).where(Member.id.in_([kept_id, other_id]))}
    if len(rows) < 2:
        return None
    both = (kept_id, other_id)
    kept, other = _said(rows[kept_id], both), _said(rows[other_id], both)
    fields = tuple(
        Compared(name, kept.get(name), other.get(name), _default(name, kept, other))
        for name in _field_names()
        if not (is_unsaid(name, kept.get(name)) and is_unsaid(name, other.get(name)))
    )
    return Joining(
        kept_id, other_id, fields, _belongings(kept_id, other_id), _names_in((kept, other))
    )


def preferred(first: bytes, second: bytes) -> bytes:
    """Return which of two entries is rather kept: the one with more that belongs to it, and of
    two alike the one that joined first."""
    entries = {bytes(row.id): row for row in Member.select().where(Member.id.in_([first, second]))}
    owned = {
        member: sum(
            live(model).where(model._meta.fields["member"] == member).count() for model in CARRIED
        )
        for member in entries
    }
    return min(entries, key=lambda each: (-owned[each], str(entries[each].joined or "9"), each))


def join_members(
    kept_id: bytes, other_id: bytes, chosen: Mapping[str, Stands] | None = None
) -> None:
    """Keep one of two entries as the one person they are; the other goes to the trash.

    `chosen` says by field whose value stands where both say something; else the kept one's does,
    and what it leaves empty comes from the other, with everything that belongs to it. One action,
    which one undo takes back. Raises UserError where one of the two is not there any more.
    """
    with action(JOINING):
        found = preview_join(kept_id, other_id)
        if found is None:
            raise UserError(N_("One of the two entries is not there any more. Look again."))
        other = Member.get(Member.id == other_id)
        lived = [row.__data__["household"] for row in (other, Member.get(Member.id == kept_id))]
        _write_fields(found, chosen or {})
        _remember_stay(kept_id, other)
        _add_up_chats(kept_id, other_id)
        carry(kept_id, [other_id])
        name_instead(kept_id, [other_id])
        keep_names(kept_id, [other_id])
        store(Member, other_id, {"same_as": kept_id})
        mark(Member, [other_id], deleted=True)
        keep_lived_in(lived)
        mark_different(kept_id, other_id)


def keep_names(kept_id: bytes, others: Sequence[bytes]) -> bool:
    """Let the names of other entries be aliases of the kept one, inside an action; one that was
    taken away from it does not come back."""
    known = {row.name for row in Alias.select().where(Alias.member == kept_id)}
    kept = Member.get(Member.id == kept_id)
    known |= {getattr(kept, name) for name in NAMES} | {""}
    names: dict[str, str] = {}
    for other in Member.select().where(Member.id.in_(others)).order_by(Member.id):
        names |= {getattr(other, name): "" for name in NAMES}
    new = {name: "" for name in names if name not in known and not is_account(name)}
    add_aliases(kept_id, new)
    return bool(new)


def is_unsaid(name: str, value: object) -> bool:
    return value in ("", None, b"", _UNSAID.get(name, ""))


def together(name: str, kept: str, other: str) -> str:
    """Return two texts as one that has both."""
    if name in WORDS:
        return join_words([kept, other])
    if other in kept:
        return kept
    return other if kept in other else f"{kept}\n{other}"


def _field_names() -> tuple[str, ...]:
    return (*FIELDS, *(each.name for each in list_fields()), PHOTO)


def _said(member: Member, both: Sequence[bytes]) -> dict[str, Any]:
    """Return what an entry says; that one of the two introduced the other says nothing."""
    member_id = bytes(member.id)
    values = {name: member.__data__[name] for name in FIELDS}
    if values["introduced_by"] in both:
        values["introduced_by"] = None
    own = texts_of_each([member_id]).get(member_id, {})
    return {**values, **own, PHOTO: photo_of(member_id)}


def _default(name: str, kept: Mapping[str, Any], other: Mapping[str, Any]) -> Stands:
    if is_unsaid(name, kept.get(name)):
        stayed = name in LEAVING and kept["status"] != MemberStatus.LEFT
        return Stands.KEPT if stayed else Stands.OTHER
    both = name in (*TEXTS, *WORDS) and not is_unsaid(name, other.get(name))
    return Stands.BOTH if both and kept[name] != other[name] else Stands.KEPT


def _names_in(both: Sequence[Mapping[str, Any]]) -> dict[bytes, str]:
    return names_of(values[name] for values in both for name in ("introduced_by", "household"))


def _belongings(kept_id: bytes, other_id: bytes) -> tuple[Belonging, ...]:
    found = []
    for model in CARRIED:
        counts = [
            live(model).where(model._meta.fields["member"] == member).count()
            for member in (kept_id, other_id)
        ]
        if any(counts):
            found.append(Belonging(model._meta.table_name, *counts))
    return tuple(found)


def _write_fields(found: Joining, chosen: Mapping[str, Stands]) -> None:
    values: dict[str, Any] = {}
    for each in found.fields:
        stands = chosen.get(each.field, each.default) if each.differs else each.default
        if stands is Stands.OTHER:
            values[each.field] = each.other
        elif stands is Stands.BOTH:
            values[each.field] = together(each.field, each.kept, each.other)
    own = {name: values.pop(name) for name in list(values) if name.startswith(NAMED)}
    save_texts(found.kept, {bytes.fromhex(name.removeprefix(NAMED)): own[name] for name in own})
    if image := values.pop(PHOTO, None):
        save_photo(found.kept, image)
    if "name" in values:
        # The name that does not stand any more stays an alias.
        add_aliases(found.kept, {Member.get(Member.id == found.kept).name: ""})
        values["pinyin"] = sort_key(values["name"])
    store(Member, found.kept, values)


def _remember_stay(kept_id: bytes, other: Member) -> None:
    """Keep the time in which somebody was a member before, under the entry that left."""
    kept = Member.get(Member.id == kept_id)
    if other.status == MemberStatus.LEFT != kept.status and other.left:
        keep_stay(kept_id, other.joined, other.left, other.left_reason, other.exit_note)


def _add_up_chats(kept_id: bytes, other_id: bytes) -> None:
    """Somebody who wrote under two names wrote as much as both: one more row says so, as one
    more import would that knows both names."""
    both = database.execute_sql(
        "SELECT k.chat, k.day, k.since, k.until, k.amount + o.amount FROM"
        " (SELECT chat, day, since, until, max(amount) AS amount FROM chat_day"
        "  WHERE member = ? AND deleted = 0 GROUP BY 1, 2, 3, 4) k JOIN"
        " (SELECT chat, day, since, until, max(amount) AS amount FROM chat_day"
        "  WHERE member = ? AND deleted = 0 GROUP BY 1, 2, 3, 4) o"
        " USING (chat, day, since, until)",
        (kept_id, other_id),
    ).fetchall()
    for chat, day, since, until, amount in both:
        row_id = chat_day_id(kept_id, chat, day, (since, until), amount)
        if ChatDay.update(deleted=LIVE).where(ChatDay.id == row_id).execute() == 0:
            ChatDay.create(
                id=row_id, member=kept_id, chat=chat, day=day, since=since, until=until,
                amount=amount,
            )  # fmt: skip
