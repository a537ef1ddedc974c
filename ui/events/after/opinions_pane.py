"""Marks and comments in a row: of those who came, and of slips without a name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from models.errors import Invalid, UserError
from models.events.attendance import save_attendance
from models.events.evaluation import add_slips, remove_slips, save_slip
from models.events.event import EventValues
from models.events.ratings import rating_of
from models.events.slip_line import read_slips
from models.feedback.opinions import Opinion, opinions_of, raise_feedback
from models.vocabulary import Kind
from resources.i18n import N_
from ui import asking, faults, furniture
from ui.dialogs.importing import import_menu
from ui.events.after import words
from ui.events.after.opinions_model import OpinionsModel
from ui.events.after.opinions_table import OpinionsTable
from ui.records.exporting import export_slips
from ui.records.flow import FlowLayout
from ui.session import Session
from ui.wording import _, n_

_KEYS_HINT = N_(
    "Keys: 1-5 mark and go on, 0 no mark, Enter comment, F make feedback of the comment,"
    " Delete remove."
)
_SLIPS_HINT = N_("Slips: 5 4 4 3, or 4 too loud; 5 great, then Enter")


class SlipLine(QLineEdit):
    """Lines of a copied column become slips of their own."""

    def insert_lines(self, text: str) -> None:
        self.insert("; ".join(line.strip() for line in text.splitlines() if line.strip()))

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Paste):
            self.insert_lines(QGuiApplication.clipboard().text())
        else:
            super().keyPressEvent(event)


class OpinionsPane(QWidget):
    """Every key is an action of its own that Ctrl+Z takes back."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._event: EventValues | None = None
        self.opinions = OpinionsModel(self._save)
        self.table = OpinionsTable(self.opinions)
        self.line = SlipLine(maxLength=5_000)
        self.summary = furniture.paragraph("", "")
        self.complaint = furniture.paragraph("", "caption")
        self.feedback = furniture.button(
            _("Make feedback of it"), icon="message-square", role="flat"
        )
        self.remove_button = furniture.button(_("Remove"), icon="trash-2", role="flat")
        self.bring = furniture.button(_("Import ratings"), icon="upload", role="flat")
        self.take_out = furniture.button(_("Export slips…"), icon="download", role="flat")
        self._rooms = QStackedWidget()
        self._build()
        self._connect()

    def show_event(self, event: EventValues) -> None:
        if self._event is None or self._event.id != event.id:
            self.line.clear()
            self._complain("")
        self._event = event
        current = self.opinions.line(self.table.currentIndex().row())
        self._show(opinions_of(event.id))
        if current is not None and (row := self.opinions.row_of(current.id)) is not None:
            self.table.select_row(row)

    def begin(self) -> None:
        """Put the keyboard where the first mark is missing, or on the line for slips."""
        rows = self.opinions.lines()
        if not rows:
            self.line.setFocus()
            return
        blank = (row for row, each in enumerate(rows) if each.rating is None)
        self.table.setFocus()
        self.table.select_row(next(blank, 0))

    def add_slips(self) -> None:
        """Write down the slips of the line in one action; what cannot be read stays there."""
        if self._event is None or not self.line.text().strip():
            return
        try:
            slips = add_slips(self._event.id, read_slips(self.line.text()))
        except Invalid as error:
            self._complain(" ".join(_(reason) for reason in error.errors.values()))
            return
        except UserError as error:
            asking.say(self, faults.worded(error))
            return
        self.line.clear()
        self._complain("")
        self._announce(Kind.EVENT)
        self.show_event(self._event)
        self.table.scrollToBottom()
        self._session.tell(
            n_("{count} slip written down.", "{count} slips written down.", len(slips)), undo=True
        )

    def raise_feedback(self) -> None:
        """Make feedback of the comment in the current row, or go to what was made of it."""
        opinion = self.opinions.line(self.table.currentIndex().row())
        if opinion is None or self._event is None:
            return
        if opinion.feedback:
            self._session.go_to(Kind.FEEDBACK, opinion.feedback)
            return
        try:
            raise_feedback(opinion.id)
        except UserError as error:
            self._session.tell(faults.worded(error))
            return
        self._announce(Kind.FEEDBACK)
        self.show_event(self._event)
        self._session.tell(_("It is feedback now. F once more goes there."), undo=True)

    def remove(self) -> None:
        """Take slips away, and what people said of themselves: one action of each kind."""
        rows = [self.opinions.line(row) for row in self.table.selected_rows()]
        chosen = [each for each in rows if each is not None]
        slips = [each.id for each in chosen if each.member is None]
        if not slips or self._event is None:
            self._session.tell(_("Only slips are removed here. 0 takes a mark away."))
            return
        row = self.table.currentIndex().row()
        remove_slips(slips)
        self._announce(Kind.EVENT)
        self.show_event(self._event)
        if self.opinions.rowCount():
            self.table.select_row(min(row, self.opinions.rowCount() - 1))
        self._session.tell(
            n_("{count} slip removed.", "{count} slips removed.", len(slips)), undo=True
        )

    # Inside

    def _save(self, opinion: Opinion, field: str, value: Any) -> bool:
        if self._event is None:
            return False
        try:
            if opinion.member is None:
                save_slip(opinion.id, {field: value})
            else:
                save_attendance(self._event.id, opinion.member, **{field: value})
        except UserError as error:
            asking.say(self, faults.worded(error))
            return False
        self._announce(Kind.EVENT if opinion.member is None else Kind.ATTENDANCE)
        return True

    def _show(self, opinions: Sequence[Opinion]) -> None:
        self.opinions.show(opinions)
        self._rooms.setCurrentIndex(0 if opinions else 1)
        self._tell()

    def _tell(self) -> None:
        if self._event is not None:
            rated = rating_of(self._event.id)
            self.summary.setText(words.opinions_sentence(self.opinions.lines(), *rated))
            slips = any(each.member is None for each in self.opinions.lines())
            self.take_out.setVisible(slips)

    def _tell_buttons(self) -> None:
        opinion = self.opinions.line(self.table.currentIndex().row())
        raised = opinion is not None and opinion.feedback is not None
        self.feedback.setText(_("Go to the feedback") if raised else _("Make feedback of it"))
        self.feedback.setEnabled(opinion is not None and (raised or bool(opinion.comment)))
        self.remove_button.setEnabled(opinion is not None and opinion.member is None)

    def _complain(self, text: str) -> None:
        self.complaint.setText(text)
        self.complaint.setVisible(bool(text))
        self.line.setAccessibleDescription(text)

    def _announce(self, kind: Kind) -> None:
        self._session.announce(kind)
        self._tell()
        self._tell_buttons()

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        flowing = QWidget()
        flow = FlowLayout(flowing, 8)
        self.line.setPlaceholderText(_(_SLIPS_HINT))
        self.line.setAccessibleName(_("Slips without a name"))
        self.line.setMinimumWidth(340)
        for each in (self.line, self.feedback, self.remove_button, self.bring, self.take_out):
            flow.addWidget(each)
        furniture.set_tone(self.complaint, "bad")
        self.complaint.hide()
        self._rooms.addWidget(furniture.framed(self.table))
        self._rooms.addWidget(
            furniture.empty_state(
                "star", _("Nobody has come yet, as far as it is written down"),
                _("Write down who came under Attendance, or type slips without a name above."),
            )
        )  # fmt: skip
        for widget in (self.summary, flowing, self.complaint):
            column.addWidget(widget)
        column.addWidget(self._rooms, 1)
        column.addWidget(furniture.paragraph(_(_KEYS_HINT), "caption"))

    def _connect(self) -> None:
        self.line.returnPressed.connect(self.add_slips)
        self.line.textEdited.connect(lambda _text: self._complain(""))
        self.table.remove_wanted.connect(self.remove)
        self.table.feedback_wanted.connect(self.raise_feedback)
        self.feedback.clicked.connect(self.raise_feedback)
        self.remove_button.clicked.connect(self.remove)
        self.bring.clicked.connect(self._offer_import)
        self.take_out.clicked.connect(self.export)
        self.opinions.modelReset.connect(self._tell_buttons)
        self.opinions.dataChanged.connect(lambda *_where: self._tell_buttons())
        self.table.selectionModel().currentChanged.connect(lambda *_where: self._tell_buttons())

    def export(self) -> None:
        """Write the slips into a file; what has a name goes with the attendance."""
        if self._event is not None:
            export_slips(self._session, self, self._event.id, self._event.title)

    def _offer_import(self) -> None:
        if self._event is not None:
            about = (self._event.id, self._event.title)
            menu = import_menu(self._session, self, Kind.ATTENDANCE, about)
            menu.popup(self.bring.mapToGlobal(self.bring.rect().bottomLeft()))
