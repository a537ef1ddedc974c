"""What happened: every action of the file, newest first, unfolded and taken back one by one."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from models.journal.happened import ALL, kinds_in_use
from models.past import count_actions, deed_of, find_actions
from models.vocabulary import Kind
from resources.i18n import N_
from ui import furniture, undoing
from ui.actions_wording import kinds_called
from ui.formats import count_text
from ui.past.action_lines import wording_for
from ui.past.deed_pane import DeedPane
from ui.past.line_window import Described, LineWindow
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


class PastWindow(LineWindow):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        described = Described(
            _("What has happened"),
            _("Actions, newest first"),
            least=(840, 480),
            size=(1200, 740),
            search=_("Name, field, who…"),
            pills=PILLS,
        )
        super().__init__(session, described, wording_for(session.preferences), parent)
        self.pane = DeedPane(session.preferences)
        self.lay_out(self._nothing(), pane=self.pane)
        self._wait = QTimer(self, singleShot=True, interval=_PAUSE)
        self._listen()
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
        self.show_room(0 if found.total else 1)
        place = found.position(before.happened.transaction) if before is not None else None
        if found.total:
            self.list.choose(place or 0)
        self._unfold()

    def _nothing(self) -> QWidget:
        clear = furniture.button(_("Show everything"))
        clear.clicked.connect(self._clear)
        return furniture.empty_state(
            "history", _("Nothing like that happened"),
            _("Try another word, or look at everything."), furniture.row(clear),
        )  # fmt: skip

    def _listen(self) -> None:
        self.stale.connect(self.reload)
        self.filters.searched.connect(self._wait.start)
        self.filters.pill_chosen.connect(lambda _pill: self.reload())
        self._wait.timeout.connect(self.reload)
        self.list.current_changed.connect(self._unfold)
        self.list.opened.connect(self.pane.invert.setFocus)
        self.pane.record_wanted.connect(self._go_to)
        self.pane.inversion_wanted.connect(self._invert)
        self.pane.close_button.clicked.connect(self.close)
        self._session.tasks.idle.connect(self._unfold)

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

    def _go_to(self, kind: Kind, record: bytes) -> None:
        self.close()
        self._session.go_to(kind, record)


def _counted(total: int) -> str:
    return n_("{number} action", "{number} actions", total, number=count_text(total))
