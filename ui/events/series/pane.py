"""What the pane says of the series an event belongs to, and the steps it offers."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from models.errors import UserError
from models.events.event import EventValues
from models.events.repeating import extend_series, standing_of
from models.vocabulary import Kind
from ui import asking, faults
from ui.events.series.window import repeat_event
from ui.events.series.words import near_day_text, rule_text
from ui.formats import moment_text
from ui.records.detail import Section, Step
from ui.session import Session
from ui.wording import _, n_


def series_sections(session: Session, parent: QWidget, event: EventValues) -> tuple[Section, ...]:
    """Return the section about the series; none where the event comes once."""
    standing = standing_of(event.series)
    if standing is None:
        return ()
    lines = []
    if event.occurs and event.begins and event.occurs != event.begins:
        lines.append((_("Moved from {moment}.", moment=moment_text(event.occurs)), ""))
    if standing.last is not None:
        ahead = n_("{count} is still to come", "{count} are still to come", standing.ahead)
        last = _("the last one on {day}", day=near_day_text(standing.last.date()))
        lines.append((ahead, last))
    steps = [Step(_("Change the repetition…"), lambda: repeat_event(session, event.id, parent))]
    if standing.missing:
        steps.insert(0, Step(
            n_("Plan {count} more", "Plan {count} more", standing.missing),
            lambda: _extend(session, parent, standing.series.id),
        ))  # fmt: skip
    words = rule_text(standing.series.rule, standing.series.begins)
    return (Section(_("Series"), text=words, lines=tuple(lines), steps=tuple(steps)),)


def _extend(session: Session, parent: QWidget, series: bytes) -> None:
    try:
        count = extend_series(series)
    except UserError as error:
        asking.say(parent.window(), faults.worded(error))
        return
    session.announce(Kind.EVENT)
    session.tell(n_("{count} event planned.", "{count} events planned.", count), undo=True)
