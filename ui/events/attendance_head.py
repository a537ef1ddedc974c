"""Above an event's list: how many, how full it is, who has a place now, how many to expect."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFrame, QLabel, QVBoxLayout, QWidget

from models.events.attendance import AttendanceLine
from models.events.came_of import came_of
from models.events.event import EventValues
from models.events.places import Claim, Places, moved_up
from models.events.turnout import Turnout, expected_turnout
from models.progress import Progress
from ui.events import attendance_words as words
from ui.furniture import button, chip, paragraph, row, set_tone
from ui.records.flow import FlowLayout
from ui.session import Session
from ui.tasks import Task
from ui.wording import _

_TONES = {
    "all": "grey", "coming": "accent", "came": "good", "absent": "warning", "unknown": "grey",
}  # fmt: skip
_STALE = 300  # milliseconds after which an answer that is being made anew is no longer shown


class AttendanceHead(QWidget):
    """Tells what follows from the list, as often as the list changes."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._event: EventValues | None = None
        self._places: Places | None = None
        self._moved: tuple[Claim, ...] = ()
        self._is_over = False
        self._foretelling: Task | None = None
        self._stale = QTimer(self, singleShot=True, interval=_STALE)
        self._stale.timeout.connect(self._forget_turnout)
        self.counts: dict[str, QLabel] = {name: chip("", tone) for name, tone in _TONES.items()}
        self.full = paragraph("", "muted")
        self.turnout = paragraph("", "muted")
        self.moved = paragraph("", "")
        self._offer = QFrame()
        self._build()

    def begin(self, event: EventValues) -> None:
        """Be about an event; whoever moved up at another is not told of any more."""
        if self._event is None or self._event.id != event.id:
            self._forget_turnout()
        self._event, self._places = event, None
        self.forget_moved()

    def show_list(self, people: Sequence[AttendanceLine], places: Places) -> None:
        """Say what follows from a list; who has a place since the last time is told of."""
        for name, text in words.counts(people).items():
            self.counts[name].setText(text)
        over = words.over_sentence(places, people)
        if self._is_over:
            self._say(self.turnout, words.came_sentence(came_of(people, places)))
        # When it is over, nobody waits any more.
        self._say(self.full, over or ("" if self._is_over else words.places_sentence(places)))
        set_tone(self.full, "warning" if over or (places.waiting and not self._is_over) else "")
        if self._places is not None and not self._is_over:
            self._tell_moved(moved_up(self._places, places), places)
        self._places = places

    def foretell(self, is_over: bool) -> None:
        """Say how many will probably come; once it has begun, nobody needs to know.

        The worker reads everybody's record for it. What was said before stands for a moment, so
        that nothing jumps with every answer.
        """
        self._is_over = is_over
        self._stale.stop()
        if self._foretelling is not None:
            self._foretelling.cancel()
        if self._event is not None and not is_over:
            self._stale.start()
            self._foretelling = self._session.tasks.run(
                _foretold, self._event.id, done=self._say_turnout
            )

    def _say_turnout(self, turnout: Turnout | None) -> None:
        self._stale.stop()
        self._say(self.turnout, words.turnout_sentence(turnout) if turnout else "")

    def forget_moved(self) -> None:
        self._moved = ()
        self._offer.hide()

    def copy_message(self) -> None:
        """Put a message to whoever has a place now onto the clipboard."""
        if self._event is not None and self._moved:
            QApplication.clipboard().setText(words.moved_message(self._moved, self._event))
            self._session.tell(_("The message is copied."))

    def _forget_turnout(self) -> None:
        self._say(self.turnout, "")

    def _tell_moved(self, moved: tuple[Claim, ...], places: Places) -> None:
        known = {claim.member for claim in self._moved}
        seated = {claim.member for claim in places.seated}
        self._moved = tuple(
            claim for claim in (*self._moved, *moved)
            if claim.member in seated and (claim in moved or claim.member in known)
        )  # fmt: skip
        self._offer.setVisible(bool(self._moved))
        if self._moved:
            self.moved.setText(words.moved_sentence(self._moved))

    def _say(self, line: QLabel, text: str) -> None:
        line.setText(text)
        line.setVisible(bool(text))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        flowing = QWidget()
        flow = FlowLayout(flowing, 8)
        for each in self.counts.values():
            flow.addWidget(each)
        copy = button(_("Copy a message to them"), icon="copy", role="flat")
        copy.clicked.connect(self.copy_message)
        told = button(_("They know"), icon="check", role="flat")
        told.clicked.connect(self.forget_moved)
        self._offer.setProperty("role", "offer")
        inside = row(self.moved, copy, told)
        inside.setContentsMargins(12, 6, 8, 6)
        inside.setStretch(0, 1)
        self._offer.setLayout(inside)
        for widget in (flowing, self._offer, self.full, self.turnout):
            column.addWidget(widget)
        self._offer.hide()


def _foretold(event: bytes, progress: Progress) -> Turnout | None:
    progress(0, 1)
    return expected_turnout(event)
