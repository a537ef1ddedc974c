"""Who to speak to: the queue, and beside it the note about whoever is spoken to now."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.errors import UserError
from models.members.cadence import CallLine, queue
from models.progress import Progress, unheard
from ui import asking, faults
from ui.formats import count_text, joined
from ui.furniture import ShortLabel, button, card, empty_state, page_heading, paragraph, pill, row
from ui.members.calls.cadences import CadencesWindow
from ui.members.calls.lines import Calls
from ui.members.calls.type_in import TypeInWindow
from ui.members.calls.words import COLUMNS, organizer_text, why_text
from ui.members.papers import KEYS as PAPER_KEYS
from ui.members.papers import print_calls
from ui.members.person.entry import ContactEntry
from ui.members.room import Room
from ui.records.flow import FlowLayout
from ui.records.table import RecordTable
from ui.session import Session
from ui.tasks import Task
from ui.wording import _, n_

_PANE, _ROOMY = 330, 900
_QUEUE, _NOTHING = range(2)
_EVERYBODY = None


class CallsPage(Room):
    """Signals:

    person_wanted: somebody's own page is asked for; carries their id.
    """

    person_wanted = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._all: Sequence[CallLine] = ()
        self._organizer: str | None = _EVERYBODY
        self._asked: Task | None = None
        self.heading = page_heading(_("Who to speak to"))
        self.table = RecordTable(COLUMNS)
        self.table.setAccessibleName(_("Who to speak to"))
        self.table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self.entry = ContactEntry(session, narrow=True)
        self._who = ShortLabel("", "heading")
        self._reach = paragraph("", "")
        self._why = paragraph("", "caption")
        self._pills = QWidget()
        self._flow = FlowLayout(self._pills, 8)
        self._group = QButtonGroup(self)
        self._stack = QStackedWidget()
        self._seconds: list[tuple[QPushButton, str]] = []
        self._build()
        self._connect()

    @property
    def lines(self) -> list[CallLine]:
        """Return who is listed now, in the queue's order."""
        return [
            line
            for line in self._all
            if self._organizer is _EVERYBODY or line.organizer == self._organizer
        ]

    def open(self) -> None:
        """Show the queue as it is now; the keyboard is in it."""
        self.reload()
        self.table.setFocus()

    def reload(self) -> None:
        """Ask anew, on the worker: in a large community it takes a moment. What changes while it
        is asked, as in quick typing, is asked for once more, and not each time."""
        self._stale = self._asked is not None and not self._asked.ended
        if not self._stale:
            self._asked = self._session.tasks.run(_queued, done=self._show, failed=self._fail)

    def note(self) -> None:
        """Put the keyboard into the note about the current person."""
        if self.entry.member:
            self.entry.form.focus_field("needs")

    def can_leave(self) -> bool:
        """Whether another page may be shown; asks where a note would be lost."""
        if not self.entry.member or not self.entry.is_edited():
            return True
        again = partial(self.entry.start, self.entry.member)
        return asking.leave_edit(self, self.entry.save, again)

    def step_back(self, inside: QWidget) -> bool:
        if not self._pane.isAncestorOf(inside):
            return False
        self.table.setFocus()
        return True

    # Inside

    def _show(self, lines: Sequence[CallLine]) -> None:
        if self._stale:
            self.reload()
            return
        self._all = lines
        self._show_pills()
        self._list()

    def _fail(self, error: UserError) -> None:
        asking.say(self, faults.worded(error))

    def _list(self) -> None:
        row = self.table.currentIndex().row()
        lines = self.lines
        self.table.show_listing(Calls(lines))
        self._stack.setCurrentIndex(_QUEUE if lines else _NOTHING)
        self.heading.note.setText(n_("{count} person", "{count} people", len(lines)))
        if not self.table.currentIndex().isValid() and lines:
            self.table.select_near(max(row, 0))
        self._show_current()

    def _show_current(self) -> None:
        line = self.table.rows.line(self.table.currentIndex().row())
        shown = self.entry.member
        if shown and self.entry.is_edited() and (line is None or line.id != shown):
            return  # whoever is written about may have left the queue meanwhile
        self._pane.setVisible(line is not None)
        if line is None:
            self.entry.member = b""
            return
        self._who.show_text(line.name)
        self._reach.setText(joined([line.phone, _("Falls to {name}", name=organizer_text(line))]))
        self._why.setText(why_text(line))
        if line.id != self.entry.member:
            self.entry.start(line.id)

    def _show_pills(self) -> None:
        falls = Counter(line.organizer for line in self._all)
        if self._organizer not in falls:
            self._organizer = _EVERYBODY
        while (item := self._flow.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                self._group.removeButton(widget)  # type: ignore[arg-type]
                widget.deleteLater()
        entries: list[tuple[str | None, str, int]] = [(_EVERYBODY, _("All"), len(self._all))]
        named = sorted(falls.items(), key=lambda each: (not each[0], each[0]))
        entries += [(name, name or _("nobody"), count) for name, count in named]
        for name, title, count in entries if len(falls) > 1 else entries[:1]:
            made = pill(f"{title} {count_text(count)}", self._group)
            made.setChecked(name == self._organizer)
            made.clicked.connect(lambda _on=False, name=name: self._choose(name))
            self._flow.addWidget(made)
            made.show()

    def _choose(self, organizer: str | None) -> None:
        if self.can_leave():
            self._organizer = organizer
            self._list()
        self._show_pills()

    def _moved(self) -> None:
        """Show whoever became current, unless a note about another would be lost."""
        current = self.table.current_id()
        if current is None or current == self.entry.member:
            return
        if self.can_leave():
            self._show_current()
        else:
            self.table.select(self.entry.member)

    def _saved(self, member: bytes) -> None:
        """Go on with the next, at once: the queue is asked anew behind it."""
        place = self.table.currentIndex().row()
        following = self.table.rows.line(place + 1) or self.table.rows.line(place - 1)
        if following is not None and following.id != member:
            self.table.select(following.id)
        self._show_current()
        self.note()

    def _open_person(self) -> None:
        if (current := self.table.current_id()) is not None:
            self.person_wanted.emit(current)

    def show_cadences(self) -> None:
        CadencesWindow(self._session, self).open()

    def type_in(self) -> None:
        expected = {line.id for line in self._all}
        TypeInWindow(self._session, self, expected).open()

    def print_sheet(self) -> None:
        print_calls(self._session, self, [line.id for line in self.lines])

    # Putting it together

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 22, 20, 20)
        column.setSpacing(12)
        head = row(self.back_button(), self.heading, spacing=14)
        head.setStretch(1, 1)
        column.addLayout(head)
        for text, icon, do in (
            (_("Print call sheet…"), "printer", self.print_sheet),
            (_("Type back in…"), "keyboard", self.type_in),
            (_("How often…"), "timer", self.show_cadences),
        ):
            tip = f"{text} ({PAPER_KEYS})" if do == self.print_sheet else text
            made = button(text, icon=icon, tip=tip)
            made.setAccessibleName(text)
            made.clicked.connect(lambda _on=False, do=do: do())
            self.heading.add(made)
            self._seconds.append((made, text))
        column.addWidget(self._pills)
        frame = card()
        frame.body.setContentsMargins(1, 1, 1, 1)
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nobody())
        frame.body.addWidget(self._stack)
        across = QHBoxLayout()
        across.setSpacing(14)
        across.addWidget(frame, 1)
        across.addWidget(self._noting())
        column.addLayout(across, 1)

    def _noting(self) -> QFrame:
        self._pane = card()
        self._pane.setFixedWidth(_PANE)
        person = button(_("Timeline"), icon="git-commit-vertical", tip=_("Open the person (F2)"))
        person.clicked.connect(lambda: self._open_person())
        head = row(self._who, person)
        head.setStretch(0, 1)
        self._pane.body.addLayout(head)
        self._pane.body.addWidget(self._reach)
        self._pane.body.addWidget(self._why)
        self._pane.body.addWidget(self.entry, 1)
        return self._pane

    def _nobody(self) -> QWidget:
        often = button(_("How often…"), icon="timer")
        often.clicked.connect(lambda: self.show_cadences())
        return empty_state(
            "smile",
            _("Nobody is waiting for a word"),
            _("Say how often members with a tag should be spoken to, or note a follow-up."),
            row(often),
        )

    def _connect(self) -> None:
        printing = QShortcut(QKeySequence(PAPER_KEYS), self)
        printing.activated.connect(self.print_sheet)
        self.table.opened.connect(self.note)
        self.table.edit_wanted.connect(self._open_person)
        self.table.selectionModel().currentRowChanged.connect(lambda *_rows: self._moved())
        self.entry.saved.connect(lambda _made: self._saved(self.entry.member))

    # Qt overrides

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        for made, text in self._seconds:
            made.setText(text if self.width() >= _ROOMY else "")


def _queued(progress: Progress = unheard) -> tuple[CallLine, ...]:
    return queue(progress=progress)
