"""A member with all that is kept beside their own record, as the form and the pane show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from models.journal.transactions import action
from models.members.consent import Agreement, consents_of
from models.members.guardian import Relative, guardians_of, is_minor, save_guardians, wards_of
from models.members.household import Living, load_household, make_household, name_contact
from models.members.member import MemberValues, load_member, save_member
from models.members.photo import photo_of, save_photo
from models.texts import tidy


@dataclass(frozen=True)
class Profile(MemberValues):
    """`living` is the household with everybody in it, `is_contact` whether one speaks to this
    member there. `wards` are the minors they answer for."""

    photo: bytes = b""
    living: Living | None = None
    is_contact: bool = False
    guardians: tuple[Relative, ...] = ()
    wards: tuple[Relative, ...] = ()
    consents: tuple[Agreement, ...] = ()

    @property
    def is_minor(self) -> bool:
        return is_minor(self.born, bool(self.guardians))


def load_profile(member_id: bytes) -> Profile | None:
    member = load_member(member_id)
    if member is None:
        return None
    living = load_household(member.household) if member.household else None
    return Profile(
        **{field.name: getattr(member, field.name) for field in fields(MemberValues)},
        photo=photo_of(member_id),
        living=living,
        is_contact=living is not None and living.contact == member_id,
        guardians=guardians_of(member_id),
        wards=wards_of(member_id),
        consents=consents_of(member_id),
    )


def save_profile(member_id: bytes | None, values: Mapping[str, Any]) -> bytes:
    """Save a member with what stands beside the record, as one step; return the id.

    Beside what save_member takes: `household` may be the name of a new one, `is_contact` a yes or
    no, `guardians` pairs of a member and what they are to the minor, `photo` what `shrink` made.
    Raises what save_member raises.
    """
    said = dict(values)
    with action("member.edit" if member_id else "member.add"):
        if isinstance(said.get("household"), str):
            name = tidy(said["household"])
            said["household"] = make_household(name) if name else None
        saved = save_member(member_id, said)
        if "guardians" in said:
            save_guardians(saved, said["guardians"])
        if "photo" in said:
            save_photo(saved, said["photo"])
        if "is_contact" in said:
            _save_contact(saved, bool(said["is_contact"]))
    return saved


def _save_contact(member_id: bytes, is_contact: bool) -> None:
    """Make somebody the contact person of their household, or no longer."""
    member = load_member(member_id)
    living = load_household(member.household) if member and member.household else None
    if living is None:
        return
    if is_contact:
        name_contact(living.id, member_id)
    elif living.contact == member_id:
        name_contact(living.id, None)
