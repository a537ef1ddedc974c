"""Who the person is, as their own page says it: what the pane says, in another order."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QWidget

from models.members.contact import FollowUp, open_follow_ups
from models.members.profile import Profile
from models.members.reasons import reason_of
from models.vocabulary import MemberStatus
from ui.formats import joined
from ui.members.class_words import class_section, class_title, class_tone
from ui.members.details import describe_member
from ui.members.pane import Pane
from ui.members.person.speaking import speaking_section
from ui.records.choices import title_of
from ui.records.detail import Details, Step
from ui.session import Session
from ui.theme import body_font
from ui.wording import _

_LEADING = (class_section, speaking_section)
_STEPS, _WIDEST = 3, 150  # so many buttons at most, and pixels of what they are about


def described(
    session: Session, parent: QWidget, values: Profile, finish: Callable[[bytes], None]
) -> Details:
    """Describe a person: first the class with its reason, keeping in touch, what is promised.

    `finish` is told the contact note of a follow-up that was done.
    """
    details = describe_member(Pane(session, parent), values)
    reason = reason_of(values.id)
    if reason is not None:
        # The class tells more than that somebody is active; what else they are stands below.
        away = values.status != MemberStatus.ACTIVE
        status = title_of(MemberStatus, values.status) if away else ""
        chip = (class_title(reason.grounds), class_tone(reason.grounds))
        details = replace(details, chip=chip, caption=joined([details.caption, status]))
    leading = [made for make in _LEADING if (made := make(values)) is not None]
    # What the timeline tells need not stand beside it.
    told = _("Recent events")
    others = [each for each in details.sections if each not in leading and each.title != told]
    promised = open_follow_ups(values.id)[:_STEPS]
    steps = (*(_done_step(each, finish) for each in promised), *details.steps)
    return replace(details, sections=(*leading, *others), steps=steps)


def _done_step(promised: FollowUp, finish: Callable[[bytes], None]) -> Step:
    what = " ".join((promised.needs or promised.note).split()) or _("follow-up")
    short = QFontMetrics(body_font()).elidedText(what, Qt.TextElideMode.ElideRight, _WIDEST)
    return Step(_("Done: {what}", what=short), partial(finish, promised.contact), "check")
