"""Checking people in at the door: a window over the whole screen, and one line to type in."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models import clock
from models.errors import UserError
from models.events.door import Door, load_door
from models.events.door_line import Typed
from models.events.door_search import Known, load_known
from models.events.door_told import Arrival
from models.vocabulary import Kind
from ui import asking, faults
from ui.events.door import words
from ui.events.door.banner import Banner
from ui.events.door.line import DoorLine
from ui.events.door.match_list import MatchList, rows_of
from ui.events.door.side import Side
from ui.formats import date_text, joined, sentences, time_text
from ui.furniture import ShortLabel, button, label, row, set_tone
from ui.main_window import fit
from ui.session import Session
from ui.tasks import Task
from ui.theme import body_font
from ui.wording import _, n_

_LEAST = (760, 520)
_AT_SCALE_1 = (1280, 800)  # pixels
_SCALES = (0.6, 2.4)
_CLOCK = 5_000  # milliseconds between two looks at the clock
_WATCHED = frozenset({Kind.MEMBER, Kind.EVENT, Kind.ATTENDANCE, Kind.COMMUNITY})


def open_door(session: Session, event: bytes, parent: QWidget) -> None:
    """Open the door of an event over the whole screen, once everybody can be found."""

    def show(door: Door | None) -> None:
        if door is None:
            session.tell(_("This event is not there any more."))
        else:
            DoorWindow(session, door, parent.window()).fill_screen()

    session.tasks.run(load_door, event, title=_("Opening the door…"), done=show)


class DoorWindow(QDialog):
    """Enter takes in whoever is marked; the pages behind hear of it when the door is closed."""

    def __init__(self, session: Session, door: Door, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._session = session
        self.door = door
        self._touched: set[Kind] = set()
        self._armed = ""
        self._reading: Task | None = None
        self.setWindowTitle(_("Check-in: {event}", event=door.event.title))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(*_LEAST)
        self.line = DoorLine()
        self.list = MatchList()
        self.banner = Banner()
        self.side = Side()
        self._title = ShortLabel(door.event.title)
        self._meta = label("", "muted")
        self._time = label("")
        self._keys = label("", "muted")
        tip = _("Close the door (Esc)")
        self._leave = button(_("Close the door"), icon="x", role="flat", tip=tip)
        self._stage = QStackedWidget()
        self._build()
        self._connect()
        self._greet()
        self._show_counts()
        self.line.setFocus()

    def fill_screen(self) -> None:
        # Where no window manager does it, nobody else gives it its size.
        self.setGeometry(self.screen().geometry())
        self.showFullScreen()

    # What the user does

    def look_up(self, text: str) -> None:
        """Show who may be meant; an empty line shows what was done last."""
        self._armed = ""
        if not text.strip():
            self._stage.setCurrentWidget(self.banner)
            return
        found = self.door.find(text)
        self.list.show_rows(rows_of(found))
        if not self.list.shown:
            self.banner.show_said(words.Said("search", "grey", "", words.nobody(found.typed)))
        self._stage.setCurrentWidget(self.list if self.list.shown else self.banner)

    def take(self, applicant: bool = False) -> None:
        """Take in whoever is marked."""
        text = self.line.text()
        row_marked = self.list.marked
        if not text.strip() or self._stage.currentWidget() is not self.list or row_marked is None:
            return
        found = self.door.find(text)
        if row_marked.match is not None:
            member, guests = row_marked.match.member, found.typed.guests
            self._do(lambda: self.door.check_in(member, guests, applicant))
        elif self._is_sure(found.typed):
            self._do(lambda: self.door.walk_in(found.typed, applicant), Kind.MEMBER)

    def take_away(self, member: bytes | None = None) -> None:
        """Take the tick of somebody away, or of whoever is marked."""
        if member is None and self._stage.currentWidget() is self.list:
            marked = self.list.marked
            member = marked.match.member if marked and marked.match else None
        if member is not None:
            self._do(lambda: self.door.take_away(member))

    def undo(self) -> None:
        """Take the last tick of this door back."""
        try:
            taken = self.door.undo()
        except UserError as error:
            asking.say(self, faults.worded(error))
            return
        if taken is None:
            said = words.Said("info", "grey", "", _("Nothing was ticked here yet."))
        else:
            said = words.said_of_undo(taken)
            self._touched |= {Kind.ATTENDANCE, Kind.MEMBER}
        self._show(said)

    # Inside

    def _do(self, deed: Callable[[], Arrival | None], *kinds: Kind) -> None:
        try:
            arrival = deed()
        except UserError as error:
            asking.say(self, faults.worded(error))
            return
        if arrival is not None:
            self._touched |= {Kind.ATTENDANCE, *kinds}
            self._show(words.said_of(arrival))

    def _is_sure(self, typed: Typed) -> bool:
        """Ask once more where the name may be initials that were mistyped."""
        if not typed.is_short or self._armed == typed.name:
            return True
        self._armed = typed.name
        at = self.list.currentIndex().row()
        self.list.show_rows(rows_of(self.door.find(self.line.text()), is_armed=True))
        self.list.mark(at)
        return False

    def _show(self, said: words.Said) -> None:
        self.line.clear()
        self._armed = ""
        self.banner.show_said(said)
        self._stage.setCurrentWidget(self.banner)
        self._show_counts()
        self.line.setFocus()

    def _show_counts(self) -> None:
        self.side.figures.show_counts(self.door.counts())
        self.side.arrivals.show_lines(self.door.latest(12))

    def _greet(self) -> None:
        text = _("Type initials, a name or the end of a phone number, then Enter.")
        self.banner.show_said(words.Said("door-open", "accent", self.door.event.title, text))

    def _show_time(self) -> None:
        now = clock.now()
        self._time.setText(time_text(now))
        begins = self.door.event.begins
        is_today = begins is None or begins.date() == now.date()
        day = date_text(begins.date()) if begins else ""
        when = time_text(begins) if begins and is_today else day
        font = self._meta.font()
        set_tone(self._meta, "" if is_today else "warning")
        self._meta.setFont(font)  # a new tone takes the style's, which is for a smaller window
        other = "" if is_today else _("another day than today")
        self._meta.setText(joined([when, other, self.door.event.place]))

    def _changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & {Kind.MEMBER, Kind.COMMUNITY}:
            # Quiet, on the worker: the queue goes on meanwhile with who is known.
            self._reading = self._session.tasks.run(load_known, done=self._take_people)
        elif kinds & _WATCHED:
            self._refresh(self.door.reload)

    def _take_people(self, people: list[Known]) -> None:
        self._refresh(partial(self.door.take_people, people))

    def _refresh(self, read: Callable[[], None]) -> None:
        """Show what changed elsewhere, and whoever was marked still marked."""
        read()
        marked = self.list.marked
        member = marked.match.member if marked and marked.match else None
        self._show_counts()
        if self._stage.currentWidget() is self.list and self.line.text().strip():
            self.list.show_rows(rows_of(self.door.find(self.line.text())))
            places = [at for at, each in enumerate(self.list.shown)
                      if each.match and each.match.member == member]  # fmt: skip
            self.list.mark(places[0] if places else 0)

    def _build(self) -> None:
        self._stage.addWidget(self.banner)
        self._stage.addWidget(self.list)
        self._leave.clicked.connect(self.close)
        self._leave.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        left = QVBoxLayout()
        left.setSpacing(16)
        left.addWidget(self.line)
        left.addWidget(self._stage, 1)
        across = QHBoxLayout()
        across.setSpacing(36)
        across.addLayout(left, 7)
        across.addWidget(self.side, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(32, 20, 32, 18)
        column.setSpacing(16)
        column.addLayout(row(self._title, self._meta, None, self._time, self._leave, spacing=18))
        column.addLayout(across, 1)
        column.addWidget(self._keys)
        self._keys.setText(joined([
            _("Enter: in"), _("+2 behind the name: with two guests"), _("↑ ↓: another"),
            _("Ctrl+Z: undo the last"), _("Ctrl+Delete: wrong tick away"),
            _("Ctrl+Enter: wants to join"), _("F11: full screen"),
        ]))  # fmt: skip
        self._keys.setWordWrap(True)

    def _connect(self) -> None:
        self.line.textChanged.connect(self.look_up)
        self.line.taken.connect(self.take)
        self.line.moved.connect(self._move)
        self.line.away_wanted.connect(self.take_away)
        self.line.undo_wanted.connect(self.undo)
        self.list.clicked_on.connect(self.take)
        self.side.arrivals.away_wanted.connect(self.take_away)
        self.side.arrivals.typed.connect(self._type)
        self._session.changed.connect(self._changed)
        ticking = QTimer(self, interval=_CLOCK)
        ticking.timeout.connect(self._show_time)
        ticking.start()
        self._show_time()

    def _move(self, steps: int) -> None:
        self.list.move(steps)

    def _type(self, text: str) -> None:
        self.line.setFocus()
        self.line.insert(text)

    def _turn(self) -> None:
        if self.isFullScreen():
            self.showNormal()
            fit(self, *_AT_SCALE_1)
        else:
            self.fill_screen()

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_F11:
            self._turn()
        elif event.key() == Qt.Key.Key_Escape:
            self.close() if not self.line.text() else self.line.clear()
            self.line.setFocus()
        elif event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        wide, high = _AT_SCALE_1
        least, most = _SCALES
        scale = max(least, min(most, self.width() / wide, self.height() / high))
        self.line.setFont(body_font(round(36 * scale), bold=True))
        self.line.setFixedHeight(round(84 * scale))
        self._title.setFont(body_font(round(24 * scale), bold=True))
        self._time.setFont(body_font(round(24 * scale), bold=True))
        self._meta.setFont(body_font(round(17 * scale)))
        for small in (self._keys, self._leave):
            small.setFont(body_font(round(15 * scale)))
        for part in (self.list, self.banner, self.side):
            part.set_scale(scale)
        super().resizeEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        super().closeEvent(event)
        self._session.changed.disconnect(self._changed)
        if self._reading is not None:
            self._reading.cancel()
        if self._touched:
            self._session.announce(*self._touched)
            self._session.tell(_farewell(self.door))


def _farewell(door: Door) -> str:
    """Say how many came, and that nobody is absent for want of a record."""
    inside = door.counts().inside
    came = n_("{count} is in.", "{count} are in.", inside)
    left = door.without_record
    rest = n_(
        "{count} who said yes has no record: whether they came is for you to say.",
        "{count} who said yes have no record: whether they came is for you to say.",
        left,
    )
    return sentences([came, rest if left else ""])
