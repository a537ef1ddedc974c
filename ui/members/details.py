"""What the pane says of a member."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from models.events.attendance import Participation, recent_attendance
from models.members.alias import is_account
from models.members.member import MemberValues
from models.members.profile import Profile
from models.members.words import split_words
from models.vocabulary import Came, Gender, MemberStatus, Rsvp
from resources.i18n import N_
from ui.formats import date_text, joined
from ui.members.admission.sections import admission_section, earlier_section, welcome_section
from ui.members.class_words import class_section
from ui.members.columns import TONES
from ui.members.consent_window import consent_section
from ui.members.family import family_section, referral_section
from ui.members.own_fields import own_facts
from ui.members.pane import Pane
from ui.members.person.speaking import speaking_section
from ui.members.points import points_section
from ui.records.choices import title_of, tone_of
from ui.records.detail import Details, Fact, Section
from ui.wording import _


def describe_member(pane: Pane, member: Profile) -> Details:
    return Details(
        name=member.name,
        caption=joined([member.group_name or member.wechat_name, member.role]),
        initial=member.name[:1],
        chip=(title_of(MemberStatus, member.status), tone_of(TONES, member.status)),
        facts=(
            *(Fact(_(title), value) for title, value in _facts(member) if value),
            *own_facts(member),
        ),
        sections=(
            *(section for make in LEADING if (section := make(member, pane)) is not None),
            *(section for make in SECTIONS if (section := make(member)) is not None),
        ),
        picture=member.photo,
    )


def _facts(member: MemberValues) -> list[tuple[str, str]]:
    known_gender = member.gender != Gender.UNKNOWN
    return [
        (N_("Phone"), member.phone),
        (N_("E-mail"), member.email),
        (N_("WeChat nickname"), member.wechat_name),
        (N_("WeChat ID"), member.wechat_id),
        (N_("Other names"), " · ".join(_aliases(member, accounts=False))),
        (N_("Accounts in chats"), " · ".join(_aliases(member, accounts=True))),
        (N_("Gender"), title_of(Gender, member.gender) if known_gender else ""),
        (N_("Birth date"), _born(member.born)),
        (N_("Region"), member.region),
        (N_("Joined"), date_text(member.joined)),
        (N_("Left on"), date_text(member.left)),
        (N_("Why they left"), member.left_reason),
        (N_("Exit note"), member.exit_note),
        (N_("How they found us"), member.source),
        (N_("Introduced by"), member.introduced_by_name),
        (N_("Tags"), " · ".join(member.tags)),
        (N_("Can give"), " · ".join(split_words(member.can_give))),
        (N_("Needs"), " · ".join(split_words(member.needs))),
        (N_("Traits"), " · ".join(split_words(member.traits))),
        (N_("Rests until"), date_text(member.rest_until)),
    ]


def _aliases(member: MemberValues, accounts: bool) -> list[str]:
    return [name for name in member.aliases if is_account(name) == accounts]


def _note(member: MemberValues) -> Section | None:
    return Section(_("Note"), text=member.note) if member.note else None


def _recent_events(member: MemberValues) -> Section:
    recent = recent_attendance(member.id, limit=6)
    if not recent:
        return Section(_("Recent events"), text=_("No event on record yet."))
    lines = tuple((one.title, _participation(one)) for one in recent)
    return Section(_("Recent events"), lines=lines)


def _participation(one: Participation) -> str:
    said = title_of(Came, one.came)
    if one.came == Came.NO_RECORD and one.rsvp != Rsvp.NONE:
        said = _("RSVP: {answer}", answer=title_of(Rsvp, one.rsvp))
    rating = _("{mark} of 5", mark=one.rating) if one.rating else ""
    return joined([date_text(one.day), said, rating])


def _born(born: str) -> str:
    return date_text(date.fromisoformat(born)) if len(born) == 10 else born


# What the pane shows below the facts, in this order: first what leads somewhere else. None has
# nothing to say of a member.
LEADING: list[Callable[[Profile, Pane], Section | None]] = [
    admission_section,
    welcome_section,
    family_section,
    referral_section,
    consent_section,
    earlier_section,
]
SECTIONS: list[Callable[[MemberValues], Section | None]] = [
    _note,
    class_section,
    speaking_section,
    _recent_events,
    points_section,
]
