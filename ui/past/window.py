"""What happened: every action of the file, newest first, unfolded and taken back one by one."""

from __future__ import annotations

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from models.journal.happened import ALL, kinds_in_use
from models.past import count_actions, deed_of, find_actions
from models.vocabulary import Kind
from resources.i18n import N_
from ui import furniture, undoing
from ui.actions_wording import kinds_called
from ui.formats import count_text
from ui.notice import Notice
from ui.past.action_lines import wording_for
from ui.past.deed_pane import DeedPane
from ui.past.line_list import LineList
from ui.records.filter_bar import FilterBar
from ui.session import Session
from ui.wording import _, n_

PILLS = (
    (ALL, N_("All")),
    ("member", N_("Members")),
    ("event", N_("Events")),
    ("rule", N_("Rules")),
    ("feedback", N_("Feedback")),
    ("import", N_("Imports")),
    ("merge", N_("Merges")),
    ("outside", N_("Other programs")),
)
_PAUSE = 150  # milliseconds after the last letter


class PastWindow(QDialog):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.setWindowTitle(_("What has happened"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumSize(840, 480)
        self.resize(1200, 740)
        self.heading = furniture.page_heading(_("What has happened"))
        self.filters = FilterBar(_("Name, field, who…"), PILLS)
        self.filters.columns_button.hide()
        self.list = LineList(wording_for(session.preferences), _("Actions, newest first"))
        self.pane = DeedPane(session.preferences)
        self._room = QStackedWidget()
        self.notice = Notice()
        self._lay_out()
        self._wait = QTimer(self, singleShot=True, interval=_PAUSE)
        self._connect()
        self.reload()
        self.list.setFocus()

    def reload(self) -> None:
        """Show the actions there are now, keeping the one that is unfolded."""
        before = self.list.current()
        text, kinds = self.filters.text, kinds_called(self.filters.text, kinds_in_use())
        found = find_actions(text, self.filters.pill, kinds)
        counts = count_actions(text, kinds)
        self.filters.show_counts(counts)
        self.list.rows.show(found)
        self.heading.note.setText(_counted(found.total))
        self._room.setCurrentIndex(0 if found.total else 1)
        place = found.position(before.happened.transaction) if before is not None else None
        if found.total:
            self.list.choose(place or 0)
        self._unfold()

    def _lay_out(self) -> None:
        clear = furniture.button(_("Show everything"))
        clear.clicked.connect(self._clear)
        nothing = furniture.empty_state(
            "history", _("Nothing like that happened"),
            _("Try another word, or look at everything."), furniture.row(clear),
        )  # fmt: skip
        frame = QFrame()
        frame.setProperty("role", "card")
        inside = QVBoxLayout(frame)
        inside.setContentsMargins(1, 1, 1, 1)
        inside.addWidget(self.list)
        self._room.addWidget(frame)
        self._room.addWidget(nothing)
        left = QVBoxLayout()
        left.setContentsMargins(28, 22, 20, 22)
        left.setSpacing(14)
        left.addWidget(self.heading)
        left.addWidget(self.filters)
        left.addWidget(self._room, 1)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addLayout(left, 1)
        across.addWidget(self.pane)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addLayout(across, 1)
        whole.addWidget(self.notice)

    def _connect(self) -> None:
        self.filters.searched.connect(self._wait.start)
        self.filters.pill_chosen.connect(lambda _pill: self.reload())
        self.filters.search.left_downwards.connect(self.list.setFocus)
        self.list.typed.connect(self._begin_search)
        self._wait.timeout.connect(self.reload)
        self.list.current_changed.connect(self._unfold)
        self.list.opened.connect(self.pane.invert.setFocus)
        self.pane.record_wanted.connect(self._go_to)
        self.pane.inversion_wanted.connect(self._invert)
        self.pane.close_button.clicked.connect(self.close)
        self.notice.undo_wanted.connect(self._undo_last)
        # Bound methods go with the window; a lambda would outlive it.
        self._session.changed.connect(self._changed)
        self._session.tasks.idle.connect(self._unfold)
        self._session.told.connect(self.notice.tell)
        QShortcut(QKeySequence("Ctrl+F"), self).activated.connect(self.filters.search.setFocus)
        QShortcut(QKeySequence("Ctrl+Z"), self).activated.connect(self._undo_last)

    def _begin_search(self, letter: str) -> None:
        self.filters.search.setFocus()
        self.filters.search.setText(letter)

    def _changed(self, _kinds: frozenset[Kind]) -> None:
        self.reload()

    def _clear(self) -> None:
        self.filters.clear()
        self.reload()
        self.list.setFocus()

    def _unfold(self) -> None:
        line = self.list.current()
        if line is None:
            self.pane.show_nothing()
        else:
            self.pane.show_deed(line.happened, deed_of(line.happened.transaction))

    def _invert(self) -> None:
        line = self.list.current()
        if line is not None and not line.happened.is_final:
            undoing.invert(self._session, line.happened.step(), again=line.happened.undone)
            if self._session.tasks.busy:
                self.pane.invert.setEnabled(False)

    def _undo_last(self) -> None:
        undoing.undo(self._session)

    def _go_to(self, kind: Kind, record: bytes) -> None:
        self.close()
        self._session.go_to(kind, record)


def _counted(total: int) -> str:
    return n_("{number} action", "{number} actions", total, number=count_text(total))
