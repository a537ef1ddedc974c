"""Makes the recovery sheet: in which language, and whether the passphrase is printed on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLineEdit, QWidget

from models.book import about
from models.storage.elsewhere import passphrase_in_use
from ui import asking, furniture, wording
from ui.dialogs.frame import Fields, buttons_of, column_of
from ui.dialogs.new_community import file_name
from ui.safety.paper import LANGUAGES, write_recovery_sheet
from ui.session import Session
from ui.wording import _

if TYPE_CHECKING:
    from reports.sheet import Written


class RecoveryWindow(QDialog):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._in_use = passphrase_in_use()
        column = column_of(self, _("Recovery sheet"), 460)
        heading = furniture.paragraph(_("Recovery sheet"), "title")
        head = furniture.row(furniture.Picture("file-key", 32, "accent"), heading, spacing=14)
        head.setStretch(1, 1)
        column.addLayout(head)
        column.addWidget(furniture.paragraph(_contents(bool(self._in_use))))
        self.language = QComboBox()
        for code, title in LANGUAGES:
            self.language.addItem(title, code)
        self.language.setCurrentIndex(self.language.findData(wording.language()))
        self.fields = Fields()
        self.fields.add("language", _("Language"), self.language)
        column.addLayout(self.fields)
        self.printed = QCheckBox(_("Print the passphrase on it"))
        self.printed.toggled.connect(self._turn)
        self.passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.passphrase.setPlaceholderText(_("Type the passphrase of the file"))
        self.passphrase.setAccessibleName(_("Passphrase"))
        self.passphrase.textEdited.connect(lambda _text: self._complain(""))
        self.complaint = furniture.paragraph("", "caption")
        furniture.set_tone(self.complaint, "bad")
        for part in (self.printed, self.passphrase, self.complaint):
            part.setVisible(bool(self._in_use))
            column.addWidget(part)
        column.addStretch()
        row, self.agree = buttons_of(self, _("Save as PDF…"))
        self.agree.clicked.connect(self._agree)
        column.addWidget(row)
        self._turn(False)
        self.language.setFocus()

    def _turn(self, printed: bool) -> None:
        self.passphrase.setVisible(printed)
        self._complain("")
        if printed:
            self.passphrase.setFocus()

    def _complain(self, sentence: str) -> None:
        self.complaint.setText(sentence)
        self.complaint.setVisible(bool(sentence))

    def _agree(self) -> None:
        printed = self.passphrase.text() if self.printed.isChecked() else ""
        if self.printed.isChecked() and printed != self._in_use:
            self._complain(_("That is not the passphrase of this file. Please try again."))
            self.passphrase.setFocus()
            self.passphrase.selectAll()
            return
        path = self._session.path
        name = file_name(f"{path.stem if path else ''} {_('Recovery sheet')}")
        target = asking.choose_target(
            self,
            _("Save the recovery sheet"),
            ((_("PDF"), ("pdf",)),),
            f"{name.removesuffix('.guildbook')}.pdf",
        )
        if target is None or path is None:
            return
        self.accept()
        self._session.tasks.run(
            write_recovery_sheet,
            target,
            path.name,
            about().name,
            bool(self._in_use),
            printed,
            str(self.language.currentData()),
            title=_("Making the document…"),
            done=self._tell,
            stoppable=False,
        )

    def _tell(self, written: Written) -> None:
        self._session.tell(
            _("Saved as “{name}”. Print it and put it away.", name=written.path.name)
        )


def _contents(protected: bool) -> str:
    if protected:
        return _(
            "One page to print: how to open the file, a place to write the passphrase by hand, and"
            " what cannot be recovered. Keep it where you keep a spare key."
        )
    return _(
        "One page to print: how to open the file, and what cannot be recovered. Keep it with the"
        " papers of the community."
    )
