"""“Leave…”: the day, the reason, a note, and whether they are to be recognised later."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QWidget

from models import clock
from models.errors import Invalid, UserError
from models.members.barred import Bar
from models.members.leaving import REASONS, leave, reasons_in_use
from models.members.member import load_member
from models.vocabulary import Kind
from ui import asking, faults
from ui.dialogs.frame import Fields, buttons_of, column_of
from ui.furniture import label, paragraph
from ui.members.admission.reason_box import ReasonBox
from ui.past.barring import Barring
from ui.records.date_editors import DateEditor
from ui.records.editors import LongTextEditor, Unreadable
from ui.session import Session
from ui.wording import _

if TYPE_CHECKING:
    from models.progress import Progress

_WIDTH, _NOTE_HEIGHT = 500, 64


class LeavingWindow(QDialog):
    def __init__(self, session: Session, parent: QWidget | None, member: bytes) -> None:
        super().__init__(parent)
        self._session, self._member = session, member
        known = load_member(member)
        self._name = known.name if known else ""
        column = column_of(self, _("Leave"), _WIDTH)
        column.addWidget(label(_("{name} leaves", name=self._name), "title"))
        column.addWidget(
            paragraph(_("Everything stays in the book, and comes back with whoever comes back."))
        )
        self.day = DateEditor()
        self.day.set_value(clock.today())
        self.reason = ReasonBox(reasons_in_use(), REASONS)
        self.note = LongTextEditor(2)
        self.note.setFixedHeight(_NOTE_HEIGHT)
        self.fields = Fields()
        self.fields.add("left", _("Left on"), self.day)
        self.fields.add("reason", _("Why they left"), self.reason)
        self.fields.add("note", _("Exit note"), self.note)
        column.addLayout(self.fields)
        self.barring = Barring()
        self.barring.resized.connect(lambda: QTimer.singleShot(0, self, self._fit))
        column.addWidget(self.barring)
        row, self.agree = buttons_of(self, _("Leave"))
        self.agree.clicked.connect(self._agree)
        column.addWidget(row)
        self.reason.setFocus()

    def _agree(self) -> None:
        self.fields.mark({})
        try:
            day = self.day.value() or clock.today()
        except Unreadable as error:
            self.fields.mark({"left": _(error.message)})
            return
        can_be, bar = self.barring.checked(self._member)
        if can_be:
            self._leave(day, bar)

    def _leave(self, day: date, bar: Bar | None) -> None:
        told = (self._member, day, self.reason.text, self.note.value())
        if bar is not None:
            self.agree.setEnabled(False)
            self._session.tasks.run(
                _leave_barred, *told, bar,
                title=_("Making the marks…"), done=lambda _count: self._done(),
                failed=self._refused, stoppable=False,
            )  # fmt: skip
            return
        try:
            leave([self._member], *told[1:])
        except UserError as error:
            self._refused(error)
        else:
            self._done()

    def _refused(self, error: UserError) -> None:
        self.agree.setEnabled(True)
        if isinstance(error, Invalid):
            self.fields.mark({name: _(reason) for name, reason in error.errors.items()})
        else:
            asking.say(self, faults.worded(error))

    def _done(self) -> None:
        self.accept()
        self._session.announce(Kind.MEMBER)
        self._session.tell(_("{name} has left.", name=self._name), undo=True)

    def _drops_note(self) -> bool:
        question = _("The exit note would be lost.")
        return asking.choose(self, question, [_("Discard")], careful=True) == 0

    def _fit(self) -> None:
        self.resize(self.width(), self.sizeHint().height())

    # Qt overrides

    def reject(self) -> None:
        if not self.note.value() or self._drops_note():
            super().reject()


def _leave_barred(
    member: bytes, day: date, reason: str, note: str, bar: Bar, progress: Progress
) -> int:
    return leave([member], day, reason, note, bar)
