"""What the queue says of whom to speak to."""

from __future__ import annotations

from models import clock
from models.members.cadence import CallLine
from resources.i18n import N_
from ui.formats import date_text, sentences
from ui.members.person.words import note_text
from ui.records.columns import Column, Look
from ui.wording import _, n_

_LONG = 30  # days late from which on it presses


def late_text(line: CallLine) -> str:
    """Say since when it is time."""
    if line.days_late is None:
        return _("No word yet")
    if line.days_late == 0:
        return _("Today")
    return n_("{count} day", "{count} days", line.days_late)


def late_tone(line: CallLine) -> str:
    if line.days_late is None or line.days_late >= _LONG:
        return "bad"
    return "warning" if line.days_late else "accent"


def why_text(line: CallLine) -> str:
    """Say in a sentence why somebody stands in the queue."""
    told = []
    if line.follow_up is not None:
        since = _("A follow-up is due since {day}.", day=date_text(line.follow_up))
        late = line.follow_up < clock.today()
        told.append(since if late else _("A follow-up is due today."))
    if line.every:
        told.append(n_("To be spoken to every day.", "To be spoken to every {count} days.",
                       line.every))  # fmt: skip
    told.append(
        _("Last spoken to on {day}.", day=date_text(line.last_contact))
        if line.last_contact
        else _("No contact is noted yet.")
    )
    if line.last_seen:
        told.append(_("Last took part on {day}.", day=date_text(line.last_seen)))
    if line.tried:
        told.append(_("Nobody answered on {day}.", day=date_text(line.tried)))
    return sentences(told)


def organizer_text(line: CallLine) -> str:
    return line.organizer or _("nobody")


def _last(line: CallLine) -> str:
    return date_text(line.last_contact)


def _needs(line: CallLine) -> str:
    return note_text(line.needs)


COLUMNS = (
    Column("name", N_("Name"), lambda line: line.name, 104, sortable=False, stretch=2),
    Column("late", N_("Overdue"), late_text, 92, Look.CHIP, tone=late_tone, sortable=False),
    Column("last_contact", N_("Last contact"), _last, 104, sortable=False, importance=5),
    Column("needs", N_("What they need"), _needs, 120, sortable=False, importance=4, stretch=4),
    Column("organizer", N_("Falls to"), organizer_text, 92, sortable=False, importance=3,
           stretch=2),
    Column("phone", N_("Phone"), lambda line: line.phone, 112, sortable=False, importance=2),
    Column("code", N_("Number"), lambda line: line.code, 68, Look.NUMBER, sortable=False,
           importance=6),
)  # fmt: skip
