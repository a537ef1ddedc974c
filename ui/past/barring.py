"""Asks whether somebody is to be recognised if they apply again, why, and until when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLineEdit, QVBoxLayout, QWidget

from models.errors import Invalid
from resources.i18n import N_
from ui.dialogs.frame import Fields
from ui.furniture import paragraph
from ui.records.date_editors import DateEditor
from ui.records.editors import Unreadable
from ui.wording import _

if TYPE_CHECKING:
    from models.members.barred import Bar


class Barring(QWidget):
    """Signals:

    resized: it opened or closed, and needs another height.
    """

    resized = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.box = QCheckBox(_("Recognise them if they apply again"))
        self.reason = QLineEdit(maxLength=200)
        self.reason.setPlaceholderText(_("without a name"))
        self.until = DateEditor(hint=N_("for good"))
        self.fields = Fields()
        self.fields.add("reason", _("Why"), self.reason)
        self.fields.add("until", _("Until"), self.until)
        self._inside = QWidget()
        column = QVBoxLayout(self._inside)
        column.setContentsMargins(26, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(
            paragraph(
                _(
                    "Only marks are kept that nobody can read: of the phone number, the WeChat ID,"
                    " the e-mail address, the name with the birth date. You are warned; nobody is"
                    " refused by it."
                ),
                "caption",
            )
        )
        column.addLayout(self.fields)
        outside = QVBoxLayout(self)
        outside.setContentsMargins(0, 0, 0, 0)
        outside.setSpacing(8)
        outside.addWidget(self.box)
        outside.addWidget(self._inside)
        self._inside.hide()
        self.box.toggled.connect(self._open)

    def checked(self, member: bytes) -> tuple[bool, Bar | None]:
        """Return whether what is wanted can be, else mark why not; and the bar, if one is."""
        from models.members.barred import Bar, check_bar  # the file is open by now

        self.fields.mark({})
        if not self.box.isChecked():
            return True, None
        try:
            bar = Bar(self.reason.text().strip(), self.until.value())
            check_bar([member], bar)
        except Unreadable as error:
            self.fields.mark({"until": _(error.message)})
        except Invalid as error:
            self.fields.mark({name: _(reason) for name, reason in error.errors.items()})
        else:
            return True, bar
        return False, None

    def _open(self, wanted: bool) -> None:
        self._inside.setVisible(wanted)
        if wanted:
            self.reason.setFocus()
        self.resized.emit()
