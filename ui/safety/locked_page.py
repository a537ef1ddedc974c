"""What stands in the window while the file is locked: closed, until somebody opens it again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui import furniture
from ui.wording import _

_WIDTH = 380


class LockedPage(QWidget):
    """Signals:

    unlock_wanted(str): open it again, with this passphrase.
    other_wanted: open another community instead.
    """

    unlock_wanted = Signal(str)
    other_wanted = Signal()

    def __init__(self, name: str, protected: bool) -> None:
        super().__init__()
        self.complaint = furniture.paragraph("", "caption")
        self.complaint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        furniture.set_tone(self.complaint, "bad")
        self.complaint.hide()
        self.passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.passphrase.setPlaceholderText(_("Passphrase"))
        self.passphrase.setAccessibleName(_("Passphrase"))
        self.passphrase.setVisible(protected)
        self.passphrase.returnPressed.connect(self._unlock)
        self.passphrase.textEdited.connect(self.complaint.hide)
        self.agree = furniture.button(_("Open"), icon="lock-open", role="primary")
        self.agree.clicked.connect(self._unlock)
        other = furniture.button(_("Open another community…"), role="flat")
        other.clicked.connect(self.other_wanted)
        self.setFocusProxy(self.passphrase if protected else self.agree)
        self._protected = protected
        sheet = QWidget()
        sheet.setFixedWidth(_WIDTH)
        column = QVBoxLayout(sheet)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addStretch(2)
        column.addWidget(furniture.Picture("lock", 44, "accent"), 0, Qt.AlignmentFlag.AlignHCenter)
        column.addSpacing(4)
        for text, role in ((name, "title"), (_hint(protected), "muted")):
            words = furniture.paragraph(text, role)
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(words)
        column.addSpacing(8)
        for part in (self.passphrase, self.complaint, self.agree, other):
            column.addWidget(part)
        column.addStretch(3)
        middle = QHBoxLayout(self)
        middle.addStretch()
        middle.addWidget(sheet)
        middle.addStretch()

    def refuse(self) -> None:
        """The passphrase was wrong."""
        self.complain(_("That does not open it. Please try again."))
        self.passphrase.selectAll()

    def complain(self, sentence: str) -> None:
        self.complaint.setText(sentence)
        self.complaint.show()
        self.passphrase.setAccessibleDescription(sentence)
        self.setEnabled(True)
        self.setFocus()

    def _unlock(self) -> None:
        if self._protected and not self.passphrase.text():
            self.passphrase.setFocus()
            return
        self.setEnabled(False)  # until it is open, or refused
        self.unlock_wanted.emit(self.passphrase.text())


def _hint(protected: bool) -> str:
    if protected:
        return _("The file is locked and closed. Enter its passphrase to go on where you were.")
    return _("The file is closed. It has no passphrase: anybody at this computer can open it.")
