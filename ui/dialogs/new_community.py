"""Asks for what a new community file needs: a name, perhaps a passphrase, a place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QDialog, QLineEdit, QWidget

from ui import asking, furniture
from ui.dialogs.frame import Fields, buttons_of, column_of
from ui.safety.strength_meter import StrengthMeter
from ui.wording import _

_NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f]+')


@dataclass(frozen=True)
class Wanted:
    """A community to be made. An empty passphrase makes an open file."""

    name: str
    path: Path
    passphrase: str


def ask_new_community(parent: QWidget) -> Wanted | None:
    """Return what the user wants made; None when they think better of it."""
    dialog = NewCommunity(parent)
    dialog.exec()
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
    """Return the name a community's file gets: what no system allows in names becomes a space."""
    plain = _NOT_IN_NAMES.sub(" ", name).strip(" .")
    return f"{plain[:80] or _('Community')}.guildbook"


class NewCommunity(QDialog):
    """`wanted` holds the answer after it was closed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.wanted: Wanted | None = None
        column = column_of(self, _("New community"), 460)
        self.name = QLineEdit(maxLength=200)
        self.name.setPlaceholderText(_("Riverside Runners"))
        self.passphrase = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.repeated = QLineEdit(echoMode=QLineEdit.EchoMode.Password)
        self.fields = Fields()
        self.fields.add("name", _("Name of the community"), self.name)
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
            self.wanted = Wanted(name, target, self.passphrase.text())
            self.accept()

    def _errors(self) -> dict[str, str]:
        errors = {}
        if not self.name.text().strip():
            errors["name"] = _("Please give the community a name.")
        if self.passphrase.text() != self.repeated.text():
            errors["repeated"] = _("The two passphrases differ.")
        return errors
