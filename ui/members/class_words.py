"""Words the class of a member: its colour, the reason, what makes it and what would lift it."""

from __future__ import annotations

from models.members.listing import class_counts, class_pill
from models.members.member import MemberValues
from models.members.reasons import Grounds, Part, Reason, reason_of
from models.vocabulary import Standing
from resources.i18n import N_
from ui.formats import date_text, joined, number_text
from ui.records.described import PillChoice, PillEntry
from ui.records.detail import Section
from ui.wording import _, n_

CLASS_TONES = {
    Standing.CORE: "accent",
    Standing.ACTIVE: "good",
    Standing.OCCASIONAL: "teal",
    Standing.NEW: "violet",
    Standing.LAPSING: "warning",
    Standing.SILENT: "grey",
    Standing.RESTING: "sand",
}
CLASS_CHOICE = PillChoice(
    N_("Class"),
    tuple(
        PillEntry(class_pill(standing), standing.title, tone)
        for standing, tone in CLASS_TONES.items()
    ),
    class_counts,
)
_SHOWN_PARTS = 4


def class_title(grounds: Grounds | None) -> str:
    return _(grounds.standing.title) if grounds else ""


def class_tone(grounds: Grounds | None) -> str:
    return CLASS_TONES[grounds.standing] if grounds else "grey"


def class_tip(grounds: Grounds | None) -> str:
    """Say class and reason in one line; "" for who is in no class."""
    if grounds is None:
        return ""
    return _("{name}: {reason}", name=class_title(grounds), reason=reason_text(grounds))


def reason_text(grounds: Grounds) -> str:
    """Say why somebody is in their class, without naming it."""
    return joined([
        _until(grounds),
        _came(grounds),
        _took_part(grounds.unseen),
        _spoken_to(grounds.unspoken),
        _activity(grounds),
    ])  # fmt: skip


def class_section(member: MemberValues) -> Section | None:
    """Say in the pane why the member is in their class; None for who is in none."""
    reason = reason_of(member.id)
    if reason is None:
        return None
    lines = [(_part(part), _worth(part)) for part in reason.parts[:_SHOWN_PARTS]]
    if lift := lift_text(reason):
        lines.append((lift, ""))
    title = _("Class: {name}", name=class_title(reason.grounds))
    text = reason_text(reason.grounds)
    return Section(title, text=text[:1].upper() + text[1:], lines=tuple(lines))


def lift_text(reason: Reason) -> str:
    """Say what would lift somebody into a better class; "" where nothing has to."""
    if reason.lifted is None:
        return ""
    return n_(
        "Coming to one more event now would make this: {name}.",
        "Coming to {count} more events now would make this: {name}.",
        reason.times,
        name=_(reason.lifted.title),
    )


def _until(grounds: Grounds) -> str:
    if grounds.standing is Standing.RESTING:
        until = grounds.until
        return _("left alone until {day}", day=date_text(until)) if until else _("paused")
    if grounds.standing is Standing.NEW and grounds.until:
        return _("a newcomer until {day}", day=date_text(grounds.until))
    return ""


def _came(grounds: Grounds) -> str:
    if not grounds.recent:
        return _("no event since they joined")
    return n_(
        "came to {seen} of the last {count} event",
        "came to {seen} of the last {count} events",
        grounds.recent,
        seen=grounds.seen,
    )


def _took_part(days: int | None) -> str:
    if days is None:
        return _("never took part")
    if days == 0:
        return _("took part today")
    return n_("last took part {count} day ago", "last took part {count} days ago", days)


def _spoken_to(days: int | None) -> str:
    if days is None:
        return ""
    if days == 0:
        return _("spoken to today")
    return n_("last spoken to {count} day ago", "last spoken to {count} days ago", days)


def _activity(grounds: Grounds) -> str:
    now = number_text(grounds.score)
    if grounds.standing is Standing.LAPSING and grounds.best > grounds.score:
        return _("activity {now}, was {best}", now=now, best=number_text(grounds.best))
    return _("activity {now}", now=now)


def _part(part: Part) -> str:
    return n_("{deed}, once", "{deed}, {count} times", part.amount, deed=_(part.deed.title))


def _worth(part: Part) -> str:
    return _("gives {points} of the activity", points=number_text(part.points))
