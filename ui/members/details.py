"""What the pane says of a member."""

from __future__ import annotations

from datetime import date

from models.events.attendance import Participation, recent_attendance
from models.members.member import MemberValues
from models.vocabulary import Came, Gender, MemberStatus, Rsvp
from resources.i18n import N_
from ui.formats import date_text, joined
from ui.members.columns import TONES
from ui.records.choices import title_of, tone_of
from ui.records.detail import Details, Fact, Section
from ui.wording import _


def describe_member(member: MemberValues) -> Details:
    return Details(
        name=member.name,
        caption=joined([member.group_name or member.wechat_name, member.role]),
        initial=member.name[:1],
        chip=(title_of(MemberStatus, member.status), tone_of(TONES, member.status)),
        facts=tuple(Fact(_(title), value) for title, value in _facts(member) if value),
        sections=_sections(member),
    )


def _facts(member: MemberValues) -> list[tuple[str, str]]:
    known_gender = member.gender != Gender.UNKNOWN
    return [
        (N_("Phone"), member.phone),
        (N_("E-mail"), member.email),
        (N_("WeChat nickname"), member.wechat_name),
        (N_("WeChat ID"), member.wechat_id),
        (N_("Gender"), title_of(Gender, member.gender) if known_gender else ""),
        (N_("Birth date"), _born(member.born)),
        (N_("Region"), member.region),
        (N_("Joined"), date_text(member.joined)),
        (N_("Left on"), date_text(member.left)),
        (N_("Why they left"), member.left_reason),
        (N_("How they found us"), member.source),
        (N_("Introduced by"), member.introduced_by_name),
        (N_("Interests"), " · ".join(member.tags)),
    ]


def _sections(member: MemberValues) -> tuple[Section, ...]:
    sections = []
    if member.note:
        sections.append(Section(_("Note"), text=member.note))
    recent = recent_attendance(member.id, limit=6)
    if recent:
        lines = tuple((one.title, _participation(one)) for one in recent)
        sections.append(Section(_("Recent events"), lines=lines))
    else:
        sections.append(Section(_("Recent events"), text=_("No event on record yet.")))
    return tuple(sections)


def _participation(one: Participation) -> str:
    said = title_of(Came, one.came)
    if one.came == Came.NO_RECORD and one.rsvp != Rsvp.NONE:
        said = _("RSVP: {answer}", answer=title_of(Rsvp, one.rsvp))
    rating = _("{mark} of 5", mark=one.rating) if one.rating else ""
    return joined([date_text(one.day), said, rating])


def _born(born: str) -> str:
    return date_text(date.fromisoformat(born)) if len(born) == 10 else born
