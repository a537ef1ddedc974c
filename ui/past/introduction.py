"""Asks once who is at work here, so that the history can say it."""

from __future__ import annotations

from PySide6.QtCore import QSysInfo, Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from models.journal.transactions import Author, begin_session, current_session
from ui import furniture
from ui.dialogs.frame import Fields
from ui.preferences import Preferences
from ui.wording import _

LONGEST = 100


def sign_on(preferences: Preferences) -> None:
    """Write the open file's next changes under the name the preferences hold now."""
    author = Author(preferences.device, preferences.signature)
    if current_session()[0] != author:
        begin_session(author)


def laptop_suggestion() -> str:
    """Return what this machine calls itself, without its network's name."""
    return QSysInfo.machineHostName().partition(".")[0]


class Introduction(QDialog):
    """Never in the way: the window behind stays in use, and who closes this is not asked again."""

    def __init__(self, preferences: Preferences, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self.setWindowTitle(_("Your name in the history"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        column = QVBoxLayout(self)
        column.setContentsMargins(26, 24, 26, 20)
        column.setSpacing(14)
        column.addLayout(self._greeting())
        self.name = QLineEdit(preferences.organizer, maxLength=LONGEST)
        self.name.setPlaceholderText(_("for example Lin"))
        self.laptop = QLineEdit(preferences.laptop or laptop_suggestion(), maxLength=LONGEST)
        fields = Fields()
        fields.add("name", _("Your name"), self.name)
        fields.add("laptop", _("This laptop"), self.laptop)
        column.addLayout(fields)
        column.addWidget(
            furniture.paragraph(
                _(
                    "It is written beside every change, so that two copies can be merged and"
                    " everybody sees who did what. You can change it in the settings."
                ),
                "caption",
            )
        )
        self.agree = furniture.button(_("That is me"), role="primary")
        self.agree.setDefault(True)
        self.skip = furniture.button(_("Not now"))
        self.agree.clicked.connect(self._agree)
        self.skip.clicked.connect(self.reject)
        column.addLayout(furniture.row(None, self.skip, self.agree, spacing=10))
        self.name.textChanged.connect(self._check)
        self._check()
        self.name.setFocus()

    def _check(self) -> None:
        self.agree.setEnabled(bool(self.name.text().strip()))

    def _greeting(self) -> QHBoxLayout:
        question = furniture.paragraph(_("What shall we call you in the history?"), "title")
        made = furniture.row(furniture.Picture("hand-heart", 34, "accent"), question, spacing=14)
        made.setStretch(1, 1)
        return made

    def _agree(self) -> None:
        self._preferences.introduce(self.name.text(), self.laptop.text())
        sign_on(self._preferences)
        self.accept()

    # Qt overrides

    def done(self, result: int) -> None:
        self._preferences.set_introduced()
        super().done(result)
