"""Asks for what a new community file needs: a name, perhaps a passphrase, a place."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from ui import asking, furniture
from ui.dialogs.frame import Fields, buttons_of, column_of
from ui.past.introduction import LONGEST, laptop_suggestion
from ui.preferences import Preferences
from ui.safety.strength_meter import StrengthMeter
from ui.wording import _


@dataclass(frozen=True)
class Wanted:
    """A community to be made. An empty passphrase makes an open file; an `organizer` is named where
    the question was asked and answered."""

    name: str
    path: Path
    passphrase: str
    organizer: str = ""


def ask_new_community(parent: QWidget, preferences: Preferences) -> Wanted | None:
    """Return what the user wants made; None when they think better of it.

    Who was never asked their name is asked here: the history begins with the making.
    """
    dialog = NewCommunity(parent, asks_name=not preferences.introduced)
    dialog.exec()
    if dialog.wanted is not None and not preferences.introduced:
        if dialog.wanted.organizer:
            laptop = preferences.laptop or laptop_suggestion()
            preferences.introduce(dialog.wanted.organizer, laptop)
        else:
            preferences.set_introduced()
    return dialog.wanted


def ask_sample_place(parent: QWidget) -> Path | None:
    """Return where the sample community is to be kept; None when they think better of it."""
    return asking.choose_target(
        parent,
        _("Where to keep the sample community"),
        (asking.communities(),),
        file_name(_("Lantern Street Readers")),
    )


def file_name(name: str) -> str:
    """Return the name a community's file gets."""
    return f"{asking.plain_name(name) or _('Community')}.guildbook"


class NewCommunity(QDialog):
    """`wanted` holds the answer after it was closed."""

    def __init__(self, parent: QWidget | None = None, asks_name: bool = False) -> None:
        super().__init__(parent)
        self.wanted: Wanted | None = None
        column = column_of(self, _("New community"), 460)
        self.name = QLineEdit(maxLength=200)
        self.name.setPlaceholderText(_("Riverside Runners"))
        self.organizer = QLineEdit(maxLength=LONGEST)
        self.organizer.setPlaceholderText(_("for example Lin"))
        self.passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.repeated = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.fields = Fields()
        self.fields.add("name", _("Name of the community"), self.name)
        if asks_name:
            self.fields.add("organizer", _("Your name, for the history"), self.organizer)
        self.fields.add("passphrase", _("Passphrase (optional)"), self.passphrase)
        self.fields.add("repeated", _("Passphrase again"), self.repeated)
        column.addWidget(furniture.label(_("New community"), "title"))
        column.addLayout(self.fields)
        self.meter = StrengthMeter()
        self.passphrase.textChanged.connect(self.meter.rate)
        column.addWidget(self.meter)
        column.addWidget(
            furniture.paragraph(
                _(
                    "With a passphrase the file is encrypted. Write it down: without it nobody"
                    " can open the file, and it cannot be found out."
                ),
                "caption",
            )
        )
        row, self.agree = buttons_of(self, _("Choose where to save…"))
        self.agree.clicked.connect(self._agree)
        column.addWidget(row)

    def _agree(self) -> None:
        errors = self._errors()
        self.fields.mark(errors)
        if errors:
            return
        name = self.name.text().strip()
        target = asking.choose_target(
            self, _("Where to save the community"), ((_("Communities"), ("guildbook",)),),
            file_name(name),
        )  # fmt: skip
        if target is not None:
            organizer = self.organizer.text().strip()
            self.wanted = Wanted(name, target, self.passphrase.text(), organizer)
            self.accept()

    def _errors(self) -> dict[str, str]:
        errors = {}
        if not self.name.text().strip():
            errors["name"] = _("Please give the community a name.")
        if self.passphrase.text() != self.repeated.text():
            errors["repeated"] = _("The two passphrases differ.")
        return errors
