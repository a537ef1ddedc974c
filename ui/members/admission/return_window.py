"""“Come back…”: somebody who left is a member again, or an applicant; nothing is lost."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QDialog, QRadioButton, QWidget

from models.errors import UserError
from models.members.barred import Recognised, is_anybody_barred, recognise
from models.members.leaving import come_back
from models.members.member import load_member
from models.vocabulary import Kind
from ui import asking, faults
from ui.dialogs.frame import buttons_of, column_of
from ui.formats import date_text
from ui.furniture import label, paragraph, set_tone
from ui.members.admission.words import warning_text
from ui.session import Session
from ui.tasks import Task
from ui.wording import _

if TYPE_CHECKING:
    from models.progress import Progress


class ReturnWindow(QDialog):
    def __init__(self, session: Session, parent: QWidget | None, member: bytes) -> None:
        super().__init__(parent)
        self._session, self._member = session, member
        known = load_member(member)
        self._name = known.name if known else ""
        self._looking: Task | None = None
        column = column_of(self, _("Come back"), 480)
        column.addWidget(label(_("{name} comes back", name=self._name), "title"))
        if known is not None:
            column.addWidget(
                paragraph(
                    _(
                        "A member from {first} to {last}. That time is kept, with everything that"
                        " belongs to it, and a new one begins today.",
                        first=date_text(known.joined) or "…",
                        last=date_text(known.left) or "…",
                    )
                )
            )
        self.warning = paragraph("", "")
        set_tone(self.warning, "bad")
        self.warning.hide()
        column.addWidget(self.warning)
        self.as_member = QRadioButton(_("As a member from today"))
        self.as_applicant = QRadioButton(_("As an applicant, to be decided about"))
        self.as_member.setChecked(True)
        column.addWidget(self.as_member)
        column.addWidget(self.as_applicant)
        row, agree = buttons_of(self, _("Come back"))
        agree.clicked.connect(self._agree)
        column.addWidget(row)
        self.as_member.setFocus()
        if is_anybody_barred():
            self._looking = session.tasks.run(_recognise, member, done=self._warn)

    def _warn(self, found: Sequence[Recognised]) -> None:
        for each in found:
            self.warning.setText(warning_text(each))
            self.warning.show()
        QTimer.singleShot(0, self, lambda: self.resize(self.width(), self.sizeHint().height()))

    def _agree(self) -> None:
        try:
            come_back(self._member, self.as_applicant.isChecked())
        except UserError as error:
            asking.say(self, faults.worded(error))
            return
        self.accept()
        self._session.announce(Kind.MEMBER)
        text = _("{name} is back.", name=self._name)
        if self.as_applicant.isChecked():
            text = _("{name} is an applicant again.", name=self._name)
        self._session.tell(text, undo=True)

    # Qt overrides

    def done(self, result: int) -> None:
        if self._looking is not None:
            self._looking.cancel()
        super().done(result)


def _recognise(member: bytes, progress: Progress) -> tuple[Recognised, ...]:
    return recognise([member])
