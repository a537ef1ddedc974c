"""Asks how many points, what for, and when: for new ones, or to correct a line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from PySide6.QtWidgets import QComboBox, QDialog, QLineEdit, QSizePolicy, QWidget

from models import clock
from models.errors import Invalid, UserError
from models.members.points import MOST, PointsLine, reasons_in_use
from ui import asking, faults, furniture
from ui.dialogs.frame import Fields, buttons_of, column_of
from ui.records.date_editors import DateEditor
from ui.records.editors import Unreadable
from ui.wording import _

_USUAL = 5
_LONGEST = 300

Save = Callable[[int, str, date], None]


class PointsForm(QDialog):
    """Closes once `save` has taken what stands in it; what cannot stand is marked."""

    def __init__(
        self, parent: QWidget | None, title: str, save: Save, line: PointsLine | None = None
    ) -> None:
        super().__init__(parent)
        self._save = save
        column = column_of(self, title, 440)
        column.addWidget(furniture.label(title, "title"))
        self.amount = furniture.number_box(-MOST, MOST, line.amount if line else _USUAL)
        self.reason = QComboBox(editable=True)
        written = QLineEdit(maxLength=_LONGEST)
        written.setPlaceholderText(_("for example: brought the projector"))
        self.reason.setLineEdit(written)
        self.reason.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.reason.addItems(list(reasons_in_use()))
        self.reason.setEditText(line.reason if line else "")
        self.day = DateEditor()
        self.day.set_value(line.day if line else clock.today())
        self.day.name_for_readers(_("Date"))
        self.fields = Fields()
        self.fields.add("amount", _("Points"), self.amount)
        self.fields.add("reason", _("Reason"), self.reason)
        self.fields.add("day", _("Date"), self.day)
        column.addLayout(self.fields)
        row, agree = buttons_of(self, _("Save") if line else _("Give points"))
        agree.clicked.connect(self._agree)
        column.addWidget(row)
        self.amount.selectAll()
        self.amount.setFocus()

    def _agree(self) -> None:
        try:
            day = self.day.value() or clock.today()
            self._save(self.amount.value(), self.reason.currentText(), day)
        except Unreadable as error:
            self.fields.mark({"day": _(error.message)})
        except Invalid as error:
            self.fields.mark({name: _(reason) for name, reason in error.errors.items()})
        except UserError as error:
            asking.say(self, faults.worded(error))
        else:
            self.accept()
