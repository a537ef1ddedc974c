"""What the pane says of the people around a member, and the way to each of them."""

from __future__ import annotations

from functools import partial

from models.members.household import Living, rename_household
from models.members.profile import Profile
from models.members.referrals import count_brought
from models.vocabulary import Kind
from ui import asking
from ui.formats import joined
from ui.members.pane import Pane
from ui.members.referrals_window import show_referrals
from ui.records.detail import Lead, Section, Step
from ui.wording import _, n_


def family_section(member: Profile, pane: Pane) -> Section | None:
    """The household, the guardians of a minor, and the minors somebody answers for."""
    around: dict[bytes, tuple[str, list[str]]] = {}
    for each in member.guardians:
        around[each.id] = (each.name, [_guardian_words(each.relation)])
    for each in member.wards:
        around[each.id] = (each.name, [_("a minor they are guardian of")])
    if member.living is not None:
        for other, name in member.living.people:
            around.setdefault(other, (name, []))
            if other == member.living.contact:
                around[other][1].append(_("contact person"))
    leads = tuple(
        _lead(pane, other, name, joined(captions))
        for other, (name, captions) in around.items()
        if other != member.id
    )
    text = _household_words(member.living, member.is_contact) if member.living else ""
    if member.is_minor and not member.guardians:
        missing = _("A minor without a guardian on record.")
        text = f"{text}\n{missing}" if text else missing
    if not text and not leads:
        return None
    steps = (_renaming(member.living, pane),) if member.living else ()
    return Section(_("Family"), text=text, leads=leads, steps=steps)


def _renaming(living: Living, pane: Pane) -> Step:
    def rename() -> None:
        title = _("Rename the household")
        name = asking.ask_text(pane.parent, title, _("Name of the household"), living.name)
        if name is not None and name != living.name:
            rename_household(living.id, name)
            pane.session.announce(Kind.COMMUNITY, Kind.MEMBER)

    return Step(_("Rename the household…"), rename, "pencil")


def referral_section(member: Profile, pane: Pane) -> Section | None:
    """Who introduced them and whom they brought, in a line; the tree is a step away."""
    brought = count_brought(member.id)
    if not brought and not member.introduced_by_name:
        return None
    tree = Step(
        _("Show the tree…"),
        partial(show_referrals, pane.session, pane.parent, member.id),
        "network",
    )
    return Section(
        _("Introductions"), text=_referral_words(member.introduced_by_name, brought), steps=(tree,)
    )


def _referral_words(introducer: str, brought: int) -> str:
    said = []
    if introducer:
        said.append(_("Introduced by {name}.", name=introducer))
    if brought:
        said.append(n_("They brought {count} person.", "They brought {count} people.", brought))
    if len(said) == 1:
        return said[0]
    return _("{first} {second}", first=said[0], second=said[1])


def _household_words(living: Living, is_contact: bool) -> str:
    if is_contact:
        return _("Household: {name} (they are the contact person)", name=living.name)
    return _("Household: {name}", name=living.name)


def _guardian_words(relation: str) -> str:
    return _("guardian, {relation}", relation=relation) if relation else _("guardian")


def _lead(pane: Pane, member: bytes, name: str, caption: str) -> Lead:
    return Lead(name, caption, partial(pane.session.go_to, Kind.MEMBER, member))
