"""One event when it is over: what people said, what was learnt, and whether it was worth it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.events.event import EventValues, load_event
from models.papers.event_order import EventPaper
from models.vocabulary import Kind
from resources.i18n import N_
from ui.events.after.notes_pane import NotesPane
from ui.events.after.opinions_pane import OpinionsPane
from ui.events.after.worth_pane import WorthPane
from ui.events.papers import KEYS, print_event
from ui.formats import joined, moment_text
from ui.furniture import button, label, paragraph, pill, row
from ui.session import Session
from ui.wording import _

OPINIONS, NOTES, WORTH = range(3)
_TITLES = (N_("Marks and comments"), N_("Notes and thanks"), N_("Was it worth it"))
_BOLD = 16  # pixels: a chosen pill is bold, which its size hint does not know
_WATCHED = frozenset((Kind.EVENT, Kind.ATTENDANCE, Kind.MEMBER, Kind.FEEDBACK))


class AfterPage(QWidget):
    """Signals:

    left: the user is done and wants the events back.
    """

    left = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._event = b""
        self._busy = False
        self.opinions = OpinionsPane(session)
        self.notes = NotesPane(session)
        self.worth = WorthPane(session)
        self._title = paragraph("", "title")
        self._note = label("", "muted")
        self._rooms = QStackedWidget()
        self.pills: list[QPushButton] = []
        self._build()
        session.changed.connect(self._changed)
        session.relisted.connect(self._changed)

    def show_event(self, event: bytes) -> None:
        if load_event(event) is None:
            self.left.emit()
            return
        self._event = event
        self.show_pane(OPINIONS)

    def show_pane(self, place: int) -> None:
        """Show marks, notes or worth, with the keyboard in it."""
        if not self.notes.save():
            return
        self._rooms.setCurrentIndex(place)
        self.pills[place].setChecked(True)
        self.reload()
        (self.opinions, self.notes, self.worth)[place].begin()

    def reload(self) -> None:
        event = load_event(self._event)
        if event is None:
            return
        self._show_heading(event)
        pane = (self.opinions, self.notes, self.worth)[self._rooms.currentIndex()]
        pane.show_event(event)

    # What the tab asks of every view

    def focus_search(self) -> None:
        """Put the keyboard on the line of the pane: slips, who helped, another event."""
        lines = (self.opinions.line, self.notes.contributions.line, self.worth.other)
        lines[self._rooms.currentIndex()].setFocus()

    def start_new(self) -> bool:
        """Start a new slip, or a new line of who helped."""
        if self._rooms.currentIndex() == WORTH:
            self.show_pane(OPINIONS)
        self.focus_search()
        return True

    def edit_selected(self) -> None:
        if self._rooms.currentIndex() == OPINIONS:
            self.opinions.table.comment()

    def remove_selected(self) -> None:
        if self._rooms.currentIndex() == OPINIONS:
            self.opinions.remove()
        elif self._rooms.currentIndex() == NOTES:
            self.notes.contributions.remove()

    def can_leave(self) -> bool:
        return self.notes.save()

    def print_evaluation(self) -> None:
        if self.notes.save():
            print_event(self._session, self, self._event, EventPaper.EVALUATION)

    # Inside

    def _leave(self) -> None:
        if self.can_leave():
            self.left.emit()

    def _changed(self, kinds: frozenset[Kind]) -> None:
        if kinds & _WATCHED and self.isVisible() and not self._busy:
            self._busy = True  # a note that is saved while it is shown announces itself
            self.reload()
            self._busy = False

    def _show_heading(self, event: EventValues) -> None:
        self._title.setText(event.title)
        self._note.setText(joined([moment_text(event.begins), event.place]))

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 22, 28, 20)
        column.setSpacing(12)
        column.addLayout(self._heading())
        group = QButtonGroup(self)
        for place, title in enumerate(_TITLES):
            made = pill(_(title), group)
            made.clicked.connect(lambda _on=False, place=place: self.show_pane(place))
            made.setMinimumWidth(made.sizeHint().width() + _BOLD)
            self.pills.append(made)
        column.addLayout(row(*self.pills, None))
        for pane in (self.opinions, self.notes, self.worth):
            self._rooms.addWidget(pane)
        column.addWidget(self._rooms, 1)
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        leave = QShortcut(QKeySequence("Esc"), self, context=inside)
        leave.activated.connect(self._leave)
        for place in range(len(_TITLES)):
            keys = QShortcut(QKeySequence(f"Alt+{place + 1}"), self, context=inside)
            keys.activated.connect(lambda place=place: self.show_pane(place))

    def _heading(self) -> QHBoxLayout:
        back = button(_("Events"), icon="arrow-left", tip=_("Back to the events (Esc)"))
        back.clicked.connect(self._leave)
        heads = QVBoxLayout()
        heads.setSpacing(2)
        heads.addWidget(self._title)
        heads.addWidget(self._note)
        across = row(back, spacing=14)
        across.addLayout(heads, 1)
        printing = button(_("Print…"), icon="printer", shortcut=KEYS)
        printing.clicked.connect(self.print_evaluation)
        across.addWidget(printing)
        return across
