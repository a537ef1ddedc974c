"""Asks for the passphrase of a file that is to be opened."""

from __future__ import annotations

from PySide6.QtWidgets import QCheckBox, QDialog, QLineEdit, QWidget

from ui import furniture
from ui.asking import Key
from ui.dialogs.frame import Fields, buttons_of, column_of
from ui.wording import _


class UnlockWindow(QDialog):
    """Accepted with something typed; `key` says what. `complaint` says why it is asked again."""

    def __init__(
        self,
        name: str,
        complaint: str = "",
        has_store: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        column = column_of(self, _("Passphrase"), 440)
        words = furniture.paragraph(_("“{name}” is protected", name=name), "heading")
        head = furniture.row(furniture.Picture("lock", 28, "accent"), words, spacing=14)
        head.setStretch(1, 1)
        column.addLayout(head)
        self.passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        fields = Fields()
        fields.add("passphrase", _("Passphrase"), self.passphrase)
        column.addLayout(fields)
        if complaint:
            words = furniture.paragraph(complaint, "caption")
            furniture.set_tone(words, "bad")
            column.addWidget(words)
            self.passphrase.setProperty("invalid", True)
            self.passphrase.setAccessibleDescription(complaint)
        self.remember = QCheckBox(_("Remember on this laptop"))
        self.remember.setVisible(has_store)
        column.addWidget(self.remember)
        if not has_store:
            column.addWidget(furniture.paragraph(without_store(), "caption"))
        row, self.agree = buttons_of(self, _("Open"))
        self.agree.clicked.connect(self._agree)
        column.addWidget(row)
        self.passphrase.textChanged.connect(self._check)
        self._check()
        self.passphrase.setFocus()

    @property
    def key(self) -> Key:
        return Key(self.passphrase.text(), self.remember.isChecked())

    def _check(self) -> None:
        self.agree.setEnabled(bool(self.passphrase.text()))

    def _agree(self) -> None:
        if self.passphrase.text():
            self.accept()


def without_store() -> str:
    return _(
        "This computer has no key store that could remember it, so it is asked for each time the"
        " file is opened."
    )
