"""What the pane says of keeping in touch with somebody: how often, when last, what is promised."""

from __future__ import annotations

from models import clock
from models.members.cadence import Pace, pace_of
from models.members.contact import FollowUp, open_follow_ups
from models.members.member import MemberValues
from ui.formats import date_text, sentences
from ui.members.person.words import note_text
from ui.records.detail import Section
from ui.wording import _, n_


def speaking_section(member: MemberValues) -> Section | None:
    """Say when somebody was spoken to and is to be; nothing where nobody asked or did."""
    pace, promised = pace_of(member.id), open_follow_ups(member.id)
    if not (pace.every or pace.last_contact or promised):
        return None
    lines = tuple((_follow_up(each), note_text(each.needs or each.note)) for each in promised)
    return Section(_("Keeping in touch"), sentences(pace_sentences(pace)), lines)


def pace_sentences(pace: Pace) -> list[str]:
    """Say how often, when last, and when it is time again."""
    told = []
    if pace.every:
        told.append(n_("To be spoken to every day.", "To be spoken to every {count} days.",
                       pace.every))  # fmt: skip
    if pace.last_contact is None:
        told.append(_("No contact is noted yet."))
    else:
        days = (clock.today() - pace.last_contact).days
        told.append(n_("Last spoken to {count} day ago.", "Last spoken to {count} days ago.", days)
                    if days else _("Last spoken to today."))  # fmt: skip
    if pace.due is not None:
        late = (clock.today() - pace.due).days
        told.append(_("It is time.") if late >= 0 else _("Next by {day}.", day=date_text(pace.due)))
    return told


def _follow_up(promised: FollowUp) -> str:
    day = date_text(promised.day)
    if promised.day < clock.today():
        return _("Follow up since {day}", day=day)
    return _("Follow up on {day}", day=day)
