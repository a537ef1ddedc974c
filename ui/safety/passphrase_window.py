"""Sets, changes or removes the passphrase of the open file."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from ui import furniture
from ui.dialogs.frame import buttons_of, column_of
from ui.safety.jobs import Standing
from ui.safety.strength_meter import NewPassphrase
from ui.safety.unlocking import without_store
from ui.wording import _

_WIDTH = 480


@dataclass(frozen=True)
class Wish:
    """What the passphrase is to be; "" for none. `remember` it on this laptop."""

    new: str
    remember: bool


class PassphraseWindow(QDialog):
    """Signals:

    wished(Wish): the user wants it so.
    """

    wished = Signal(object)

    def __init__(self, standing: Standing, in_use: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._in_use = in_use
        column = column_of(self, _("Passphrase"), _WIDTH)
        column.addLayout(_heading(standing.protected))
        self.removing = furniture.pill(_("Remove it"))
        self.present = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.present.setPlaceholderText(_("Passphrase until now"))
        self.present.setAccessibleName(_("Passphrase until now"))
        self.complaint = furniture.paragraph("", "caption")
        furniture.set_tone(self.complaint, "bad")
        self.complaint.hide()
        if standing.protected:
            column.addLayout(self._pills())
            column.addWidget(self.present)
            column.addWidget(self.complaint)
        self.new = NewPassphrase()
        self.remember = QCheckBox(_("Remember on this laptop"))
        self.remember.setChecked(standing.remembered)
        self.remember.setVisible(standing.has_store)
        self.warning = _warning()
        self._wanted = QWidget()
        below = QVBoxLayout(self._wanted)
        below.setContentsMargins(0, 0, 0, 0)
        below.setSpacing(12)
        below.addWidget(self.new)
        below.addWidget(self.remember)
        if not standing.has_store:
            below.addWidget(furniture.paragraph(without_store(), "caption"))
        below.addWidget(self.warning)
        self.unwanted = furniture.paragraph(
            _(
                "Without a passphrase the file is not encrypted: whoever gets hold of it, or of a"
                " copy, can read the members' names and phone numbers."
            )
        )
        self.unwanted.hide()
        column.addWidget(self._wanted)
        column.addWidget(self.unwanted)
        column.addStretch()
        row, self.agree = buttons_of(self, _("Set the passphrase"))
        self.agree.clicked.connect(self._agree)
        column.addWidget(row)
        self.new.edited.connect(self._check)
        self.present.textChanged.connect(self._check)
        self.removing.toggled.connect(self._turn)
        self._turn(False)
        (self.present if standing.protected else self.new.first).setFocus()

    def _pills(self) -> QHBoxLayout:
        group = QButtonGroup(self)
        group.addButton(self.removing)
        self.changing = furniture.pill(_("Change it"), group)
        self.changing.setChecked(True)
        return furniture.row(self.changing, self.removing, None)

    def _turn(self, removing: bool) -> None:
        self._wanted.setVisible(not removing)
        self.unwanted.setVisible(removing)
        if removing:
            self.agree.setText(_("Remove the passphrase"))
        elif self._in_use:
            self.agree.setText(_("Change the passphrase"))
        self._check()
        self.adjustSize()

    def _check(self) -> None:
        self.complaint.hide()
        known = not self._in_use or bool(self.present.text())
        self.agree.setEnabled(known and (self.removing.isChecked() or self.new.is_agreed))

    def _agree(self) -> None:
        if self._in_use and self.present.text() != self._in_use:
            self.complaint.setText(_("That is not the passphrase of this file. Please try again."))
            self.complaint.show()
            self.adjustSize()
            self.present.setAccessibleDescription(self.complaint.text())
            self.present.selectAll()
            self.present.setFocus()
            return
        removing = self.removing.isChecked()
        wish = Wish("" if removing else self.new.text, self.remember.isChecked())
        self.accept()
        self.wished.emit(wish)


def _heading(protected: bool) -> QHBoxLayout:
    title = _("This file has a passphrase") if protected else _("Protect this file")
    hint = (
        _("You can give it another one, or do without.")
        if protected
        else _(
            "With a passphrase the file is encrypted, and so are its backups. Whoever finds the"
            " laptop, a USB stick or a copy can read nothing."
        )
    )
    words = QVBoxLayout()
    words.setSpacing(4)
    words.addWidget(furniture.paragraph(title, "title"))
    words.addWidget(furniture.paragraph(hint))
    made = furniture.row(furniture.Picture("key-round", 34, "accent"), spacing=16)
    made.addLayout(words, 1)
    return made


def _warning() -> QWidget:
    made = QWidget()
    text = furniture.paragraph(
        _(
            "There is no way back without it: nobody can find a forgotten passphrase out, we"
            " neither. Afterwards you can print a recovery sheet to write it on."
        ),
        "",
    )
    furniture.set_tone(text, "warning")
    row = QHBoxLayout(made)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(12)
    row.addWidget(furniture.Picture("triangle-alert", 20, "warning"))
    row.addWidget(text, 1)
    return made
