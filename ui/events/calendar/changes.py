"""What is changed in a calendar: when something is, whether at all, which weeks are quiet."""

from __future__ import annotations

from datetime import date, timedelta

from PySide6.QtWidgets import QWidget

from models import clock
from models.errors import Cancelled, UserError
from models.events.calendar import events_touching
from models.events.event import load_event
from models.events.following import is_followed, move_event
from models.events.quiet_week import end_quiet, monday_of, quiet_week_of, set_quiet
from models.events.task import tick_tasks
from models.vocabulary import Kind
from ui import asking, faults
from ui.events.calendar.words import moment_said
from ui.events.series.scope import Scope, ask_scope, remove_asking
from ui.formats import day_text, sentences
from ui.session import Session
from ui.wording import _, n_


class Changes:
    """Each is told in the notice, with Undo."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        self._session = session
        self._parent = parent

    def move(self, event: bytes, days: int) -> date | None:
        """Let an event be so many days later, at the same time, and as long; of a series ask
        what moves. Return its new day, None where nothing moved."""
        values = load_event(event)
        if values is None or values.begins is None:
            return None
        try:
            begins = values.begins + timedelta(days=days)
        except OverflowError:  # there is no year 10000
            return None
        following = False
        if is_followed(event):
            scope = ask_scope(self._parent.window())
            if scope is None:
                return None
            following = scope is Scope.FOLLOWING
        try:
            move_event(event, begins, following)
        except UserError as error:
            asking.say(self._parent.window(), faults.worded(error))
            return None
        told = (
            _("“{title}” and all that follow have moved.", title=values.title)
            if following
            else _("“{title}” is on {moment} now.", title=values.title, moment=moment_said(begins))
        )
        self._tell(sentences([told, *_warnings(event, begins.date())]), Kind.EVENT)
        return begins.date()

    def remove(self, event: bytes) -> bool:
        """Delete an event; of a series ask which. False where the user thinks better of it."""
        try:
            count = remove_asking(self._parent)([event])
        except Cancelled:
            return False
        except UserError as error:
            asking.say(self._parent.window(), faults.worded(error))
            return False
        self._tell(n_("{count} event deleted.", "{count} events deleted.", count), Kind.EVENT)
        return True

    def turn_quiet(self, day: date) -> None:
        """Make the week of a day a quiet one and ask why, or one like any other again."""
        monday = day_text(monday_of(day))
        if quiet_week_of(day) is not None:
            end_quiet(day)
            self._tell(_("The week of {day} is no quiet week any more.", day=monday),
                       Kind.COMMUNITY)  # fmt: skip
            return
        question = _("Nothing is to be planned in the week of {day}. Why?", day=monday)
        reason = asking.ask_text(
            self._parent.window(), _("Quiet week"), question, may_be_empty=True
        )
        if reason is not None:
            set_quiet(day, reason)
            self._tell(_("The week of {day} is a quiet week.", day=monday), Kind.COMMUNITY)

    def tick(self, task: bytes) -> None:
        """Write down that a task was done today."""
        tick_tasks([task])
        self._tell(_("The task is done."), Kind.EVENT)

    def _tell(self, text: str, kind: Kind) -> None:
        self._session.announce(kind)
        self._session.tell(text, undo=True)


def _warnings(event: bytes, day: date) -> tuple[str, ...]:
    """Remind of those who said yes to what is still to come, and of a quiet week."""
    found = next((each for each in events_touching(day, day) if each.id == event), None)
    if found is None or found.begins < clock.now():
        return ()
    quiet = quiet_week_of(day)
    people = n_("{count} person has said yes: tell them.",
                "{count} people have said yes: tell them.", found.coming)  # fmt: skip
    return (
        people if found.coming else "",
        _("That is a quiet week.") if quiet is not None else "",
    )
